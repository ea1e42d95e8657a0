import { describe, expect, test } from '@jest/globals';
import { request, sameOrder, settle, type Redemption } from './redemption.ts';
import type { Reward } from './reward.ts';
import { useVoucher } from './voucher.ts';

const now = new Date('2026-03-01T10:00:00Z');
const later = (ms: number): Date => new Date(now.getTime() + ms);
const order = {
  clubId: 'clb_a',
  key: 'c:till:1',
  memberId: 'mem_sara',
  rewardId: 'rwd_tea',
  timeZone: 'Europe/London',
};
const reward: Reward = {
  id: 'rwd_tea',
  clubId: 'clb_a',
  code: 'tea',
  name: 'Tea',
  description: '',
  pricePoints: 50n,
  voucherDays: 30,
  open: true,
  createdAt: now,
  version: 3,
  changedAt: now,
};
const pending = request('rdm_1', order, reward, { codeHash: 'h', sealedCode: 's' }, now);
const after = (redemption: Redemption, decision: { set: Partial<Redemption> } | undefined): Redemption => ({
  ...redemption,
  ...decision?.set,
});
const issued = after(pending, settle(pending, { burned: true, available: 7n }, now));
const use = (changes = {}) => ({
  key: 'c:till:2',
  branchId: 'brn_oxford',
  till: '1',
  receipt: '7',
  saleId: '',
  ...changes,
});

describe('a redemption', () => {
  test('keeps the price of the moment it was asked for and waits for the ledger', () => {
    expect(pending).toMatchObject({
      status: 'pending',
      points: 50n,
      rewardVersion: 3,
      rewardName: 'Tea',
      voucherDays: 30,
      timeZone: 'Europe/London',
      requestedAt: now,
    });
  });

  test('of a closed reward is refused from the start', () => {
    expect(request('rdm_1', order, { ...reward, open: false }, { codeHash: 'h', sealedCode: 's' }, now)).toMatchObject({
      status: 'refused',
      refusal: 'reward_closed',
    });
  });

  test('is issued when the points are burned, and the voucher lives from then', () => {
    expect(issued).toMatchObject({
      status: 'issued',
      available: 7n,
      issuedAt: now,
      expiresAt: new Date('2026-03-31T23:00:00Z'),
    });
    expect(settle(pending, { burned: true, available: 7n }, now)).toMatchObject({
      key: 'e:settle:rdm_1',
      at: now,
      fact: { kind: 'voucherIssued' },
    });
  });

  test('of a reward without days has no end', () => {
    expect(
      after(pending, settle({ ...pending, voucherDays: 0 }, { burned: true, available: 7n }, now)).expiresAt,
    ).toBeUndefined();
  });

  test('is refused with what the ledger said and tells nobody', () => {
    expect(settle(pending, { burned: false, refusal: 'balance_too_low' }, now)).toEqual({
      set: { status: 'refused', refusal: 'balance_too_low' },
      key: 'e:settle:rdm_1',
      at: now,
    });
  });

  test('whose order is asked for again is the same order', () => {
    expect(() => {
      sameOrder(pending, order);
    }).not.toThrow();
  });

  test('ends once', () => {
    expect(settle(issued, { burned: true, available: 1n }, later(5))).toBeUndefined();
    expect(settle({ ...pending, status: 'refused' }, { burned: true, available: 1n }, later(5))).toBeUndefined();
  });

  test.each([{ memberId: 'mem_ali' }, { rewardId: 'rwd_cup' }])(
    'under a key that another order used is refused: %j',
    (other) => {
      expect(() => {
        sameOrder(pending, { ...order, ...other });
      }).toThrow(expect.objectContaining({ code: 'key_reused' }));
    },
  );
});

describe('a voucher', () => {
  test('is used once, at a branch, by a key', () => {
    const decision = useVoucher(issued, use(), later(1));
    expect(decision).toMatchObject({
      set: { status: 'used', usedAt: later(1), usedAtBranchId: 'brn_oxford', usedBy: 'c:till:2' },
      fact: { kind: 'voucherUsed', branchId: 'brn_oxford', till: '1', receipt: '7' },
    });
    const used = after(issued, decision);
    expect(useVoucher(used, use(), later(2))).toBeUndefined();
    expect(() => useVoucher(used, use({ key: 'c:till:3' }), later(2))).toThrow(
      expect.objectContaining({ kind: 'conflict', code: 'voucher_used' }),
    );
  });

  test('is good until the last instant of its days and not after', () => {
    const end = new Date('2026-03-31T23:00:00Z');
    expect(useVoucher(issued, use(), new Date(end.getTime() - 1))).toBeDefined();
    expect(() => useVoucher(issued, use(), end)).toThrow(
      expect.objectContaining({ kind: 'refused', code: 'voucher_expired' }),
    );
  });

  test('that was used answers its key even after its end', () => {
    const used = after(issued, useVoucher(issued, use(), later(1)));
    expect(useVoucher(used, use(), new Date('2030-01-01'))).toBeUndefined();
  });

  test.each(['pending', 'refused'] as const)('of a %s redemption does not exist', (status) => {
    expect(() => useVoucher({ ...pending, status }, use(), now)).toThrow(
      expect.objectContaining({ kind: 'not_found', code: 'voucher_not_found' }),
    );
  });
});

describe('a voucher lives to the end of a day of the club', () => {
  test.each<[string, string, string, number, string]>([
    ['in London over the start of summer time', 'Europe/London', '2026-03-28T22:30:00Z', 1, '2026-03-29T23:00:00Z'],
    ['in London over its end', 'Europe/London', '2026-10-24T22:30:00Z', 1, '2026-10-26T00:00:00Z'],
    ['in Tehran when clocks skipped midnight', 'Asia/Tehran', '2022-03-20T12:00:00Z', 1, '2022-03-21T20:30:00Z'],
    ['in Tehran when midnight came twice', 'Asia/Tehran', '2022-09-20T12:00:00Z', 1, '2022-09-21T20:30:00Z'],
    [
      'in Sao Paulo when clocks skipped midnight',
      'America/Sao_Paulo',
      '2018-11-02T12:00:00Z',
      1,
      '2018-11-04T03:00:00Z',
    ],
    [
      'in Sao Paulo when the last hour came twice',
      'America/Sao_Paulo',
      '2018-02-16T12:00:00Z',
      1,
      '2018-02-18T03:00:00Z',
    ],
    [
      'in a zone where it is another day already',
      'Pacific/Auckland',
      '2026-06-30T13:00:00Z',
      30,
      '2026-07-31T12:00:00Z',
    ],
  ])('%s', (_name, timeZone, at, voucherDays, end) => {
    expect(
      settle({ ...pending, timeZone, voucherDays }, { burned: true, available: 0n }, new Date(at))?.set.expiresAt,
    ).toEqual(new Date(end));
  });
  test('of UTC, where a redemption of before does not say which', () => {
    const { timeZone: _none, ...old } = pending;
    expect(settle(old, { burned: true, available: 0n }, now)?.set.expiresAt).toEqual(new Date('2026-04-01T00:00:00Z'));
  });
});
