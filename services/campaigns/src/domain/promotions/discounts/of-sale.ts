import type { PromotionEffect } from '../terms/effects.ts';
import type { ApplyDiscount } from './apply-discount.ts';
import { grant, netOfPieces } from './grant.ts';
import { offOf } from './off.ts';
import { noteTaken, withinCaps } from './sale-in-work.ts';
import { least } from './spread.ts';

type Of<Kind extends PromotionEffect['kind']> = Extract<PromotionEffect, { kind: Kind }>;

export const offSale =
  ({ off }: Of<'off_sale'>): ApplyDiscount =>
  (work, giver, mayTake) => {
    const pieces = work.lines.filter(mayTake).map((line) => ({ line }));
    grant(work, giver, pieces, offOf(off, netOfPieces(pieces)));
  };

/** The highest tier that is reached counts, and it alone. */
export const spendTiers = ({ tiers, of }: Of<'spend_tiers'>): ApplyDiscount => {
  const highestFirst = tiers.toSorted((one, other) => (one.from > other.from ? -1 : 1));
  return (work, giver, mayTake) => {
    const lines = work.lines.filter(mayTake);
    const pieces = lines.map((line) => ({ line }));
    const net = netOfPieces(pieces);
    const spent = of === 'net' ? net : lines.reduce((sum, { goods }) => sum + goods.gross, 0n);
    const reached = highestFirst.find(({ from }) => spent >= from);
    if (reached) grant(work, giver, pieces, offOf(reached.off, net));
  };
};

export const freeShipping =
  ({ most }: Of<'free_shipping'>): ApplyDiscount =>
  (work, { promotion, effect }) => {
    const wanted = most === undefined ? work.shippingNet : least(most, work.shippingNet);
    const amount = withinCaps(work, promotion, wanted);
    if (amount === 0n) return;
    work.shippingNet -= amount;
    work.shippingShares.push({ promotion, effect, amount });
    noteTaken(work, promotion, amount);
  };
