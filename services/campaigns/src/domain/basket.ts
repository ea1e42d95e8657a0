import { goodsKey } from '@vafa/contracts/goods';
import { DomainError, moneyAmountMax } from '@vafa/kernel';

import type { PointsEffect } from './points-effect.ts';

export const basketsMax = 1_000;
const linesMax = 10_000;

export interface BasketLine {
  readonly sku: string;
  /** Minor units, 0 to 10^14. */
  readonly amount: bigint;
}

export interface PinnedVersion {
  readonly ruleId: string;
  readonly version: number;
}

export interface Basket {
  readonly branchId: string;
  /** Empty: nobody earns. */
  readonly memberId: string;
  /** When the sale was made: it decides which versions count. */
  readonly at: Date;
  readonly lines: readonly BasketLine[];
  /** Not empty: just these versions are applied. */
  readonly pinned: readonly PinnedVersion[];
  /** What was decided of the sale of which the basket is what is left; its versions are pinned. */
  readonly decided?: readonly PointsEffect[];
  /** No rule gives more than was decided. */
  readonly onlyLess?: boolean;
}

/** A basket as rules see it: measured once, asked by every rule. Its SKUs are keys of goods. */
export interface MeasuredBasket {
  readonly branchId: string;
  readonly memberId: string;
  readonly at: number;
  readonly lines: readonly BasketLine[];
  readonly total: bigint;
}

const wrong = (message: string): DomainError => new DomainError('invalid', 'invalid_basket', message);

/** Raises `invalid_basket`. */
export const measure = (basket: Basket): MeasuredBasket => {
  if (Number.isNaN(basket.at.getTime())) throw wrong('a basket has a time');
  if (basket.lines.length > linesMax) throw wrong(`a basket has at most ${linesMax} lines`);
  const pins = new Set(basket.pinned.map((pin) => pin.ruleId));
  if (pins.size < basket.pinned.length) throw wrong('a rule is pinned at most once');
  let total = 0n;
  for (const { amount } of basket.lines) {
    if (amount < 0n || amount > moneyAmountMax) throw wrong('the amount of a line is from 0 to 10^14 minor units');
    total += amount;
  }
  return {
    branchId: basket.branchId,
    memberId: basket.memberId,
    at: basket.at.getTime(),
    lines: basket.lines.map(({ sku, amount }) => ({ sku: goodsKey(sku), amount })),
    total,
  };
};
