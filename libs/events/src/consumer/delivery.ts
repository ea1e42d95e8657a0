import type { Clock } from '@vafa/kernel';
import type { Logger } from '@vafa/telemetry';
import type { Subscription } from '../port.ts';
import { handleTraced } from '../event-spans.ts';
import { backoffMs, pause, Postponed } from '../waiting.ts';
import { unreadableEvent, type DeadLetterStore, type GroupTopic, type Refused } from './dead-letter-store.ts';
import { classify, unclassifiedTriesMax } from './failure.ts';
import type { Positioned } from './positioned.ts';

export interface DeliveryTools {
  readonly letters: DeadLetterStore;
  readonly clock: Clock;
  readonly log: Logger;
  /** Whether a letter at this place is this consumer's to replay; absent: all are. */
  readonly owns?: (offset: number) => boolean;
  /** Ends retries; what is in hand then is neither handled nor set aside. */
  readonly signal: AbortSignal;
  /**
   * After so many tries of what is unavailable, `take` and `replay` reject with Postponed; absent: they try for as long
   * as it takes.
   */
  readonly triesInHandMax?: number;
  /** What the events came through, as telemetry calls it; default vafa-log. */
  readonly system?: string;
}

const lettersReadMax = 200;

const waiting = (item: Positioned): Refused => ({
  ...item,
  reason: 'waits_behind',
  message: 'an earlier event of this key was refused',
  tries: 0,
});

const refusalOf = ({ problem }: Positioned): Pick<Refused, 'reason' | 'message'> => ({
  reason: problem?.code ?? unreadableEvent,
  message: problem?.message ?? '',
});

/** Hands the events of one subscription to its handler until each is handled or set aside: see Subscription.handle. */
export class Delivery {
  private readonly of: GroupTopic;
  private blocked = new Set<string>();

  constructor(
    private readonly subscription: Subscription,
    private readonly tools: DeliveryTools,
  ) {
    this.of = { group: subscription.group, topic: subscription.topic };
  }

  /** Learns which keys wait; to be called whenever this process takes the group over. */
  async open(): Promise<void> {
    this.blocked = new Set(await this.tools.letters.blockedKeys(this.of));
  }

  /**
   * Resolves when the effect of each event is durable or the event is set aside. Rejects with Stopped or Postponed, or
   * when it cannot be set aside.
   */
  async take(events: readonly Positioned[]): Promise<void> {
    const free = await this.withoutBlocked(events);
    const unreadable = free.findIndex((item) => item.problem !== undefined);
    if (unreadable !== -1) {
      await this.takeAround(free, unreadable);
      return;
    }
    const [first] = free;
    if (first === undefined) return;
    const failed = await this.attempt(free);
    if (failed === undefined) return;
    if (free.length === 1) {
      const refused = await this.insist(first, failed.error);
      if (refused !== undefined) await this.setAside(refused);
      return;
    }
    // Halves instead of single events at once: one bad event among 500 costs ten more calls and not 500.
    const half = Math.ceil(free.length / 2);
    await this.take(free.slice(0, half));
    await this.take(free.slice(half));
  }

  private async takeAround(events: readonly Positioned[], unreadable: number): Promise<void> {
    await this.take(events.slice(0, unreadable));
    const item = events[unreadable] as Positioned;
    await this.setAside({ ...item, ...refusalOf(item), tries: 0 });
    await this.take(events.slice(unreadable + 1));
  }

  /** Handles the letters of every key a replay was asked for, in order, until one fails again. */
  async replay(): Promise<void> {
    for (const key of await this.tools.letters.markedKeys(this.of)) {
      if (await this.replayKey(key)) this.blocked.delete(key);
    }
  }

  /** True when no letter of the key is left. */
  private async replayKey(key: string): Promise<boolean> {
    const { letters, log, owns = () => true } = this.tools;
    for (let after = 0; ; ) {
      const some = await letters.ofKey(this.of, key, after, lettersReadMax);
      const [first] = some;
      if (!first) return true;
      if (!owns(first.offset)) return false;
      for (const letter of some) {
        const refused = await this.repeat(letter);
        if (refused !== undefined) {
          await letters.failAgain(this.of, { ...refused, tries: letter.tries + refused.tries });
          log.warn(
            { ...this.of, key, offset: letter.offset, reason: refused.reason },
            'a replayed event was refused again',
          );
          return false;
        }
        await letters.remove(this.of, letter.offset);
        after = letter.offset;
      }
    }
  }

  private async repeat(letter: Positioned): Promise<Refused | undefined> {
    if (letter.problem) return { ...letter, ...refusalOf(letter), tries: 1 };
    const failed = await this.attempt([letter]);
    return failed && this.insist(letter, failed.error);
  }

  private async withoutBlocked(events: readonly Positioned[]): Promise<readonly Positioned[]> {
    if (this.blocked.size === 0) return events;
    const held = events.filter(({ event }) => this.blocked.has(event.key));
    if (held.length === 0) return events;
    await this.tools.letters.add(this.of, held.map(waiting), this.tools.clock.now());
    return events.filter(({ event }) => !this.blocked.has(event.key));
  }

  private async attempt(items: readonly Positioned[]): Promise<{ error: unknown } | undefined> {
    try {
      const events = items.map(({ event }) => event);
      await handleTraced(this.tools.system ?? 'vafa-log', this.of, events, () => this.subscription.handle(events));
      return undefined;
    } catch (error) {
      return { error };
    }
  }

  /** Repeats one event that failed alone. Answers why it is to be set aside, or undefined when it went through. */
  private async insist(item: Positioned, firstError: unknown): Promise<Refused | undefined> {
    let error = firstError;
    for (let tries = 1, unclassified = 0; ; tries++) {
      const failure = classify(error);
      if (failure.kind === 'unclassified') unclassified++;
      if (failure.kind === 'refused' || (failure.kind === 'unclassified' && unclassified >= unclassifiedTriesMax)) {
        return { ...item, reason: failure.reason, message: failure.message, tries };
      }
      if (failure.kind === 'unavailable' && tries >= (this.tools.triesInHandMax ?? Number.POSITIVE_INFINITY))
        throw new Postponed(`event ${item.event.id} waits: ${failure.message}`);
      this.tools.log.warn(
        { ...this.of, eventId: item.event.id, tries, err: error },
        'handling an event failed; it is tried again',
      );
      await pause(backoffMs(tries), this.tools.signal);
      const failed = await this.attempt([item]);
      if (failed === undefined) return undefined;
      error = failed.error;
    }
  }

  private async setAside(refused: Refused): Promise<void> {
    await this.tools.letters.add(this.of, [refused], this.tools.clock.now());
    this.blocked.add(refused.event.key);
    const { event, offset, reason, tries, message } = refused;
    this.tools.log.error(
      { ...this.of, eventId: event.id, type: event.type, key: event.key, offset, reason, tries, message },
      'an event was set aside; later ones of its key wait behind it',
    );
  }
}
