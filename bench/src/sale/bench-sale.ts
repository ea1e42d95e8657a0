import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { machine, machineText } from '../machine.ts';
import { keepResult } from '../results.ts';
import { table } from '../statistics.ts';
import { MeasuredSales, type SaleCase } from './measured-sales.ts';
import { saleRows, type SaleBlock } from './sale-rows.ts';

export interface SaleBench {
  readonly rounds: number;
  /** Sales of each block. */
  readonly sales: number;
  /** Folder of the build to compare with: installed and built. */
  readonly path?: string;
  /** A few sales at one till. */
  readonly smoke: boolean;
  readonly json: boolean;
}

const here = join(import.meta.dirname, '../../..');
const firstPort = 18_220;
/** The looks of a process that is alone come every 30 seconds. */
const idleSeconds = 60;
const cases: readonly SaleCase[] = [1, 8, 32].flatMap((tills) => [
  { tills, pays: false },
  { tills, pays: true },
]);
const smoke = { rounds: 1, sales: 3, idleSeconds: 1, cases: cases.slice(0, 2) };

const measure = async (builds: readonly string[], options: SaleBench): Promise<SaleBlock[]> => {
  const plan = options.smoke ? smoke : { ...options, idleSeconds, cases };
  const clubs: MeasuredSales[] = [];
  const blocks: SaleBlock[] = [];
  try {
    for (const [place, build] of builds.entries())
      clubs.push(await MeasuredSales.open(firstPort + place, build, options.smoke ? 0 : plan.sales));
    const idle = new Map<number, number>();
    for (const [place, club] of clubs.entries()) idle.set(place, await club.idle(plan.idleSeconds));
    for (let round = 0; round < plan.rounds; round++)
      for (const each of plan.cases) {
        // By turns in the other order, so that neither always has the warmer machine.
        const order = [...clubs.keys()];
        for (const place of round % 2 === 0 ? order : order.toReversed()) {
          const measured = await clubs[place]!.measure(each, plan.sales);
          blocks.push({ side: place === 0 ? 'here' : 'there', round, ...each, idle: idle.get(place)!, ...measured });
        }
      }
    return blocks;
  } finally {
    for (const club of clubs) await club.stop();
  }
};

/**
 * Sales through REST: basket, hold and close, by a key that is bound to its branch. What is asked of databases and
 * services is counted, the books are verified after each block, and both builds sell by turns.
 */
export const benchSale = async (options: SaleBench): Promise<void> => {
  const theirs = options.path === undefined ? [] : [resolve(options.path)];
  for (const path of theirs)
    if (!existsSync(join(path, 'deploy/all-in-one/dist/main.js'))) throw new Error(`${path} is not built`);
  const blocks = await measure([here, ...theirs], options);
  const rows = saleRows(blocks);
  const result = { machine, engine: 'embedded', rows, blocks };
  keepResult('sale', result);
  console.log(options.json ? JSON.stringify(result) : `${machineText}, embedded engine\n${table(rows)}`);
};
