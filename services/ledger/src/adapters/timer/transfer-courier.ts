import { createLogger } from '@vafa/telemetry';
import type { DeliverTransfers } from '../../use-cases/deliver-transfers.ts';

/** Delivers transfers when one was sent, and looks every so often for those that a stopped process left behind. */
export class TransferCourier {
  private readonly log = createLogger('ledger');
  private timer: NodeJS.Timeout | undefined;
  private inHand: Promise<void> = Promise.resolve();
  private waiting = false;
  private stopped = false;

  constructor(
    private readonly delivering: DeliverTransfers,
    private readonly everyMs: number,
  ) {}

  start(): void {
    this.wake();
    this.timer = setInterval(() => {
      this.wake();
    }, this.everyMs).unref();
  }

  /** There may be something to deliver; returns at once. */
  wake(): void {
    if (this.waiting || this.stopped) return;
    this.waiting = true;
    this.inHand = this.inHand.then(() => this.deliver());
  }

  /** Waits for the delivery in hand. */
  async stop(): Promise<void> {
    this.stopped = true;
    clearInterval(this.timer);
    await this.inHand;
  }

  private async deliver(): Promise<void> {
    this.waiting = false;
    try {
      while (!this.stopped && (await this.delivering.execute()) > 0);
    } catch (error) {
      this.log.warn({ err: error }, 'transfers could not be delivered; the next round tries again');
    }
  }
}
