const pauseMs = 20;

/**
 * Repeats `check` until it neither throws nor answers false; resolves with its answer. Rejects with its last error
 * after the time given.
 */
export const eventually = async <T>(check: () => T | Promise<T>, timeoutMs = 180_000): Promise<T> => {
  const end = Date.now() + timeoutMs;
  for (;;) {
    try {
      const answer = await check();
      if (answer !== false) return answer;
      if (Date.now() > end) throw new Error(`still false after ${String(timeoutMs)} ms`);
    } catch (error) {
      if (Date.now() > end) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
  }
};
