import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { sample } from '../bench-import.ts';
import { machine, machineText } from '../machine.ts';
import { keepResult } from '../results.ts';
import { importOf, type ComparedWork } from './compared-work.ts';
import { salesAtTills } from './sales-at-tills.ts';
import { measureWork } from './measure-work.ts';
import { ratioRows, type Pair } from './ratio-rows.ts';
import { table } from '../statistics.ts';

export interface CompareBench {
  /** Folder of the other checkout: installed and built. */
  readonly path: string;
  readonly rounds: number;
  /** Invoices to import; the sample of the repository when absent. */
  readonly file?: string;
  /** So many sales at tills in place of an import. */
  readonly sales?: number;
  readonly json: boolean;
}

const here = join(import.meta.dirname, '../../..');
const firstPort = 18_180;
const checkouts = { here: 'here', there: 'other' };
const mustOfImport = { unitsPerSecond: 1, peakMb: 1 };
/** Less is better. */
const mustOfSales = { cpuMicrosPerUnit: 0.9 };

const measure = async (theirs: string, rounds: number, work: ComparedWork): Promise<Pair[]> => {
  const pairs: Pair[] = [];
  for (let round = 0; round < rounds; round++) {
    const port = firstPort + round * 2;
    // By turns, so that neither is always the first.
    const order = round % 2 === 0 ? [theirs, here] : [here, theirs];
    const first = await measureWork(work, port, order[0]);
    const second = await measureWork(work, port + 1, order[1]);
    pairs.push(round % 2 === 0 ? { there: first, here: second } : { there: second, here: first });
  }
  return pairs;
};

/** Gives both checkouts the same work by turns. Prints the ratios of this one to the other, and keeps the pairs. */
export const benchCompare = async ({ path, rounds, file = sample(), sales, json }: CompareBench): Promise<void> => {
  const theirs = resolve(path);
  for (const needed of [join(theirs, 'deploy/all-in-one/dist/main.js'), file])
    if (!existsSync(needed)) throw new Error(`${needed} is not there`);
  const work = sales === undefined ? importOf(resolve(file)) : salesAtTills(sales);
  const pairs = await measure(theirs, rounds, work);
  const rows = ratioRows(pairs, work.unit, { ...checkouts, must: sales === undefined ? mustOfImport : mustOfSales });
  const result = { machine, engine: 'embedded', rows, pairs };
  keepResult('compare', result);
  console.log(json ? JSON.stringify(result) : `${machineText}, embedded engine\n${table(rows)}`);
};
