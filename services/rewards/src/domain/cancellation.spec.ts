import { describe, expect, test } from '@jest/globals';
import { cancel, checkReason, settleCancellation } from './cancellation.ts';
import type { Redemption } from './redemption.ts';
import { useVoucher, voucherState } from './voucher.ts';

const now = new Date('2026-03-01T10:00:00Z');
const later = new Date('2026-03-01T11:00:00Z');
const issued: Redemption = {
  id: 'rdm_1',
  clubId: 'clb_a',
  memberId: 'mem_sara',
  rewardId: 'rwd_tea',
  points: 50n,
  voucherDays: 30,
  status: 'issued',
  requestedAt: now,
  codeHash: 'h',
  sealedCode: 's',
  issuedAt: now,
};
const order = { key: 'c:desk:1', reason: 'Broken cup', person: 'prs_maryam' };
const use = { key: 'c:till:1', branchId: '', till: '', receipt: '', saleId: '' };
const cancelling: Redemption = { ...issued, ...cancel(issued, order, now)?.set };
const cancelled: Redemption = {
  ...cancelling,
  ...settleCancellation(cancelling, { points: 50n, available: 60n }, later)?.set,
};
const conflict = (code: string) => expect.objectContaining({ kind: 'conflict', code });

describe('cancelling a redemption', () => {
  test('says when, why, who and by which command, and tells nobody before the points are back', () => {
    expect(cancel(issued, order, now)).toEqual({
      set: {
        status: 'cancelling',
        cancelAskedAt: now,
        cancelReason: 'Broken cup',
        cancelPerson: 'prs_maryam',
        cancelKey: 'c:desk:1',
      },
      key: 'c:desk:1',
      at: now,
    });
  });

  test('ends when the points are back, and tells how many', () => {
    expect(settleCancellation(cancelling, { points: 50n, available: 60n }, later)).toEqual({
      set: { status: 'cancelled', cancelledAt: later, returned: 50n, availableThen: 60n },
      key: 'e:cancelled:rdm_1',
      at: later,
      fact: { kind: 'voucherCancelled', points: 50n },
    });
  });

  test('gives points back once', () => {
    for (const ended of [issued, cancelled])
      expect(settleCancellation(ended, { points: 50n, available: 60n }, later)).toBeUndefined();
  });

  test.each([
    ['asked for', cancelling],
    ['done', cancelled],
  ])('that is %s answers its key, and no other', (_name, redemption) => {
    expect(cancel(redemption, order, later)).toBeUndefined();
    expect(() => cancel(redemption, { ...order, key: 'c:desk:2' }, later)).toThrow(conflict('redemption_cancelled'));
  });

  test('is not possible once the voucher was used', () => {
    expect(() => cancel({ ...issued, status: 'used' }, order, now)).toThrow(conflict('voucher_used'));
  });

  test.each(['pending', 'refused'] as const)('is not possible while the redemption is %s', (status) => {
    expect(() => cancel({ ...issued, status }, order, now)).toThrow(conflict('redemption_not_issued'));
  });
});

describe('the voucher of a cancelled redemption', () => {
  test.each([
    ['before the points are back', cancelling],
    ['after', cancelled],
  ])('cannot be used, %s', (_name, redemption) => {
    expect(voucherState(redemption, now)).toBe('cancelled');
    expect(() => useVoucher(redemption, use, now)).toThrow(conflict('voucher_cancelled'));
  });

  test('is cancelled and not expired, however late it is', () => {
    expect(voucherState({ ...cancelled, expiresAt: now }, later)).toBe('cancelled');
  });
});

describe('a reason', () => {
  test('is trimmed and has up to 500 characters', () => {
    expect(checkReason('  Broken cup ')).toBe('Broken cup');
    expect(checkReason('x'.repeat(500))).toHaveLength(500);
  });

  test.each(['', '   ', 'x'.repeat(501), 'a\nb', 'a\u0000b'])('is not %j', (text) => {
    expect(() => checkReason(text)).toThrow(expect.objectContaining({ kind: 'invalid', code: 'invalid_reason' }));
  });
});
