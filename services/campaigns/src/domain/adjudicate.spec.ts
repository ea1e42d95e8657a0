import { derivedId } from '@vafa/kernel';
import { describe, expect, test } from '@jest/globals';
import { basket, club, clubWith } from '../../test/rules.ts';
import { adjudicate } from './adjudicate.ts';
import { conditions, type RejectionCode } from './conditions.ts';
import { idPrefixes } from './ids.ts';

const pounds = derivedId(idPrefixes.rule, `${club}/pounds`);
const rejected = (code: RejectionCode, version = 1) => ({
  effects: [],
  rejections: [{ code, ruleId: pounds, ruleVersion: version, conditionIndex: conditions.indexOf(code) }],
});
const before = new Date('2026-03-10T12:00:00.001Z');
const at = new Date('2026-03-10T12:00:00.000Z');

describe('a basket by one rule', () => {
  test('earns points for each whole unit of its total and says what was counted', () => {
    expect(adjudicate(clubWith({ points: 3n }), basket())).toEqual({
      effects: [
        {
          ruleId: pounds,
          ruleVersion: 1,
          ruleCode: 'pounds',
          points: 42n,
          base: 1_499n,
          ratePoints: 3n,
          ratePerAmount: 100n,
        },
      ],
      rejections: [],
    });
  });

  test('counts only the lines whose SKU the rule names', () => {
    expect(adjudicate(clubWith({ skus: ['cup'] }), basket()).effects).toMatchObject([{ base: 1_249n, points: 12n }]);
  });

  test.each([
    ['036000291452', '0036000291452'],
    ['0036000291452', '036000291452'],
    ['۵۰۰۱', '5001'],
    [' tea\u200e', 'tea'],
  ])('finds the goods that the rule names as %p sold as %p', (named, sold) => {
    expect(
      adjudicate(clubWith({ skus: [named] }), basket({ lines: [{ sku: sold, amount: 1_000n }] })).effects,
    ).toMatchObject([{ base: 1_000n }]);
  });

  test.each<[RejectionCode, Parameters<typeof clubWith>[0], Parameters<typeof basket>[0]]>([
    ['no_member', {}, { memberId: '' }],
    ['rule_disabled', { enabled: false }, {}],
    ['not_yet_valid', { validFrom: before }, {}],
    ['no_longer_valid', { validUntil: at }, {}],
    ['other_branch', { branchIds: ['brn_leeds'] }, {}],
    ['total_too_low', { minimumTotal: 1_500n }, {}],
    ['no_matching_line', { skus: ['coffee'] }, {}],
    ['below_one_unit', { perAmount: 1_500n }, {}],
  ])('is refused with %s', (code, rule, changes) => {
    expect(adjudicate(clubWith(rule ?? {}), basket(changes))).toEqual(rejected(code));
  });

  test('is refused by the first condition in the order of evaluation', () => {
    const strict = {
      enabled: false,
      validUntil: at,
      branchIds: ['brn_leeds'],
      minimumTotal: 10_000n,
      skus: ['coffee'],
    };
    expect(adjudicate(clubWith(strict), basket({ memberId: '' }))).toEqual(rejected('no_member'));
    expect(adjudicate(clubWith(strict), basket())).toEqual(rejected('rule_disabled'));
    expect(adjudicate(clubWith({ ...strict, enabled: true }), basket())).toEqual(rejected('no_longer_valid'));
    expect(adjudicate(clubWith({ ...strict, enabled: true, validUntil: undefined }), basket())).toEqual(
      rejected('other_branch'),
    );
  });

  test('the start counts, the end does not, and the least total is enough', () => {
    const edges = clubWith({ validFrom: at, validUntil: before, minimumTotal: 1_499n });
    expect(adjudicate(edges, basket()).effects).toHaveLength(1);
    expect(adjudicate(edges, basket({ at: before }))).toEqual(rejected('no_longer_valid'));
  });

  test('no single effect is beyond what the ledger can hold', () => {
    const huge = Array.from({ length: 1_000 }, () => ({ sku: 'gold', amount: 100_000_000_000_000n }));
    const rich = clubWith({ points: 1_000_000_000n, perAmount: 1n });
    expect(adjudicate(rich, basket({ lines: huge })).effects).toMatchObject([
      { base: 100_000_000_000_000_000n, points: 1_000_000_000_000n },
    ]);
    expect(adjudicate(clubWith({ perAmount: 700n }), basket({ lines: huge.slice(0, 1) })).effects).toMatchObject([
      { points: 142_857_142_857n },
    ]);
  });

  test.each([
    ['a negative amount', basket({ lines: [{ sku: 'tea', amount: -1n }] })],
    ['an amount beyond 10^14', basket({ lines: [{ sku: 'tea', amount: 100_000_000_000_001n }] })],
    ['more than 10,000 lines', basket({ lines: Array.from({ length: 10_001 }, () => ({ sku: 'tea', amount: 1n })) })],
    ['no time', basket({ at: new Date(Number.NaN) })],
    [
      'a rule pinned twice',
      basket({
        pinned: [
          { ruleId: pounds, version: 1 },
          { ruleId: pounds, version: 1 },
        ],
      }),
    ],
  ])('%s is refused', (_name, wrong) => {
    expect(() => adjudicate(clubWith({}), wrong)).toThrow(
      expect.objectContaining({ kind: 'invalid', code: 'invalid_basket' }),
    );
  });
});

describe('rules and their versions', () => {
  test('every rule of the club gives its own verdict', () => {
    const answer = adjudicate(
      clubWith({}, { code: 'tea-lovers', skus: ['tea'], points: 5n }, { code: 'big', minimumTotal: 5_000n }),
      basket(),
    );
    expect(answer.effects.map(({ ruleCode, points }) => [ruleCode, points])).toEqual([
      ['pounds', 14n],
      ['tea-lovers', 10n],
    ]);
    expect(answer.rejections.map(({ code }) => code)).toEqual(['total_too_low']);
  });

  test('the newest version that is valid at the time of the sale decides', () => {
    const march = new Date('2026-03-01T00:00:00Z');
    const rules = clubWith({}, { points: 2n, validFrom: march });
    const points = (moment: string) =>
      adjudicate(rules, basket({ at: new Date(moment) })).effects.map((effect) => [effect.ruleVersion, effect.points]);
    expect(points('2026-02-28T23:59:59.999Z')).toEqual([[1, 14n]]);
    expect(points('2026-03-01T00:00:00.000Z')).toEqual([[2, 28n]]);
  });

  test('before all versions the newest says why', () => {
    const rules = clubWith({ validFrom: new Date('2026-05-01') }, { validFrom: new Date('2026-04-01') });
    expect(adjudicate(rules, basket())).toEqual(rejected('not_yet_valid', 2));
  });

  test('the end of a version is the end of the rule: an older one does not come back', () => {
    const rules = clubWith({}, { points: 2n, validUntil: new Date('2026-03-01') });
    expect(adjudicate(rules, basket())).toEqual(rejected('no_longer_valid', 2));
    expect(
      adjudicate(clubWith({ validUntil: new Date('2026-02-01') }, { validFrom: new Date('2026-04-01') }), basket()),
    ).toEqual(rejected('no_longer_valid', 1));
  });

  describe('a publication does not reach back', () => {
    const published = new Date('2026-03-05T09:00:00Z');
    const lastMonth = basket({ at: new Date('2026-02-10T12:00:00Z') });
    const given = (rules: Parameters<typeof adjudicate>[0], sold = lastMonth) =>
      adjudicate(rules, sold).effects.map(({ ruleCode, ruleVersion }) => `${ruleCode} ${String(ruleVersion)}`);

    test('but the first of a club holds from the beginning', () => {
      expect(given(clubWith({ on: published }))).toEqual(['pounds 1']);
    });
    test.each<[string, Partial<Parameters<typeof clubWith>[0]>, string[]]>([
      ['another rule', { code: 'tea' }, ['pounds 1']],
      ['a changed version', { points: 9n }, ['pounds 1']],
      ['the end of the rule', { enabled: false }, ['pounds 1']],
      ['an end to come', { validUntil: new Date('2026-04-01') }, ['pounds 1']],
      ['a version whose author says so', { points: 9n, validFrom: new Date('2026-02-01') }, ['pounds 2']],
      ['another rule whose author says so', { code: 'tea', validFrom: new Date('2026-02-01') }, ['pounds 1', 'tea 1']],
    ])('%s leaves what was sold before as it says', (_name, changes, expected) => {
      expect(given(clubWith({}, { ...changes, on: published }))).toEqual(expected);
    });
    test('the moment of publication itself is after it', () => {
      const rules = clubWith({}, { points: 9n, on: published });
      expect([new Date(published.getTime() - 1), published].map((at) => given(rules, basket({ at })))).toEqual([
        ['pounds 1'],
        ['pounds 2'],
      ]);
    });
    test('a first rule with a start of its own starts then', () => {
      expect(given(clubWith({ validFrom: published }))).toEqual([]);
    });
  });

  test('a version that turns the rule off from a day on leaves earlier sales as they were', () => {
    const rules = clubWith({}, { enabled: false, validFrom: at });
    expect(adjudicate(rules, basket())).toEqual(rejected('rule_disabled', 2));
    expect(adjudicate(rules, basket({ at: new Date(at.getTime() - 1) })).effects).toHaveLength(1);
  });
});

describe('pinned versions', () => {
  const pinned = [{ ruleId: pounds, version: 1 }];

  test('are applied alone, whatever their dates and whether or not they are enabled', () => {
    const rules = clubWith({ enabled: false, validUntil: new Date('2020-01-01') }, { points: 9n }, { code: 'other' });
    expect(adjudicate(rules, basket({ pinned }))).toMatchObject({
      effects: [{ ruleVersion: 1, points: 14n }],
      rejections: [],
    });
  });

  test.each<[RejectionCode, Parameters<typeof clubWith>[0], Parameters<typeof basket>[0]]>([
    ['no_member', {}, { memberId: '' }],
    ['other_branch', { branchIds: ['brn_leeds'] }, {}],
    ['total_too_low', { minimumTotal: 1_500n }, {}],
    ['no_matching_line', { skus: ['coffee'] }, {}],
    ['below_one_unit', {}, { lines: [] }],
  ])('still ask for %s', (code, rule, changes) => {
    expect(adjudicate(clubWith(rule ?? {}, { points: 9n }), basket({ ...changes, pinned }))).toEqual(rejected(code));
  });

  test('that were never published are refused', () => {
    const unknown = expect.objectContaining({ kind: 'not_found', code: 'rule_version_not_found' });
    expect(() => adjudicate(clubWith({}), basket({ pinned: [{ ruleId: pounds, version: 2 }] }))).toThrow(unknown);
    expect(() => adjudicate(clubWith({}), basket({ pinned: [{ ruleId: 'rul_x', version: 1 }] }))).toThrow(unknown);
  });
});
