/**
 * A terminal sends Ctrl-C to every process of its group, and npm passes it on: for a moment, more of them are the same
 * one.
 */
const sameSignalMs = 500;

export interface Stopping {
  /** Stops gently; what it does first is not to be given new work. */
  stop(): Promise<void>;
  /** How long that may take. */
  withinMs: number;
  /** Takes one line for the operator. */
  say(line: string): void;
}

/**
 * Stops gently at the first SIGINT or SIGTERM and ends with 0; at once at the second; with 1 when stopping fails or
 * takes too long.
 */
export const stopOnSignal = ({ stop, withinMs, say }: Stopping): void => {
  let firstAt: number | undefined;
  const onSignal = (signal: NodeJS.Signals): void => {
    const now = Date.now();
    if (firstAt !== undefined) {
      if (now - firstAt > sameSignalMs) process.exit(signal === 'SIGINT' ? 130 : 143);
      return;
    }
    firstAt = now;
    say('stopping …');
    setTimeout(() => {
      say(`not everything stopped within ${String(withinMs / 1_000)} s`);
      process.exit(1);
    }, withinMs).unref();
    stop().then(
      () => process.exit(0),
      (error: unknown) => {
        say(`stopping failed: ${error instanceof Error ? error.message : String(error)}`);
        process.exit(1);
      },
    );
  };
  process.on('SIGINT', onSignal);
  process.on('SIGTERM', onSignal);
};
