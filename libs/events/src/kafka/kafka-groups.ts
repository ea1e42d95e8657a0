import type { Collection } from 'mongodb';
import { DomainError, type Clock } from '@vafa/kernel';
import { isDuplicateKey } from '@vafa/mongo';
import type { GroupProgress, Mark } from '../port.ts';
import type { GroupTopic } from '../consumer/dead-letter-store.ts';
import { groupInUse } from '../consumer/group-in-use.ts';
import { isAwaited, type SeenGroup } from '../consumer/awaited.ts';
import type { KafkaAdmin } from './kafka-admin.ts';

/** A group that ever consumed a topic; names as services know them. */
export interface GroupRecord extends SeenGroup {
  readonly _id: string;
  readonly group: string;
  readonly topic: string;
}

const isInUse = (error: unknown): boolean =>
  error instanceof Error &&
  /no running instances|UNKNOWN_MEMBER_ID/.test(`${error.message} ${String((error as { type?: unknown }).type)}`);

const idOf = ({ group, topic }: GroupTopic): string => `${group}|${topic}`;

type Ends = Readonly<Record<string, string>>;

/** How far the groups of a topic are. Kafka forgets groups that only joined, so that who consumes is kept here. */
export class KafkaGroups {
  constructor(
    private readonly records: Collection<GroupRecord>,
    private readonly admin: KafkaAdmin,
    private readonly clock: Clock,
    private readonly wire: { topic(topic: string): string; group(group: string, topic: string): string },
  ) {}

  async join({ group, topic }: GroupTopic, awaited: boolean): Promise<void> {
    await this.records
      .updateOne(
        { _id: idOf({ group, topic }) },
        { $setOnInsert: { group, topic, awaited }, $set: { seenAt: this.clock.now() } },
        { upsert: true },
      )
      .catch((error: unknown) => {
        // Another replica was first: known is known.
        if (!isDuplicateKey(error)) throw error;
      });
  }

  /** Notes that somebody consumes as these groups. */
  async see(groups: readonly GroupTopic[]): Promise<void> {
    await this.records.updateMany({ _id: { $in: groups.map(idOf) } }, { $set: { seenAt: this.clock.now() } });
  }

  /**
   * Raises `unavailable` when not all of the topic's partitions answer: a mark without one of them would be passed too
   * early.
   */
  async mark(topic: string, partitions: number): Promise<Mark> {
    const ends = await this.offsetsOf(topic);
    if (ends.length < partitions)
      throw new DomainError(
        'unavailable',
        'broker_unavailable',
        `${String(ends.length)} of ${String(partitions)} partitions of topic ${topic} answer`,
      );
    return {
      topic,
      end: JSON.stringify(Object.fromEntries(ends.map(({ partition, high }) => [String(partition), high]))),
    };
  }

  async progress({ topic, end }: Mark): Promise<GroupProgress[]> {
    const ends = Object.entries(JSON.parse(end) as Ends);
    const lows = new Map((await this.offsetsOf(topic)).map(({ partition, low }) => [String(partition), BigInt(low)]));
    const groups = await this.records.find({ topic }).sort({ _id: 1 }).toArray();
    return Promise.all(
      groups.map(async ({ group, ...seen }) => {
        const stored = await this.storedOffsets(group, topic);
        const behind = ends.map(([partition, last]) => {
          // Negative for a group that has stored nothing; below the first one, the topic has dropped them.
          const [at, low] = [stored.get(partition) ?? -1n, lows.get(partition) ?? 0n];
          const left = BigInt(last) - (at < low ? low : at);
          return left > 0n ? Number(left) : 0;
        });
        return {
          group,
          behind: behind.reduce((sum, each) => sum + each, 0),
          awaited: isAwaited(seen, this.clock.now()),
        };
      }),
    );
  }

  /** Kafka knows when an event was published, and keeps no event of before its retention. */
  async rewind(group: string, topic: string, to: Date): Promise<void> {
    const [wireTopic, groupId] = [this.wire.topic(topic), this.wire.group(group, topic)];
    const stored = await this.storedOffsets(group, topic);
    const first = await this.admin.ask((admin) => admin.fetchTopicOffsetsByTimestamp(wireTopic, to.getTime()));
    const partitions = first.map(({ partition, offset }) => {
      const [at = -1n, wanted] = [stored.get(String(partition)), BigInt(offset)];
      return { partition, offset: String(at >= 0n && at < wanted ? at : wanted) };
    });
    await this.admin
      .ask((admin) => admin.setOffsets({ groupId, topic: wireTopic, partitions }))
      .catch((error: unknown) => {
        throw isInUse(error) ? groupInUse(group, topic) : error;
      });
  }

  private offsetsOf(
    topic: string,
  ): Promise<readonly { readonly partition: number; readonly high: string; readonly low: string }[]> {
    return this.admin.ask((admin) => admin.fetchTopicOffsets(this.wire.topic(topic)));
  }

  private async storedOffsets(group: string, topic: string): Promise<ReadonlyMap<string, bigint>> {
    const [stored] = await this.admin.ask((admin) =>
      admin.fetchOffsets({ groupId: this.wire.group(group, topic), topics: [this.wire.topic(topic)] }),
    );
    return new Map((stored?.partitions ?? []).map(({ partition, offset }) => [String(partition), BigInt(offset)]));
  }
}
