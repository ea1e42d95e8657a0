import { systemClock, type Clock } from '@vafa/kernel';
import { createLogger, type Logger } from '@vafa/telemetry';
import { Follower } from '../consumer/follower.ts';
import { Leases } from '../consumer/leases.ts';
import { Runner } from '../consumer/runner.ts';
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
import { observeGroup } from '../consumer-metrics.ts';
import { publishTraced } from '../event-spans.ts';
import { Bell } from '../waiting.ts';
import type { LogStore } from './log-store.ts';
import { groupInUse } from '../consumer/group-in-use.ts';
import { isAwaited } from '../consumer/awaited.ts';
import { processIdentity } from './process-identity.ts';

export interface StreamOptions {
  /**
   * How often to look for what other processes published or marked; this process's own events need no looking. Default
   * 250.
   */
  readonly pollMs?: number;
  /** No other process reaches the storage, nor ever will while this one runs: nothing is looked for. */
  readonly alone?: boolean;
  readonly clock?: Clock;
  readonly logger?: Logger;
}

const pollMsDefault = 250;
const deadLettersMax = 200;

let runners = 0;

/** An event stream over append-only topics; what differs between storages is behind LogStore. */
export class StoredStream implements EventStream {
  private readonly running = new Set<Runner>();
  private readonly followers = new Set<Follower>();
  private readonly ends = new Map<string, number>();
  private readonly leases: Leases;
  private readonly clock: Clock;
  private readonly log: Logger;
  private readonly pollMs: number;
  private readonly alone: boolean;
  private readonly bell = new Bell();
  private prepared: Promise<void> | undefined;
  private watching: Promise<void> | undefined;
  private closed = false;

  constructor(
    private readonly store: LogStore,
    { pollMs = pollMsDefault, alone = false, clock = systemClock, logger = createLogger('events') }: StreamOptions = {},
  ) {
    this.leases = new Leases(store.offsets, alone);
    this.pollMs = pollMs;
    this.alone = alone;
    this.clock = clock;
    this.log = logger;
  }

  async prepare(_topics: readonly string[] = []): Promise<void> {
    this.prepared ??= this.store.prepare();
    try {
      await this.prepared;
    } catch (error) {
      this.prepared = undefined;
      throw error;
    }
  }

  async publish(topic: string, events: readonly StreamEvent[]): Promise<void> {
    if (events.length === 0) return;
    await publishTraced('vafa-log', topic, events, (traced) => this.store.topic(topic).append(traced));
    this.wake(topic);
  }

  async consume(subscription: Subscription): Promise<Consumption> {
    await this.prepare();
    const { group, topic, awaited = true } = subscription;
    await this.store.offsets.join({ group, topic }, awaited);
    const holder = `${processIdentity()}|${String(++runners)}`;
    const runner = new Runner(subscription, {
      store: this.store,
      leases: this.leases,
      holder,
      clock: this.clock,
      log: this.log,
    });
    this.running.add(runner);
    runner.start();
    this.watching ??= this.watch();
    const gauges = observeGroup(subscription, {
      behind: async () =>
        (await this.progress(await this.mark(topic))).find((each) => each.group === group)?.behind ?? 0,
      deadLetters: async () => (await this.deadLetters({ group, topic })).length,
    });
    return {
      stop: async () => {
        gauges.stop();
        await runner.stop();
        this.running.delete(runner);
      },
    };
  }

  async follow(following: Following): Promise<Consumption> {
    await this.prepare();
    const follower = new Follower(following, this.store.topic(following.topic), this.log);
    this.followers.add(follower);
    const stop = async (): Promise<void> => {
      this.followers.delete(follower);
      await follower.stop();
    };
    try {
      await follower.start();
    } catch (error) {
      await stop();
      throw error;
    }
    this.watching ??= this.watch();
    return { stop };
  }

  async mark(topic: string): Promise<Mark> {
    return { topic, end: String(await this.store.topic(topic).end()) };
  }

  async progress(mark: Mark): Promise<GroupProgress[]> {
    const end = Number(mark.end);
    const groups = await this.store.offsets.ofTopic(mark.topic);
    const now = this.clock.now();
    return groups.map(({ group, offset, ...seen }) => {
      const here = this.position(group, mark.topic);
      return {
        group,
        behind: Math.max(0, end - Math.max(offset, here ?? 0)),
        // Whoever is alone renews nothing: what it holds is seen now.
        awaited: isAwaited(here === undefined ? seen : { ...seen, seenAt: now }, now),
      };
    });
  }

  /** How far a group that is held here has come in this process; it may not be stored yet. */
  private position(group: string, topic: string): number | undefined {
    const own = [...this.running]
      .filter(({ subscription: of }) => of.group === group && of.topic === topic)
      .flatMap(({ position }) => position ?? []);
    return own.length === 0 ? undefined : Math.max(...own);
  }

  async rewind(group: string, topic: string, to: Date): Promise<void> {
    await this.prepare();
    const [of, holder] = [{ group, topic }, `${processIdentity()}|${String(++runners)}`];
    await this.store.offsets.join(of, true);
    const offset = await this.store.offsets.hold(of, holder);
    if (offset === undefined) throw groupInUse(group, topic);
    await this.store.offsets.advance(of, holder, Math.min(offset, await this.store.topic(topic).before(to)));
    await this.store.offsets.release(of, holder);
  }

  async deadLetters(filter: DeadLetterFilter): Promise<DeadLetter[]> {
    await this.prepare();
    return this.store.deadLetters.list(filter, deadLettersMax);
  }

  async replay(filter: DeadLetterFilter): Promise<number> {
    await this.prepare();
    const count = await this.store.deadLetters.mark(filter, this.clock.now());
    for (const runner of this.running) runner.wakeForReplay();
    return count;
  }

  async close(): Promise<void> {
    this.closed = true;
    this.bell.ring();
    await Promise.all([...this.running, ...this.followers].map((each) => each.stop()));
    await this.watching;
    this.leases.close();
    await this.store.close();
  }

  private wake(topic: string): void {
    for (const runner of this.running) if (runner.subscription.topic === topic) runner.wake();
    for (const follower of this.followers) if (follower.following.topic === topic) follower.wake();
  }

  /** Wakes the runners of this process for what other processes did. */
  private async watch(): Promise<void> {
    while (!this.closed && !this.alone) {
      await this.bell.wait(this.pollMs);
      if (this.closed || this.running.size + this.followers.size === 0) continue;
      try {
        await this.look();
      } catch (error) {
        this.log.warn({ err: error }, 'looking for new events failed');
      }
    }
  }

  private async look(): Promise<void> {
    const topics = [
      ...[...this.running].map(({ subscription }) => subscription.topic),
      ...[...this.followers].map(({ following }) => following.topic),
    ];
    for (const topic of new Set(topics)) {
      const end = await this.store.topic(topic).end();
      if (end !== this.ends.get(topic)) this.wake(topic);
      this.ends.set(topic, end);
    }
    if (this.running.size === 0) return;
    const marked = await this.store.deadLetters.marked();
    for (const runner of this.running) {
      const { group, topic } = runner.subscription;
      if (marked.some((of) => of.group === group && of.topic === topic)) runner.wakeForReplay();
    }
  }
}
