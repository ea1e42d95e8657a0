import { existsSync, readFileSync, rmSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { isDomainError } from '@vafa/kernel';
import { resumeRestoredLedger } from '@vafa/ledger';
import type { Engines } from '@vafa/process';
import { createLogger } from '@vafa/telemetry';
import type { DataFolder } from './data-folder.ts';
import { StartError } from './start-error.ts';

/** Written by `vafa restore`: the moment when the backup was begun. */
const markName = 'restored';
/** What was under way when the backup was begun is consumed again as well. */
const marginMs = 3_600_000;

/** Leases of consumers end within seconds; what still holds one after this time is alive. */
const leasesMsMax = 60_000;

/** The backup of a club that runs holds the leases of its consumers, whom nobody renews here: they are waited for. */
const onceLeasesEnd = async <T>(attempt: () => Promise<T>): Promise<T> => {
  const end = Date.now() + leasesMsMax;
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      if (!(isDomainError(error) && error.code === 'group_in_use') || Date.now() > end) throw error;
      await wait(500);
    }
  }
};

/**
 * The first start on a restored folder begins a new epoch of the ledger's events: whoever saw events of after the
 * backup outside of it takes what comes as a new beginning. A start that breaks off does it again.
 */
export const resumeRestored = async (
  folder: DataFolder,
  { stream, place }: Engines,
  masterKey: Buffer,
): Promise<void> => {
  const mark = folder.file(markName);
  if (!existsSync(mark)) return;
  const begun = new Date(readFileSync(mark, 'utf8').trim());
  if (Number.isNaN(begun.getTime())) throw new StartError(`${mark} does not hold a moment`);
  const since = new Date(begun.getTime() - marginMs);
  const { text } = await onceLeasesEnd(() => resumeRestoredLedger({ ...place('ledger'), masterKey, stream }, since));
  createLogger('all-in-one').info({ begun, text }, 'restored from a backup');
  rmSync(mark);
};
