import { isDuplicateKey } from '@vafa/mongo';
import { isOver, type ImportTask } from '../../domain/import-task.ts';
import type { ExceptionRow, HeldTask, Tasks } from '../../use-cases/import-ports.ts';
import { childrenOf, inDatabase, type Collections, type TaskDocument } from './collections.ts';

const never = new Date(0);
const pageSize = 20;
const candidatesMax = 5_000;

type Candidate = Pick<TaskDocument, '_id' | 'clubId' | 'holder' | 'term' | 'heldUntil'>;

const toTask = ({ _id, open: _open, holder: _holder, term: _term, attempts: _attempts, heldUntil: _until, ...task }: TaskDocument): ImportTask => ({ id: _id, ...task });

/** Import tasks, one document each: every checkpoint is one conditional write. */
export class MongoTasks implements Tasks {
  /** `isGone` says whether the process behind a holder has ended for certain. */
  constructor(
    private readonly collections: Pick<Collections, 'tasks' | 'exceptions'>,
    private readonly isGone: (holder: string) => boolean,
  ) {}

  async insert({ id, ...task }: ImportTask): Promise<boolean> {
    try {
      await inDatabase(() => this.collections.tasks.insertOne({ _id: id, ...task, open: true, holder: '', term: 0, attempts: 0, heldUntil: never }));
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

  countOpen(clubId: string): Promise<number> {
    return inDatabase(() => this.collections.tasks.countDocuments({ clubId, open: true }));
  }

  async isInUse(uploadId: string): Promise<boolean> {
    return (await inDatabase(() => this.collections.tasks.countDocuments({ uploadId, open: true }))) > 0;
  }

  async close({ id: _id, clubId, ...task }: ImportTask): Promise<boolean> {
    const closed = await inDatabase(() => this.collections.tasks.updateOne({ _id, clubId, open: true }, { $set: { state: task.state, message: task.message, finishedAt: task.finishedAt, open: false, holder: '' }, $inc: { term: 1 } }));
    return closed.modifiedCount === 1;
  }

  async take(holder: string, now: Date, until: Date): Promise<HeldTask | undefined> {
    const clubs = new Set<string>();
    const candidates = await inDatabase(() => this.collections.tasks.find({ open: true }).sort({ createdAt: 1, _id: 1 }).limit(candidatesMax).project<Candidate>({ clubId: 1, holder: 1, term: 1, heldUntil: 1 }).toArray());
    for (const { _id, clubId, term, ...held } of candidates) {
      const isFirstOfClub = !clubs.has(clubId);
      clubs.add(clubId);
      if (!isFirstOfClub || (held.heldUntil > now && !this.isGone(held.holder))) continue;
      const change = { $set: { holder, term: term + 1, heldUntil: until }, $inc: { attempts: 1 } };
      const taken = await inDatabase(() => this.collections.tasks.findOneAndUpdate({ _id, open: true, term }, change, { returnDocument: 'after' }));
      if (taken) return { task: toTask(taken), holder, term: taken.term, attempts: taken.attempts };
    }
    return undefined;
  }

  extend(held: HeldTask, until: Date): Promise<boolean> {
    return this.write(held, { heldUntil: until });
  }

  save(held: HeldTask, { id: _id, ...task }: ImportTask): Promise<boolean> {
    // Whoever comes forward begins to count anew.
    const cameForward = task.salesBatches + task.returnBatches > held.task.salesBatches + held.task.returnBatches;
    return this.write(held, { ...task, open: !isOver(task), ...(cameForward && { attempts: 0 }) });
  }

  async release(held: HeldTask, isFailedAttempt: boolean): Promise<void> {
    await this.write(held, { holder: '', heldUntil: never, ...(!isFailedAttempt && { attempts: 0 }) });
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
