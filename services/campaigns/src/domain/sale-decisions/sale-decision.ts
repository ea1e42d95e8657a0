/** What was counted, and by which rate. */
export interface Basis {
  readonly base: bigint;
  readonly points: bigint;
  readonly perAmount: bigint;
}

export type Gives =
  | { readonly kind: 'points'; readonly amount: bigint }
  | { readonly kind: 'discount'; readonly amount: bigint; readonly positions: readonly number[] }
  | { readonly kind: 'free_item'; readonly sku: string; readonly count: number }
  | { readonly kind: 'entitlement' | 'message'; readonly code: string };

/** A version of a promotion or an earning rule. */
interface OfVersion {
  readonly promotionId: string;
  readonly promotionVersion: number;
  readonly promotionCode: string;
  /** Empty of earning rules. */
  readonly promotionName: string;
}

/** What one effect of a version gives a sale; 0 where it has given all back. */
export interface GivenEffect extends OfVersion {
  readonly id: string;
  readonly reason: 'earning_rule' | 'promotion';
  readonly basis?: Basis | undefined;
  readonly gives: Gives;
}

/** Why a version gives nothing. */
export interface Refusal extends OfVersion {
  readonly code: string;
  /** Undefined: no condition said so. */
  readonly condition?: number | undefined;
  readonly missing?: bigint | undefined;
  /** Code of that in whose favour it stands back. */
  readonly inFavourOf?: string | undefined;
}

/** What an effect takes off a line. */
export interface Adjustment {
  readonly effectId: string;
  readonly position: number;
  readonly amount: bigint;
}

/** What the catalogue said of a good, by the key by which lines find it. */
export interface SaleGood {
  readonly sku: string;
  readonly categories: readonly string[];
  readonly family: string;
  readonly brand: string;
  readonly cost?: bigint | undefined;
  readonly floorPrice?: bigint | undefined;
  readonly noDiscount: boolean;
  readonly noPoints: boolean;
  readonly giftCard: boolean;
  readonly decimals: boolean;
  readonly taxClass: string;
  readonly taxRate: bigint;
}

/** What a decision by promotions rests on, as it was at the sale. Nothing of it is of a person. */
export interface Recorded {
  readonly shares: readonly Adjustment[];
  readonly goods: readonly SaleGood[];
  /** By promotion: its conditions that do not ask for goods, and were not met though it applied. */
  readonly unmet: ReadonlyMap<string, readonly number[]>;
  readonly paidWithPoints: bigint;
}

/** What promotions and earning rules make of a sale. */
export interface SaleDecision {
  readonly effects: readonly GivenEffect[];
  readonly refusals: readonly Refusal[];
  readonly adjustments: readonly Adjustment[];
  /** Undefined: earning rules alone decided. */
  readonly recorded?: Recorded | undefined;
}
