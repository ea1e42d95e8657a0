import { startClub } from '../club-process.ts';
import type { ComparedWork } from './compared-work.ts';
import type { Measured } from './ratio-rows.ts';

/** Has the work done by a new, empty club at this port; `build`: the folder of another build. */
export const measureWork = async (work: ComparedWork, port: number, build?: string): Promise<Measured> => {
  const club = await startClub(port, {}, build);
  try {
    const run = await work.prepare(club);
    const before = await club.cpuSeconds();
    const { units, seconds } = await run();
    return {
      unitsPerSecond: units / seconds,
      cpuMicrosPerUnit: (((await club.cpuSeconds()) - before) / units) * 1e6,
      peakMb: (await club.memory()).peak,
    };
  } finally {
    await club.stop();
  }
};
