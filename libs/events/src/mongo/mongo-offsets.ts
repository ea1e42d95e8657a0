import type { Collection, Filter } from 'mongodb';
import type { Clock } from '@vafa/kernel';
import { isDuplicateKey } from '@vafa/mongo';
import type { GroupTopic } from '../consumer/dead-letter-store.ts';
import { leaseMs } from '../consumer/leases.ts';
import type { GroupOffset, GroupOffsets } from '../log/log-store.ts';
import { isGone } from '../log/process-identity.ts';

export interface OffsetRecord {
  _id: string;
  group: string;
  topic: string;
  offset: number;
  /** host|process|start|runner */
  holder?: string;
  until?: Date;
  awaited?: boolean;
  /** When somebody last held it, to within the term of a lease. */
  seenAt?: Date;
}

const idOf = ({ group, topic }: GroupTopic): string => `${group}|${topic}`;

export class MongoOffsets implements GroupOffsets {
  constructor(
    private readonly collection: Collection<OffsetRecord>,
    private readonly clock: Clock,
  ) {}

  async join(of: GroupTopic, awaited: boolean): Promise<void> {
    try {
      await this.collection.insertOne({
        _id: idOf(of),
        group: of.group,
        topic: of.topic,
        offset: 0,
        awaited,
        seenAt: this.clock.now(),
      });
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
    }
  }

  async hold(of: GroupTopic, holder: string): Promise<number | undefined> {
    const free = { $or: [{ holder }, { holder: { $exists: false } }, { until: { $lt: new Date() } }] };
    const taken = await this.claim(of, holder, free);
    if (taken !== undefined) return taken;
    const current = await this.collection.findOne({ _id: idOf(of) });
    if (current?.holder === undefined || !isGone(current.holder)) return undefined;
    return this.claim(of, holder, { holder: current.holder });
  }

  async renew(holders: readonly string[]): Promise<void> {
    await this.collection.updateMany({ holder: { $in: [...holders] } }, { $set: this.seen() });
  }

  async advance(of: GroupTopic, holder: string, offset: number): Promise<boolean> {
    const { matchedCount } = await this.collection.updateOne(
      { _id: idOf(of), holder },
      { $set: { offset, until: this.until() } },
    );
    return matchedCount > 0;
  }

  async release(of: GroupTopic, holder: string): Promise<void> {
    await this.collection.updateOne(
      { _id: idOf(of), holder },
      { $set: { seenAt: this.clock.now() }, $unset: { holder: '', until: '' } },
    );
  }

  ofTopic(topic: string): Promise<GroupOffset[]> {
    return this.collection
      .find<GroupOffset>({ topic }, { projection: { _id: 0, group: 1, offset: 1, awaited: 1, seenAt: 1 } })
      .sort({ _id: 1 })
      .toArray();
  }

  private async claim(of: GroupTopic, holder: string, state: Filter<OffsetRecord>): Promise<number | undefined> {
    const taken = await this.collection.findOneAndUpdate(
      { _id: idOf(of), ...state },
      { $set: { holder, ...this.seen() } },
      { returnDocument: 'after' },
    );
    return taken?.offset;
  }

  private seen(): { until: Date; seenAt: Date } {
    return { until: this.until(), seenAt: this.clock.now() };
  }

  private until(): Date {
    return new Date(Date.now() + leaseMs);
  }
}
