import { describe, expect, test } from '@jest/globals';
import { plainTerms, readTerms } from './read-terms.ts';

const named = { code: 'spring', name: 'Spring' };
const read = (terms: unknown) => readTerms(typeof terms === 'string' ? terms : JSON.stringify(terms), named);

const ten = { conditions: [], effects: [{ kind: 'off_sale', off: { percent: 10 } }] };

/** Places and codes that terms are refused with. */
const flawsOf = (terms: unknown): Record<string, string> => {
  try {
    read(terms);
  } catch (error) {
    expect(error).toMatchObject({ kind: 'invalid', code: 'invalid_promotion' });
    return (error as { details: Record<string, string> }).details;
  }
  return {};
};

describe('terms', () => {
  test('are read with the names of REST, and attributes keep their own', () => {
    const terms = {
      conditions: [{ kind: 'total', at_least: 2_000, goods: { attributes: { Colour_of: ['red'] } } }],
      effects: [{ kind: 'points_per_money', points: 1, per_amount: 100, base: 'net_of_discount' }],
      count_no_discount: false,
    };
    expect(read(terms)).toMatchObject({
      ...named,
      countNoDiscount: false,
      conditions: [{ kind: 'total', atLeast: 2_000n, goods: { attributes: { Colour_of: ['red'] } } }],
      effects: [{ kind: 'points_per_money', points: 1n, perAmount: 100n }],
    });
  });

  test('name a wrong place in short', () => {
    expect(Object.keys(flawsOf({ ...ten, ['x'.repeat(5_000)]: 1 }))).toEqual([`/terms/${'x'.repeat(100)}…`]);
  });

  test('name a place of up to a hundred characters whole', () => {
    expect(Object.keys(flawsOf({ ...ten, ['x'.repeat(100)]: 1 }))).toEqual([`/terms/${'x'.repeat(100)}`]);
  });

  test('may be as long as 262,144 characters', () => {
    const text = JSON.stringify(ten);
    expect(flawsOf(text.padEnd(262_144))).toEqual({});
    expect(flawsOf(text.padEnd(262_145))).toEqual({ '/terms': 'too_long' });
  });

  test('are not what a wrong code or name is told of: these stand beside them', () => {
    const wrong = (named_: typeof named) => () => readTerms(JSON.stringify(ten), named_);
    expect(wrong({ ...named, code: 'A b' })).toThrow(expect.objectContaining({ details: { '/code': 'wrong_format' } }));
    expect(wrong({ ...named, name: '' })).toThrow(expect.objectContaining({ details: { '/name': 'too_small' } }));
  });

  test('tell thirty wrong places by code, and three of them in words', () => {
    const many = { ...ten, ...Object.fromEntries(Array.from({ length: 31 }, (_, at) => [`no${String(at)}`, 1])) };
    expect(Object.keys(flawsOf(many))).toHaveLength(30);
    expect(() => read(many)).toThrow(
      'the promotion is wrong: /terms/no0 is not a known field; /terms/no1 is not a known field; ' +
        '/terms/no2 is not a known field',
    );
  });

  test('have moments as text', () => {
    const read_ = read({ ...ten, conditions: [{ kind: 'period', from: '2026-03-20T20:30:00Z' }] });
    expect(read_.conditions).toEqual([{ kind: 'period', from: new Date('2026-03-20T20:30:00Z') }]);
  });

  test.each<[string, unknown, Record<string, string>]>([
    ['no JSON', '{', { '/terms': 'wrong_format' }],
    ['a list', '[]', { '/terms': 'wrong_type' }],
    ['null', 'null', { '/terms': 'wrong_type' }],
    ['a number', '7', { '/terms': 'wrong_type' }],
    ['a text', '"spring"', { '/terms': 'wrong_type' }],
    ['nothing at all', {}, { '/terms/conditions': 'missing', '/terms/effects': 'missing' }],
    ['no effect', { ...ten, effects: [] }, { '/terms/effects': 'too_small' }],
    ['a field that nobody knows', { ...ten, colour: 'red' }, { '/terms/colour': 'unknown_field' }],
    ['a code of their own', { ...ten, code: 'other' }, { '/terms/code': 'unknown_field' }],
    ['names like those of code', { ...ten, countNoDiscount: true }, { '/terms/countNoDiscount': 'unknown_field' }],
    ['an effect of no kind', { ...ten, effects: [{ kind: 'free_beer' }] }, { '/terms/effects/0/kind': 'unknown_kind' }],
    [
      'a condition of no kind',
      { ...ten, conditions: [{ kind: 'moon' }] },
      { '/terms/conditions/0/kind': 'unknown_kind' },
    ],
    ['a condition that is no object', { ...ten, conditions: [7] }, { '/terms/conditions/0': 'wrong_type' }],
    [
      'a wrong place deep within',
      { ...ten, conditions: [{ kind: 'any', of: [{ kind: 'not', condition: { kind: 'total', at_least: -1 } }] }] },
      { '/terms/conditions/0/of/0/condition/at_least': 'too_small' },
    ],
    [
      'a field of another type',
      { ...ten, conditions: [{ kind: 'total', at_least: '9' }] },
      { '/terms/conditions/0/at_least': 'wrong_type' },
    ],
    ['a field that is missing', { ...ten, conditions: [{ kind: 'tier' }] }, { '/terms/conditions/0/in': 'missing' }],
    [
      'a list that is none',
      { ...ten, conditions: [{ kind: 'any', of: 'all' }] },
      { '/terms/conditions/0/of': 'wrong_type' },
    ],
    [
      'a condition that is none, deep within',
      { ...ten, conditions: [{ kind: 'not', condition: [] }] },
      { '/terms/conditions/0/condition': 'wrong_type' },
    ],
    [
      'a condition of no kind, deep within',
      { ...ten, conditions: [{ kind: 'not', condition: { kind: 'moon' } }] },
      { '/terms/conditions/0/condition/kind': 'unknown_kind' },
    ],
    [
      'a field of another condition',
      { ...ten, conditions: [{ kind: 'member', in: ['gold'] }] },
      { '/terms/conditions/0/in': 'unknown_field' },
    ],
    [
      'a share above a hundred',
      { ...ten, effects: [{ kind: 'off_sale', off: { percent: 101 } }] },
      { '/terms/effects/0/off/percent': 'invalid_value' },
    ],
    ['a group of nobody', { ...ten, group: 'a' }, { '/terms/group': 'invalid_value' }],
    [
      'a range that is empty',
      { ...ten, conditions: [{ kind: 'total', at_least: 2_000, at_most: 1_999 }] },
      { '/terms/conditions/0': 'range_empty' },
    ],
    [
      'days in the wrong order',
      { ...ten, conditions: [{ kind: 'dates', calendar: 'persian', from: '1405-01-13', until: '1405-01-01' }] },
      { '/terms/conditions/0/until': 'range_empty' },
    ],
    [
      'a day of no month',
      { ...ten, conditions: [{ kind: 'season', calendar: 'gregorian', from: '13-01', until: '01-32' }] },
      { '/terms/conditions/0/from': 'unknown_day', '/terms/conditions/0/until': 'unknown_day' },
    ],
    [
      'two branches at once',
      {
        ...ten,
        conditions: [
          { kind: 'branch', in: ['a', 'b'] },
          { kind: 'branch', in: ['c'] },
        ],
      },
      { '/terms/conditions/1': 'never_met' },
    ],
    [
      'totals that no sale has',
      {
        ...ten,
        conditions: [
          { kind: 'total', at_least: 5_000 },
          { kind: 'total', at_most: 4_000 },
        ],
      },
      { '/terms/conditions/1': 'never_met' },
    ],
    [
      'tiers that do not rise',
      {
        ...ten,
        effects: [
          {
            kind: 'spend_tiers',
            of: 'gross',
            tiers: [
              { from: 200, off: { percent: 10 } },
              { from: 200, off: { percent: 20 } },
            ],
          },
        ],
      },
      { '/terms/effects/0/tiers': 'not_rising' },
    ],
    [
      'exclusion of all by one that is not exclusive',
      { ...ten, excludes_all: true },
      { '/terms/excludes_all': 'needs_exclusive' },
    ],
    [
      'one limit twice',
      {
        ...ten,
        limits: [
          { id: 'budget', of: 'discount' },
          { id: 'budget', of: 'uses' },
        ],
      },
      { '/terms/limits': 'doubled' },
    ],
  ])('are refused with %s, by place and code', (_name, terms, flaws) => {
    expect(flawsOf(terms)).toEqual(flaws);
  });

  test('that nest without end are refused and exhaust nothing', () => {
    const deep = `${'{"kind":"not","condition":'.repeat(20_000)}{"kind":"member"}${'}'.repeat(20_000)}`;
    expect(Object.values(flawsOf(`{"conditions":[${deep}],"effects":[]}`).valueOf())).not.toEqual([]);
    const shallow = `${'{"kind":"not","condition":'.repeat(30)}{"kind":"member"}${'}'.repeat(30)}`;
    expect(new Set(Object.values(flawsOf(`{"conditions":[${shallow}],"effects":[]}`)))).toEqual(new Set(['too_deep']));
  });

  test('that are too long are refused', () => {
    expect(flawsOf(JSON.stringify({ ...ten, padding: 'a'.repeat(262_144) }))).toEqual({ '/terms': 'too_long' });
  });

  test('name at most thirty places', () => {
    const many = { ...ten, ...Object.fromEntries(Array.from({ length: 99 }, (_, at) => [`field_${String(at)}`, at])) };
    expect(Object.keys(flawsOf(many))).toHaveLength(30);
  });

  test('have one text, however they were spaced', () => {
    expect(plainTerms(' { "effects" : [ ] } ')).toBe('{"effects":[]}');
  });
});
