import type { Collection } from 'mongodb';
import type { Admin } from 'kafkajs';
import { isDuplicateKey } from '@vafa/mongo';
import type { GroupProgress, Mark } from '../port.ts';
import { answered } from './connect-kafka.ts';

/** A group that ever consumed a topic; names as services know them. */
export interface GroupRecord {
  readonly _id: string;
  readonly group: string;
  readonly topic: string;
}

type Ends = Readonly<Record<string, string>>;

/** How far the groups of a topic are. Kafka forgets groups that only joined, so that who consumes is kept here. */
export class KafkaGroups {
  constructor(
    private readonly records: Collection<GroupRecord>,
    private readonly admin: () => Promise<Admin>,
    private readonly wire: { topic(topic: string): string; group(group: string, topic: string): string },
  ) {}

  async join(group: string, topic: string): Promise<void> {
    await this.records.updateOne({ _id: `${group}|${topic}` }, { $setOnInsert: { group, topic } }, { upsert: true }).catch((error: unknown) => {
      // Another replica was first: known is known.
      if (!isDuplicateKey(error)) throw error;
    });
  }

  async mark(topic: string): Promise<Mark> {
    const admin = await this.admin();
    const ends = await answered(admin.fetchTopicOffsets(this.wire.topic(topic)));
    return { topic, end: JSON.stringify(Object.fromEntries(ends.map(({ partition, high }) => [String(partition), high]))) };
  }

  async progress({ topic, end }: Mark): Promise<GroupProgress[]> {
    const ends = JSON.parse(end) as Ends;
    const admin = await this.admin();
    const lows = new Map((await answered(admin.fetchTopicOffsets(this.wire.topic(topic)))).map(({ partition, low }) => [partition, BigInt(low)]));
    const groups = await this.records.find({ topic }).sort({ _id: 1 }).toArray();
    return Promise.all(
      groups.map(async ({ group }) => {
        const [stored] = await answered(admin.fetchOffsets({ groupId: this.wire.group(group, topic), topics: [this.wire.topic(topic)] }));
        const behind = (stored?.partitions ?? []).map(({ partition, offset }) => {
          // -1 for a group that has stored nothing; below the first one, the topic has dropped them.
          const [at, low] = [BigInt(offset), lows.get(partition) ?? 0n];
          const left = BigInt(ends[String(partition)] ?? '0') - (at < low ? low : at);
          return left > 0n ? Number(left) : 0;
        });
        return { group, behind: behind.reduce((sum, each) => sum + each, 0) };
      }),
    );
  }
}
