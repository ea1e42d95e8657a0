import type { Connection } from 'mongoose';
import { systemClock, type Clock } from '@vafa/kernel';
import { databaseOf } from '@vafa/mongo';
import { createLogger, type Logger } from '@vafa/telemetry';
import { observeGroup } from '../consumer-metrics.ts';
import type { DeadLetterStore } from '../consumer/dead-letter-store.ts';
import { publishTraced } from '../event-spans.ts';
import { MongoDeadLetters, type LetterRecord } from '../mongo/mongo-dead-letters.ts';
import type {
  Consumption,
  DeadLetter,
  DeadLetterFilter,
  EventStream,
  Following,
  GroupProgress,
  Mark,
  StreamEvent,
  Subscription,
} from '../port.ts';
import { Bell } from '../waiting.ts';
import { connectKafka } from './connect-kafka.ts';
import { KafkaAdmin } from './kafka-admin.ts';
import { KafkaConsumption } from './kafka-consumption.ts';
import { KafkaFollower } from './kafka-follower.ts';
import { KafkaGroups, type GroupRecord } from './kafka-groups.ts';
import type { KafkaOptions } from './kafka-options.ts';
import { KafkaPublisher } from './kafka-publisher.ts';
import { KafkaTopics } from './kafka-topics.ts';
import { publishedDeadLetters } from './published-dead-letters.ts';

export interface KafkaStreamOptions {
  readonly kafka: KafkaOptions;
  /** How often to look for replays that other processes asked for. Default 250. */
  readonly pollMs?: number;
  readonly clock?: Clock;
  readonly logger?: Logger;
}

const pollMsDefault = 250;
const deadLettersMax = 200;
/** How often what this process consumes is noted as running. */
const seenEveryMs = 60_000;

/** Topics in Kafka; dead letters, with what is to be replayed, and the names of groups in a database. */
export class KafkaStream implements EventStream {
  private readonly clock: Clock;
  private readonly log: Logger;
  private readonly admin: KafkaAdmin;
  private readonly publisher: KafkaPublisher;
  private readonly topics: KafkaTopics;
  private readonly groups: KafkaGroups;
  private readonly letters: DeadLetterStore;
  private readonly stored: MongoDeadLetters;
  private readonly running = new Set<KafkaConsumption>();
  private readonly followers = new Set<KafkaFollower>();
  private readonly kafka: ReturnType<typeof connectKafka>;
  private readonly bell = new Bell();
  private preparing: Promise<void> | undefined;
  private watching: Promise<void> | undefined;
  private saidAt: Date | undefined;
  private closed = false;

  /** The connection is that of the events' database; `close` closes it. */
  constructor(
    private readonly connection: Connection,
    private readonly options: KafkaStreamOptions,
  ) {
    this.clock = options.clock ?? systemClock;
    this.log = options.logger ?? createLogger('events');
    this.kafka = connectKafka(options.kafka, this.log);
    const db = databaseOf(connection);
    this.admin = new KafkaAdmin(this.kafka);
    this.publisher = new KafkaPublisher(this.kafka);
    this.topics = new KafkaTopics(this.admin, options.kafka);
    this.groups = new KafkaGroups(db.collection<GroupRecord>('groups'), this.admin, this.clock, {
      topic: (topic) => this.wire(topic),
      group: (group, topic) => this.wireGroup(group, topic),
    });
    this.stored = new MongoDeadLetters(db.collection<LetterRecord>('dead_letters'));
    this.letters = publishedDeadLetters(this.stored, this.publisher, async (topic) => {
      const letters = `${this.wire(topic)}.dead-letters`;
      await this.topics.ensure(letters);
      return letters;
    });
  }

  async prepare(topics: readonly string[]): Promise<void> {
    await this.prepareStore();
    for (const topic of topics) await this.topics.ensure(this.wire(topic));
  }

  async publish(topic: string, events: readonly StreamEvent[]): Promise<void> {
    if (events.length === 0) return;
    await this.topics.ensure(this.wire(topic));
    await publishTraced('kafka', topic, events, (traced) => this.publisher.publish(this.wire(topic), traced));
  }

  async consume(subscription: Subscription): Promise<Consumption> {
    await this.prepareStore();
    const { group, topic, awaited = true } = subscription;
    await this.groups.join({ group, topic }, awaited);
    const { kafka, letters, clock, log } = this;
    const consumption = new KafkaConsumption(subscription, {
      kafka,
      letters,
      clock,
      log,
      topic: this.wire(topic),
      group: this.wireGroup(group, topic),
      ensure: () => this.topics.ensure(this.wire(topic)),
    });
    this.running.add(consumption);
    this.watching ??= this.watch();
    await consumption.start();
    const gauges = observeGroup(subscription, {
      behind: async () =>
        (await this.progress(await this.mark(topic))).find((each) => each.group === group)?.behind ?? 0,
      deadLetters: async () => (await this.deadLetters({ group, topic })).length,
    });
    return {
      stop: async () => {
        gauges.stop();
        await consumption.stop();
        this.running.delete(consumption);
      },
    };
  }

  async follow(following: Following): Promise<Consumption> {
    const topic = this.wire(following.topic);
    const { kafka, log } = this;
    const ends = async () => {
      await this.topics.ensure(topic);
      return this.admin.ask((admin) => admin.fetchTopicOffsets(topic));
    };
    const follower = new KafkaFollower(following, {
      kafka,
      log,
      topic,
      ends,
      group: this.wireGroup('follower', following.topic),
    });
    this.followers.add(follower);
    await follower.start();
    return {
      stop: async () => {
        this.followers.delete(follower);
        await follower.stop();
      },
    };
  }

  async mark(topic: string): Promise<Mark> {
    return this.groups.mark(topic, await this.topics.ensure(this.wire(topic)));
  }

  progress(mark: Mark): Promise<GroupProgress[]> {
    return this.groups.progress(mark);
  }

  async rewind(group: string, topic: string, to: Date): Promise<void> {
    await this.prepareStore();
    await this.topics.ensure(this.wire(topic));
    await this.groups.rewind(group, topic, to);
  }

  async deadLetters(filter: DeadLetterFilter): Promise<DeadLetter[]> {
    await this.prepareStore();
    return this.letters.list(filter, deadLettersMax);
  }

  async replay(filter: DeadLetterFilter): Promise<number> {
    await this.prepareStore();
    const count = await this.letters.mark(filter, this.clock.now());
    this.bell.ring();
    return count;
  }

  async close(): Promise<void> {
    this.closed = true;
    this.bell.ring();
    await Promise.all([...this.running, ...this.followers].map((each) => each.stop()));
    await this.watching;
    await this.publisher.close();
    await this.admin.close();
    await this.connection.close();
  }

  private async sayRunning(): Promise<void> {
    const now = this.clock.now();
    if (now.getTime() - (this.saidAt?.getTime() ?? 0) < seenEveryMs) return;
    await this.groups.see([...this.running].map(({ subscription }) => subscription));
    this.saidAt = now;
  }

  private wire(topic: string): string {
    const { namespace } = this.options.kafka;
    return namespace === undefined ? topic : `${namespace}.${topic}`;
  }

  /** A group of its own per topic: who consumes one topic is not disturbed by who joins for another. */
  private wireGroup(group: string, topic: string): string {
    return this.wire(`${group}.${topic}`);
  }

  private prepareStore(): Promise<void> {
    this.preparing ??= this.stored.prepare().catch((error: unknown) => {
      this.preparing = undefined;
      throw error;
    });
    return this.preparing;
  }

  /** Starts replays that anybody asked for, and says which groups somebody runs. */
  private async watch(): Promise<void> {
    while (!this.closed) {
      await this.bell.wait(this.options.pollMs ?? pollMsDefault);
      if (this.closed) return;
      try {
        const marked = await this.letters.marked();
        const asked = [...this.running].filter(({ subscription }) =>
          marked.some(({ group, topic }) => group === subscription.group && topic === subscription.topic),
        );
        await Promise.all(asked.map((consumption) => consumption.replay()));
        await this.sayRunning();
      } catch (error) {
        this.log.warn({ err: error }, 'looking for replays failed');
      }
    }
  }
}
