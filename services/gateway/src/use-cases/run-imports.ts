import type { Clock } from '@vafa/kernel';
import type { HeldTask, Tasks } from './import-ports.ts';
import type { RunImport } from './run-import.ts';

const leaseMs = 15_000;
const extendMs = 5_000;
const idleMs = 2_000;

export interface RunnerLog {
  error(details: object, message: string): void;
}

/**
 * Works on unfinished imports, one at a time, oldest first. A task is held by a lease: when its gateway dies, another takes it
 * over after 15 s; one on the same host at once.
 */
export class RunImports {
  private readonly abort = new AbortController();
  private loop: Promise<void> = Promise.resolve();
  private wakeUp: () => void = () => undefined;
  private woken = false;

  constructor(
    private readonly tasks: Tasks,
    private readonly runImport: RunImport,
    private readonly clock: Clock,
    private readonly holder: string,
    private readonly log: RunnerLog,
  ) {}

  start(): void {
    this.loop = this.run();
  }

  /** There may be something to do. */
  wake(): void {
    this.woken = true;
    this.wakeUp();
  }

  /** Acknowledges what is in flight, gives the task back and ends. */
  async stop(): Promise<void> {
    this.abort.abort();
    this.wakeUp();
    await this.loop;
  }

  private async run(): Promise<void> {
    while (!this.abort.signal.aborted) {
      try {
        const held = await this.tasks.take(this.holder, this.clock.now(), this.leaseEnd());
        if (held) await this.work(held);
        else await this.idle();
      } catch (error) {
        this.log.error({ err: error }, 'an import task ended unexpectedly');
        await this.idle();
      }
    }
  }

  private async work(held: HeldTask): Promise<void> {
    const lost = new AbortController();
    const extend = (): void => {
      this.tasks.extend(held, this.leaseEnd()).then(
        (isHeld) => {
          if (!isHeld) lost.abort();
        },
        (error: unknown) => this.log.error({ err: error }, 'the lease of an import task was not extended'),
      );
    };
    const timer = setInterval(extend, extendMs);
    try {
      await this.runImport.execute(held, AbortSignal.any([this.abort.signal, lost.signal]));
    } finally {
      clearInterval(timer);
      await this.tasks.release(held);
    }
  }

  private leaseEnd(): Date {
    return new Date(this.clock.now().getTime() + leaseMs);
  }

  private idle(): Promise<void> {
    return new Promise((resolve) => {
      const done = (): void => {
        clearTimeout(timer);
        this.woken = false;
        resolve();
      };
      const timer = setTimeout(done, idleMs);
      this.wakeUp = done;
      if (this.woken || this.abort.signal.aborted) done();
    });
  }
}
