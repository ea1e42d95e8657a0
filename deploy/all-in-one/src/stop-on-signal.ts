/** A terminal sends Ctrl-C to every process of its group, and npm passes it on: for a moment, more of them are the same one. */
const sameSignalMs = 500;
const hardStopMs = 10_000;

/** Stops gently at the first SIGINT or SIGTERM, at once at the second, and in any case after ten seconds. */
export const stopOnSignal = (stop: () => Promise<void>): void => {
  let firstAt: number | undefined;
  const onSignal = (signal: NodeJS.Signals): void => {
    const now = Date.now();
    if (firstAt !== undefined) {
      if (now - firstAt > sameSignalMs) process.exit(signal === 'SIGINT' ? 130 : 143);
      return;
    }
    firstAt = now;
    console.log('\nstopping …');
    setTimeout(() => {
      console.error('not everything stopped within ten seconds');
      process.exit(1);
    }, hardStopMs).unref();
    stop().then(
      () => process.exit(0),
      (error: unknown) => {
        console.error('stopping failed:', error);
        process.exit(1);
      },
    );
  };
  process.on('SIGINT', onSignal);
  process.on('SIGTERM', onSignal);
};
