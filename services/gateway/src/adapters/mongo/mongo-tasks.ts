import { isDuplicateKey } from '@vafa/mongo';
import type { ImportTask } from '../../domain/import-task.ts';
import type { ExceptionRow, HeldTask, Tasks } from '../../use-cases/import-ports.ts';
import { childrenOf, inDatabase, type Collections, type TaskDocument } from './collections.ts';

const never = new Date(0);
const pageSize = 20;

const toTask = ({ _id, open: _open, holder: _holder, term: _term, heldUntil: _until, ...task }: TaskDocument): ImportTask => ({ id: _id, ...task });

const isOpen = ({ state }: ImportTask): boolean => state !== 'done' && state !== 'failed';

/** Import tasks, one document each: every checkpoint is one conditional write. */
export class MongoTasks implements Tasks {
  /** `isGone` says whether the process behind a holder has ended for certain. */
  constructor(
    private readonly collections: Pick<Collections, 'tasks' | 'exceptions'>,
    private readonly isGone: (holder: string) => boolean,
  ) {}

  async insert({ id, ...task }: ImportTask): Promise<boolean> {
    try {
      await inDatabase(() => this.collections.tasks.insertOne({ _id: id, ...task, open: true, holder: '', term: 0, heldUntil: never }));
      return true;
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
      return false;
    }
  }

  async find(clubId: string, id: string): Promise<ImportTask | undefined> {
    const found = await inDatabase(() => this.collections.tasks.findOne({ _id: id, clubId }));
    return found ? toTask(found) : undefined;
  }

  async take(holder: string, now: Date, until: Date): Promise<HeldTask | undefined> {
    const candidates = await inDatabase(() => this.collections.tasks.find({ open: true }).sort({ _id: 1 }).limit(pageSize).toArray());
    for (const candidate of candidates) {
      if (candidate.heldUntil > now && !this.isGone(candidate.holder)) continue;
      const term = candidate.term + 1;
      const taken = await inDatabase(() => this.collections.tasks.updateOne({ _id: candidate._id, open: true, term: candidate.term }, { $set: { holder, term, heldUntil: until } }));
      if (taken.modifiedCount === 1) return { task: toTask(candidate), holder, term };
    }
    return undefined;
  }

  extend(held: HeldTask, until: Date): Promise<boolean> {
    return this.write(held, { heldUntil: until });
  }

  save(held: HeldTask, { id: _id, ...task }: ImportTask): Promise<boolean> {
    return this.write(held, { ...task, open: isOpen({ id: _id, ...task }) });
  }

  async release(held: HeldTask): Promise<void> {
    await this.write(held, { holder: '', heldUntil: never });
  }

  async keepExceptions(taskId: string, place: string, columns: readonly string[], rows: readonly ExceptionRow[]): Promise<void> {
    try {
      await inDatabase(() => this.collections.exceptions.insertOne({ _id: `${taskId}/${place}`, columns, rows }));
    } catch (error) {
      // A batch that is acknowledged again has the same exceptions.
      if (!isDuplicateKey(error)) throw error;
    }
  }

  async *exceptions(taskId: string): AsyncGenerator<{ columns: readonly string[]; rows: readonly ExceptionRow[] }> {
    const { $gt: first, $lt: until } = childrenOf(taskId);
    let from = first;
    for (;;) {
      const page = await inDatabase(() => this.collections.exceptions.find({ _id: { $gt: from, $lt: until } }).sort({ _id: 1 }).limit(pageSize).toArray());
      yield* page;
      const last = page.at(-1);
      if (!last || page.length < pageSize) return;
      from = last._id;
    }
  }

  private async write({ task, holder, term }: HeldTask, set: Partial<TaskDocument>): Promise<boolean> {
    const written = await inDatabase(() => this.collections.tasks.updateOne({ _id: task.id, holder, term }, { $set: set }));
    return written.matchedCount === 1;
  }
}
