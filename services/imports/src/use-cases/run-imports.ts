import { isDomainError, type Clock } from '@vafa/kernel';
import type { HeldTask, Tasks } from './import-ports.ts';
import { readerFailed, type RunImport } from './run-import.ts';

const leaseMs = 15_000;
const extendMs = 5_000;
const idleMs = 2_000;
/** One large file does not hold up the other clubs. */
const lanes = 3;

export interface RunnerLog {
  error(details: object, message: string): void;
}

/**
 * Works on unfinished imports, a few clubs at a time, of each club one after the other. A task is held by a lease: when
 * its process dies, another takes it over after 15 s; one on the same host at once.
 */
export class RunImports {
  private readonly abort = new AbortController();
  private loops: Promise<unknown> = Promise.resolve();
  private readonly idling = new Set<() => void>();
  /** Whether one of those that idle asks again after a while; more need not. */
  private isTimed = false;
  private wakes = 0;

  constructor(
    private readonly tasks: Tasks,
    private readonly runImport: RunImport,
    private readonly clock: Clock,
    private readonly holder: string,
    private readonly log: RunnerLog,
  ) {}

  start(): void {
    this.loops = Promise.all(Array.from({ length: lanes }, () => this.run()));
  }

  /** There may be something to do. */
  wake(): void {
    this.wakes++;
    for (const wakeUp of this.idling) wakeUp();
  }

  /** Acknowledges what is in flight, gives the tasks back and ends. */
  async stop(): Promise<void> {
    this.abort.abort();
    this.wake();
    await this.loops;
  }

  private async run(): Promise<void> {
    while (!this.abort.signal.aborted) {
      const seen = this.wakes;
      try {
        const held = await this.tasks.take(this.holder, this.clock.now(), this.leaseEnd());
        if (held) {
          this.wakeAnother();
          await this.work(held);
        } else await this.idle(seen);
      } catch (error) {
        this.log.error({ err: error }, 'an import task ended unexpectedly');
        await this.idle(this.wakes);
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
    let isFailedAttempt = false;
    try {
      await this.runImport.execute(held, AbortSignal.any([this.abort.signal, lost.signal]));
    } catch (error) {
      isFailedAttempt = isDomainError(error) && error.code === readerFailed;
      throw error;
    } finally {
      clearInterval(timer);
      await this.tasks.release(held, isFailedAttempt);
      // The club's next task, if there is one, was waiting for this.
      this.wake();
    }
  }

  private leaseEnd(): Date {
    return new Date(this.clock.now().getTime() + leaseMs);
  }

  /** Where there was one task there may be more, and who asked now and then is at work. */
  private wakeAnother(): void {
    const [wakeUp] = this.idling;
    wakeUp?.();
  }

  /** Until there may be something to do since `seen`, or, of one that idles, a while has passed. */
  private idle(seen: number): Promise<void> {
    return new Promise((resolve) => {
      const isTimed = !this.isTimed;
      this.isTimed = true;
      const done = (): void => {
        clearTimeout(timer);
        if (isTimed) this.isTimed = false;
        this.idling.delete(done);
        resolve();
      };
      const timer = isTimed ? setTimeout(done, idleMs) : undefined;
      this.idling.add(done);
      if (this.wakes !== seen || this.abort.signal.aborted) done();
    });
  }
}
