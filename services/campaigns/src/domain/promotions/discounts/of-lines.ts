import type { EffectOf } from '../terms/effects.ts';
import type { ApplyDiscount } from './apply-discount.ts';
import {
  cheapestFirst,
  choicesOf,
  dearestFirst,
  freeChoicesOf,
  piecesOf,
  takeable,
  takeFirst,
  type Choice,
} from './choose-units.ts';
import { grant, grantOwn, grantWhole, netOfPieces } from './grant.ts';
import { offOf } from './off.ts';
import { forRun, ownOf, setsMax } from './prices.ts';
import { unusedOf } from './sale-in-work.ts';
import { least } from './rounding.ts';

export const offLines = ({ off, goods, perUnit }: EffectOf<'off_lines'>): ApplyDiscount => {
  const linesOf = takeable(goods);
  return (work, giver) => {
    const lines = linesOf(work, giver.promotion);
    if ('amount' in off && perUnit) {
      const pieces = lines.map((line) => ownOf(line, (run) => least(forRun(line, run, off.amount), run.net)));
      return grantOwn(work, giver, pieces);
    }
    if (!lines.some(({ runs }) => runs)) return grantWhole(work, giver, lines, (net) => offOf(off, net));
    const pieces = lines.map((line) => ({ line, runs: unusedOf(line) }));
    grant(work, giver, pieces, offOf(off, netOfPieces(pieces)));
  };
};

/** What the cheapest of used units costs. A unit that is dearer than it gets nothing as the cheapest or as an n-th. */
const cheapestUsed = (choices: readonly Choice[]): bigint | undefined =>
  choices
    .filter(({ run }) => run.isUsed)
    .reduce<bigint | undefined>(
      (lowest, { run }) => (lowest === undefined || run.net < lowest ? run.net : lowest),
      undefined,
    );

export const offCheapest = ({ off, goods }: EffectOf<'off_cheapest'>): ApplyDiscount => {
  const linesOf = takeable(goods);
  return (work, giver) => {
    const all = choicesOf(linesOf(work, giver.promotion));
    const lowest = cheapestUsed(all);
    const [chosen] = takeFirst(all.filter(({ run }) => !run.isUsed).sort(cheapestFirst), 1);
    if (!chosen || (lowest !== undefined && lowest < chosen.run.net)) return;
    const { line, run } = chosen;
    const units = [{ run, weight: offOf(off, run.net) }];
    grantOwn(work, giver, [{ line, units }], { used: [run] });
  };
};

/** Each n-th, counted from the dearest. */
const everyNth = (choices: Choice[], n: number, times: number): Choice[] => {
  const chosen: Choice[] = [];
  while (chosen.length < times) {
    takeFirst(choices, n - 1);
    const [nth] = takeFirst(choices, 1);
    if (!nth) break;
    chosen.push(nth);
  }
  return chosen;
};

export const offEachNth = ({ off, n, goods, times = setsMax }: EffectOf<'off_each_nth'>): ApplyDiscount => {
  const linesOf = takeable(goods);
  return (work, giver) => {
    const all = choicesOf(linesOf(work, giver.promotion));
    const lowest = cheapestUsed(all);
    const unused = all.filter(({ run }) => !run.isUsed).sort(dearestFirst);
    const chosen = everyNth(unused, n, times).filter(({ run }) => lowest === undefined || lowest >= run.net);
    const pieces = piecesOf(chosen);
    const used = chosen.map(({ run }) => run);
    if ('percent' in off) return void grant(work, giver, pieces, offOf(off, netOfPieces(pieces)), used);
    grantOwn(
      work,
      giver,
      pieces.map(({ line, runs }) => ({
        line,
        units: runs.map((run) => ({ run, weight: least(off.amount, run.net) })),
      })),
      { used },
    );
  };
};

/** In the basket a free item costs nothing any more; what is not there is handed out. */
export const freeItem = ({ sku, count }: EffectOf<'free_item'>): ApplyDiscount => {
  const linesOf = takeable({ skus: [sku] });
  return (work, giver) => {
    const chosen = takeFirst(freeChoicesOf(linesOf(work, giver.promotion)).sort(cheapestFirst), count);
    const pieces = piecesOf(chosen).map(({ line, runs }) => ({
      line,
      units: runs.map((run) => ({ run, weight: run.net })),
    }));
    grantOwn(work, giver, pieces, {
      used: chosen.map(({ run }) => run),
      isFree: true,
    });
  };
};
