import type { Adjudication } from '../domain/session/adjudication.ts';

export interface PricedLine {
  readonly position: number;
  readonly sku: string;
  /** Thousandths of a unit; of what is left of a sale 0 where all of the line went back. */
  readonly quantityMilli: bigint;
  readonly amount: bigint;
  /** Plain decimal text. */
  readonly unitPrice: string;
  /** Of what is left of a sale: how much was sold. */
  readonly soldMilli?: bigint;
}

/** What the catalogue says of a good, by the key by which lines find it. */
export interface SaleGood {
  readonly sku: string;
  /** Its category and all above it. */
  readonly categories: readonly string[];
  readonly family: string;
  readonly brand: string;
  readonly cost?: bigint | undefined;
  readonly floorPrice?: bigint | undefined;
  readonly noDiscount: boolean;
  readonly noPoints: boolean;
  readonly giftCard: boolean;
  readonly decimals: boolean;
  /** Empty: none. */
  readonly taxClass: string;
  /** Ten-thousandths of a percent. */
  readonly taxRate: bigint;
}

/** What promotions ask of a sale beside its lines. */
export interface PricedSale {
  readonly till: string;
  /** IANA; empty: not known. */
  readonly timeZone: string;
  /** What one point pays, in 1/10,000 of the minor unit. */
  readonly pointValue: bigint;
  /** The prices are what was paid: nothing comes off them. */
  readonly pricesAsPaid: boolean;
  /** Minor units that held points pay. */
  readonly paidWithPoints: bigint;
  /** Of its lines; not there: nobody has looked. */
  readonly goods?: readonly SaleGood[];
}

export interface PricedBasket {
  readonly branchId: string;
  /** Empty: nobody earns. */
  readonly memberId: string;
  readonly at: Date;
  readonly lines: readonly PricedLine[];
  /** Not there: only earning rules are asked, or what was decided. */
  readonly sale?: PricedSale;
  /** What was decided of the sale of which these lines are left: just its promotions are asked, as they were. */
  readonly decided?: Uint8Array;
  /** No effect gives more than was decided. */
  readonly onlyLess?: boolean;
  /** With `decided`: the sale has a member now. What was taken off stays; what gives anything else is asked anew. */
  readonly anew?: boolean;
}

/**
 * What the club's promotions make of baskets; any number of baskets, answers in the order asked. `draft`: a rule
 * that is tried with them, as campaigns writes it; never taken apart here. Raises `unavailable`, and `invalid_rule`.
 */
export interface Campaigns {
  adjudicate(clubId: string, baskets: readonly PricedBasket[], draft?: Uint8Array): Promise<readonly Adjudication[]>;
}
