import { goodsKey } from '@vafa/contracts/goods';
import { DomainError, moneyAmountMax } from '@vafa/kernel';

import type { PointsEffect } from './points-effect.ts';
import type { CatalogueGood, MemberSnapshot, PromotedSale, SaleLine } from './promotions/sale/sale.ts';
import type { Recorded, SaleDecision, SaleGood } from './sale-decisions/sale-decision.ts';

export const basketsMax = 1_000;
const linesMax = 10_000;
const milliOfUnit = 1_000n;

export interface BasketLine {
  readonly sku: string;
  /** Minor units, 0 to 10^14. */
  readonly amount: bigint;
  /** Thousandths of a unit; of what is left of a sale 0 where all of the line went back. */
  readonly quantityMilli?: bigint;
  /** In the sale; 0 or not there: its place in the basket. */
  readonly position?: number;
  /** Decimal text. */
  readonly unitPrice?: string;
  /** Of what is left of a sale: how much was sold. */
  readonly soldMilli?: bigint;
}

/** What promotions ask of a sale beside its lines and its member. */
export interface BasketSale {
  readonly till: string;
  /** IANA. */
  readonly timeZone: string;
  /** What one point pays, in 1/10,000 of the minor unit. */
  readonly pointValue: bigint;
  /** The prices are what was paid: nothing comes off them. */
  readonly pricesAsPaid: boolean;
  readonly goods: readonly SaleGood[];
  /** Minor units that held points pay. */
  readonly paidWithPoints: bigint;
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
  /** Not there: only earning rules are asked. */
  readonly sale?: BasketSale | undefined;
  /** As `decided`, where promotions had decided too. */
  readonly before?: (SaleDecision & { readonly recorded: Recorded }) | undefined;
  /** With `before`: it has a member now. What gives and takes nothing off is asked anew. */
  readonly anew?: boolean;
}

const wrong = (message: string): DomainError => new DomainError('invalid', 'invalid_basket', message);

const requireAmount = (gross: bigint): void => {
  if (gross < 0n || gross > moneyAmountMax) throw wrong('the amount of a line is from 0 to 10^14 minor units');
};

const bareLines = (lines: readonly BasketLine[]): SaleLine[] =>
  lines.map(({ sku, amount: gross }, position) => {
    requireAmount(gross);
    return { position, sku: goodsKey(sku), quantityMilli: 1000, gross };
  });

interface KnownGood {
  readonly good: CatalogueGood;
  readonly tax?: SaleLine['tax'];
}

const knownGood = ({
  categories,
  family,
  brand,
  cost,
  floorPrice,
  taxClass,
  taxRate,
  ...good
}: SaleGood): KnownGood => ({
  good: {
    categories,
    ...(family !== '' && { family }),
    ...(brand !== '' && { brand }),
    ...(cost !== undefined && { cost }),
    ...(floorPrice !== undefined && { floorPrice }),
    noDiscount: good.noDiscount,
    noPoints: good.noPoints,
    giftCard: good.giftCard,
    decimals: good.decimals,
  },
  ...(taxClass !== '' && { tax: { class: taxClass, rate: taxRate, included: true } }),
});

/** Lines with what the catalogue says of them; `milliOf` tells how much of each there is. */
export const pricedLines = (
  lines: readonly BasketLine[],
  goods: readonly SaleGood[],
  milliOf: (line: BasketLine) => bigint = ({ quantityMilli = 1000n }) => quantityMilli,
): SaleLine[] => {
  const known = new Map(goods.map((good) => [good.sku, knownGood(good)]));
  return lines.map((line, place): SaleLine => {
    const { sku, amount: gross, unitPrice = '', position = 0, soldMilli = 0n } = line;
    requireAmount(gross);
    const key = goodsKey(sku);
    const measured = soldMilli % milliOfUnit !== 0n && { isMeasured: true };
    const sold = { position: position || place + 1, sku: key, quantityMilli: Number(milliOf(line)), gross, unitPrice };
    const bare = { ...sold, ...measured };
    const found = known.get(key);
    return found ? { ...bare, ...found } : bare;
  });
};

const isLeft = ({ quantityMilli }: BasketLine): boolean => quantityMilli !== 0n;

/** A basket as promotions see it, its SKUs as keys of goods. Raises `invalid_basket`. */
export const measure = (
  { branchId, memberId, at, lines, pinned, sale, before }: Basket,
  member: MemberSnapshot = { id: memberId },
): PromotedSale => {
  if (Number.isNaN(at.getTime())) throw wrong('a basket has a time');
  if (new Set(pinned.map(({ ruleId }) => ruleId)).size < pinned.length) throw wrong('a rule is pinned at most once');
  if (lines.length > linesMax) throw wrong(`a basket has at most ${linesMax} lines`);
  const goods = before?.recorded?.goods ?? sale?.goods ?? [];
  return {
    at,
    zone: sale?.timeZone || 'UTC',
    calendar: 'gregorian',
    place: { branch: branchId, ...(sale && { till: sale.till }) },
    lines: sale || before ? pricedLines(before ? lines.filter(isLeft) : lines, goods) : bareLines(lines),
    ...(memberId !== '' && { member }),
    ...(sale && { club: { pointValue: sale.pointValue } }),
  };
};
