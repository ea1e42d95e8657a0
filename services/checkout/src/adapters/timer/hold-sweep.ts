import { createLogger } from '@vafa/telemetry';
import type { EndOverdueSessions } from '../../use-cases/end-overdue-sessions.ts';

/** Ends overdue sessions at start and then every so often. Any number of replicas may sweep at once. */
export class HoldSweep {
  private readonly logger = createLogger('checkout');
  private timer: NodeJS.Timeout | undefined;
  private inHand: Promise<void> = Promise.resolve();

  constructor(
    private readonly ending: EndOverdueSessions,
    private readonly everyMs: number,
  ) {}

  start(): void {
    this.inHand = this.sweep();
    this.timer = setInterval(() => {
      this.inHand = this.inHand.then(() => this.sweep());
    }, this.everyMs).unref();
  }

  /** Waits for the sweep in hand. */
  async stop(): Promise<void> {
    clearInterval(this.timer);
    await this.inHand;
  }

  private async sweep(): Promise<void> {
    try {
      for (let ended = await this.ending.execute(); ended > 0; ended = await this.ending.execute()) this.logger.info({ ended }, 'ended sessions whose hold was overdue');
    } catch (error) {
      this.logger.warn({ err: error }, 'overdue sessions could not be ended; the next sweep tries again');
    }
  }
}
