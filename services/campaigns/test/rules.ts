import type { Basket } from '../src/domain/basket.ts';
import { noRules, withPublications, type ClubRules } from '../src/domain/club-rules.ts';
import type { RuleTerms } from '../src/domain/earning-rule.ts';
import { publish } from '../src/domain/publish.ts';

export const club = 'clb_01jz0000000000000000000000';

/** One point per whole pound, always, unless said otherwise. */
export const terms = (changes: Partial<RuleTerms> = {}): RuleTerms => ({
  code: 'pounds',
  name: 'A point a pound',
  points: 1n,
  perAmount: 100n,
  validFrom: undefined,
  validUntil: undefined,
  minimumTotal: 0n,
  branchIds: [],
  skus: [],
  enabled: true,
  ...changes,
});

export const basket = (changes: Partial<Basket> = {}): Basket => ({
  branchId: 'brn_oxford',
  memberId: 'mem_sara',
  at: new Date('2026-03-10T12:00:00Z'),
  lines: [
    { sku: 'tea', amount: 250n },
    { sku: 'cup', amount: 1_249n },
  ],
  pinned: [],
  ...changes,
});

/** A club that has published these terms one after the other, at the beginning of 2026 or when they say. */
export const clubWith = (...published: (Partial<RuleTerms> & { readonly on?: Date })[]): ClubRules =>
  published.reduce<ClubRules>((rules, { on = new Date('2026-01-01T00:00:00Z'), ...changes }, index) => {
    const decision = publish(rules, { clubId: club, key: `c:test:${index}`, terms: terms(changes) }, on);
    return 'next' in decision ? withPublications(rules, [decision.next]) : rules;
  }, noRules);
