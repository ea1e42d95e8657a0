import type { Collection, MongoBulkWriteError } from 'mongodb';
import { isDuplicateKey, toUnavailable } from '@vafa/mongo';
import type { Positioned } from '../consumer/positioned.ts';
import type { TopicRecords } from '../log/log-store.ts';
import type { StreamEvent } from '../port.ts';
import { fromStored, toStored, type StoredEvent } from './stored-event.ts';

export type LogRecord = StoredEvent & { _id: number };

interface Waiter {
  readonly events: readonly StreamEvent[];
  resolve(): void;
  reject(error: unknown): void;
}

/** Most events of one write. */
const chunkMax = 1_000;

/** What is kept in memory for the readers of this process. */
const recentMax = 2_000;
const recentBytesMax = 4 * 1024 * 1024;

/**
 * One topic as a collection whose `_id` is the offset. Writes of this process queue up and go out together, one write
 * at a time. Ordered inserts of consecutive ids keep the log without holes, even when another process writes too.
 * Whoever comes second at an id is refused there, and nothing after it is tried.
 *
 * Readers of this process get from memory what it appended last, and no answer from the database when there is nothing
 * after what is known: `end` learns of what others appended.
 */
export class MongoTopic implements TopicRecords {
  private queue: Waiter[] = [];
  private writing = false;
  private tail: number | undefined;
  /** The last offset that this process knows of; undefined until it has read or asked. */
  private known: number | undefined;
  /** The last events appended here, one after the other. */
  private recent: Positioned[] = [];
  private recentBytes = 0;

  constructor(
    private readonly collection: Collection<LogRecord>,
    private readonly afterAppend: (tail: number, appended: number) => void = () => undefined,
  ) {}

  append(events: readonly StreamEvent[]): Promise<void> {
    return new Promise((resolve, reject) => {
      this.queue.push({ events, resolve, reject });
      if (!this.writing) void this.drain();
    });
  }

  async read(after: number, limit: number): Promise<Positioned[]> {
    if (this.known !== undefined && after >= this.known) return [];
    const kept = this.fromRecent(after, limit);
    if (kept.length > 0) return kept;
    const records = await this.collection
      .find({ _id: { $gt: after } })
      .sort({ _id: 1 })
      .limit(limit)
      .toArray();
    this.learn(records.at(-1)?._id ?? after);
    return records.map((record) => ({ offset: record._id, event: fromStored(record) }));
  }

  // Without an index: it is asked once after a restore.
  async before(at: Date): Promise<number> {
    const first = await this.collection.findOne({ at: { $gte: at } }, { sort: { _id: 1 }, projection: { _id: 1 } });
    return first ? first._id - 1 : this.end();
  }

  async end(): Promise<number> {
    const [last] = await this.collection
      .find({}, { projection: { _id: 1 } })
      .sort({ _id: -1 })
      .limit(1)
      .toArray();
    const end = last?._id ?? 0;
    this.learn(end);
    return end;
  }

  private learn(offset: number): void {
    this.known = Math.max(this.known ?? 0, offset);
  }

  private fromRecent(after: number, limit: number): Positioned[] {
    const first = this.recent[0]?.offset;
    return first === undefined || after + 1 < first
      ? []
      : this.recent.slice(after + 1 - first, after + 1 - first + limit);
  }

  private keep(tail: number, events: readonly StreamEvent[]): void {
    if (this.recent.at(-1)?.offset !== tail) [this.recent, this.recentBytes] = [[], 0];
    for (const [index, event] of events.entries()) {
      this.recent.push({ offset: tail + index + 1, event });
      this.recentBytes += event.payload.length;
    }
    let dropped = 0;
    while (this.recent.length - dropped > recentMax || this.recentBytes > recentBytesMax)
      this.recentBytes -= this.recent[dropped++]?.event.payload.length ?? 0;
    if (dropped > 0) this.recent = this.recent.slice(dropped);
    this.learn(tail + events.length);
  }

  private async drain(): Promise<void> {
    this.writing = true;
    while (this.queue.length > 0) {
      const waiters = this.queue;
      this.queue = [];
      try {
        await this.write(waiters.flatMap((waiter) => waiter.events));
        for (const waiter of waiters) waiter.resolve();
      } catch (error) {
        // Whether the write took place may be unknown; its publishers repeat it, and an event that is there twice is
        // harmless.
        this.tail = undefined;
        for (const waiter of waiters) waiter.reject(toUnavailable(error));
      }
    }
    this.writing = false;
  }

  private async write(events: readonly StreamEvent[]): Promise<void> {
    for (let done = 0; done < events.length; ) {
      const tail = (this.tail ??= await this.end());
      const some = events.slice(done, done + chunkMax);
      const written = await this.insert(some.map((event, index) => ({ _id: tail + index + 1, ...toStored(event) })));
      this.tail = written === some.length ? tail + written : undefined;
      done += written;
      if (written === 0) continue;
      this.keep(tail, some.slice(0, written));
      this.afterAppend(tail + written, written);
    }
  }

  /** How many went in before an offset that another process had taken. */
  private async insert(records: LogRecord[]): Promise<number> {
    try {
      await this.collection.insertMany(records, { ordered: true });
      return records.length;
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
      return (error as MongoBulkWriteError).insertedCount;
    }
  }
}
