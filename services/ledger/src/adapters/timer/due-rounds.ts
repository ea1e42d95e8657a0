import type { Rounds } from '@vafa/process';
import type { Logger } from '@vafa/telemetry';
import type { NoteDueAccounts } from '../../use-cases/time/note-due-accounts.ts';
import type { RunDueWork } from '../../use-cases/time/run-due-work.ts';

/** A process that is stopped every day, before its first hour is over, does its work too. */
const firstAfterMs = 60_000;

/** Does the due work every so often. */
export const doDueWork = (work: RunDueWork, everyMs: number, log: Logger): Rounds => ({
  everyMs,
  firstAfterMs: Math.min(firstAfterMs, everyMs),
  failed: 'due work was broken off; the next round goes on',
  run: async (signal) => {
    const { days, touched } = await work.execute({ isWanted: () => !signal.aborted });
    if (days.length > 0 || touched.accounts > 0) log.info({ days, ...touched }, 'due work is done');
  },
});

/** Writes notes behind the commits; what waits when the ledger stops is written too. */
export const writeNotes = (notes: NoteDueAccounts): Rounds => ({
  everyMs: 2_000,
  firstAfterMs: 2_000,
  onStop: true,
  failed: 'what will be due could not be noted; the next round tries again',
  run: () => notes.execute(),
});
