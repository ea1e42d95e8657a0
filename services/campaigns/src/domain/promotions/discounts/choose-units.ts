import type { GoodsTest } from '../sale/match-goods.ts';
import { unitsOf, type LineInWork, type SaleInWork } from './sale-in-work.ts';
import { splitRun, type UnitRun } from './units.ts';

/** Units of a line that may be chosen for a set. */
export interface Choice {
  readonly line: LineInWork;
  readonly run: UnitRun;
}

/** Whole units of the lines that are meant, used or not, in their order. */
export const choicesOf = (work: SaleInWork, isMeant: (line: LineInWork) => boolean): Choice[] =>
  work.lines
    .filter((line) => line.goods.units > 0 && isMeant(line))
    .flatMap((line) => unitsOf(line).map((run) => ({ line, run })));

const byPosition = (one: Choice, other: Choice): number => one.run.part.position - other.run.part.position;

export const dearestFirst = (one: Choice, other: Choice): number => {
  if (one.run.net === other.run.net) return byPosition(one, other);
  return one.run.net > other.run.net ? -1 : 1;
};

export const cheapestFirst = (one: Choice, other: Choice): number => {
  if (one.run.net === other.run.net) return byPosition(one, other);
  return one.run.net < other.run.net ? -1 : 1;
};

export const countOf = (choices: readonly Choice[]): number => choices.reduce((sum, { run }) => sum + run.count, 0);

/** Takes the first units out of a list, which keeps the others; fewer where there are not so many. */
export const takeFirst = (choices: Choice[], count: number): Choice[] => {
  const taken: Choice[] = [];
  for (let missing = count; missing > 0; ) {
    const first = choices.shift();
    if (!first) break;
    if (first.run.count > missing)
      choices.unshift({ ...first, run: splitRun(unitsOf(first.line), first.run, missing) });
    taken.push(first);
    missing -= first.run.count;
  }
  return taken;
};

/** Chosen units by their lines, both in the order in which they stand. */
export const piecesOf = (choices: readonly Choice[]): { line: LineInWork; runs: UnitRun[] }[] => {
  const chosen = new Set(choices.map(({ run }) => run));
  const lines = new Set(choices.map(({ line }) => line));
  return [...lines]
    .sort((one, other) => one.goods.position - other.goods.position)
    .map((line) => ({ line, runs: unitsOf(line).filter((run) => chosen.has(run)) }));
};

/** Lines that a promotion may discount, of the goods that are meant. */
export const meant =
  (mayTake: (line: LineInWork) => boolean, test: GoodsTest) =>
  (line: LineInWork): boolean =>
    mayTake(line) && test(line.goods);
