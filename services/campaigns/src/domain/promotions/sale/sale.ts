import type { CalendarName } from '@vafa/kernel';

/** What the catalogue knows of a good. Shares are in ten-thousandths of a percent. */
export interface CatalogueGood {
  /** Its category and all above it. */
  readonly categories: readonly string[];
  readonly family?: string;
  readonly brand?: string;
  /** Minor units of one unit, without tax. */
  readonly cost?: bigint;
  /** Minor units of one unit: it is never sold for less. */
  readonly floorPrice?: bigint;
  readonly noDiscount?: boolean;
  readonly noPoints?: boolean;
  readonly giftCard?: boolean;
  /** Sold by weight or length. */
  readonly decimals?: boolean;
}

export interface LineTax {
  readonly class: string;
  /** In ten-thousandths of a percent. */
  readonly rate: bigint;
  readonly included: boolean;
}

export interface SaleLine {
  readonly position: number;
  readonly sku: string;
  readonly quantityMilli: number;
  /** Minor units: quantity × price, rounded half up once. */
  readonly gross: bigint;
  /** As it was written, for lines are one only where it is the same. */
  readonly unitPrice?: string;
  readonly tax?: LineTax;
  readonly attributes?: Readonly<Record<string, string>>;
  /** Not there: the catalogue does not know the SKU. */
  readonly good?: CatalogueGood;
  /** It was sold in parts of units, so that it has no units even where whole ones are left of it. */
  readonly isMeasured?: boolean;
}

/** What is known of the member when the sale is made. */
export interface MemberSnapshot {
  readonly id: string;
  readonly tier?: string;
  readonly segments?: readonly string[];
  /** YYYY-MM-DD. */
  readonly since?: string;
  /** Days YYYY-MM-DD by name: `birthday`. */
  readonly occasions?: Readonly<Record<string, string>>;
  /** In which their years are counted; else that of the sale. */
  readonly calendar?: CalendarName;
  readonly consents?: readonly string[];
  readonly attributes?: Readonly<Record<string, string>>;
  readonly purchases?: number;
  readonly lastPurchase?: string;
  /** Minor units, by counter. */
  readonly spent?: Readonly<Record<string, bigint>>;
  /** Thousandths, by counter. */
  readonly bought?: Readonly<Record<string, number>>;
  /** Experiments in whose control group the member is. */
  readonly heldOut?: readonly string[];
}

export interface SalePayment {
  readonly method: string;
  readonly amount: bigint;
  /** Points, credit and vouchers are not. */
  readonly isMoney: boolean;
}

/** Lines that are one: what a promotion may give them is reckoned of all together. */
export interface LinesInOne {
  readonly parts: readonly SaleLine[];
  /** Of all, in thousandths. */
  readonly milli: number;
}

export interface PromotedSale {
  readonly at: Date;
  /** IANA. */
  readonly zone: string;
  readonly calendar: CalendarName;
  /** By kind of place: company, banner, branch, channel, till. */
  readonly place: Readonly<Partial<Record<PlaceKind, string>>>;
  readonly member?: MemberSnapshot;
  readonly lines: readonly SaleLine[];
  readonly shipping?: bigint;
  readonly codes?: readonly string[];
  readonly payments?: readonly SalePayment[];
  readonly attributes?: Readonly<Record<string, string>>;
  /** Of limits, by id: what is left. One that is not named here is not asked. */
  readonly left?: Readonly<Record<string, bigint>>;
  readonly club?: ClubTerms;
  /** Of what is decided again: the most that a promotion, by its id, takes off these lines. */
  readonly most?: (promotionId: string, lines: LinesInOne) => bigint;
}

export type PlaceKind = 'company' | 'banner' | 'branch' | 'channel' | 'till';

/** What the club says of all promotions. */
export interface ClubTerms {
  /** Ten-thousandths of a minor unit. */
  readonly pointValue?: bigint;
  /** Of all discounts of one sale. */
  readonly discountCap?: bigint;
  readonly pointsCap?: bigint;
  /** In ten-thousandths of a percent. */
  readonly leastMargin?: bigint;
}
