import { performance } from 'node:perf_hooks';
import { systemClock } from '@vafa/kernel';
import { counter, createLogger, type Logger } from '@vafa/telemetry';
import type { Handed, Outbox, Outgoing } from './outbox.ts';
import type { EventStream, StreamEvent } from './port.ts';
import { observeRelayAge } from './relay-age.ts';
import { HandedOver } from './relay/handed-over.ts';
import type { RelayLeases } from './relay/relay-leases.ts';
import { sliceCount, sliceOf } from './relay/slices.ts';
import { backoffMs, Bell, pause } from './waiting.ts';

const published = counter('vafa.relay.published', 'events published');
const documentsPerPass = 500;
/** How often to look for events that other replicas wrote. */
const lookMs = 250;
/** How often while there is no other replica. What one left behind is found when its slices come here. */
const lookAloneMs = 10_000;
/** How often where there never is one: for what nobody thought of. */
const lookAsOnlyMs = 30_000;
/** How often to ask for the slices that are this replica's; that is no question to the database. */
const holdMs = 1_000;

type IsMine = ((documentId: string) => boolean) | undefined;

/**
 * Publishes what a service wrote. Who writes hands the events over, so that they go on without a question; what nobody
 * handed over is looked for in the documents. Per document the order holds; a crash between publishing and
 * acknowledging publishes again. With leases the relays of a service's replicas share its documents. Without, each
 * takes all: events are published more often, and nothing else. So it is for a process that is the only one anyway.
 */
export class Relay {
  private readonly bell = new Bell();
  private readonly stopping = new AbortController();
  private running: Promise<void> | undefined;
  private lastPass: Promise<unknown> = Promise.resolve();
  private readonly topics = new Set<string>();
  private readonly handed: ReadonlyMap<Outbox, HandedOver>;
  private age: { stop(): void } | undefined;
  /** When to look through the documents; 0: with the next pass. */
  private lookAt = 0;
  private slices: ReadonlySet<number> | undefined;
  private holdAt = Number.POSITIVE_INFINITY;

  constructor(
    private readonly stream: EventStream,
    private readonly outboxes: readonly Outbox[],
    private readonly log: Logger = createLogger('relay'),
    private readonly leases?: RelayLeases,
  ) {
    this.handed = new Map(outboxes.map((outbox) => [outbox, new HandedOver()]));
  }

  start(): void {
    this.running ??= this.run();
    this.age ??= observeRelayAge(this.outboxes, this.topics, systemClock);
  }

  /** There is something to publish; returns at once. */
  wake(): void {
    this.lookAt = 0;
    this.bell.ring();
  }

  /**
   * Takes events that were just written to one of its outboxes; returns at once. The documents hold them until they are
   * published, whatever becomes of them here.
   */
  take(outbox: Outbox, written: readonly Handed[]): void {
    const handed = this.handed.get(outbox);
    if (handed === undefined) return;
    if (!handed.add(written)) this.lookAt = 0;
    this.bell.ring();
  }

  /** Resolves when a pass found nothing to publish. Rejects with the stream's or the database's error. */
  async drain(): Promise<void> {
    do this.lookAt = 0;
    while ((await this.pass()) > 0);
  }

  /** Resolves when the documents know of what is published by now. Rejects with the database's error. */
  told(): Promise<void> {
    return this.inTurn(() => this.acknowledge(true));
  }

  /** Finishes the pass in hand. What is left stays in the documents. */
  async stop(): Promise<void> {
    this.age?.stop();
    this.stopping.abort();
    this.bell.ring();
    await this.running;
    await this.lastPass.catch(() => undefined);
    await this.acknowledge(true).catch(() => undefined);
    await this.leases?.close();
  }

  private async run(): Promise<void> {
    const { signal } = this.stopping;
    for (let failures = 0; !signal.aborted; ) {
      try {
        const documents = await this.pass();
        failures = 0;
        if (documents === 0) await this.bell.wait(this.restMs());
      } catch (error) {
        failures++;
        this.lookAt = 0;
        this.log.warn({ err: error, failures }, 'publishing failed; the events wait in their documents');
        await pause(backoffMs(failures), signal).catch(() => undefined);
      }
    }
  }

  /** Until there is something to do that nobody rings for. */
  private restMs(): number {
    const due = [...this.handed.values()].map(({ acknowledgeAt }) => acknowledgeAt);
    return Math.max(0, Math.min(this.lookAt, this.holdAt, ...due) - performance.now());
  }

  /** One pass at a time, or two of them would publish the same events. Answers how many documents had something. */
  private pass(): Promise<number> {
    return this.inTurn(() => this.publishPending());
  }

  private inTurn<T>(work: () => Promise<T>): Promise<T> {
    const next = this.lastPass.catch(() => undefined).then(work);
    this.lastPass = next;
    return next;
  }

  private async publishPending(): Promise<number> {
    const slices = await this.hold();
    const isToLook = this.lookAt <= performance.now();
    // Before a look, or it would find what is published already.
    await this.acknowledge(isToLook);
    const isAlone = !slices || slices.size === sliceCount;
    // Before the documents are read: what is written from now on rings again.
    if (isToLook) this.lookAt = performance.now() + (!slices ? lookAsOnlyMs : isAlone ? lookAloneMs : lookMs);
    if (slices?.size === 0) return 0;
    const isMine: IsMine = isAlone ? undefined : (documentId: string) => slices.has(sliceOf(documentId));
    const counts = await all(
      [...this.handed].map(async ([outbox, handed]) => {
        const found = isToLook ? await this.publishFound(outbox, handed, isMine) : 0;
        return found + (await this.publishHanded(handed, isMine));
      }),
    );
    return counts.reduce((sum, count) => sum + count, 0);
  }

  /** With slices that come or go their documents are looked through: whoever had them may have left something. */
  private async hold(): Promise<ReadonlySet<number> | undefined> {
    if (this.leases === undefined) return undefined;
    const before = this.slices;
    const slices = await this.leases.hold();
    this.holdAt = performance.now() + holdMs;
    if (before?.size !== slices.size || [...slices].some((slice) => !before.has(slice))) this.lookAt = 0;
    this.slices = slices;
    return slices;
  }

  private async publishFound(outbox: Outbox, handed: HandedOver, isMine: IsMine): Promise<number> {
    const pending = await outbox.pending(documentsPerPass, isMine);
    if (pending.length > 0) this.lookAt = 0;
    await this.publish(handed, pending);
    return pending.length;
  }

  private async publishHanded(handed: HandedOver, isMine: IsMine): Promise<number> {
    const mine = handed.take().filter(({ documentId }) => isMine?.(documentId) ?? true);
    let from = 0;
    while (from < mine.length) {
      // One document may have been written several times: its later events are judged by its earlier ones.
      const ids = new Set<string>();
      let to = from;
      for (let next = mine[to]; next && !ids.has(next.documentId); next = mine[++to]) ids.add(next.documentId);
      const some = mine.slice(from, to);
      const known = some.filter((each) => !handed.misses(each));
      if (known.length < some.length) this.lookAt = 0;
      await this.publish(handed, known);
      from = to;
    }
    return mine.length;
  }

  private async publish(handed: HandedOver, outgoing: readonly Outgoing[]): Promise<void> {
    const fresh = outgoing.map((each) => ({ ...each, events: handed.fresh(each) }));
    await all(
      [...byTopic(fresh)].map(async ([topic, events]) => {
        if (events.length === 0) return;
        await this.stream.publish(topic, events);
        this.topics.add(topic);
        published.add(events.length, { 'vafa.topic': topic });
      }),
    );
    const now = performance.now();
    for (const each of outgoing) handed.published(each, now);
  }

  /** Tells the documents what is published, all of it or where it has waited long enough. */
  private async acknowledge(isAll: boolean): Promise<void> {
    const now = performance.now();
    await all(
      [...this.handed].map(async ([outbox, handed]) => {
        const due = handed.acknowledgeAt;
        if (due === Number.POSITIVE_INFINITY || (due > now && !isAll)) return;
        const told = handed.takeUnacknowledged();
        try {
          await outbox.acknowledge(told);
        } catch (error) {
          for (const each of told) handed.published(each, now);
          throw error;
        }
      }),
    );
  }
}

/** Nothing goes on any more when it resolves or rejects. */
const all = async <T>(works: readonly Promise<T>[]): Promise<T[]> => {
  const ended = await Promise.allSettled(works);
  return ended.map((one) => {
    if (one.status === 'rejected') throw one.reason;
    return one.value;
  });
};

const byTopic = (pending: readonly Outgoing[]): Map<string, StreamEvent[]> => {
  const topics = new Map<string, StreamEvent[]>();
  for (const { topic, events } of pending) {
    const list = topics.get(topic);
    if (list) list.push(...events);
    else topics.set(topic, [...events]);
  }
  return topics;
};
