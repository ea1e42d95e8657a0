import { DomainError, endOfDayAfter } from '@vafa/kernel';

export interface Tier {
  readonly code: string;
  readonly name: string;
  /** Spend within the period that reaches this tier, in minor units. */
  readonly spendFrom: bigint;
}

export interface TierSet {
  /** Days back over which spend is counted. */
  readonly periodDays: number;
  readonly tiers: readonly Tier[];
}

export interface Standing {
  readonly tier: Tier | undefined;
  readonly next: Tier | undefined;
  /** Spend that is missing to the next; 0 at the highest. */
  readonly missing: bigint;
}

const tiersMax = 20;
/** A period's spend sums many sales; what no sum reaches is no tier. */
const spendFromMax = 10n ** 18n;

const invalid = (message: string): DomainError => new DomainError('invalid', 'invalid_tiers', message);

/** Raises `invalid_tiers` unless the first tier is reached by nothing and each next one is harder to reach. */
export const tierSet = ({ periodDays, tiers }: TierSet): TierSet => {
  if (!Number.isInteger(periodDays) || periodDays < 1 || periodDays > 3660)
    throw invalid('a period has 1 to 3660 days');
  if (tiers.length < 1 || tiers.length > tiersMax) throw invalid(`a club has 1 to ${String(tiersMax)} tiers`);
  if (tiers[0]?.spendFrom !== 0n) throw invalid('the first tier starts at 0');
  if (tiers.some(({ spendFrom }) => spendFrom > spendFromMax))
    throw invalid('a tier asks for at most 10^18 minor units');
  if (tiers.some((tier, i) => i > 0 && tier.spendFrom <= (tiers[i - 1]?.spendFrom ?? 0n)))
    throw invalid('each tier asks for more than the one before it');
  if (
    tiers.some(({ code, name }) => !/^[a-z0-9][a-z0-9-]{0,39}$/.test(code) || name.trim() === '' || name.length > 100)
  )
    throw invalid('a tier has a code (a-z, 0-9, -) and a name');
  if (new Set(tiers.map(({ code }) => code)).size < tiers.length) throw invalid('tier codes differ');
  return { periodDays, tiers };
};

/**
 * What was bought on a day of the club counts to the end of the day so many days later: the period begins with a day.
 */
export const periodFrom = (at: Date, periodDays: number, timeZone: string): Date =>
  endOfDayAfter(at, -periodDays - 1, timeZone);

/** The tier that a spend reaches, and what is missing to the next. */
export const standingOf = (tiers: readonly Tier[], spend: bigint): Standing => {
  const reached = tiers.findLastIndex((tier) => spend >= tier.spendFrom);
  // More returned than bought in the period: the lowest tier all the same.
  const at = tiers.length > 0 ? Math.max(reached, 0) : -1;
  const next = tiers[at + 1];
  return { tier: tiers[at], next, missing: next ? next.spendFrom - spend : 0n };
};
