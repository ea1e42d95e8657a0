import { median } from '../statistics.ts';
import { runBlock, type Discarded, type Measured, type Work } from './work.ts';

/** A figure of the table: work over a base that is measured beside it. */
export interface RatioPlan {
  readonly name: string;
  readonly work: Work;
  readonly base: Work;
  readonly must?: number;
  readonly aim?: number;
  /** The row that says what this run can tell apart. */
  readonly isNoise?: boolean;
}

export interface RawRound {
  readonly work: Measured;
  readonly base: Measured;
}

export interface RatioRounds {
  readonly plan: RatioPlan;
  readonly rounds: readonly RawRound[];
  readonly discarded: readonly string[];
}

export interface Pace {
  readonly rounds: number;
  /** How long a block should take. */
  readonly blockSeconds: number;
  readonly callsLeast: number;
  readonly callsMost: number;
}

const isDiscarded = (result: Measured | Discarded): result is Discarded => 'discarded' in result;

/** Calls that fill a block, found by running two; they warm up too. */
export const calibrate = async (work: Work, pace: Pace): Promise<number> => {
  let calls = pace.callsLeast;
  for (let step = 0; step < 2; step++) {
    const result = await runBlock(work, calls);
    if (isDiscarded(result)) throw new Error(result.discarded);
    calls = Math.round(
      Math.min(
        pace.callsMost,
        Math.max(pace.callsLeast, (result.opsPerSecond / (work.weight ?? 1)) * pace.blockSeconds),
      ),
    );
  }
  return calls;
};

const callsByWork = async (
  plans: readonly RatioPlan[],
  pace: Pace,
  say: (text: string) => void,
): Promise<ReadonlyMap<Work, number>> => {
  const calls = new Map<Work, number>();
  for (const work of new Set(plans.flatMap(({ base, work }) => [base, work]))) {
    say(`warming up: ${work.name}`);
    calls.set(work, pace.rounds === 1 ? pace.callsLeast : await calibrate(work, pace));
  }
  return calls;
};

/**
 * Every round measures every row: its work and its base, one right after the other. Which of the two is first changes
 * from round to round. So whatever else the machine does falls on both. A pair of which one half was not as it should
 * be is thrown away.
 */
export const runRounds = async (
  plans: readonly RatioPlan[],
  pace: Pace,
  say: (text: string) => void,
): Promise<readonly RatioRounds[]> => {
  const calls = await callsByWork(plans, pace, say);
  const results = plans.map((plan) => ({ plan, rounds: [] as RawRound[], discarded: [] as string[] }));
  for (let round = 0; round < pace.rounds; round++) {
    for (const { plan, rounds, discarded } of results) {
      say(`round ${String(round + 1)} of ${String(pace.rounds)}: ${plan.name}`);
      const order = round % 2 === 0 ? [plan.base, plan.work] : [plan.work, plan.base];
      const [first, second] = [
        await runBlock(order[0] as Work, calls.get(order[0] as Work) ?? 1),
        await runBlock(order[1] as Work, calls.get(order[1] as Work) ?? 1),
      ];
      if (isDiscarded(first) || isDiscarded(second))
        discarded.push(...[first, second].filter(isDiscarded).map((each) => each.discarded));
      else rounds.push(round % 2 === 0 ? { base: first, work: second } : { work: first, base: second });
    }
  }
  return results;
};

/** Ratios of speed, one a round. */
export const ratiosOf = ({ rounds }: RatioRounds): number[] =>
  rounds.map(({ work, base }) => work.opsPerSecond / base.opsPerSecond);

/**
 * How many times the CPU of one base operation fits into one of the work's: the same ratio by CPU, which other load
 * disturbs less.
 */
export const cpuRatioOf = ({ rounds }: RatioRounds): number =>
  median(rounds.map(({ work, base }) => base.cpuMicrosPerOp / work.cpuMicrosPerOp));
