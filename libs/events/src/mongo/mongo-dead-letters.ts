import type { AnyBulkWriteOperation, Collection, Filter } from 'mongodb';
import { isDuplicateKey } from '@vafa/mongo';
import { problemOf, type DeadLetterStore, type GroupTopic, type Refused } from '../consumer/dead-letter-store.ts';
import type { Positioned } from '../consumer/positioned.ts';
import type { DeadLetter, DeadLetterFilter } from '../port.ts';
import { fromStored, toStored, type StoredEvent } from './stored-event.ts';

export interface LetterRecord {
  _id: string;
  group: string;
  topic: string;
  offset: number;
  key: string;
  reason: string;
  message: string;
  tries: number;
  at: Date;
  /** Set while a replay is asked for. */
  replayAt?: Date;
  event: StoredEvent;
}

const idOf = ({ group, topic }: GroupTopic, offset: number): string => `${group}|${topic}|${String(offset)}`;

const within = ({ group, topic }: DeadLetterFilter): Filter<LetterRecord> => ({
  ...(group !== undefined && { group }),
  ...(topic !== undefined && { topic }),
});

const toLetter = ({ _id, topic, group, key, reason, message, at, tries, event }: LetterRecord): DeadLetter => ({
  id: _id,
  topic,
  group,
  key,
  type: event.type,
  eventId: event.eventId,
  clubId: event.clubId,
  reason,
  message,
  at,
  tries,
});

/** What an event says may be megabytes; a list shows none of it. */
const withoutPayload = { 'event.payload': 0 };

export class MongoDeadLetters implements DeadLetterStore {
  constructor(private readonly collection: Collection<LetterRecord>) {}

  async prepare(): Promise<void> {
    await this.collection.createIndexes([
      { key: { group: 1, topic: 1, key: 1, offset: 1 } },
      { key: { at: 1 } },
      { key: { replayAt: 1 }, partialFilterExpression: { replayAt: { $exists: true } } },
    ]);
  }

  async add(of: GroupTopic, refused: readonly Refused[], at: Date): Promise<void> {
    const { group, topic } = of;
    const records: LetterRecord[] = refused.map(({ offset, event, reason, message, tries }) => ({
      _id: idOf(of, offset),
      group,
      topic,
      offset,
      key: event.key,
      reason,
      message,
      tries,
      at,
      event: toStored(event),
    }));
    try {
      await this.collection.insertMany(records, { ordered: false });
    } catch (error) {
      // Some were there; whether all of them are now, an error about many does not tell.
      if (
        !isDuplicateKey(error) ||
        (await this.collection.countDocuments({ _id: { $in: records.map(({ _id }) => _id) } })) < records.length
      )
        throw error;
    }
  }

  blockedKeys({ group, topic }: GroupTopic): Promise<string[]> {
    return this.collection.distinct('key', { group, topic });
  }

  async markedKeys({ group, topic }: GroupTopic): Promise<string[]> {
    const marked = await this.collection
      .find({ replayAt: { $exists: true }, group, topic }, { projection: { key: 1, offset: 1 } })
      .sort({ offset: 1 })
      .toArray();
    return [...new Set(marked.map(({ key }) => key))];
  }

  async ofKey(
    { group, topic }: GroupTopic,
    key: string,
    after: number,
    limit: number,
  ): Promise<(Positioned & { tries: number })[]> {
    const records = await this.collection
      .find({ group, topic, key, offset: { $gt: after } })
      .sort({ offset: 1 })
      .limit(limit)
      .toArray();
    return records.map((record) => ({
      offset: record.offset,
      tries: record.tries,
      event: fromStored(record.event),
      ...problemOf(record),
    }));
  }

  async remove(of: GroupTopic, offset: number): Promise<void> {
    await this.collection.deleteOne({ _id: idOf(of, offset) });
  }

  async failAgain(of: GroupTopic, { offset, event, reason, message, tries }: Refused): Promise<void> {
    const { group, topic } = of;
    const operations: AnyBulkWriteOperation<LetterRecord>[] = [
      { updateOne: { filter: { _id: idOf(of, offset) }, update: { $set: { reason, message, tries } } } },
      { updateMany: { filter: { group, topic, key: event.key }, update: { $unset: { replayAt: '' as const } } } },
    ];
    await this.collection.bulkWrite(operations);
  }

  async mark(filter: DeadLetterFilter, at: Date): Promise<number> {
    const { matchedCount } = await this.collection.updateMany(
      { ...within(filter), replayAt: { $exists: false } },
      { $set: { replayAt: at } },
    );
    return matchedCount;
  }

  async marked(): Promise<GroupTopic[]> {
    const groups = await this.collection
      .aggregate<{ _id: GroupTopic }>([
        { $match: { replayAt: { $exists: true } } },
        { $group: { _id: { group: '$group', topic: '$topic' } } },
      ])
      .toArray();
    return groups.map(({ _id }) => _id);
  }

  async list(filter: DeadLetterFilter, limit: number): Promise<DeadLetter[]> {
    const records = await this.collection
      .find(within(filter), { projection: withoutPayload })
      .sort({ at: 1, offset: 1 })
      .limit(limit)
      .toArray();
    return records.map(toLetter);
  }
}
