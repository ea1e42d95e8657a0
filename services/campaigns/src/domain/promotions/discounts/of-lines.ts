import { goodsTest } from '../sale/match-goods.ts';
import { goodsKey } from '@vafa/contracts/goods';
import type { PromotionEffect } from '../terms/effects.ts';
import type { ApplyDiscount } from './apply-discount.ts';
import { cheapestFirst, choicesOf, dearestFirst, meant, piecesOf, takeFirst, type Choice } from './choose-units.ts';
import { grant, grantOwn, grantWhole, netOfPieces } from './grant.ts';
import { offOf } from './off.ts';
import { forRun, ownOf, setsMax } from './prices.ts';
import { unusedOf } from './sale-in-work.ts';
import { least } from './spread.ts';

type Of<Kind extends PromotionEffect['kind']> = Extract<PromotionEffect, { kind: Kind }>;

export const offLines = ({ off, goods, perUnit }: Of<'off_lines'>): ApplyDiscount => {
  const test = goodsTest(goods);
  return (work, giver, mayTake) => {
    const lines = work.lines.filter(meant(mayTake, test));
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

export const offCheapest = ({ off, goods }: Of<'off_cheapest'>): ApplyDiscount => {
  const test = goodsTest(goods);
  return (work, giver, mayTake) => {
    const all = choicesOf(work, meant(mayTake, test));
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

export const offEachNth = ({ off, n, goods, times = setsMax }: Of<'off_each_nth'>): ApplyDiscount => {
  const test = goodsTest(goods);
  return (work, giver, mayTake) => {
    const all = choicesOf(work, meant(mayTake, test));
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
export const freeItem = ({ sku, count }: Of<'free_item'>): ApplyDiscount => {
  const key = goodsKey(sku);
  return (work, giver, mayTake) => {
    const inBasket = choicesOf(work, (line) => mayTake(line) && line.goods.sku === key)
      .filter(({ run }) => !run.isUsed)
      .sort(cheapestFirst);
    const chosen = takeFirst(inBasket, count);
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
