/** What a publisher decides. Amounts are minor units of the club's currency. */
export interface RuleTerms {
  readonly code: string;
  readonly name: string;
  /** Given for each whole `perAmount` of the base. */
  readonly points: bigint;
  readonly perAmount: bigint;
  /** Inclusive; undefined: from its publication, of the club's first rule from the beginning. */
  readonly validFrom: Date | undefined;
  /** Exclusive; undefined: for ever. */
  readonly validUntil: Date | undefined;
  /** Least total of the basket; 0 allows every total. */
  readonly minimumTotal: bigint;
  /** Empty: all branches. */
  readonly branchIds: readonly string[];
  /** Only lines with these count; empty: all lines. */
  readonly skus: readonly string[];
  readonly enabled: boolean;
}

/** One version of a rule. It never changes once published. */
export interface EarningRule extends RuleTerms {
  readonly id: string;
  readonly clubId: string;
  /** From 1, gap-free per rule. */
  readonly version: number;
  readonly publishedAt: Date;
  /** From when it takes the place of the version before it; undefined: from the beginning. */
  readonly holdsFrom: Date | undefined;
}

/**
 * A publication does not reach back unless its author says so. Only the first of a club holds from the beginning: it is
 * made when the sales of before are yet to come.
 */
export const holdsFrom = (
  { validFrom, publishedAt }: Pick<EarningRule, 'validFrom' | 'publishedAt'>,
  revision: number,
): Date | undefined => validFrom ?? (revision === 1 ? undefined : publishedAt);

const comparable = (terms: RuleTerms): string =>
  JSON.stringify([
    terms.code,
    terms.name,
    String(terms.points),
    String(terms.perAmount),
    terms.validFrom?.getTime(),
    terms.validUntil?.getTime(),
    String(terms.minimumTotal),
    terms.branchIds,
    terms.skus,
    terms.enabled,
  ]);

/** Whether two publications say the same. Both must have passed checkTerms, which sorts and trims. */
export const sameTerms = (one: RuleTerms, other: RuleTerms): boolean => comparable(one) === comparable(other);
