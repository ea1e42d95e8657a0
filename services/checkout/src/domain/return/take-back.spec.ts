import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { after, given, line, minutes, noon, opened, pointsDue, pounds, sara } from '../../../test/sales.ts';
import { givesAnything, type Adjudication } from '../session/adjudication.ts';
import { closeSession } from '../session/end-session.ts';
import type { NewLine } from '../session/line.ts';
import type { Session } from '../session/session.ts';
import { planReturn, recordReturn, remainingTotal, type WantedLine } from './take-back.ts';

const sold = (lines: readonly NewLine[], spent = 0n): Session => {
  const session = opened(lines);
  const closed = after(session, closeSession(session, 'k2', pounds(session.total), noon));
  const reservation = {
    id: 'pay:points',
    account: sara,
    unit: 'points',
    amount: spent,
    key: 'e:sal_1:pay:points:hold',
    captureKey: 'e:sal_1:pay:points',
    pays: spent,
  };
  return spent > 0n ? { ...closed, reservations: [reservation] } : closed;
};

let returns = 0;
const takeBack = (wanted: readonly WantedLine[]) => (session: Session) => {
  const plan = planReturn(session, wanted);
  const left = remainingTotal({ ...session, lines: plan.lines });
  const rest = pounds(left, { decided: session.adjudication.decision, onlyLess: true });
  return recordReturn(
    session,
    plan,
    { id: `ret_${String(++returns)}`, receipt: '', at: minutes(9), historical: false },
    givesAnything(session.adjudication) ? rest : session.adjudication,
    minutes(9),
  );
};
const one = (position: number, units: bigint): WantedLine[] => [{ position, quantityMilli: units * 1_000n }];

describe('returning lines', () => {
  test('takes back what the rule gives no more for what is left', () => {
    const session = sold([line('tea', 3n, '0.99'), line('cup', 1n, '4.50')]);
    const decision = given(session)
      .when(takeBack(one(1, 2n)))
      .decision();
    expect(session.adjudication).toEqual(pounds(747n));
    expect(decision?.fact).toMatchObject({
      kind: 'returned',
      return: { amount: 198n, pointsTakenBack: 2n, lines: [{ position: 1, quantityMilli: 2_000n, amount: 198n }] },
      remainingTotal: 549n,
      postings: [
        {
          verb: 'reverse',
          account: sara,
          unit: 'points',
          amount: 2n,
          entryKey: 'e:sal_1:rul_pounds',
          effectId: 'rul_pounds',
          effectiveAt: minutes(9),
        },
      ],
    });
    expect(decision?.set.adjudication?.dues).toMatchObject([{ effectId: 'rul_pounds', amount: 5n }]);
  });

  test('in parts gives amounts that add up to the line, however they are rounded', () => {
    let session = sold([line('bead', 3n, '0.125')]);
    const amounts = [1n, 1n, 1n].map((quantity) => {
      session = given(session)
        .when(takeBack(one(1, quantity)))
        .session();
      return session.returns.at(-1)?.amount;
    });
    expect(amounts).toEqual([13n, 12n, 13n]);
    expect(remainingTotal(session)).toBe(0n);
  });

  test('never takes back below zero when the rest would earn more', () => {
    const session = sold([line('tea', 2n, '5.00')]);
    const plan = planReturn(session, one(1, 1n));
    const decision = recordReturn(
      session,
      plan,
      { id: 'ret_x', receipt: '', at: noon, historical: false },
      pounds(5_000n),
      noon,
    );
    expect(decision).toMatchObject({ set: { returns: [{ pointsTakenBack: 0n }] }, fact: { postings: [] } });
  });

  test('gives back the money that was paid: less what promotions took off and take off what is left', () => {
    const open = opened([line('tea', 2n, '5.00'), line('cup', 1n, '3.00')]);
    const off = (...amounts: [number, bigint][]): Adjudication => ({
      ...pounds(1_300n),
      adjustments: amounts.map(([position, amount]) => ({ effectId: 'ten', position, amount })),
    });
    const session = after(open, closeSession(open, 'k2', off([1, 100n], [2, 30n]), noon));
    expect(session.total).toBe(1_170n);
    const back = (wanted: WantedLine[], rest: Adjudication) =>
      recordReturn(
        session,
        planReturn(session, wanted),
        { id: 'r', receipt: '', at: noon, historical: false },
        rest,
        noon,
      );
    expect(back(one(1, 1n), off([1, 50n], [2, 30n]))).toMatchObject({
      set: { returns: [{ amount: 450n, lines: [{ position: 1, amount: 450n }] }] },
      fact: { remainingTotal: 720n },
    });
    // Below the promotion's least total what is left costs its full price.
    expect(back(one(1, 2n), off())).toMatchObject({
      set: { returns: [{ amount: 870n, lines: [{ position: 1, amount: 900n }] }] },
      fact: { remainingTotal: 300n },
    });
    expect(back([...one(1, 2n), ...one(2, 1n)], off())).toMatchObject({
      set: { returns: [{ amount: 1_170n }] },
      fact: { remainingTotal: 0n },
    });
  });

  test('turns effects back one by one, in whatever unit they gave', () => {
    const open = opened([line('tea', 2n, '5.00')]);
    const dues = (points: bigint, stamps: bigint): Adjudication => ({
      decision: new Uint8Array([8, 1]),
      adjustments: [],
      dues: [
        { effectId: 'a', unit: 'points', amount: points },
        { effectId: 'b', unit: 'stamps', amount: stamps },
      ],
    });
    const closing = closeSession(open, 'k2', dues(10n, 2n), noon);
    expect(closing?.fact?.postings).toMatchObject([
      { key: 'e:sal_1:a', unit: 'points', amount: 10n },
      { key: 'e:sal_1:b', unit: 'stamps', amount: 2n },
    ]);
    const session = after(open, closing);
    const decision = recordReturn(
      session,
      planReturn(session, one(1, 1n)),
      { id: 'r', receipt: '', at: noon, historical: false },
      dues(5n, 1n),
      noon,
    );
    expect(decision.fact?.postings).toMatchObject([
      { key: 'e:sal_1:a:r:back', entryKey: 'e:sal_1:a', unit: 'points', amount: 5n },
      { key: 'e:sal_1:b:r:back', entryKey: 'e:sal_1:b', unit: 'stamps', amount: 1n },
    ]);
    expect(decision.set.returns?.[0]?.pointsTakenBack).toBe(5n);
  });

  test('gives points that paid back by their share, rounded down, and all of them at the end', () => {
    let session = sold([line('tea', 3n, '1.00')], 100n);
    const restored = [1n, 1n, 1n].map((quantity) => {
      session = given(session)
        .when(takeBack(one(1, quantity)))
        .session();
      return session.returns.at(-1)?.pointsRestored;
    });
    expect(restored).toEqual([33n, 33n, 34n]);
  });

  test('adds up lines named twice', () => {
    const session = sold([line('tea', 3n, '1.00')]);
    expect(
      given(session)
        .when(takeBack([...one(1, 1n), ...one(1, 2n)]))
        .session().lines[0]?.returnedMilli,
    ).toBe(3_000n);
    expect(
      given(session)
        .when(takeBack([...one(1, 2n), ...one(1, 2n)]))
        .refusal(),
    ).toBe('more_than_sold');
  });

  test.each([
    ['more_than_sold', one(1, 4n)],
    ['line_not_found', one(2, 1n)],
    ['invalid_session', one(1, 0n)],
    ['invalid_session', one(1, -1n)],
    ['invalid_session', []],
  ])('is refused as %s for %o', (code, wanted) =>
    expect(
      given(sold([line('tea', 3n, '1.00')]))
        .when(takeBack(wanted))
        .refusal(),
    ).toBe(code),
  );

  test('needs a closed sale', () =>
    expect(
      given(opened())
        .when(takeBack(one(1, 1n)))
        .refusal(),
    ).toBe('session_not_closed'));
});

const price = fc
  .tuple(fc.integer({ min: 1, max: 99_999 }), fc.integer({ min: 0, max: 4 }))
  .map(([digits, scale]) => (digits / 10 ** scale).toFixed(scale))
  .filter((text) => Number(text) > 0);
const lines = fc.array(
  fc.tuple(fc.bigInt({ min: 1n, max: 20n }), price).map(([quantity, unitPrice]) => line('sku', quantity, unitPrice)),
  { minLength: 1, maxLength: 5 },
);
const parts = fc.array(fc.tuple(fc.integer({ min: 1, max: 5 }), fc.bigInt({ min: 1n, max: 20n })), { maxLength: 30 });

test('whatever is returned in parts: never more than was sold, and what stands is what the rest would earn', () => {
  fc.assert(
    fc.property(lines, parts, fc.bigInt({ min: 0n, max: 500n }), (basket, wanted, wish) => {
      const whole = sold(basket);
      const spent = wish < whole.total ? wish : whole.total;
      let session = sold(basket, spent);
      for (const [position, quantity] of wanted) {
        const target = session.lines[position - 1];
        const tooMuch = target === undefined || target.returnedMilli + quantity * 1_000n > target.quantityMilli;
        const attempt = given(session).when(takeBack(one(position, quantity)));
        expect(attempt.refusal()).toBe(tooMuch ? (target ? 'more_than_sold' : 'line_not_found') : 'not refused');
        if (!tooMuch) session = attempt.session();
      }
      const sum = (pick: (one: Session['returns'][number]) => bigint): bigint =>
        session.returns.reduce((total, made) => total + pick(made), 0n);
      const left = remainingTotal(session);
      expect(sum(({ amount }) => amount)).toBe(whole.total - left);
      expect(pointsDue(session)[0] ?? 0n).toBe(left / 100n);
      expect(sum(({ pointsTakenBack }) => pointsTakenBack)).toBe(whole.total / 100n - left / 100n);
      const allBack = session.lines.every(({ quantityMilli, returnedMilli }) => quantityMilli === returnedMilli);
      expect(sum(({ pointsRestored }) => pointsRestored)).toBe(
        allBack ? spent : (spent * (whole.total - left)) / (whole.total || 1n),
      );
    }),
    { numRuns: 200 },
  );
});
