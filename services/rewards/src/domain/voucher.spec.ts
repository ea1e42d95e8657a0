import { expect, test } from '@jest/globals';
import type { Redemption } from './redemption.ts';
import { givenOut, useVoucher, voucherState } from './voucher.ts';

const end = new Date('2026-03-31T23:00:00Z');
const before = new Date('2026-03-31T22:59:59.999Z');
const issued: Redemption = {
  id: 'rdm_1',
  clubId: 'clb_a',
  memberId: 'mem_sara',
  rewardId: 'rwd_tea',
  points: 50n,
  voucherDays: 30,
  status: 'issued',
  requestedAt: before,
  codeHash: 'h',
  sealedCode: 's',
  expiresAt: end,
};
const use = { key: 'c:till:2', branchId: 'brn_oxford', till: '1', receipt: '7', saleId: 'sal_1' };

test('a voucher is issued until its end, then expired, and used for good', () => {
  expect(voucherState(issued, before)).toBe('issued');
  expect(voucherState(issued, end)).toBe('expired');
  const { expiresAt: _none, ...endless } = issued;
  expect(voucherState(endless, new Date('2099-01-01'))).toBe('issued');
  expect(voucherState({ ...issued, status: 'used' }, end)).toBe('used');
});

test('using a voucher keeps and tells where it was used and for which sale', () => {
  expect(useVoucher(issued, use, before)).toEqual({
    set: {
      status: 'used',
      usedAt: before,
      usedAtBranchId: 'brn_oxford',
      usedAtTill: '1',
      usedForReceipt: '7',
      usedForSaleId: 'sal_1',
      usedBy: 'c:till:2',
    },
    key: 'c:till:2',
    at: before,
    fact: { kind: 'voucherUsed', branchId: 'brn_oxford', till: '1', receipt: '7', saleId: 'sal_1' },
  });
});

test('who uses an expired voucher is told since when', () => {
  expect(() => useVoucher(issued, use, end)).toThrow(
    expect.objectContaining({ code: 'voucher_expired', details: { expired_at: '2026-03-31T23:00:00.000Z' } }),
  );
});

test('a code without a redemption has no voucher', () => {
  expect(() => givenOut(undefined)).toThrow(expect.objectContaining({ kind: 'not_found', code: 'voucher_not_found' }));
  expect(givenOut(issued)).toBe(issued);
});
