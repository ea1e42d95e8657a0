import { goodsTest, linesToTest } from '../sale/match-goods.ts';
import type { StandingPromotion } from '../standing-promotion.ts';
import type { Goods } from '../terms/goods.ts';
import { unitsOf, type LineInWork, type SaleInWork } from './sale-in-work.ts';
import { splitRun, type UnitRun } from './units.ts';

/** Units of a line that may be chosen for a set. */
export interface Choice {
  readonly line: LineInWork;
  readonly run: UnitRun;
}

/** Whole units of lines, used or not, in their order. */
export const choicesOf = (lines: readonly LineInWork[]): Choice[] =>
  lines.filter((line) => line.goods.units > 0).flatMap((line) => unitsOf(line).map((run) => ({ line, run })));

/** Of them, those that no set uses. */
export const freeChoicesOf = (lines: readonly LineInWork[]): Choice[] =>
  choicesOf(lines).filter(({ run }) => !run.isUsed);

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

export const mayTake = ({ goods }: LineInWork, promotion: StandingPromotion): boolean =>
  goods.mayBeDiscounted && !promotion.excludes(goods);

/** Finds the lines of some goods that a promotion may discount, in their order. */
export const takeable = (goods?: Goods): ((work: SaleInWork, promotion: StandingPromotion) => LineInWork[]) => {
  const test = goodsTest(goods);
  const toTest = linesToTest(goods);
  return ({ measured, lines }, promotion) => {
    const found: LineInWork[] = [];
    for (const { place } of toTest(measured)) {
      const line = lines[place] as LineInWork;
      if (mayTake(line, promotion) && test(line.goods)) found.push(line);
    }
    return found;
  };
};
