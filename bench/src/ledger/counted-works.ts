import { openContext, smallSizes, type BenchContext } from './bench-context.ts';
import { CommandCount, type Counted } from './command-count.ts';
import type { BenchEngine } from './engines.ts';
import type { RatioPlan } from './rounds.ts';
import type { Work } from './work.ts';

/** What one operation costs its database, whatever the machine does meanwhile. */
export interface PerOperation {
  readonly commands: number;
  readonly inserted: number;
  readonly bytes: number;
}

const count = async (
  work: Work,
  turns: number,
  counter: CommandCount,
): Promise<Counted & { readonly operations: number }> => {
  const calls = work.inFlight * turns;
  const block = await work.prepare(calls);
  counter.take();
  let next = 0;
  const caller = async (): Promise<void> => {
    while (next < calls) await block.operate(next++);
  };
  await Promise.all(Array.from({ length: work.inFlight }, caller));
  return { ...counter.take(), operations: calls * (work.weight ?? 1) };
};

/**
 * Runs the wanted works once more with their commands watched, apart from what is timed and on less. Answers by the
 * place of the plan. Everything in flight has so many turns: some twenty are needed for how many share a write to
 * settle. Works of other processes are left out, unless they name one of this process that sends the same.
 */
export const countWorks = async (
  engine: BenchEngine,
  plansOf: (context: BenchContext) => readonly RatioPlan[],
  wanted: ReadonlySet<number>,
  turns: number,
): Promise<ReadonlyMap<number, PerOperation>> => {
  const counter = new CommandCount();
  const context = await openContext(engine, { ...smallSizes, wallet: 1_000 }, counter);
  const counted = new Map<number, PerOperation>();
  try {
    for (const [place, { work }] of plansOf(context).entries()) {
      const watched = work.cpu ? work.counted : work;
      if (!watched || !wanted.has(place)) continue;
      const { operations, commands, inserted, bytes } = await count(watched, turns, counter);
      if (commands === 0) continue;
      counted.set(place, {
        commands: commands / operations,
        inserted: inserted / operations,
        bytes: bytes / operations,
      });
    }
  } finally {
    await context.close();
  }
  return counted;
};
