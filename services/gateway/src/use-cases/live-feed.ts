import { DomainError, type Clock } from '@vafa/kernel';
import { isToldTo, type LiveEvent } from '../domain/live-event.ts';
import { LiveListener, type LiveLooker } from './live-listener.ts';

export interface LiveLimits {
  readonly perCallerMax: number;
  readonly max: number;
  /** Events kept for those who come back. */
  readonly keptMax: number;
  /** Events that wait for one reader; with more of them it is dropped. */
  readonly waitingMax: number;
  /** How long topics are followed after the last one left. */
  readonly lingerMs: number;
}

export const liveLimitsDefault: LiveLimits = {
  perCallerMax: 6,
  max: 500,
  keptMax: 2_000,
  waitingMax: 500,
  lingerMs: 60_000,
};

/** Told what happens from now on; `stop` ends it. */
export type Follow = (told: {
  happened(events: readonly LiveEvent[]): void;
  missed(): void;
}) => Promise<{ stop(): Promise<void> }>;

interface FeedParts {
  readonly follow: Follow;
  readonly clock: Clock;
  readonly limits?: LiveLimits;
}

/** Replicas learn of events of several topics in an order of their own: so much before the last one is told again. */
const overlapMs = 5_000;

/**
 * What happens, told to those who look on. Topics are followed only while somebody does, and from memory: nobody who
 * looks on makes a sale dearer.
 */
export class LiveFeed {
  private readonly listeners = new Set<LiveListener>();
  private kept: { readonly event: LiveEvent; readonly heardAt: number }[] = [];
  private following: Promise<{ stop(): Promise<void> }> | undefined;
  private linger: NodeJS.Timeout | undefined;
  private isOver = false;
  private readonly limits: LiveLimits;

  constructor(private readonly parts: FeedParts) {
    this.limits = parts.limits ?? liveLimitsDefault;
  }

  get size(): number {
    return this.listeners.size;
  }

  /**
   * `after` is the id of the last event that was seen. What came since is told again, or else that something may be
   * missing. Raises `too_many_requests`, `service_unavailable`.
   */
  async open(looker: LiveLooker, after?: string): Promise<LiveListener> {
    if (this.isOver) throw new DomainError('unavailable', 'service_unavailable', 'the gateway is stopping');
    this.admit(looker);
    const listener = new LiveListener(looker, this.limits.waitingMax, () => this.left(listener));
    this.listeners.add(listener);
    clearTimeout(this.linger);
    try {
      await (this.following ??= this.follow());
    } catch (error) {
      this.following = undefined;
      listener.close('left');
      throw error;
    }
    if (after !== undefined) this.catchUp(listener, after);
    return listener;
  }

  /** Ends what everybody hears. */
  async stop(): Promise<void> {
    this.isOver = true;
    for (const listener of [...this.listeners]) listener.close('stopping');
    clearTimeout(this.linger);
    await this.rest();
  }

  private admit({ callerId }: LiveLooker): void {
    const { max, perCallerMax } = this.limits;
    const own = [...this.listeners].filter(({ looker }) => looker.callerId === callerId);
    if (this.listeners.size >= max || own.length >= perCallerMax)
      throw new DomainError('refused', 'too_many_requests', 'too many look on already; close one, or ask again later', {
        retry_after_seconds: '10',
      });
  }

  private follow(): Promise<{ stop(): Promise<void> }> {
    return this.parts.follow({
      happened: (events) => {
        const heardAt = this.parts.clock.now().getTime();
        for (const event of events) this.tell(event, heardAt);
      },
      missed: () => {
        this.kept = [];
        for (const listener of this.listeners) listener.offer({ kind: 'gap' });
      },
    });
  }

  private tell(event: LiveEvent, heardAt: number): void {
    this.kept.push({ event, heardAt });
    if (this.kept.length > this.limits.keptMax) this.kept.shift();
    for (const listener of this.listeners)
      if (isToldTo(event, listener.looker)) listener.offer({ kind: 'event', event });
  }

  private catchUp(listener: LiveListener, after: string): void {
    const own = this.kept.filter(({ event }) => isToldTo(event, listener.looker));
    const last = own.find(({ event }) => event.id === after);
    const since = (last?.heardAt ?? 0) - overlapMs;
    const missed = own.filter(({ event, heardAt }) => heardAt >= since && event.id !== after);
    if (last === undefined || missed.length >= this.limits.waitingMax) listener.offer({ kind: 'gap' });
    else for (const { event } of missed) listener.offer({ kind: 'event', event });
  }

  private left(listener: LiveListener): void {
    this.listeners.delete(listener);
    if (this.listeners.size > 0 || this.isOver) return;
    clearTimeout(this.linger);
    this.linger = setTimeout(() => void this.rest(), this.limits.lingerMs).unref();
  }

  /** Follows nothing any more. */
  private async rest(): Promise<void> {
    const { following } = this;
    this.following = undefined;
    this.kept = [];
    await following?.then(
      (each) => each.stop(),
      () => undefined,
    );
  }
}
