import type { Rounds } from '@vafa/process';

/** Clears away once an hour what is past its time. */
export const clearAway = (what: string, sweep: () => Promise<void>): Rounds => ({
  everyMs: 3_600_000,
  failed: `${what} could not be cleared away; the next round tries again`,
  run: sweep,
});
