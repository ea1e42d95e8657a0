import { describe, expect, test } from '@jest/globals';
import { after, line, minutes, noon, opened, pounds, sara } from '../../../test/sales.ts';
import type { Adjudication, Due } from '../session/adjudication.ts';
import { closeSession } from '../session/end-session.ts';
import type { Return, Session } from '../session/session.ts';
import { costOfRest, moneyBack, planReturn, recordReturn, remainingLines, restoredBy } from './take-back.ts';

const decided = (dues: readonly Due[], off: readonly (readonly [number, bigint])[] = []): Adjudication => ({
  decision: new Uint8Array([8, 1]),
  dues,
  adjustments: off.map(([position, amount]) => ({ effectId: 'ten', position, amount })),
});
const due = (effectId: string, amount: bigint, unit = 'points'): Due => ({ effectId, unit, amount });
const sold = (adjudication = pounds(1_300n)): Session => {
  const session = opened([line('tea', 2n, '5.00'), line('cup', 1n, '3.00')]);
  return after(session, closeSession(session, 'k', adjudication, noon));
};
const paid = (session: Session, amount: bigint): Session => ({
  ...session,
  reservations: [
    {
      id: 'pay:points',
      account: sara,
      unit: 'points',
      amount,
      key: 'e:sal_1:pay:points:hold',
      captureKey: 'e:sal_1:pay:points',
      pays: amount,
    },
  ],
});
const made = (lines: number, changes: Partial<Return> = {}): Return => ({
  id: 'ret_old',
  receipt: '',
  at: noon,
  lines: Array.from({ length: lines }, (_one, index) => ({ position: index + 1, quantityMilli: 1n, amount: 0n })),
  amount: 0n,
  pointsTakenBack: 0n,
  pointsRestored: 0n,
  ...changes,
});
const some = [{ position: 1, quantityMilli: 1_000n }];
const terms = { id: 'ret_1', receipt: 'r', at: minutes(9), historical: false };
const back = (session: Session, rest: Adjudication, changes: Partial<typeof terms> = {}) =>
  recordReturn(session, planReturn(session, some), { ...terms, ...changes }, rest, minutes(10));

describe('what is left of a sale', () => {
  test('is what no return took, at its price', () => {
    const lines = after(sold(), back(sold(), pounds(800n))).lines.map((one) =>
      one.position === 2 ? { ...one, returnedMilli: 1_000n } : one,
    );
    expect(remainingLines(lines, 2)).toEqual([
      { position: 1, sku: 'tea', unitPrice: '5', quantityMilli: 1_000n, amount: 500n },
    ]);
    expect(costOfRest({ lines, currencyDigits: 2, adjudication: decided([], [[1, 20n]]) })).toBe(480n);
  });

  test('of a line that is whole costs what was written, whatever its price would make of it', () => {
    const lines = sold().lines.map((one) => ({ ...one, amount: 1n }));
    expect(remainingLines(lines, 2).map(({ amount }) => amount)).toEqual([1n, 1n]);
  });
});

describe('the money of a return', () => {
  const half = (session: Session, adjudication: Adjudication): Session => ({
    ...session,
    adjudication,
    lines: planReturn(session, some).lines,
  });

  test('is what its lines cost less, by promotions too, of several on one line', () => {
    const session = sold(
      decided(
        [],
        [
          [1, 100n],
          [1, 50n],
          [2, 30n],
        ],
      ),
    );
    expect(
      moneyBack(
        session,
        half(
          session,
          decided(
            [],
            [
              [1, 60n],
              [2, 30n],
            ],
          ),
        ),
        some,
      ),
    ).toEqual({
      lines: [{ ...some[0], amount: 410n }],
      amount: 410n,
    });
  });

  test('is nothing where what is left costs more than the whole', () => {
    const session = sold(
      decided(
        [],
        [
          [2, 290n],
          [1, 400n],
        ],
      ),
    );
    expect(moneyBack(session, half(session, decided([])), some)).toMatchObject({
      amount: 0n,
      lines: [{ amount: 100n }],
    });
  });

  test('of a line that is not there is nothing', () => {
    const session = sold(decided([]));
    expect(moneyBack(session, session, [{ position: 7, quantityMilli: 1n }])).toMatchObject({
      lines: [{ amount: 0n }],
    });
  });
});

describe('a return', () => {
  test('keeps what it ordered of the ledger: what it takes, then what comes back; a batch keeps none', () => {
    const session = paid(sold(), 260n);
    const decision = back(session, pounds(800n));
    expect(decision.set.returns?.[0]).toMatchObject({
      id: 'ret_1',
      receipt: 'r',
      at: minutes(9),
      amount: 500n,
      pointsTakenBack: 5n,
      pointsRestored: 100n,
      ordered: [
        { key: 'e:sal_1:rul_pounds:ret_1:back', account: sara, unit: 'points', amount: 5n, restores: false },
        { key: 'e:sal_1:pay:points:ret_1', account: sara, unit: 'points', amount: 100n, restores: true },
      ],
    });
    expect(decision.fact?.postings.map(({ key }) => key)).toEqual([
      'e:sal_1:pay:points:ret_1',
      'e:sal_1:rul_pounds:ret_1:back',
    ]);
    expect(back(session, pounds(800n), { historical: true }).set.returns?.[0]).not.toHaveProperty('ordered');
  });

  test('is counted when it is asked for by itself', () => {
    expect(back({ ...sold(), apiReturns: 3 }, pounds(800n))).toMatchObject({
      key: 'ret_1',
      at: minutes(10),
      set: { apiReturns: 4 },
      fact: { historical: false },
    });
    expect(back(sold(), pounds(800n), { historical: true }).set).not.toHaveProperty('apiReturns');
  });

  test('follows those before it', () => {
    const earlier = made(1);
    expect(back({ ...sold(), returns: [earlier] }, pounds(800n)).set.returns?.map(({ id }) => id)).toEqual([
      'ret_old',
      'ret_1',
    ]);
  });

  test('takes effect by effect and unit by unit what is due no more, and all of what is not decided', () => {
    const session = sold(decided([due('a', 9n), due('a', 4n, 'stamps'), due('b', 3n)]));
    const { fact, set } = back(session, decided([due('a', 9n), due('a', 1n, 'stamps')]));
    expect(fact?.postings.map(({ unit, amount, effectId }) => [effectId, unit, amount])).toEqual([
      ['a', 'stamps', 3n],
      ['b', 'points', 3n],
    ]);
    expect(set.returns?.[0]?.pointsTakenBack).toBe(3n);
  });

  test('of a sale that was corrected takes from what that gave last, and says what is left', () => {
    const given = [
      { key: 'e:sal_1:a', account: sara, effectId: 'a', unit: 'points', amount: 5n },
      { key: 'e:sal_1:a:cor_1', account: sara, effectId: 'a', unit: 'points', amount: 4n },
      { key: 'e:sal_1:b', account: sara, effectId: 'b', unit: 'points', amount: 2n },
    ];
    const session = { ...sold(decided([due('a', 9n), due('b', 2n)])), given };
    const { fact, set } = back(session, decided([due('a', 3n), due('b', 1n)]));
    expect(fact?.postings).toMatchObject([
      { entryKey: 'e:sal_1:a:cor_1', amount: 4n },
      { entryKey: 'e:sal_1:a', amount: 2n },
      { entryKey: 'e:sal_1:b', amount: 1n },
    ]);
    expect(set.given).toMatchObject([
      { key: 'e:sal_1:a', amount: 3n },
      { key: 'e:sal_1:b', amount: 1n },
    ]);
    expect(back(sold(), pounds(800n)).set).not.toHaveProperty('given');
  });
});

describe('points that paid', () => {
  test('come back by the share of the money, less what came back before', () => {
    const session = paid({ ...sold(), returns: [made(0, { pointsRestored: 30n })] }, 260n);
    const half = { ...session, lines: planReturn(session, some).lines };
    expect(restoredBy(session, half)).toBe(70n);
    expect(restoredBy({ ...session, returns: [made(0, { pointsRestored: 101n })] }, half)).toBe(0n);
    expect(restoredBy({ ...session, reservations: [] }, half)).toBe(0n);
  });

  test('come back in full with the last line, of a free sale only then', () => {
    const all = (session: Session): Session => ({
      ...session,
      lines: session.lines.map((one) => ({ ...one, returnedMilli: one.quantityMilli })),
    });
    const session = paid(sold(), 260n);
    expect(restoredBy(session, all(session))).toBe(260n);
    const free = { ...session, total: 0n };
    expect([restoredBy(free, free), restoredBy(free, all(free))]).toEqual([0n, 260n]);
  });
});

describe('the most of returns', () => {
  const full = (...returns: readonly Return[]): Session => ({ ...sold(), returns });
  const refusal = expect.objectContaining({ kind: 'refused', code: 'too_many_returns' });

  test('of a sale is a thousand', () => {
    const many = Array.from({ length: 999 }, () => made(0));
    expect(planReturn(full(...many), some).returned).toEqual(some);
    expect(() => planReturn(full(...many, made(0)), some)).toThrow(refusal);
  });

  test('has 30,000 lines, those named twice counted once', () => {
    expect(planReturn(full(made(29_999)), [...some, ...some]).returned).toEqual([
      { position: 1, quantityMilli: 2_000n },
    ]);
    expect(() => planReturn(full(made(29_999)), [...some, { position: 2, quantityMilli: 1_000n }])).toThrow(refusal);
  });

  test('keeps ten thousand postings to ask about, of those asked for by themselves', () => {
    const kept = (count: number): Return =>
      made(0, {
        ordered: Array.from({ length: count }, () => ({
          key: 'k',
          account: sara,
          unit: 'points',
          amount: 1n,
          restores: false,
        })),
      });
    expect(back(full(made(0), kept(9_999)), pounds(800n)).set.returns).toHaveLength(3);
    expect(() => back(full(kept(9_999), kept(1)), pounds(800n))).toThrow(refusal);
    expect(back(full(kept(10_000)), pounds(800n), { historical: true }).set.returns).toHaveLength(2);
  });
});

test('a return says what is wrong with it', () => {
  const refused = (session: Session, wanted: typeof some) => () => planReturn(session, wanted);
  const wrong = (kind: string, code: string, details = {}) => expect.objectContaining({ kind, code, details });
  expect(refused(opened(), some)).toThrow(wrong('conflict', 'session_not_closed'));
  expect(refused(sold(), [])).toThrow(wrong('invalid', 'invalid_session', { field: 'lines' }));
  expect(refused(sold(), [{ position: 2, quantityMilli: 0n }])).toThrow(
    wrong('invalid', 'invalid_session', { line: '2', fault: 'quantity_not_positive' }),
  );
  expect(refused(sold(), [{ position: 9, quantityMilli: 1n }])).toThrow(
    wrong('not_found', 'line_not_found', { line: '9' }),
  );
  expect(refused(sold(), [{ position: 2, quantityMilli: 1_001n }])).toThrow(
    wrong('refused', 'more_than_sold', { line: '2' }),
  );
});
