import { describe, expect, test } from '@jest/globals';
import { MeasuredSale } from '../sale/goods-line.ts';
import type { PromotedSale } from '../sale/sale.ts';
import type { Condition } from '../terms/conditions.ts';
import { askOf } from './ask.ts';
import { Asked } from './asked.ts';

const sale = (changes: Partial<PromotedSale>): PromotedSale => ({
  at: new Date('2026-03-20T20:45:00Z'),
  zone: 'Asia/Tehran',
  calendar: 'persian',
  place: {},
  lines: [],
  ...changes,
});

/** `met`, or the code of what is not. */
const ask = (condition: Condition, changes: Partial<PromotedSale> = {}): string =>
  askOf(condition, { countNoDiscount: true })(new Asked(new MeasuredSale(sale(changes))))?.code ?? 'met';

// In Tehran it is 00:15 on Saturday, 21 March 2026: 1 Farvardin 1405, 2 Shawwal 1447.
describe('the time of a sale, in the zone of its club', () => {
  test.each<[string, Condition, string]>([
    ['Nowruz in the Persian calendar', { kind: 'dates', calendar: 'persian', from: '1405-01-01' }, 'met'],
    ['the day before it', { kind: 'dates', calendar: 'persian', until: '1404-12-29' }, 'no_longer_valid'],
    ['the day after it', { kind: 'dates', calendar: 'gregorian', from: '2026-03-22' }, 'not_yet_valid'],
    ['a Hijri day', { kind: 'dates', calendar: 'hijri', from: '1447-10-02', until: '1447-10-02' }, 'met'],
    ['a season of every year', { kind: 'season', calendar: 'persian', from: '01-01', until: '01-13' }, 'met'],
    [
      'a season that passes the new year',
      { kind: 'season', calendar: 'persian', from: '12-20', until: '01-05' },
      'met',
    ],
    ['another season', { kind: 'season', calendar: 'persian', from: '09-30', until: '10-01' }, 'other_season'],
    ['Saturday', { kind: 'weekdays', in: [6] }, 'met'],
    ['Friday', { kind: 'weekdays', in: [5] }, 'other_weekday'],
    ['hours that pass midnight', { kind: 'hours', from: '22:00', until: '00:16' }, 'met'],
    ['the end of hours', { kind: 'hours', from: '22:00', until: '00:15' }, 'other_hour'],
    ['a moment', { kind: 'period', from: new Date('2026-03-20T20:45:00Z') }, 'met'],
    ['the end of a moment', { kind: 'period', until: new Date('2026-03-20T20:45:00Z') }, 'no_longer_valid'],
  ])('%s', (_name, condition, expected) => {
    expect(ask(condition)).toBe(expected);
  });
});

describe('the member', () => {
  const member = (more: object) => ({ member: { id: 'sara', ...more } });

  test.each<[string, Condition, object, string]>([
    [
      'born on 30 Esfand 1399',
      { kind: 'occasion', occasion: 'birthday', daysBefore: 0, daysAfter: 1 },
      { occasions: { birthday: '2021-03-20' } },
      'met',
    ],
    [
      'whose birthday is in a week',
      { kind: 'occasion', occasion: 'birthday', daysBefore: 7, daysAfter: 0 },
      { occasions: { birthday: '1990-03-28' } },
      'met',
    ],
    [
      'whose birthday is in nine days',
      { kind: 'occasion', occasion: 'birthday', daysBefore: 7, daysAfter: 0 },
      { occasions: { birthday: '1990-03-30' } },
      'outside_occasion',
    ],
    [
      'without a wedding',
      { kind: 'occasion', occasion: 'wedding', daysBefore: 7, daysAfter: 0 },
      {},
      'outside_occasion',
    ],
    ['for a year', { kind: 'membership_age', atLeastDays: 365 }, { since: '2025-03-21' }, 'met'],
    ['for a year less a day', { kind: 'membership_age', atLeastDays: 365 }, { since: '2025-03-22' }, 'member_too_new'],
    ['for longer', { kind: 'membership_age', atMostDays: 30 }, { since: '2025-03-22' }, 'member_too_old'],
    ['who buys for the first time', { kind: 'purchase_number', is: [1] }, {}, 'met'],
    ['who buys for the tenth time', { kind: 'purchase_number', every: 10 }, { purchases: 9 }, 'met'],
    [
      'who buys for the eleventh time',
      { kind: 'purchase_number', every: 10 },
      { purchases: 10 },
      'other_purchase_number',
    ],
    ['who was long away', { kind: 'since_last_purchase', atLeastDays: 90 }, { lastPurchase: '2025-12-21' }, 'met'],
    [
      'who was here yesterday',
      { kind: 'since_last_purchase', atLeastDays: 90 },
      { lastPurchase: '2026-03-20' },
      'purchase_too_recent',
    ],
    ['who never bought', { kind: 'since_last_purchase', atMostDays: 90 }, {}, 'purchase_too_recent'],
    ['who spent enough', { kind: 'spent', counter: 'month', atLeast: 500n }, { spent: { month: 500n } }, 'met'],
    [
      'who spent too little',
      { kind: 'spent', counter: 'month', atLeast: 500n },
      { spent: { year: 900n } },
      'spent_too_little',
    ],
    ['who bought enough', { kind: 'bought', counter: 'coffee', atLeast: 5000 }, { bought: { coffee: 5000 } }, 'met'],
    [
      'who bought too much',
      { kind: 'bought', counter: 'coffee', atMost: 4999 },
      { bought: { coffee: 5000 } },
      'bought_too_much',
    ],
    ['who consents', { kind: 'consent', to: 'sms' }, { consents: ['sms'] }, 'met'],
    ['who does not consent', { kind: 'consent', to: 'sms' }, { consents: ['email'] }, 'no_consent'],
    [
      'with an attribute',
      { kind: 'attribute', of: 'member', name: 'job', is: ['nurse'] },
      { attributes: { job: 'nurse' } },
      'met',
    ],
    ['without it', { kind: 'attribute', of: 'member', name: 'job', is: ['nurse'] }, {}, 'other_attribute'],
  ])('%s', (_name, condition, more, expected) => {
    expect(ask(condition, member(more))).toBe(expected);
  });

  test('that is not there meets no condition on members, and its opposite', () => {
    expect(ask({ kind: 'consent', to: 'sms' })).toBe('no_member');
    expect(ask({ kind: 'not', condition: { kind: 'member' } })).toBe('met');
  });
});

describe('the place and the means of payment', () => {
  const cash = (amount: bigint) => ({ method: 'cash', amount, isMoney: true });
  const card = (amount: bigint) => ({ method: 'card', amount, isMoney: true });
  const points = (amount: bigint) => ({ method: 'points', amount, isMoney: false });
  const byCard: Condition = { kind: 'payment', methods: ['card'] };
  const halfByCard: Condition = { ...byCard, leastShare: 500_000n };

  test.each<[string, Condition, Partial<PromotedSale>, string]>([
    ['a channel', { kind: 'channel', in: ['web'] }, { place: { channel: 'web' } }, 'met'],
    ['another till', { kind: 'till', in: ['7'] }, { place: { till: '8' } }, 'other_till'],
    ['all money by card', byCard, { payments: [points(100n), card(900n)] }, 'met'],
    ['some money in cash', byCard, { payments: [cash(1n), card(900n)] }, 'other_payment'],
    ['half of the cost by card', halfByCard, { payments: [points(500n), card(500n)] }, 'met'],
    ['less than half of the cost by card', halfByCard, { payments: [points(501n), card(499n)] }, 'other_payment'],
    ['nothing paid yet', byCard, {}, 'other_payment'],
    [
      'an attribute of the sale',
      { kind: 'attribute', of: 'sale', name: 'wrap', is: ['yes'] },
      { attributes: { wrap: 'yes' } },
      'met',
    ],
  ])('%s', (_name, condition, changes, expected) => {
    expect(ask(condition, changes)).toBe(expected);
  });
});

describe.each(['constructor', 'toString', '__proto__'])('what is named %s', (name) => {
  const only = (value: unknown): Record<string, never> =>
    JSON.parse(JSON.stringify({ '': value }).replace('""', `"${name}"`)) as Record<string, never>;

  test('is not there where nobody gave it', () => {
    const member = { member: { id: 'sara', occasions: {}, attributes: {}, spent: {}, bought: {} } };
    const occasion = { kind: 'occasion', occasion: name, daysBefore: 3, daysAfter: 3 } as const;
    expect(ask(occasion, member)).toBe('outside_occasion');
    expect(ask({ kind: 'attribute', of: 'member', name, is: ['x'] }, member)).toBe('other_attribute');
    expect(ask({ kind: 'spent', counter: name, atLeast: 1n }, member)).toBe('spent_too_little');
    expect(ask({ kind: 'bought', counter: name, atLeast: 1 }, member)).toBe('bought_too_little');
  });

  test('is there where somebody did', () => {
    const member = { member: { id: 'sara', occasions: only('1990-03-21'), attributes: only('x') } };
    const occasion = { kind: 'occasion', occasion: name, daysBefore: 3, daysAfter: 3 } as const;
    expect(ask(occasion, member)).toBe('met');
    expect(ask({ kind: 'attribute', of: 'member', name, is: ['x'] }, member)).toBe('met');
  });
});
