import { systemClock } from '@vafa/kernel';
import { counter, createLogger, type Logger } from '@vafa/telemetry';
import type { Outbox, Outgoing } from './outbox.ts';
import type { EventStream, StreamEvent } from './port.ts';
import { observeRelayAge } from './relay-age.ts';
import type { RelayLeases } from './relay/relay-leases.ts';
import { sliceCount, sliceOf } from './relay/slices.ts';
import { backoffMs, Bell, pause } from './waiting.ts';

const published = counter('vafa.relay.published', 'events published');
const documentsPerPass = 500;
/** How often to look without being woken: for events that a stopped process left behind. */
const idleMs = 250;

/**
 * Publishes what a service wrote. Per document the order holds; a crash between publishing and acknowledging publishes
 * again. With leases the relays of a service's replicas share its documents. Without, each takes all: events are
 * published more often, and nothing else.
 */
export class Relay {
  private readonly bell = new Bell();
  private readonly stopping = new AbortController();
  private running: Promise<void> | undefined;
  private lastPass: Promise<number> = Promise.resolve(0);
  private readonly topics = new Set<string>();
  private age: { stop(): void } | undefined;

  constructor(
    private readonly stream: EventStream,
    private readonly outboxes: readonly Outbox[],
    private readonly log: Logger = createLogger('relay'),
    private readonly leases?: RelayLeases,
  ) {}

  start(): void {
    this.running ??= this.run();
    this.age ??= observeRelayAge(this.outboxes, this.topics, systemClock);
  }

  /** There is something to publish; returns at once. */
  wake(): void {
    this.bell.ring();
  }

  /** Resolves when a pass found nothing to publish. Rejects with the stream's or the database's error. */
  async drain(): Promise<void> {
    while ((await this.pass()) > 0);
  }

  /** Finishes the pass in hand. What is left stays in the documents. */
  async stop(): Promise<void> {
    this.age?.stop();
    this.stopping.abort();
    this.bell.ring();
    await this.running;
    await this.lastPass.catch(() => undefined);
    await this.leases?.close();
  }

  private async run(): Promise<void> {
    const { signal } = this.stopping;
    for (let failures = 0; !signal.aborted; ) {
      try {
        const documents = await this.pass();
        failures = 0;
        if (documents === 0) await this.bell.wait(idleMs);
      } catch (error) {
        failures++;
        this.log.warn({ err: error, failures }, 'publishing failed; the events wait in their documents');
        await pause(backoffMs(failures), signal).catch(() => undefined);
      }
    }
  }

  /** One pass at a time, or two of them would publish the same events. Answers how many documents had something. */
  private pass(): Promise<number> {
    const next = this.lastPass.catch(() => 0).then(() => this.publishPending());
    this.lastPass = next;
    return next;
  }

  private async publishPending(): Promise<number> {
    const slices = await this.leases?.hold();
    if (slices?.size === 0) return 0;
    const isMine =
      slices && slices.size < sliceCount ? (documentId: string) => slices.has(sliceOf(documentId)) : undefined;
    const found = await Promise.all(this.outboxes.map((outbox) => this.empty(outbox, isMine)));
    return found.reduce((sum, count) => sum + count, 0);
  }

  private async empty(outbox: Outbox, isMine: ((documentId: string) => boolean) | undefined): Promise<number> {
    const pending = await outbox.pending(documentsPerPass, isMine);
    if (pending.length === 0) return 0;
    await Promise.all([...byTopic(pending)].map(([topic, events]) => this.publish(topic, events)));
    await outbox.acknowledge(pending);
    return pending.length;
  }

  private async publish(topic: string, events: readonly StreamEvent[]): Promise<void> {
    await this.stream.publish(topic, events);
    this.topics.add(topic);
    published.add(events.length, { 'vafa.topic': topic });
  }
}

const byTopic = (pending: readonly Outgoing[]): Map<string, StreamEvent[]> => {
  const topics = new Map<string, StreamEvent[]>();
  for (const { topic, events } of pending) {
    const list = topics.get(topic);
    if (list) list.push(...events);
    else topics.set(topic, [...events]);
  }
  return topics;
};
