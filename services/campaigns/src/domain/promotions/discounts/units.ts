import type { Giver } from './giver.ts';
import type { GoodsLine } from '../sale/goods-line.ts';
import type { SaleLine } from '../sale/sale.ts';

/** Units of one line that cost the same; of goods with decimals the line itself, as one. */
export interface UnitRun {
  readonly part: SaleLine;
  count: number;
  /** Of one unit, now. */
  net: bigint;
  /** In a set: left out of all that prices and lines get after it. */
  isUsed: boolean;
  /** The effect whose free item it is, or whose set gives it: outside floors. */
  freeBy?: Giver;
}

/** The units of a line before any discount: its gross by the largest remainder, the first get what is left over. */
export const runsOf = (line: GoodsLine): UnitRun[] =>
  line.parts.flatMap((part): UnitRun[] => {
    const fresh = { part, isUsed: false };
    if (line.units === 0) return [{ ...fresh, count: 1, net: part.gross }];
    const units = part.quantityMilli / 1000;
    const net = part.gross / BigInt(units);
    const dearer = Number(part.gross % BigInt(units));
    return [
      { ...fresh, count: dearer, net: net + 1n },
      { ...fresh, count: units - dearer, net },
    ].filter(({ count }) => count > 0);
  });

/** Keeps the first units of a run in it; the others follow it as a run of their own, which it answers. */
export const splitRun = (runs: UnitRun[], run: UnitRun, count: number): UnitRun => {
  const rest = { ...run, count: run.count - count };
  run.count = count;
  runs.splice(runs.indexOf(run) + 1, 0, rest);
  return rest;
};

const isAlike = (one: UnitRun, other: UnitRun): boolean =>
  one.part === other.part && one.net === other.net && one.isUsed === other.isUsed && one.freeBy === other.freeBy;

/** Puts runs together that stand beside each other and are alike: a set that repeats leaves no more than a few. */
export const joinAlike = (runs: UnitRun[]): void => {
  let kept = 0;
  for (const run of runs) {
    const last = runs[kept - 1];
    if (kept > 0 && last && isAlike(last, run)) last.count += run.count;
    else runs[kept++] = run;
  }
  runs.length = kept;
};

export const netOf = (runs: readonly UnitRun[]): bigint => {
  let net = 0n;
  for (const run of runs) net += run.net * BigInt(run.count);
  return net;
};

/** A run, and what each of its units counts when something is spread over them. */
export interface WeighedRun {
  readonly run: UnitRun;
  readonly weight: bigint;
}

export const weighedByNet = (runs: readonly UnitRun[]): WeighedRun[] => runs.map((run) => ({ run, weight: run.net }));

export const weightOf = (weighed: readonly WeighedRun[]): bigint => {
  let total = 0n;
  for (const { run, weight } of weighed) total += weight * BigInt(run.count);
  return total;
};

/**
 * An amount over units by the largest remainder: what each unit of a run gets. A run of which only the first units get
 * one more is split.
 */
export const spreadOverUnits = (runs: UnitRun[], weighed: readonly WeighedRun[], amount: bigint): WeighedRun[] => {
  const total = weightOf(weighed);
  if (total === 0n) return [];
  let left = amount;
  const parts = weighed.map(({ run, weight }, place) => {
    const share = (amount * weight) / total;
    left -= share * BigInt(run.count);
    return { run, place, share, remainder: amount * weight - share * total };
  });
  const given: WeighedRun[] = [];
  const byRemainder =
    left === 0n
      ? parts
      : parts.toSorted((one, other) => {
          if (one.remainder === other.remainder) return one.place - other.place;
          return one.remainder > other.remainder ? -1 : 1;
        });
  for (const { run, share } of byRemainder) {
    const luckyUnits = left < BigInt(run.count) ? Number(left) : run.count;
    left -= BigInt(luckyUnits);
    if (luckyUnits === 0) given.push({ run, weight: share });
    else {
      if (luckyUnits < run.count) given.push({ run: splitRun(runs, run, luckyUnits), weight: share });
      given.push({ run, weight: share + 1n });
    }
  }
  return given;
};

/** Takes an amount off some runs of a line, spread over their units. Answers what each of the line's parts gave. */
export const takeOffUnits = (
  runs: UnitRun[],
  weighed: readonly WeighedRun[],
  amount: bigint,
): Map<SaleLine, bigint> => {
  const given = new Map<SaleLine, bigint>();
  for (const { run, weight } of spreadOverUnits(runs, weighed, amount)) {
    run.net -= weight;
    given.set(run.part, (given.get(run.part) ?? 0n) + weight * BigInt(run.count));
  }
  return given;
};
