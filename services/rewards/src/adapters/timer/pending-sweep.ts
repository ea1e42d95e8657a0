import { createLogger } from '@vafa/telemetry';
import type { FinishPendingRedemptions } from '../../use-cases/finish-pending-redemptions.ts';

const everyMs = 30_000;

/** Finishes what is pending at start and every 30 seconds. Any number of replicas may sweep at once. */
export class PendingSweep {
  private readonly logger = createLogger('rewards');
  private timer: NodeJS.Timeout | undefined;
  private inHand: Promise<void> = Promise.resolve();

  constructor(private readonly finishing: FinishPendingRedemptions) {}

  start(): void {
    this.inHand = this.sweep();
    this.timer = setInterval(() => {
      this.inHand = this.inHand.then(() => this.sweep());
    }, everyMs).unref();
  }

  /** Waits for the sweep in hand. */
  async stop(): Promise<void> {
    clearInterval(this.timer);
    await this.inHand;
  }

  private async sweep(): Promise<void> {
    try {
      const { finished, failed } = await this.finishing.execute();
      if (finished > 0) this.logger.info({ finished }, 'finished pending redemptions');
      for (const { redemptionId, error } of failed) this.logger.warn({ redemptionId, err: error }, 'a redemption stays pending');
    } catch (error) {
      this.logger.warn({ err: error }, 'pending redemptions could not be read');
    }
  }
}
