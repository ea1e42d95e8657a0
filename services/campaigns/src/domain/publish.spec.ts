import { describe, expect, test } from '@jest/globals';
import { club, clubWith, terms } from '../../test/rules.ts';
import { checkTerms } from './check-terms.ts';
import { currentRules, noRules, withPublications } from './club-rules.ts';
import { sameTerms, type RuleTerms } from './earning-rule.ts';
import { publish } from './publish.ts';

const now = new Date('2026-03-01T00:00:00Z');

describe('publishing', () => {
  test('a new code is version 1, a known one the next version, and the id stays', () => {
    const first = publish(noRules, { clubId: club, key: 'c:a:1', terms: terms() }, now);
    const second = publish(clubWith({}), { clubId: club, key: 'c:a:2', terms: terms({ points: 2n }) }, now);
    expect(first).toMatchObject({ next: { revision: 1, rule: { version: 1, code: 'pounds', publishedAt: now } } });
    expect(second).toMatchObject({ next: { revision: 2, rule: { version: 2, points: 2n } } });
    expect('next' in first && 'next' in second && first.next.rule.id === second.next.rule.id).toBe(true);
  });

  test('a version that was not seen is not published over; which one is there is told', () => {
    const order = { clubId: club, key: 'c:a:3', terms: terms({ points: 3n }) };
    const rules = clubWith({}, { points: 2n });
    expect(() => publish(rules, { ...order, seen: 1 }, now)).toThrow(
      expect.objectContaining({ code: 'rule_changed', details: { version: '2' } }),
    );
    expect(publish(rules, { ...order, seen: 2 }, now)).toMatchObject({ next: { rule: { version: 3 } } });
    expect(publish(rules, { ...order, key: 'c:test:0', terms: terms(), seen: 1 }, now)).toMatchObject({
      repeated: { rule: { version: 1 } },
    });
  });

  test('the same key and terms answer what was published first', () => {
    const rules = clubWith({}, { points: 2n });
    expect(publish(rules, { clubId: club, key: 'c:test:0', terms: terms() }, now)).toMatchObject({
      repeated: { rule: { version: 1, points: 1n } },
    });
  });

  test.each([{ points: 7n }, { code: 'others' }, { enabled: false }, { validFrom: now }, { skus: ['tea'] }])(
    'the same key with %j is refused',
    (other) => {
      expect(() => publish(clubWith({}), { clubId: club, key: 'c:test:0', terms: terms(other) }, now)).toThrow(
        expect.objectContaining({ code: 'key_reused' }),
      );
    },
  );

  test('the club lists the newest version of each rule by code', () => {
    const rules = clubWith({ code: 'tea' }, { code: 'cups' }, { code: 'tea', points: 4n });
    expect(currentRules(rules).map(({ code, version, points }) => [code, version, points])).toEqual([
      ['cups', 1, 1n],
      ['tea', 2, 4n],
    ]);
  });

  test('publications with a hole are not read', () => {
    const decision = publish(clubWith({}), { clubId: club, key: 'c:a:9', terms: terms() }, now);
    expect(() => withPublications(noRules, 'next' in decision ? [decision.next] : [])).toThrow('does not follow');
  });
});

describe('terms', () => {
  test('are trimmed, sorted and made distinct, so that a repeat in another order is the same', () => {
    expect(checkTerms(terms({ name: '  Tea ', skus: ['b', 'a', 'b'], branchIds: ['2', '1'] }))).toMatchObject({
      name: 'Tea',
      skus: ['a', 'b'],
      branchIds: ['1', '2'],
    });
  });

  test.each<[string, Partial<RuleTerms>]>([
    ['code', { code: 'Two Words' }],
    ['code', { code: 'x'.repeat(41) }],
    ['name', { name: ' ' }],
    ['name', { name: 'n'.repeat(201) }],
    ['name', { name: 'evil\u202etxt' }],
    ['points', { points: 0n }],
    ['points', { points: 1_000_000_001n }],
    ['per_amount', { perAmount: 0n }],
    ['per_amount', { perAmount: -100n }],
    ['per_amount', { perAmount: 100_000_000_000_001n }],
    ['minimum_total', { minimumTotal: -1n }],
    ['minimum_total', { minimumTotal: 100_000_000_000_001n }],
    ['valid_until', { validFrom: now, validUntil: now }],
    ['branch_ids', { branchIds: [''] }],
    ['skus', { skus: ['a\u0000b'] }],
    ['skus', { skus: Array.from({ length: 10_001 }, (_, at) => `s${at}`) }],
  ])('with a wrong %s are refused and say so', (field, wrong) => {
    expect(() => checkTerms(terms(wrong))).toThrow(
      expect.objectContaining({ kind: 'invalid', code: 'invalid_rule', details: { [field]: expect.any(String) } }),
    );
  });

  test('name every wrong field at once', () => {
    const fields = (wrong: RuleTerms) => {
      try {
        return checkTerms(wrong);
      } catch (error) {
        return Object.keys((error as { details: object }).details);
      }
    };
    expect(fields(terms({ points: 0n, perAmount: 0n, name: '' }))).toEqual(['name', 'points', 'per_amount']);
  });
});

test.each<[string, Partial<RuleTerms>]>([
  ['the shortest', { code: 'a', name: 'a', skus: ['a'], branchIds: ['b'] }],
  ['the longest', { code: `1${'-'.repeat(39)}`, name: 'n'.repeat(200), skus: ['s'.repeat(100)] }],
  ['the lowest', { points: 1n, perAmount: 1n, minimumTotal: 0n }],
  ['the highest', { points: 1_000_000_000n, perAmount: 100_000_000_000_000n, minimumTotal: 100_000_000_000_000n }],
  ['an end after the start', { validFrom: now, validUntil: new Date(now.getTime() + 1) }],
  ['an end without a start', { validUntil: now }],
  ['many values', { skus: Array.from({ length: 10_000 }, (_, at) => `s${String(at).padStart(5, '0')}`) }],
])('%s terms are right', (_name, changes) => {
  expect(checkTerms(terms(changes))).toEqual(terms(changes));
});

test.each(['', '-a', 'Tea', ' tea', 'tea '])('%j is no code of a rule', (code) => {
  expect(() => checkTerms(terms({ code }))).toThrow(expect.objectContaining({ code: 'invalid_rule' }));
});

test.each<[string, Partial<RuleTerms>, string]>([
  ['points', { points: 0n }, 'from 1 to 1000000000'],
  ['name', { name: 'n'.repeat(201) }, 'from 1 to 200 characters'],
  ['name', { name: 'a\tb' }, 'control characters'],
  ['skus', { skus: ['a', 's'.repeat(101)] }, 'from 1 to 100 characters'],
  ['branch_ids', { branchIds: Array.from({ length: 1_001 }, (_, at) => `b${String(at)}`) }, 'at most 1000 values'],
])('a wrong %s is told what is expected', (field, wrong, expected) => {
  expect(() => checkTerms(terms(wrong))).toThrow(
    expect.objectContaining({ details: { [field]: expect.stringContaining(expected) } }),
  );
});

test.each<Partial<RuleTerms>>([
  { name: 'Other' },
  { points: 2n },
  { perAmount: 200n },
  { validFrom: now },
  { validUntil: now },
  { minimumTotal: 1n },
  { branchIds: ['brn_oxford'] },
  { skus: ['tea'] },
  { enabled: false },
])('terms with %j say something else', (other) => {
  expect(sameTerms(terms(), terms())).toBe(true);
  expect(sameTerms(terms(), terms(other))).toBe(false);
});
