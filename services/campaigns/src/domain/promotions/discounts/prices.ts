import { divideHalfUp } from '@vafa/kernel';
import type { EffectOf } from '../terms/effects.ts';
import type { ApplyDiscount } from './apply-discount.ts';
import { countOf, dearestFirst, freeChoicesOf, piecesOf, takeable, takeFirst, type Choice } from './choose-units.ts';
import { grant, grantOwn, netOfPieces, type OwnPiece } from './grant.ts';
import { unitsOf, type LineInWork } from './sale-in-work.ts';
import { joinAlike, type UnitRun } from './units.ts';

/** No set repeats more often in one sale. */
export const setsMax = 10_000;

/** An amount per unit for what a run counts as one: a unit, or a whole line of goods with decimals. */
export const forRun = ({ goods }: LineInWork, { part }: UnitRun, perUnit: bigint): bigint =>
  goods.units > 0 ? perUnit : divideHalfUp(perUnit * BigInt(part.quantityMilli), 1000n);

/** What each unused unit of a line gives by itself. */
export const ownOf = (line: LineInWork, off: (run: UnitRun) => bigint): OwnPiece => ({
  line,
  units: unitsOf(line)
    .filter(({ isUsed }) => !isUsed)
    .map((run) => ({ run, weight: off(run) })),
});

/** Never raises a price. */
export const fixedPrice = ({ price, goods }: EffectOf<'fixed_price'>): ApplyDiscount => {
  const linesOf = takeable(goods);
  return (work, giver) => {
    const pieces = linesOf(work, giver.promotion).map((line) =>
      ownOf(line, (run) => {
        const off = run.net - forRun(line, run, price);
        return off > 0n ? off : 0n;
      }),
    );
    grantOwn(work, giver, pieces);
  };
};

interface Item {
  readonly count: number;
  /** Units that nothing uses, the dearest first. */
  readonly choices: () => Choice[];
}

/** The dearest units for each item, the item with the fewest to choose from first; nothing where one is short. */
const chooseSet = (items: readonly Item[]): Choice[] | undefined => {
  const chosen: Choice[] = [];
  const counted = items.map((item) => ({ item, free: countOf(item.choices()) }));
  for (const { item } of counted.sort((one, other) => one.free - other.free)) {
    const taken = new Set(chosen.map(({ run }) => run));
    const some = takeFirst(
      item.choices().filter(({ run }) => !taken.has(run)),
      item.count,
    );
    if (countOf(some) < item.count) return undefined;
    chosen.push(...some);
  }
  return chosen;
};

export const bundlePrice = ({ price, items, times = setsMax }: EffectOf<'bundle_price'>): ApplyDiscount => {
  const wanted = items.map(({ goods, count }) => ({ linesOf: takeable(goods), count }));
  return (work, giver) => {
    const open = wanted.map(({ linesOf, count }): Item => {
      const lines = linesOf(work, giver.promotion);
      return { count, choices: () => freeChoicesOf(lines).sort(dearestFirst) };
    });
    for (let sets = 0; sets < times; sets++) {
      const set = chooseSet(open);
      if (!set) return;
      const pieces = piecesOf(set);
      const off = netOfPieces(pieces) - price;
      const used = set.map(({ run }) => run);
      if (off <= 0n || !grant(work, giver, pieces, off, used)) return;
      for (const { line } of pieces) joinAlike(unitsOf(line));
    }
  };
};
