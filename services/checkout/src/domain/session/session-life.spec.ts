import { describe, expect, test } from '@jest/globals';
import { after, basketOf, given, line, minutes, noon, opened, pounds, sara } from '../../../test/sales.ts';
import { readBasket } from './basket.ts';
import { cancelSession, closeSession, expireSession, isForgotten } from './end-session.ts';
import { beginHold, confirmHold, refuseHold } from './hold-points.ts';
import { compareBasket, replaceBasket } from './put-basket.ts';
import type { Session } from './session.ts';

const quarter = 15 * 60_000;
const hold =
  (points: bigint, key = 'k1') =>
  (session: Session) =>
    beginHold(session, { key, points }, noon, quarter);
const close =
  (key: string, at = noon) =>
  (session: Session) =>
    closeSession(session, key, pounds(session.total), at);
const cancel = (session: Session) => cancelSession(session, 'k9', noon);
const holding = (points = 300n): Session => given(opened()).when(hold(points)).session();
const ledgerKey = 'e:sal_1:pay:points:hold';
const held = (points = 300n): Session => after(holding(points), confirmHold(holding(points), ledgerKey, noon));
const closed = (): Session => given(opened()).when(close('k2')).session();

describe('holding points', () => {
  test('writes the hold and its deadline down before the ledger is asked', () => {
    expect(given(opened()).when(hold(300n)).session()).toMatchObject({
      state: 'holding',
      reservations: [{ id: 'pay:points', unit: 'points', key: ledgerKey, amount: 300n, pays: 300n }],
      heldBy: { key: 'k1', askedAt: noon },
      holdUntil: minutes(15),
    });
  });
  test('pays in whole minor units, rounded down', () => {
    const cheap = opened(undefined, { pointValue: 4_999n });
    expect(given(cheap).when(hold(3n)).session().reservations[0]?.pays).toBe(1n);
  });
  test('may pay the whole sale and no more', () => {
    expect(given(opened()).when(hold(1_000n)).session().state).toBe('holding');
    expect(given(opened()).when(hold(1_001n)).refusal()).toBe('more_than_total');
  });
  test.each([0n, -1n, 1_000_000_000_001n])('of %s points is refused', (points) =>
    expect(given(opened()).when(hold(points)).refusal()).toBe('points_out_of_range'),
  );
  test('needs a member', () =>
    expect(
      given(opened(undefined, { memberId: '' }))
        .when(hold(1n))
        .refusal(),
    ).toBe('no_member'));
  test('is refused where a point pays nothing', () =>
    expect(
      given(opened(undefined, { pointValue: 0n }))
        .when(hold(1n))
        .refusal(),
    ).toBe('points_pay_nothing'));
  test('of the same amount again goes on, of another is refused', () => {
    for (const session of [holding(), held()]) {
      expect(given(session).when(hold(300n)).decision()).toBeUndefined();
      expect(given(session).when(hold(200n)).refusal()).toBe('hold_exists');
    }
  });
  test('of a finished session is refused, but a repeat of what paid for it is not', () => {
    const paid = after(held(), given(held()).when(close('k2')).decision());
    expect(given(closed()).when(hold(1n)).refusal()).toBe('session_not_open');
    expect(given(paid).when(hold(300n, 'k7')).refusal()).toBe('session_not_open');
    expect(given(paid).when(hold(300n)).decision()).toBeUndefined();
  });
  test('that the ledger refused opens the session again; the same key gets the same answer, another key another hold', () => {
    const refused = given(holding())
      .when((session) => refuseHold(session, ledgerKey, 'balance_too_low', noon))
      .session();
    expect(refused).toMatchObject({ state: 'open', reservations: [], heldBy: undefined, holdUntil: undefined });
    expect(given(refused).when(hold(300n)).refusal()).toBe('balance_too_low');
    expect(given(refused).when(hold(200n)).refusal()).toBe('key_reused');
    expect(given(refused).when(hold(200n, 'k3')).session().reservations[0]?.key).toBe(`${ledgerKey}:2`);
  });
  test('that the ledger confirms after the session has ended changes nothing', () => {
    const cancelled = given(holding()).when(cancel).session();
    expect(
      given(cancelled)
        .when((session) => confirmHold(session, ledgerKey, noon))
        .decision(),
    ).toBeUndefined();
    expect(
      given(cancelled)
        .when((session) => refuseHold(session, ledgerKey, 'balance_too_low', noon))
        .decision(),
    ).toBeUndefined();
  });
});

describe('closing', () => {
  test('makes the sale final and tells it, with what paid for it', () => {
    const decision = given(held())
      .when(close('k2', minutes(1)))
      .decision();
    expect(decision).toMatchObject({
      set: { state: 'closed', soldAt: minutes(1), holdUntil: undefined },
      fact: { kind: 'closed', session: { total: 1_000n } },
    });
    expect(decision?.fact?.postings).toMatchObject([
      {
        verb: 'capture',
        key: 'e:sal_1:pay:points',
        holdKey: ledgerKey,
        account: sara,
        unit: 'points',
        amount: 300n,
        effectiveAt: minutes(1),
      },
      {
        verb: 'accrue',
        key: 'e:sal_1:rul_pounds',
        account: sara,
        unit: 'points',
        amount: 10n,
        effectId: 'rul_pounds',
        effectiveAt: minutes(1),
      },
    ]);
  });
  test('again with the same key changes nothing, with another key is refused', () => {
    expect(given(closed()).when(close('k2')).decision()).toBeUndefined();
    expect(given(closed()).when(close('k5')).refusal()).toBe('session_closed');
  });
  test('after the deadline of its hold expires the session instead and voids the hold', () => {
    const decision = given(held())
      .when(close('k2', minutes(15)))
      .decision();
    expect(decision).toMatchObject({
      set: { state: 'expired' },
      fact: {
        kind: 'ended',
        expired: true,
        postings: [{ verb: 'void', key: `${ledgerKey}:void`, holdKey: ledgerKey, amount: 300n }],
      },
    });
  });
  test('of a session that has ended is refused', () => {
    expect(given(given(opened()).when(cancel).session()).when(close('k2')).refusal()).toBe('session_not_open');
    const expired = given(held())
      .when((session) => expireSession(session, minutes(15)))
      .session();
    expect(given(expired).when(close('k2')).refusal()).toBe('session_expired');
  });
  test('while a hold is not finished is refused', () =>
    expect(() => close('k2')(holding())).toThrow(
      expect.objectContaining({ kind: 'conflict', code: 'session_not_open' }),
    ));
  test('gives and costs what promotions make of it now, not what they made of it at the first look', () => {
    const cheaper = { ...pounds(700n), adjustments: [{ effectId: 'ten', position: 1, amount: 100n }] };
    const decision = given(opened())
      .when((session) => closeSession(session, 'k2', cheaper, noon))
      .decision();
    expect(decision).toMatchObject({
      key: 'k2',
      set: { adjudication: cheaper, total: 900n, closedAt: noon, endedBy: 'k2' },
      fact: { session: { adjudication: cheaper, total: 900n }, postings: [{ verb: 'accrue', amount: 7n }] },
    });
  });
});

describe('ending', () => {
  test('a cancelled session voids what it held, once', () => {
    const decision = given(held()).when(cancel).decision();
    expect(decision).toMatchObject({
      set: { state: 'cancelled' },
      fact: { kind: 'ended', expired: false, postings: [{ verb: 'void', holdKey: ledgerKey, amount: 300n }] },
    });
    expect(decision).toMatchObject({
      key: 'k9',
      set: { reservations: [], heldBy: undefined, holdUntil: undefined, endedBy: 'k9' },
    });
    expect(given(after(held(), decision)).when(cancel).decision()).toBeUndefined();
    expect(
      given({ ...opened(), state: 'expired' })
        .when(cancel)
        .decision(),
    ).toBeUndefined();
  });
  test('a closed session cannot be cancelled', () =>
    expect(given(closed()).when(cancel).refusal()).toBe('session_closed'));
  test('only a hold past its deadline expires', () => {
    for (const session of [holding(), held()]) {
      expect(expireSession(session, minutes(14))).toBeUndefined();
      expect(expireSession(session, minutes(15))).toMatchObject({ key: 'expire:sal_1', set: { state: 'expired' } });
    }
    expect(expireSession(opened(), minutes(999))).toBeUndefined();
    expect(expireSession(closed(), minutes(999))).toBeUndefined();
    expect(expireSession({ ...closed(), holdUntil: minutes(15) }, minutes(999))).toBeUndefined();
  });
  test('an open session is forgotten when nobody closed it for more than a day', () => {
    const aDay = 24 * 60;
    expect([minutes(aDay), minutes(aDay + 1)].map((time) => isForgotten(opened(), time))).toEqual([false, true]);
    expect([held(), closed(), undefined].map((one) => isForgotten(one, minutes(aDay + 1)))).toEqual([
      false,
      false,
      false,
    ]);
  });
});

describe('putting a basket', () => {
  const basket = (units: bigint) => readBasket(basketOf([line('tea', units, '5')]));
  const put = (session: Session) =>
    replaceBasket(session, basket(3n), pounds(basket(3n).total), { receiptId: 'claim', at: minutes(1) });

  test('that the session holds changes nothing in any state', () => {
    for (const session of [opened(), holding(), held(), closed()])
      expect(compareBasket(session, basket(2n))).toBe('same');
  });
  test('of another content replaces that of an open session', () => {
    expect(given(opened()).when(put).session()).toMatchObject({
      total: 1_500n,
      lines: [{ quantityMilli: 3_000n, amount: 1_500n }],
      adjudication: { dues: [{ amount: 15n }] },
    });
  });
  test('of another content is refused once the session is not open', () => {
    expect(given(closed()).when(put).refusal()).toBe('session_differs');
    for (const session of [holding(), held(), given(opened()).when(cancel).session()])
      expect(given(session).when(put).refusal()).toBe('session_not_open');
  });
  test.each([
    [{ lines: [] }, 'invalid_session'],
    [{ currencyDigits: 5 }, 'invalid_session'],
    [{ lines: [line('tea', -1n, '1')] }, 'invalid_session'],
    [{ lines: [line('tea', 1n, '1000000000001')] }, 'amount_out_of_range'],
    [{ lines: [line('tea', 1n, '900000000000'), line('tea', 1n, '900000000000')] }, 'amount_out_of_range'],
    [{ till: '' }, 'invalid_session'],
    [{ till: ' ' }, 'invalid_session'],
    [{ receipt: 'a\u0000b' }, 'invalid_session'],
    [{ receipt: 'x'.repeat(101) }, 'invalid_session'],
    [{ branchId: 'somewhere' }, 'invalid_session'],
    [{ memberId: 'somebody' }, 'invalid_session'],
    [{ currency: 'pound' }, 'invalid_session'],
    [{ pointValue: -1n }, 'invalid_session'],
  ])('with %o is refused as %s', (changes, code) => {
    expect(() => readBasket(basketOf([line('tea', 1n, '1')], changes))).toThrow(expect.objectContaining({ code }));
  });
});
