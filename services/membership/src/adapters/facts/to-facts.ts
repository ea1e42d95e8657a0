import type { BranchFacts, ClubFacts } from '@vafa/contracts/membership-facts';
import type { Branch } from '../../domain/branch.ts';
import type { Club } from '../../domain/club.ts';

/** What others are told of a club. */
export type ToldClub = Pick<
  Club,
  'code' | 'name' | 'currency' | 'currencyDigits' | 'timeZone' | 'pointCost' | 'pointValue' | 'country' | 'tierSet'
> & { readonly brand: Pick<Club['brand'], 'calendar'> };

export const toClubFacts = ({ tierSet, ...club }: ToldClub): ClubFacts => {
  const { code, name, currency, currencyDigits, timeZone, pointCost, pointValue, country } = club;
  const { periodDays: tierPeriodDays, tiers } = tierSet ?? { periodDays: 0, tiers: [] };
  const terms = { code, name, currency, currencyDigits, timeZone, pointCost, pointValue, country };
  return { ...terms, tierPeriodDays, tiers: tiers.map((tier) => ({ ...tier })), calendar: club.brand.calendar };
};

export const toBranchFacts = ({ clubId, code, name, isClosed: closed }: Branch): BranchFacts => ({
  clubId,
  code,
  name,
  closed,
});
