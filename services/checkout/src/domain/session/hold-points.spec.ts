import { describe, expect, test } from '@jest/globals';
import { after, given, line, minutes, noon, opened, pounds } from '../../../test/sales.ts';
import { closeSession } from './end-session.ts';
import {
  beginHold,
  confirmHold,
  holdName,
  holdRefusal,
  paidByReservations,
  pointsHeld,
  refuseHold,
} from './hold-points.ts';
import type { Session } from './session.ts';

const quarter = 15 * 60_000;
const name = 'e:sal_1:pay:points:hold';
const hold =
  (points: bigint, key = 'k1') =>
  (session: Session) =>
    beginHold(session, { key, points }, noon, quarter);
const holding = (): Session => given(opened()).when(hold(300n)).session();
const held = (): Session => after(holding(), confirmHold(holding(), name, noon));
const closed = (): Session => after(held(), closeSession(held(), 'k2', pounds(1_000n), noon));
const refusal = (kind: string, code: string, details = {}) => expect.objectContaining({ kind, code, details });

describe('a hold that the ledger confirms', () => {
  test('is held from then on', () => {
    expect(confirmHold(holding(), name, minutes(1))).toEqual({
      set: { state: 'held' },
      key: `held:${name}`,
      at: minutes(1),
    });
  });

  test('twice, or after the close, changes nothing', () => {
    expect(confirmHold(held(), name, noon)).toBeUndefined();
    expect(confirmHold(closed(), name, noon)).toBeUndefined();
  });

  test('of an earlier try changes nothing', () => {
    expect(confirmHold(holding(), `${name}:2`, noon)).toBeUndefined();
  });
});

describe('a hold that the ledger refuses', () => {
  test('is remembered with its key and its points', () => {
    expect(refuseHold(holding(), name, 'balance_too_low', minutes(1))).toEqual({
      set: {
        state: 'open',
        reservations: [],
        heldBy: undefined,
        holdUntil: undefined,
        refusedHolds: [{ key: 'k1', points: 300n, refusal: 'balance_too_low' }],
      },
      key: `refused:${name}`,
      at: minutes(1),
    });
  });

  test('keeps those that were refused before', () => {
    const earlier = { key: 'k0', points: 900n, refusal: 'balance_too_low' };
    expect(refuseHold({ ...holding(), refusedHolds: [earlier] }, name, 'frozen', noon)?.set.refusedHolds).toEqual([
      earlier,
      { key: 'k1', points: 300n, refusal: 'frozen' },
    ]);
  });

  test('though it is held or the sale is closed, or of an earlier try, changes nothing', () => {
    expect(refuseHold(held(), name, 'balance_too_low', noon)).toBeUndefined();
    expect(refuseHold(closed(), name, 'balance_too_low', noon)).toBeUndefined();
    expect(refuseHold(holding(), `${name}:2`, 'balance_too_low', noon)).toBeUndefined();
  });

  test('answers with the ledger’s reason', () => {
    expect(holdRefusal({ refusal: 'frozen' })).toMatchObject({ kind: 'refused', code: 'frozen' });
  });
});

describe('asking for a hold', () => {
  test('says what is wrong with it', () => {
    expect(() => hold(0n)(opened())).toThrow(refusal('invalid', 'points_out_of_range'));
    expect(() => hold(1n)(opened(undefined, { memberId: '' }))).toThrow(refusal('refused', 'no_member'));
    expect(() => hold(1_001n)(opened())).toThrow(
      refusal('refused', 'more_than_total', { total: '1000', value: '1001' }),
    );
    expect(() => hold(200n)(held())).toThrow(refusal('conflict', 'hold_exists'));
    expect(() => hold(300n, 'k9')(closed())).toThrow(refusal('conflict', 'session_not_open', { state: 'closed' }));
  });

  test('may be for the most points that one entry moves', () => {
    const car = opened([line('car', 1n, '1000000')], { pointValue: 1n });
    expect(
      given(car)
        .when(hold(10n ** 12n))
        .session().reservations[0],
    ).toMatchObject({
      amount: 10n ** 12n,
      pays: 100_000_000n,
    });
  });

  test('is refused after fifty refusals', () => {
    const refused = (count: number): Session => ({
      ...opened(),
      refusedHolds: Array.from({ length: count }, (_one, index) => ({
        key: `old-${String(index)}`,
        points: 1n,
        refusal: 'balance_too_low',
      })),
    });
    expect(given(refused(49)).when(hold(300n)).session().reservations[0]?.key).toBe(`${name}:50`);
    expect(() => hold(300n)(refused(50))).toThrow(refusal('refused', 'too_many_holds'));
  });
});

describe('what is reserved', () => {
  test('pays in all, and points are found among it', () => {
    const [points] = holding().reservations;
    const voucher = { id: 'pay:voucher', account: 'a', unit: 'gbp', amount: 5n, key: 'k', captureKey: 'c', pays: 5n };
    const reservations = points ? [voucher, points] : [];
    expect(paidByReservations({ reservations })).toBe(305n);
    expect(paidByReservations({ reservations: [] })).toBe(0n);
    expect(pointsHeld({ reservations })).toBe(points);
  });

  test('has the name of its try', () => {
    expect([holdName(holding()), holdName(opened())]).toEqual([name, '']);
  });
});
