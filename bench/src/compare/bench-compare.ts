import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { sample } from '../bench-import.ts';
import { startClub } from '../club-process.ts';
import { machine, machineText } from '../machine.ts';
import { keepResult } from '../results.ts';
import { importOf, type ComparedWork } from './compared-work.ts';
import { ratioRows, type Measured, type Pair } from './ratio-rows.ts';
import { table } from '../statistics.ts';

export interface CompareBench {
  /** Folder of the other checkout: installed and built. */
  readonly path: string;
  readonly rounds: number;
  /** Invoices to import; the sample of the repository when absent. */
  readonly file?: string;
  readonly json: boolean;
}

const here = join(import.meta.dirname, '../../..');
const firstPort = 18_180;

const measureOnce = async (checkout: string, port: number, work: ComparedWork): Promise<Measured> => {
  const club = await startClub(port, {}, checkout);
  try {
    const before = await club.cpuSeconds();
    const { units, seconds } = await work.run(club);
    return {
      unitsPerSecond: units / seconds,
      cpuMicrosPerUnit: (((await club.cpuSeconds()) - before) / units) * 1e6,
      peakMb: (await club.memory()).peak,
    };
  } finally {
    await club.stop();
  }
};

const measure = async (theirs: string, rounds: number, work: ComparedWork): Promise<Pair[]> => {
  const pairs: Pair[] = [];
  for (let round = 0; round < rounds; round++) {
    const port = firstPort + round * 2;
    // By turns, so that neither is always the first.
    const order = round % 2 === 0 ? [theirs, here] : [here, theirs];
    const first = await measureOnce(order[0] as string, port, work);
    const second = await measureOnce(order[1] as string, port + 1, work);
    pairs.push(round % 2 === 0 ? { there: first, here: second } : { there: second, here: first });
  }
  return pairs;
};

/**
 * Gives both checkouts the same work, one right after the other, prints this one's figures as ratios to the other's and
 * keeps the pairs.
 */
export const benchCompare = async ({ path, rounds, file = sample(), json }: CompareBench): Promise<void> => {
  const theirs = resolve(path);
  for (const needed of [join(theirs, 'deploy/all-in-one/dist/main.js'), file])
    if (!existsSync(needed)) throw new Error(`${needed} is not there`);
  const work = importOf(resolve(file));
  const pairs = await measure(theirs, rounds, work);
  const rows = ratioRows(pairs, work.unit);
  const result = { machine, engine: 'embedded', rows, pairs };
  keepResult('compare', result);
  console.log(json ? JSON.stringify(result) : `${machineText}, embedded engine\n${table(rows)}`);
};
