import { expect, test } from '@jest/globals';
import { reasonOf } from './reasons.ts';

test.each([
  [{ code: 'no_member' }, 'a return without member cannot be matched'],
  [
    { code: 'matched_in_part', quantityMilli: 1_500 },
    'only a part of the returned goods was found in earlier sales (1.5 units were not)',
  ],
  [{ code: 'invalid_date', details: { column: 'Datum', value: '31.02.2026' } }, 'the date is none (Datum: 31.02.2026)'],
  [
    { code: 'receipt_differs', details: { differs: 'member, time' } },
    'the same receipt is known otherwise: member, time',
  ],
  [{ code: 'price_differs', details: { sold_at: '2.55' } }, 'the returned goods were sold at another price: 2.55'],
  [{ code: 'something_new' }, 'something new'],
])('%j is said in words', (exception, reason) => {
  expect(reasonOf(exception)).toBe(reason);
});
