import type { Collection, Document } from 'mongodb';
import type { Connection } from 'mongoose';
import { systemClock, type Clock } from '@vafa/kernel';
import { databaseOf } from '@vafa/mongo';
import type { LogStore } from '../log/log-store.ts';
import { MongoDeadLetters, type LetterRecord } from './mongo-dead-letters.ts';
import { MongoOffsets, type OffsetRecord } from './mongo-offsets.ts';
import { MongoTopic, type LogRecord } from './mongo-topic.ts';

/** Events a topic keeps at least, by topic; a topic that is not named keeps all. */
export type EventsKept = Readonly<Record<string, number>>;

export interface MongoLogOptions {
  /**
   * Events a topic keeps at least; what no known group needs beyond them is dropped. A topic not named keeps
   * everything.
   */
  readonly keepEventsMax?: EventsKept;
  readonly clock?: Clock;
  /** `close` closes the connection. */
  readonly owned?: boolean;
}

/** How many appended events make it worth looking for old ones. */
const trimEvery = 1_000;

/** Topics, offsets and dead letters in one database: `topic_<name>`, `offsets`, `dead_letters`. */
export class MongoLog implements LogStore {
  readonly offsets: MongoOffsets;
  readonly deadLetters: MongoDeadLetters;
  private readonly topics = new Map<string, MongoTopic>();

  constructor(
    private readonly connection: Connection,
    private readonly options: MongoLogOptions = {},
  ) {
    this.offsets = new MongoOffsets(this.collection<OffsetRecord>('offsets'), options.clock ?? systemClock);
    this.deadLetters = new MongoDeadLetters(this.collection<LetterRecord>('dead_letters'));
  }

  topic(name: string): MongoTopic {
    const known = this.topics.get(name);
    if (known) return known;
    const topic = new MongoTopic(this.records(name), this.trimmer(name));
    this.topics.set(name, topic);
    return topic;
  }

  prepare(): Promise<void> {
    return this.deadLetters.prepare();
  }

  async close(): Promise<void> {
    if (this.options.owned) await this.connection.close();
  }

  private records(name: string): Collection<LogRecord> {
    return this.collection<LogRecord>(`topic_${name.replaceAll('.', '_')}`);
  }

  private collection<T extends Document>(name: string): Collection<T> {
    return databaseOf(this.connection).collection<T>(name);
  }

  /** Drops what is older than the topic keeps and what every known group has behind it. */
  private trimmer(name: string): (tail: number, appended: number) => void {
    const kept = this.options.keepEventsMax?.[name];
    if (kept === undefined) return () => undefined;
    let since = 0;
    return (tail, appended) => {
      since += appended;
      if (since < Math.min(trimEvery, kept)) return;
      since = 0;
      // A failure costs nothing but space: the next round drops the same events.
      void this.trim(name, tail - Math.max(kept, 1)).catch(() => undefined);
    };
  }

  private async trim(name: string, last: number): Promise<void> {
    const groups = await this.offsets.ofTopic(name);
    const droppable = Math.min(last, ...groups.map(({ offset }) => offset));
    if (droppable > 0) await this.records(name).deleteMany({ _id: { $lte: droppable } });
  }
}
