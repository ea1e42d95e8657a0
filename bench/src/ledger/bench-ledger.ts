import { keepResult } from '../results.ts';
import { fullSizes, openContext, smallSizes, type BenchContext } from './bench-context.ts';
import { countWorks, type PerOperation } from './counted-works.ts';
import { engines, type BenchEngine } from './engines.ts';
import { historyPlans } from './history-plans.ts';
import { profile, profileText } from './profile.ts';
import { ratioPlans } from './ratio-plans.ts';
import { reportOf, reportText } from './report.ts';
import { calibrate, runRounds, type Pace, type RatioPlan, type RatioRounds } from './rounds.ts';
import type { Work } from './work.ts';

export interface LedgerBench {
  readonly rounds: number;
  /** Only rows whose name contains it. */
  readonly row?: string;
  readonly history: boolean;
  /** Instead of measuring: where the time of each row's work goes. */
  readonly profile: boolean;
  /** One tiny round. */
  readonly smoke: boolean;
  readonly json: boolean;
}

const paceOf = ({ smoke, rounds }: LedgerBench): Pace => (smoke ? { rounds: 1, blockSeconds: 0, callsLeast: 4, callsMost: 4 } : { rounds, blockSeconds: 0.5, callsLeast: 64, callsMost: 20_000 });

const say = (text: string): void => {
  if (process.stderr.isTTY) process.stderr.write(`\r\u001b[K${text}`);
};

const countedOf = async (engine: BenchEngine, plansOf: (context: BenchContext) => readonly RatioPlan[], plans: readonly RatioPlan[], results: readonly RatioRounds[], turns: number): Promise<Map<RatioRounds, PerOperation>> => {
  const counted = await countWorks(engine, plansOf, new Set(results.map(({ plan }) => plans.indexOf(plan))), turns);
  return new Map(results.flatMap((result) => {
    const found = counted.get(plans.indexOf(result.plan));
    return found ? [[result, found] as const] : [];
  }));
};

const profiledSeconds = 3;

const profileRows = async (works: readonly Work[]): Promise<void> => {
  for (const work of works.filter(({ cpu }) => cpu === undefined)) {
    const calls = await calibrate(work, { rounds: 1, blockSeconds: profiledSeconds, callsLeast: 2_000, callsMost: 40_000 });
    console.log(profileText(work, await profile(work, calls)));
  }
};

const benchOn = async (engine: BenchEngine, options: LedgerBench): Promise<void> => {
  const plansOf = options.history ? historyPlans : ratioPlans;
  const context = await openContext(engine, options.smoke ? smallSizes : fullSizes);
  const plans = plansOf(context);
  const chosen = plans.filter(({ name }) => name.includes(options.row ?? ''));
  if (chosen.length === 0) throw new Error(`no row has ${options.row ?? ''} in its name; there are:\n${plans.map(({ name }) => name).join('\n')}`);
  if (options.profile) {
    await profileRows(chosen.map(({ work }) => work));
    await context.close();
    return;
  }
  let results: readonly RatioRounds[];
  try {
    results = await runRounds(chosen, paceOf(options), say);
  } finally {
    await context.close();
  }
  say('counting');
  const report = reportOf(engine.name, results, await countedOf(engine, plansOf, plans, results, options.smoke ? 1 : 20));
  say('');
  for (const reason of results.flatMap(({ discarded }) => discarded)) console.error(`thrown away: ${reason}`);
  if (options.smoke && results.some(({ rounds }) => rounds.length === 0)) throw new Error('a block was not as it should be');
  const raw = results.map(({ plan, rounds }) => ({ name: plan.name, rounds }));
  keepResult(options.history ? 'ledger-history' : 'ledger', { ...report, raw });
  console.log(options.json ? JSON.stringify(report) : reportText(report));
};

/** Measures the ledger on each engine of this run, one after the other. In a smoke run a block thrown away is a failure. */
export const benchLedger = async (options: LedgerBench): Promise<void> => {
  for (const open of engines()) {
    const engine = await open();
    try {
      await benchOn(engine, options);
    } finally {
      await engine.close();
    }
  }
};
