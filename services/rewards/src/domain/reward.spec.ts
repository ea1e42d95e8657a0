import { expect, test } from '@jest/globals';
import { checkReward, type RewardTerms } from './reward.ts';

const terms = (changes: Partial<RewardTerms> = {}): RewardTerms => ({
  code: 'tea',
  name: 'A cup of tea',
  description: '',
  pricePoints: 50n,
  voucherDays: 30,
  open: true,
  ...changes,
});

test('a right reward is taken with its name trimmed', () => {
  expect(checkReward(terms({ name: ' چای ', description: 'یک\nدو ' }))).toEqual(
    terms({ name: 'چای', description: 'یک\nدو' }),
  );
});

test.each<[string, Partial<RewardTerms>]>([
  ['code', { code: '' }],
  ['code', { code: 'A B' }],
  ['name', { name: '  ' }],
  ['name', { name: 'x'.repeat(201) }],
  ['name', { name: 'a\u0000b' }],
  ['name', { name: 'a\u202eb' }],
  ['description', { description: 'x'.repeat(2_001) }],
  ['description', { description: 'a\u0000b' }],
  ['price_points', { pricePoints: 0n }],
  ['price_points', { pricePoints: -5n }],
  ['price_points', { pricePoints: 1_000_000_000_001n }],
  ['voucher_days', { voucherDays: -1 }],
  ['voucher_days', { voucherDays: 36_501 }],
])('a wrong %s is refused and named', (field, wrong) => {
  expect(() => checkReward(terms(wrong))).toThrow(
    expect.objectContaining({ kind: 'invalid', code: 'invalid_reward', details: { [field]: expect.any(String) } }),
  );
});
