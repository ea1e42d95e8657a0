import { isDomainError } from '@vafa/kernel';

const firstPauseMs = 100;
const pauseMsMax = 5_000;
const internalTriesMax = 5;

/** Ends early, and without an error, when the signal is aborted. */
const pause = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const end = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    signal.addEventListener('abort', end);
  });

/**
 * Repeats an idempotent call while its service is away, for as long as it takes; what nobody expected, a few times
 * only.
 */
export const untilAvailable = async <T>(call: () => Promise<T>, signal: AbortSignal): Promise<T> => {
  for (let tries = 1; ; tries++) {
    try {
      return await call();
    } catch (error) {
      const kind = isDomainError(error) ? error.kind : 'refused';
      if (signal.aborted || !(kind === 'unavailable' || (kind === 'internal' && tries < internalTriesMax))) throw error;
      await pause(Math.min(firstPauseMs * 2 ** (tries - 1), pauseMsMax), signal);
    }
  }
};
