import { isDuplicateKey } from '@vafa/mongo';
import { isOver, isRunnable, type ImportTask } from '../../domain/import-task.ts';
import type { ExceptionRow, HeldTask, TaskListing, Tasks } from '../../use-cases/import-ports.ts';
import { childrenOf, inDatabase, type Collections } from './collections.ts';
import { toFields, toTask, type TaskDocument } from './task-document.ts';

const never = new Date(0);
const pageSize = 20;
const candidatesMax = 5_000;
const sweptMax = 100;

type Candidate = Pick<TaskDocument, '_id' | 'clubId' | 'holder' | 'term' | 'heldUntil'>;

/** Import tasks, one document each: every checkpoint is one conditional write. */
export class MongoTasks implements Tasks {
  /** `isGone` says whether the process behind a holder has ended for certain. */
  constructor(
    private readonly collections: Pick<Collections, 'tasks' | 'exceptions'>,
    private readonly isGone: (holder: string) => boolean,
  ) {}

  async insert(task: ImportTask): Promise<boolean> {
    try {
      await inDatabase(() =>
        this.collections.tasks.insertOne({
          _id: task.id,
          ...toFields(task),
          open: true,
          runnable: true,
          holder: '',
          term: 0,
          attempts: 0,
          heldUntil: never,
        }),
      );
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

  async list(clubId: string, { openOnly, after, limit }: TaskListing): Promise<readonly ImportTask[]> {
    const behind = after && {
      $or: [{ createdAt: { $lt: after.createdAt } }, { createdAt: after.createdAt, _id: { $lt: after.id } }],
    };
    const found = await inDatabase(() =>
      this.collections.tasks
        .find({ clubId, ...(openOnly && { open: true }), ...behind })
        .sort({ createdAt: -1, _id: -1 })
        .limit(limit)
        .toArray(),
    );
    return found.map(toTask);
  }

  countOpen(clubId: string): Promise<number> {
    return inDatabase(() => this.collections.tasks.countDocuments({ clubId, open: true }));
  }

  async isInUse(uploadId: string): Promise<boolean> {
    return (await inDatabase(() => this.collections.tasks.countDocuments({ uploadId, open: true }))) > 0;
  }

  async change(task: ImportTask, from: ImportTask['state']): Promise<boolean> {
    const { state, message, failure, questions, guidance } = toFields(task);
    const set = {
      state,
      message,
      failure,
      questions,
      guidance,
      open: !isOver(task),
      runnable: isRunnable(task),
      holder: '',
      heldUntil: never,
      attempts: 0,
    };
    const change = {
      $set: { ...set, ...(task.finishedAt && { finishedAt: task.finishedAt }) },
      ...(!task.finishedAt && { $unset: { finishedAt: true as const } }),
      $inc: { term: 1 },
    };
    const changed = await inDatabase(() =>
      this.collections.tasks.updateOne({ _id: task.id, clubId: task.clubId, state: from }, change),
    );
    return changed.modifiedCount === 1;
  }

  async waitingSince(moment: Date): Promise<readonly ImportTask[]> {
    const found = await inDatabase(() =>
      this.collections.tasks
        .find({ open: true, runnable: false, createdAt: { $lt: moment } })
        .limit(sweptMax)
        .toArray(),
    );
    return found.map(toTask);
  }

  async forgetOverBefore(moment: Date): Promise<number> {
    const old = await inDatabase(() =>
      this.collections.tasks
        .find({ open: false, finishedAt: { $lt: moment } })
        .limit(sweptMax)
        .project<{ _id: string }>({ _id: 1 })
        .toArray(),
    );
    for (const { _id } of old) {
      // The task goes last: what a crash leaves is found again.
      await inDatabase(() => this.collections.exceptions.deleteMany({ _id: childrenOf(_id) }));
      await inDatabase(() => this.collections.tasks.deleteOne({ _id, open: false }));
    }
    return old.length;
  }

  async take(holder: string, now: Date, until: Date): Promise<HeldTask | undefined> {
    const clubs = new Set<string>();
    const fields = { clubId: 1, holder: 1, term: 1, heldUntil: 1 };
    const candidates = await inDatabase(() =>
      this.collections.tasks
        .find({ runnable: true })
        .sort({ createdAt: 1, _id: 1 })
        .limit(candidatesMax)
        .project<Candidate>(fields)
        .toArray(),
    );
    for (const { _id, clubId, term, ...held } of candidates) {
      const isFirstOfClub = !clubs.has(clubId);
      clubs.add(clubId);
      if (!isFirstOfClub || (held.heldUntil > now && !this.isGone(held.holder))) continue;
      const change = { $set: { holder, term: term + 1, heldUntil: until }, $inc: { attempts: 1 } };
      const taken = await inDatabase(() =>
        this.collections.tasks.findOneAndUpdate({ _id, runnable: true, term }, change, { returnDocument: 'after' }),
      );
      if (taken) return { task: toTask(taken), holder, term: taken.term, attempts: taken.attempts };
    }
    return undefined;
  }

  extend(held: HeldTask, until: Date): Promise<boolean> {
    return this.write(held, { heldUntil: until });
  }

  save(held: HeldTask, task: ImportTask): Promise<boolean> {
    // Whoever comes forward begins to count anew.
    const cameForward = task.salesBatches + task.returnBatches > held.task.salesBatches + held.task.returnBatches;
    return this.write(held, {
      ...toFields(task),
      open: !isOver(task),
      runnable: isRunnable(task),
      ...(cameForward && { attempts: 0 }),
    });
  }

  async release(held: HeldTask, isFailedAttempt: boolean): Promise<void> {
    await this.write(held, { holder: '', heldUntil: never, ...(!isFailedAttempt && { attempts: 0 }) });
  }

  async keepExceptions(taskId: string, place: string, rows: readonly ExceptionRow[]): Promise<void> {
    try {
      // As text: what stands in a file is no document of ours.
      await inDatabase(() =>
        this.collections.exceptions.insertOne({
          _id: `${taskId}/${place}`,
          rows: rows.map((row) => JSON.stringify(row)),
        }),
      );
    } catch (error) {
      // A batch that is acknowledged again has the same exceptions.
      if (!isDuplicateKey(error)) throw error;
    }
  }

  async *exceptions(taskId: string): AsyncGenerator<readonly ExceptionRow[]> {
    const { $gt: first, $lt: until } = childrenOf(taskId);
    let from = first;
    for (;;) {
      const page = await inDatabase(() =>
        this.collections.exceptions
          .find({ _id: { $gt: from, $lt: until } })
          .sort({ _id: 1 })
          .limit(pageSize)
          .toArray(),
      );
      for (const { rows } of page) yield rows.map((row) => JSON.parse(row) as ExceptionRow);
      const last = page.at(-1);
      if (!last || page.length < pageSize) return;
      from = last._id;
    }
  }

  private async write({ task, holder, term }: HeldTask, set: Partial<TaskDocument>): Promise<boolean> {
    const written = await inDatabase(() =>
      this.collections.tasks.updateOne({ _id: task.id, holder, term }, { $set: set }),
    );
    return written.matchedCount === 1;
  }
}
