import { keepResult } from '../results.ts';
import { fullSizes, openContext, smallSizes, type BenchContext } from './bench-context.ts';
import { countWorks } from './counted-works.ts';
import { engines, type BenchEngine } from './engines.ts';
import { historyPlans } from './history-plans.ts';
import { profile, profileText } from './profile.ts';
import { ratioPlans } from './ratio-plans.ts';
import { reportOf, reportText, type Report } from './report.ts';
import { calibrate, runRounds, type Pace, type RatioPlan } from './rounds.ts';
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

const paceOf = ({ smoke, rounds }: LedgerBench): Pace =>
  smoke
    ? { rounds: 1, blockSeconds: 0, callsLeast: 4, callsMost: 4 }
    : { rounds, blockSeconds: 0.35, callsLeast: 64, callsMost: 20_000 };

const say = (text: string): void => {
  if (process.stderr.isTTY) process.stderr.write(`\r\u001b[K${text}`);
};

const profiledSeconds = 3;

const profileRows = async (works: readonly Work[]): Promise<void> => {
  for (const work of works.filter(({ cpu }) => cpu === undefined)) {
    const calls = await calibrate(work, {
      rounds: 1,
      blockSeconds: profiledSeconds,
      callsLeast: 2_000,
      callsMost: 40_000,
    });
    console.log(profileText(work, await profile(work, calls)));
  }
};

/**
 * Timed rows and what they count, in the same order. Counting comes first: what cannot run shows early, and it warms
 * up.
 */
const measure = async (engine: BenchEngine, chosen: readonly Placed[], options: LedgerBench): Promise<Report> => {
  say('counting commands');
  const counted = await countWorks(
    engine,
    plansOf(options),
    new Set(chosen.map(({ place }) => place)),
    options.smoke ? 1 : 20,
  );
  const results = await runRounds(
    chosen.map(({ plan }) => plan),
    paceOf(options),
    say,
  );
  say('');
  for (const reason of results.flatMap(({ discarded }) => discarded)) console.error(`thrown away: ${reason}`);
  if (options.smoke && results.some(({ rounds }) => rounds.length === 0))
    throw new Error('a block was not as it should be');
  const report = reportOf(
    engine.name,
    results,
    chosen.map(({ place }) => counted.get(place)),
  );
  keepResult(options.history ? 'ledger-history' : 'ledger', {
    ...report,
    raw: results.map(({ plan, rounds }) => ({ name: plan.name, rounds })),
  });
  return report;
};

interface Placed {
  readonly plan: RatioPlan;
  /** Among all rows. */
  readonly place: number;
}

const plansOf = ({ history }: LedgerBench): ((context: BenchContext) => readonly RatioPlan[]) =>
  history ? historyPlans : ratioPlans;

const benchOn = async (engine: BenchEngine, options: LedgerBench): Promise<void> => {
  const context = await openContext(engine, options.smoke ? smallSizes : fullSizes);
  try {
    const all = plansOf(options)(context).map((plan, place): Placed => ({ plan, place }));
    const chosen = all.filter(({ plan }) => plan.name.includes(options.row ?? ''));
    if (chosen.length === 0)
      throw new Error(
        `no row has ${options.row ?? ''} in its name; there are:\n${all.map(({ plan }) => plan.name).join('\n')}`,
      );
    if (options.profile) {
      await profileRows(chosen.map(({ plan }) => plan.work));
      return;
    }
    const report = await measure(engine, chosen, options);
    console.log(options.json ? JSON.stringify(report) : reportText(report));
  } finally {
    await context.close();
  }
};

/**
 * Measures the ledger on each engine of this run, one after the other. In a smoke run a block thrown away is a failure.
 */
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
