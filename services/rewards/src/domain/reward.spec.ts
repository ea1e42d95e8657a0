import { expect, test } from '@jest/globals';
import { changeReward, checkReward, rewardText, type Reward, type RewardTerms } from './reward.ts';

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

test.each<[string, Partial<RewardTerms>]>([
  ['the shortest texts', { code: 'a', name: 'a', description: '' }],
  ['the longest texts', { code: `1${'-'.repeat(39)}`, name: 'x'.repeat(200), description: 'x'.repeat(2_000) }],
  ['the lowest numbers', { pricePoints: 1n, voucherDays: 0 }],
  ['the highest numbers', { pricePoints: 1_000_000_000_000n, voucherDays: 36_500 }],
])('%s are right', (_name, changes) => {
  expect(checkReward(terms(changes))).toEqual(terms(changes));
});

test.each(['x'.repeat(41), '-a', 'a b', 'Tea', ' tea', 'tea '])('%j is no code', (code) => {
  expect(() => checkReward(terms({ code }))).toThrow(expect.objectContaining({ code: 'invalid_reward' }));
});

test('every wrong field is named with what is expected of it', () => {
  expect(() => checkReward(terms({ name: '', pricePoints: 0n, voucherDays: 0.5 }))).toThrow(
    expect.objectContaining({
      details: {
        name: expect.stringContaining('200'),
        price_points: expect.stringContaining('1000000000000'),
        voucher_days: expect.stringContaining('36500'),
      },
    }),
  );
});

test('two rewards say the same only when all their terms are the same', () => {
  expect(rewardText(terms())).toBe(rewardText(terms()));
  const others: Partial<RewardTerms>[] = [
    { code: 'b' },
    { name: 'b' },
    { description: 'b' },
    { pricePoints: 51n },
    { voucherDays: 31 },
    { open: false },
  ];
  for (const other of others) expect(rewardText(terms(other))).not.toBe(rewardText(terms()));
});

const made = new Date('2026-03-01T10:00:00Z');
const later = new Date('2026-03-02T10:00:00Z');
const reward: Reward = { ...terms(), id: 'rwd_tea', clubId: 'clb_a', createdAt: made, version: 3, changedAt: made };

test('a change makes the next version, and what it does not name stays', () => {
  expect(changeReward(reward, { version: 3, name: ' Green tea ' }, later)).toEqual({
    ...reward,
    name: 'Green tea',
    version: 4,
    changedAt: later,
  });
});

test('a change of another version than the last is refused with the last', () => {
  expect(() => changeReward(reward, { version: 2, name: 'Green tea' }, later)).toThrow(
    expect.objectContaining({ kind: 'conflict', code: 'reward_changed', details: { version: '3' } }),
  );
});

test('a change to wrong terms is refused', () => {
  expect(() => changeReward(reward, { version: 3, pricePoints: 0n }, later)).toThrow(
    expect.objectContaining({ code: 'invalid_reward', details: { price_points: expect.any(String) } }),
  );
});
