import type { BranchFacts, ClubFacts, Fact } from '@vafa/contracts/membership-facts';
import { sharedIdPrefixes } from '@vafa/contracts/ids';
import { derivedId } from '@vafa/kernel';
import type { KnownClubs } from '../src/use-cases/known-clubs.ts';

export const clubFacts: ClubFacts = {
  code: 'demo',
  name: 'Demo',
  currency: 'GBP',
  currencyDigits: 2,
  timeZone: 'Europe/London',
  pointCost: 4_000n,
  pointValue: 10_000n,
  country: 'GB',
  tierPeriodDays: 0,
  tiers: [],
};

/** Clubs by id, as membership would tell them; a club that no test names sells in pounds, in London. */
export class FakeMembership {
  readonly asked: string[] = [];
  /** What is there, when it is not the usual; undefined: nothing. */
  readonly told = new Map<string, Fact | undefined>();

  facts(ids: readonly string[]): Fact[] {
    this.asked.push(...ids);
    return ids.flatMap((id) => (this.told.has(id) ? (this.told.get(id) ?? []) : usual(id)));
  }
}

const place = { epoch: 1, sequence: 1n };
const branches = new Map<string, string>();

const usual = (documentId: string): Fact => {
  const clubId = branches.get(documentId);
  return clubId === undefined ? clubFact(documentId) : branchFact(documentId, { clubId });
};

export const clubFact = (documentId: string, facts: Partial<ClubFacts> = {}, sequence = 1n): Fact => ({
  documentId,
  ...place,
  sequence,
  of: { $case: 'club', value: { ...clubFacts, ...facts } },
});

export const branchFact = (documentId: string, facts: Partial<BranchFacts>): Fact => ({
  documentId,
  ...place,
  of: { $case: 'branch', value: { clubId: '', code: 'london', name: 'London', ...facts } },
});

/** A branch of a club, by name; membership tells of it when it is asked. */
export const branchOf = (clubId: string, name = 'london'): string => {
  const id = derivedId(sharedIdPrefixes.branch, `${clubId}/${name}`);
  branches.set(id, clubId);
  return id;
};

/** Clubs that all sell by the same terms, with every branch there is. */
export const clubsOf = (terms: Partial<ClubFacts> = {}): KnownClubs => {
  const { currency, currencyDigits, timeZone, pointValue } = { ...clubFacts, ...terms };
  return {
    terms: () => Promise.resolve({ currency, currencyDigits, timeZone, pointValue }),
    requireBranch: () => Promise.resolve(),
  };
};
