import { forNobody } from '@vafa/grpc';
import type { Logger } from '@vafa/telemetry';
import type { Background } from './background.ts';

export interface Rounds {
  /** Not given: there is one round, at the start. */
  readonly everyMs?: number;
  /** When the first round is; default at once. */
  readonly firstAfterMs?: number;
  /** A round more when it stops, for what waits only to be written. */
  readonly onStop?: boolean;
  /** One round; `signal` is aborted when the service stops. Any number of replicas may have one at once. */
  run(signal: AbortSignal): Promise<unknown>;
  /** What is logged when a round fails. The next round tries again. */
  readonly failed: string;
}

/** Periodic work: round after round, never two at once. Nothing depends on it being punctual. */
export class Timer implements Background {
  private readonly stopping = new AbortController();
  private first: NodeJS.Timeout | undefined;
  private interval: NodeJS.Timeout | undefined;
  private isStarted = false;
  private isDue = false;
  private inHand: Promise<void> | undefined;

  constructor(
    private readonly rounds: Rounds,
    private readonly log: Logger,
  ) {}

  start(): void {
    const { everyMs, firstAfterMs = 0 } = this.rounds;
    this.isStarted = true;
    const wake = (): void => this.wake();
    if (firstAfterMs === 0) this.wake();
    else this.first = setTimeout(wake, firstAfterMs).unref();
    if (everyMs !== undefined) this.interval = setInterval(wake, everyMs).unref();
  }

  /** There is something to do: a round now, or right after the one in hand. Returns at once. */
  wake(): void {
    this.isDue = true;
    // Whoever woke it, a request perhaps: the work is the service's own.
    this.inHand ??= forNobody(() => this.work());
  }

  async stop(): Promise<void> {
    clearTimeout(this.first);
    clearInterval(this.interval);
    this.stopping.abort();
    await this.inHand;
    if (this.isStarted && this.rounds.onStop) await this.round();
  }

  private async work(): Promise<void> {
    while (this.isDue && !this.stopping.signal.aborted) {
      this.isDue = false;
      await this.round();
    }
    this.inHand = undefined;
  }

  private async round(): Promise<void> {
    try {
      await this.rounds.run(this.stopping.signal);
    } catch (error) {
      this.log.warn({ err: error }, this.rounds.failed);
    }
  }
}
