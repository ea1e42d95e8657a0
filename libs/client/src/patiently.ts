import { ApiProblem, NotReachable } from './problem.ts';

/** A write whose gateway died keeps its Idempotency-Key busy until its lease ends. */
const isAway = (error: unknown): boolean =>
  error instanceof NotReachable ||
  (error instanceof ApiProblem && (error.status === 503 || error.code === 'idempotency_key_running'));

const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Tries again while the gateway is away: between two starts of it, or while it starts. */
export const patiently = async <T>(patienceMs: number, attempt: () => Promise<T>): Promise<T> => {
  const until = Date.now() + patienceMs;
  for (let pauseMs = 100; ; pauseMs = Math.min(pauseMs * 2, 1000)) {
    try {
      return await attempt();
    } catch (error) {
      if (!isAway(error) || Date.now() + pauseMs > until) throw error;
      await wait(pauseMs);
    }
  }
};
