const everyMs = 5;

export interface LongestTurn {
  /** Ends it; answers the longest turn in ms of this thread's own time. */
  stop(): number;
}

/**
 * How long this thread worked without giving others their turn, in its own CPU time: what waits for the event loop
 * waits so long, on a machine that does nothing else. Other processes of a busy machine do not count.
 */
export const longestTurn = (): LongestTurn => {
  let longest = 0;
  let since = process.threadCpuUsage();
  const beat = (): void => {
    const { user, system } = process.threadCpuUsage(since);
    longest = Math.max(longest, user + system);
    since = process.threadCpuUsage();
  };
  const timer = setInterval(beat, everyMs);
  return {
    stop: () => {
      clearInterval(timer);
      beat();
      return longest / 1000;
    },
  };
};
