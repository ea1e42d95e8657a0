import type { EffectOf } from '../terms/effects.ts';
import type { ApplyDiscount } from './apply-discount.ts';
import { takeable } from './choose-units.ts';
import { grantWhole } from './grant.ts';
import { offOf } from './off.ts';
import { noteTaken, withinCaps } from './sale-in-work.ts';
import { least } from './rounding.ts';

const takeableOfAll = takeable();

export const offSale =
  ({ off }: EffectOf<'off_sale'>): ApplyDiscount =>
  (work, giver) => {
    grantWhole(work, giver, takeableOfAll(work, giver.promotion), (net) => offOf(off, net));
  };

/** The highest tier that is reached counts, and it alone. */
export const spendTiers = ({ tiers, of }: EffectOf<'spend_tiers'>): ApplyDiscount => {
  const highestFirst = tiers.toSorted((one, other) => (one.from > other.from ? -1 : 1));
  return (work, giver) => {
    const lines = takeableOfAll(work, giver.promotion);
    const spent = lines.reduce((sum, { goods, net }) => sum + (of === 'net' ? net : goods.gross), 0n);
    const reached = highestFirst.find(({ from }) => spent >= from);
    if (reached) grantWhole(work, giver, lines, (net) => offOf(reached.off, net));
  };
};

export const freeShipping =
  ({ most }: EffectOf<'free_shipping'>): ApplyDiscount =>
  (work, { promotion, effect }) => {
    const wanted = most === undefined ? work.shippingNet : least(most, work.shippingNet);
    const amount = withinCaps(work, promotion, wanted);
    if (amount === 0n) return;
    work.shippingNet -= amount;
    work.shippingShares.push({ promotion, effect, amount });
    noteTaken(work, promotion, amount);
  };
