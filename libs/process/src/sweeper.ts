import type { Logger } from '@vafa/telemetry';

const everyMs = 3_600_000;

/** Clears away once an hour what is past its time. Nothing depends on it being punctual. */
export class Sweeper {
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> = Promise.resolve();

  constructor(
    private readonly sweeps: readonly (() => Promise<void>)[],
    private readonly log: Logger,
  ) {}

  start(): void {
    this.running = this.sweep();
    this.timer = setInterval(() => (this.running = this.sweep()), everyMs).unref();
  }

  async stop(): Promise<void> {
    clearInterval(this.timer);
    await this.running;
  }

  private async sweep(): Promise<void> {
    for (const sweep of this.sweeps) {
      try {
        await sweep();
      } catch (error) {
        this.log.warn({ err: error }, 'clearing away failed; it is tried again');
      }
    }
  }
}
