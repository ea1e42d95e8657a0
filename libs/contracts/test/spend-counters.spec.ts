import { expect, test } from '@jest/globals';
import { spendCounter } from '@vafa/contracts/spend-counters';

test.each([
  ['ever', { kind: 'ever' }],
  ['this_day', { kind: 'this', unit: 'day' }],
  ['this_week', { kind: 'this', unit: 'week' }],
  ['this_month', { kind: 'this', unit: 'month' }],
  ['this_year', { kind: 'this', unit: 'year' }],
  ['last_1_days', { kind: 'last', days: 1 }],
  ['last_3660_days', { kind: 'last', days: 3_660 }],
  ['last_3661_days', undefined],
  ['last_0_days', undefined],
  ['last_030_days', undefined],
  ['this_decade', undefined],
  ['constructor', undefined],
  ['', undefined],
])('%s', (name, counter) => {
  expect(spendCounter(name)).toEqual(counter);
});
