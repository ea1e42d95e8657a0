import type { BranchFacts, ClubFacts, Fact } from '@vafa/contracts/membership-facts';
import { sharedIdPrefixes } from '@vafa/contracts/ids';
import { derivedId, isId } from '@vafa/kernel';
import type { KnownClubs, SaleTerms } from '../src/use-cases/known-clubs.ts';

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
  calendar: 'gregorian',
};

/** Clubs, branches and members as membership would tell them; a club that no test names sells in pounds, in London. */
export class FakeMembership {
  readonly asked: string[] = [];
  /** Ids by question. */
  readonly questions: (readonly string[])[] = [];
  /** What is there, when it is not the usual; undefined: nothing. */
  readonly told = new Map<string, Fact | undefined>();
  isAway = false;

  facts(ids: readonly string[]): Fact[] {
    this.asked.push(...ids);
    this.questions.push(ids);
    return ids.flatMap((id) => (this.told.has(id) ? (this.told.get(id) ?? []) : usual(id)));
  }
}

const place = { epoch: 1, sequence: 1n };
/** Whose they are. */
const branches = new Map<string, string>();
const members = new Map<string, string>();

const usual = (documentId: string): Fact => {
  const [ofBranch, ofMember] = [branches.get(documentId), members.get(documentId)];
  if (ofBranch !== undefined) return branchFact(documentId, { clubId: ofBranch });
  return ofMember === undefined ? clubFact(documentId) : memberFact(documentId, ofMember);
};

export const clubFact = (documentId: string, facts: Partial<ClubFacts> = {}, sequence = 1n): Fact => ({
  documentId,
  ...place,
  sequence,
  of: { $case: 'club', value: { ...clubFacts, ...facts } },
});

export const branchFact = (documentId: string, facts: Partial<BranchFacts>, sequence = 1n): Fact => ({
  documentId,
  ...place,
  sequence,
  of: { $case: 'branch', value: { clubId: '', code: 'london', name: 'London', closed: false, ...facts } },
});

export const memberFact = (documentId: string, clubId: string): Fact => ({
  documentId,
  ...place,
  of: { $case: 'member', value: { clubId } },
});

/** A member of a club, by name; membership tells of him when it is asked. */
export const memberOf = (clubId: string, name = 'sara'): string => {
  const id = derivedId(sharedIdPrefixes.member, `${clubId}/${name}`);
  members.set(id, clubId);
  return id;
};

/** A branch of a club, by name; membership tells of it when it is asked. */
export const branchOf = (clubId: string, name = 'london'): string => {
  const id = derivedId(sharedIdPrefixes.branch, `${clubId}/${name}`);
  branches.set(id, clubId);
  return id;
};

/** Clubs that all sell by the same terms, with every branch and member there is. */
export const clubsOf = (terms: Partial<ClubFacts> = {}): KnownClubs => {
  const { currency, currencyDigits, timeZone, pointValue } = { ...clubFacts, ...terms };
  const told: SaleTerms = { currency, currencyDigits, timeZone, pointValue };
  return {
    terms: () => Promise.resolve(told),
    place: () => Promise.resolve({ terms: told, branch: 'open', hasMember: true }),
    hasMember: (_clubId, memberId) => Promise.resolve(isId(sharedIdPrefixes.member, memberId)),
  };
};
