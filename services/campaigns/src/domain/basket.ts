import { goodsKey } from '@vafa/contracts/goods';
import { DomainError, moneyAmountMax } from '@vafa/kernel';

import type { PointsEffect } from './points-effect.ts';
import type { PromotedSale, SaleLine } from './promotions/sale/sale.ts';

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

const wrong = (message: string): DomainError => new DomainError('invalid', 'invalid_basket', message);

const linesOf = (lines: readonly BasketLine[]): SaleLine[] => {
  if (lines.length > linesMax) throw wrong(`a basket has at most ${linesMax} lines`);
  return lines.map(({ sku, amount: gross }, position) => {
    if (gross < 0n || gross > moneyAmountMax) throw wrong('the amount of a line is from 0 to 10^14 minor units');
    return { position, sku: goodsKey(sku), quantityMilli: 1000, gross };
  });
};

/** A basket as promotions see it, its SKUs as keys of goods. Raises `invalid_basket`. */
export const measure = ({ branchId, memberId, at, lines, pinned }: Basket): PromotedSale => {
  if (Number.isNaN(at.getTime())) throw wrong('a basket has a time');
  if (new Set(pinned.map(({ ruleId }) => ruleId)).size < pinned.length) throw wrong('a rule is pinned at most once');
  return {
    at,
    zone: 'UTC',
    calendar: 'gregorian',
    place: { branch: branchId },
    lines: linesOf(lines),
    ...(memberId !== '' && { member: { id: memberId } }),
  };
};
