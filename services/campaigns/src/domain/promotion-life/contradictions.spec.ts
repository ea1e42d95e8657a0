import { describe, expect, test } from '@jest/globals';
import { readTerms } from './read-terms.ts';

const effects = [{ kind: 'off_sale', off: { percent: 10 } }];

/** Places and codes that a promotion with these terms is refused with. */
const flawsOf = (terms: Record<string, unknown>): Record<string, string> => {
  try {
    readTerms(JSON.stringify({ conditions: [], effects, ...terms }), { code: 'spring', name: 'Spring' });
  } catch (error) {
    return (error as { details: Record<string, string> }).details;
  }
  return {};
};
const flawsIn = (...conditions: unknown[]): Record<string, string> => flawsOf({ conditions });

describe('a range', () => {
  test.each([
    ['total', { at_least: 5, at_most: 4 }],
    ['membership_age', { at_least_days: 31, at_most_days: 30 }],
    ['since_last_purchase', { at_least_days: 1, at_most_days: 0 }],
    ['quantity', { at_least: 2, at_most: 1 }],
  ])('of %s that asks for more than it allows is refused', (kind, range) => {
    expect(flawsIn({ kind, ...range })).toEqual({ '/terms/conditions/0': 'range_empty' });
  });

  test.each([
    ['total', { at_least: 4, at_most: 4 }],
    ['total', { at_least: 4 }],
    ['total', { at_most: 4 }],
    ['membership_age', { at_least_days: 30, at_most_days: 30 }],
    ['membership_age', { at_least_days: 30 }],
    ['membership_age', { at_most_days: 30 }],
    ['since_last_purchase', {}],
  ])('of %s that something meets is taken: %j', (kind, range) => {
    expect(flawsIn({ kind, ...range })).toEqual({});
  });

  test('is looked for within all, any and not', () => {
    const empty = { kind: 'total', at_least: 5, at_most: 4 };
    const whole = { kind: 'member' };
    expect(flawsIn({ kind: 'all', of: [whole, empty] })).toEqual({ '/terms/conditions/0/of/1': 'range_empty' });
    expect(flawsIn({ kind: 'any', of: [empty, whole] })).toEqual({ '/terms/conditions/0/of/0': 'range_empty' });
    expect(flawsIn(whole, { kind: 'not', condition: empty })).toEqual({
      '/terms/conditions/1/condition': 'range_empty',
    });
  });
});

describe('a time', () => {
  const [noon, later] = ['2026-03-20T12:00:00Z', '2026-03-20T12:00:01Z'];

  test.each([
    [noon, noon],
    [later, noon],
  ])('from %s until %s is refused', (from, until) => {
    expect(flawsIn({ kind: 'period', from, until })).toEqual({ '/terms/conditions/0/until': 'range_empty' });
  });

  test.each([
    ['with both ends', { from: noon, until: later }],
    ['without an end', { from: noon }],
    ['without a beginning', { until: noon }],
  ])('%s is taken', (_name, period) => {
    expect(flawsIn({ kind: 'period', ...period })).toEqual({});
  });

  test.each([
    ['one day', { from: '1405-01-13', until: '1405-01-13' }],
    ['no end', { from: '1405-01-13' }],
    ['no beginning', { until: '1405-01-13' }],
    ['neither', {}],
  ])('of days with %s is taken', (_name, dates) => {
    expect(flawsIn({ kind: 'dates', calendar: 'persian', ...dates })).toEqual({});
  });

  test('of a season may pass the end of the year', () => {
    expect(flawsIn({ kind: 'season', calendar: 'gregorian', from: '12-21', until: '01-05' })).toEqual({});
  });
});

describe('a day', () => {
  const untilOf = (calendar: string, until: string) => flawsIn({ kind: 'season', calendar, from: '01-01', until });

  test.each([
    ['gregorian', '12-31'],
    ['gregorian', '02-29'],
    ['gregorian', '04-30'],
    ['persian', '06-31'],
    ['persian', '07-30'],
    ['persian', '12-30'],
    ['hijri', '01-30'],
    ['hijri', '12-30'],
  ])('that a %s year may have is taken: %s', (calendar, day) => {
    expect(untilOf(calendar, day)).toEqual({});
  });

  test.each([
    ['gregorian', '00-10'],
    ['gregorian', '01-00'],
    ['gregorian', '13-01'],
    ['gregorian', '01-32'],
    ['gregorian', '02-30'],
    ['gregorian', '04-31'],
    ['persian', '07-31'],
    ['persian', '12-31'],
    ['hijri', '01-31'],
  ])('that no %s year has is refused: %s', (calendar, day) => {
    expect(untilOf(calendar, day)).toEqual({ '/terms/conditions/0/until': 'unknown_day' });
  });

  test('of a date is judged in the same way', () => {
    expect(flawsIn({ kind: 'dates', calendar: 'gregorian', from: '2026-02-31', until: '2026-04-01' })).toEqual({
      '/terms/conditions/0/from': 'unknown_day',
    });
  });
});

describe('two conditions', () => {
  const clash = { '/terms/conditions/1': 'never_met' };

  test('of which a sale has one name need a common one', () => {
    expect(flawsIn({ kind: 'tier', in: ['gold'] }, { kind: 'tier', in: ['silver', 'base'] })).toEqual(clash);
    expect(flawsIn({ kind: 'tier', in: ['gold', 'base'] }, { kind: 'tier', in: ['silver', 'base'] })).toEqual({});
    expect(flawsIn({ kind: 'branch', in: ['gold'] }, { kind: 'till', in: ['silver'] })).toEqual({});
    // A member is in many segments.
    expect(flawsIn({ kind: 'segment', in: ['a'] }, { kind: 'segment', in: ['b'] })).toEqual({});
  });

  test('on the whole total must leave something, in either order', () => {
    const [most, least] = [
      { kind: 'total', at_most: 4 },
      { kind: 'total', at_least: 5 },
    ];
    expect(flawsIn(most, least)).toEqual(clash);
    expect(flawsIn(least, most)).toEqual(clash);
    expect(flawsIn(most, { kind: 'total', at_least: 4 })).toEqual({});
    expect(flawsIn(most, { kind: 'quantity', at_least: 5 })).toEqual({});
  });

  test('on totals of goods may both be met: other goods may cost the rest', () => {
    const goods = { brands: ['roya'] };
    expect(flawsIn({ kind: 'total', at_most: 4 }, { kind: 'total', at_least: 5, goods })).toEqual({});
    expect(flawsIn({ kind: 'total', at_most: 4, goods }, { kind: 'total', at_least: 5 })).toEqual({});
  });
});

describe('effects and limits', () => {
  const tiers = (...froms: number[]) => [
    { kind: 'spend_tiers', of: 'gross', tiers: froms.map((from) => ({ from, off: { percent: 10 } })) },
  ];

  test('of spend rise from one to the next; the first may be nothing', () => {
    expect(flawsOf({ effects: tiers(0, 100, 101) })).toEqual({});
    expect(flawsOf({ effects: [...effects, ...tiers(100, 0)] })).toEqual({ '/terms/effects/1/tiers': 'not_rising' });
  });

  test('exclude all only where they are exclusive', () => {
    expect(flawsOf({ combine: 'exclusive', excludes_all: true })).toEqual({});
    expect(flawsOf({ combine: 'always', excludes_all: true })).toEqual({ '/terms/excludes_all': 'needs_exclusive' });
    expect(flawsOf({ excludes_all: false })).toEqual({});
  });

  test('may be several, of several names', () => {
    const limits = [
      { id: 'budget', of: 'discount' },
      { id: 'uses', of: 'uses' },
    ];
    expect(flawsOf({ limits })).toEqual({});
  });
});
