import { describe, expect, test } from '@jest/globals';
import { request, sameOrder, settle, type Redemption } from './redemption.ts';
import type { Reward } from './reward.ts';
import { useVoucher } from './voucher.ts';

const now = new Date('2026-03-01T10:00:00Z');
const later = (ms: number): Date => new Date(now.getTime() + ms);
const order = { clubId: 'clb_a', key: 'c:till:1', memberId: 'mem_sara', rewardId: 'rwd_tea' };
const reward: Reward = { id: 'rwd_tea', clubId: 'clb_a', code: 'tea', name: 'Tea', pricePoints: 50n, voucherDays: 30, open: true, createdAt: now };
const pending = request('rdm_1', order, reward, { codeHash: 'h', sealedCode: 's' }, now);
const after = (redemption: Redemption, decision: { set: Partial<Redemption> } | undefined): Redemption => ({ ...redemption, ...decision?.set });
const issued = after(pending, settle(pending, { burned: true, available: 7n }, now));
const use = (changes = {}) => ({ key: 'c:till:2', branchId: 'brn_oxford', ...changes });

describe('a redemption', () => {
  test('keeps the price of the moment it was asked for and waits for the ledger', () => {
    expect(pending).toMatchObject({ status: 'pending', points: 50n, voucherDays: 30, requestedAt: now });
  });

  test('of a closed reward is refused from the start', () => {
    expect(request('rdm_1', order, { ...reward, open: false }, { codeHash: 'h', sealedCode: 's' }, now)).toMatchObject({ status: 'refused', refusal: 'reward_closed' });
  });

  test('is issued when the points are burned, and the voucher lives from then', () => {
    expect(issued).toMatchObject({ status: 'issued', available: 7n, issuedAt: now, expiresAt: new Date('2026-03-31T10:00:00Z') });
    expect(settle(pending, { burned: true, available: 7n }, now)?.fact).toEqual({ kind: 'voucherIssued' });
  });

  test('of a reward without days has no end', () => {
    expect(after(pending, settle({ ...pending, voucherDays: 0 }, { burned: true, available: 7n }, now)).expiresAt).toBeUndefined();
  });

  test('is refused with what the ledger said and tells nobody', () => {
    expect(settle(pending, { burned: false, refusal: 'balance_too_low' }, now)).toEqual({ set: { status: 'refused', refusal: 'balance_too_low' }, key: 'e:settle:rdm_1', at: now });
  });

  test('ends once', () => {
    expect(settle(issued, { burned: true, available: 1n }, later(5))).toBeUndefined();
    expect(settle({ ...pending, status: 'refused' }, { burned: true, available: 1n }, later(5))).toBeUndefined();
  });

  test.each([{ memberId: 'mem_ali' }, { rewardId: 'rwd_cup' }])('under a key that another order used is refused: %j', (other) => {
    expect(() => {
      sameOrder(pending, { ...order, ...other });
    }).toThrow(expect.objectContaining({ code: 'key_reused' }));
  });
});

describe('a voucher', () => {
  test('is used once, at a branch, by a key', () => {
    const decision = useVoucher(issued, use(), later(1));
    expect(decision).toMatchObject({ set: { status: 'used', usedAt: later(1), usedAtBranchId: 'brn_oxford', usedBy: 'c:till:2' }, fact: { kind: 'voucherUsed', branchId: 'brn_oxford' } });
    const used = after(issued, decision);
    expect(useVoucher(used, use(), later(2))).toBeUndefined();
    expect(() => useVoucher(used, use({ key: 'c:till:3' }), later(2))).toThrow(expect.objectContaining({ kind: 'conflict', code: 'voucher_used' }));
  });

  test('is good until the last instant of its days and not after', () => {
    const end = new Date('2026-03-31T10:00:00Z');
    expect(useVoucher(issued, use(), new Date(end.getTime() - 1))).toBeDefined();
    expect(() => useVoucher(issued, use(), end)).toThrow(expect.objectContaining({ kind: 'refused', code: 'voucher_expired' }));
  });

  test('that was used answers its key even after its end', () => {
    const used = after(issued, useVoucher(issued, use(), later(1)));
    expect(useVoucher(used, use(), new Date('2030-01-01'))).toBeUndefined();
  });

  test.each(['pending', 'refused'] as const)('of a %s redemption does not exist', (status) => {
    expect(() => useVoucher({ ...pending, status }, use(), now)).toThrow(expect.objectContaining({ kind: 'not_found', code: 'voucher_not_found' }));
  });
});
