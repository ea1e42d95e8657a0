/** Raised inside a runner when it is asked to stop while it waits or retries. */
export class Stopped extends Error {}

/**
 * Raised when something stayed unavailable for as long as it is waited for with a batch in hand: the batch is to come
 * again later.
 */
export class Postponed extends Error {}

/** Rejects with Stopped as soon as the signal is aborted. */
export const pause = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve, reject) => {
    if (signal.aborted) {
      reject(new Stopped());
      return;
    }
    const finish = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', stop);
    };
    const stop = (): void => {
      finish();
      reject(new Stopped());
    };
    const timer = setTimeout(() => {
      finish();
      resolve();
    }, ms);
    signal.addEventListener('abort', stop);
  });

const backoffMsMin = 50;
const backoffMsMax = 5_000;

/** 50 ms, doubling to 5 s; `tries` counts from 1. */
export const backoffMs = (tries: number): number => Math.min(backoffMsMin * 2 ** Math.min(tries - 1, 16), backoffMsMax);

/** Remembers that it rang until somebody waited for it. */
export class Bell {
  private rung = false;
  private answer: (() => void) | undefined;

  ring(): void {
    this.rung = true;
    this.answer?.();
  }

  /** Resolves at the next ring, at once after one that nobody waited for, or after `timeoutMs`. */
  async wait(timeoutMs?: number): Promise<void> {
    if (!this.rung) {
      await new Promise<void>((resolve) => {
        const timer = timeoutMs === undefined ? undefined : setTimeout(resolve, timeoutMs);
        this.answer = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
    this.rung = false;
    this.answer = undefined;
  }
}
