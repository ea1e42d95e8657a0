import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { after, given, line, minutes, noon, opened, pounds } from '../../test/sales.ts';
import { closeSession } from './end-session.ts';
import type { NewLine } from './line.ts';
import type { Session } from './session.ts';
import { planReturn, recordReturn, remainingTotal, type WantedLine } from './take-back.ts';

const sold = (lines: readonly NewLine[], spent = 0n): Session => {
  const session = opened(lines);
  const hold = { key: 'k', ledgerKey: 'e:hold:sal_1:points', points: spent, value: spent, askedAt: noon };
  const closed = after(session, closeSession(session, 'k2', { accruals: pounds(session.total), rejections: [] }, noon));
  return spent > 0n ? { ...closed, hold } : closed;
};

let returns = 0;
const takeBack = (wanted: readonly WantedLine[]) => (session: Session) => {
  const plan = planReturn(session, wanted);
  return recordReturn(session, plan, { id: `ret_${String(++returns)}`, receipt: '', at: minutes(9), historical: false }, pounds(plan.remainingTotal), minutes(9));
};
const one = (position: number, units: bigint): WantedLine[] => [{ position, quantityMilli: units * 1_000n }];

describe('returning lines', () => {
  test('takes back what the rule gives no more for what is left', () => {
    const session = sold([line('tea', 3n, '0.99'), line('cup', 1n, '4.50')]);
    const decision = given(session).when(takeBack(one(1, 2n))).decision();
    expect(session.accruals).toEqual(pounds(747n));
    expect(decision?.fact).toMatchObject({
      kind: 'returned',
      return: { amount: 198n, pointsTakenBack: 2n, lines: [{ position: 1, quantityMilli: 2_000n, amount: 198n }] },
      remainingTotal: 549n,
      accrualChanges: [{ ruleId: 'rul_pounds', points: 5n, base: 549n, takenBack: 2n }],
    });
  });

  test('in parts gives amounts that add up to the line, however they are rounded', () => {
    let session = sold([line('bead', 3n, '0.125')]);
    const amounts = [1n, 1n, 1n].map((quantity) => {
      session = given(session).when(takeBack(one(1, quantity))).session();
      return session.returns.at(-1)?.amount;
    });
    expect(amounts).toEqual([13n, 12n, 13n]);
    expect(remainingTotal(session)).toBe(0n);
  });

  test('never takes back below zero when the rest would earn more', () => {
    const session = sold([line('tea', 2n, '5.00')]);
    const plan = planReturn(session, one(1, 1n));
    const decision = recordReturn(session, plan, { id: 'ret_x', receipt: '', at: noon, historical: false }, pounds(5_000n), noon);
    expect(decision.fact).toMatchObject({ accrualChanges: [{ points: 10n, takenBack: 0n }] });
  });

  test('gives points that paid back by their share, rounded down, and all of them at the end', () => {
    let session = sold([line('tea', 3n, '1.00')], 100n);
    const restored = [1n, 1n, 1n].map((quantity) => {
      session = given(session).when(takeBack(one(1, quantity))).session();
      return session.returns.at(-1)?.pointsRestored;
    });
    expect(restored).toEqual([33n, 33n, 34n]);
  });

  test('adds up lines named twice', () => {
    const session = sold([line('tea', 3n, '1.00')]);
    expect(given(session).when(takeBack([...one(1, 1n), ...one(1, 2n)])).session().lines[0]?.returnedMilli).toBe(3_000n);
    expect(given(session).when(takeBack([...one(1, 2n), ...one(1, 2n)])).refusal()).toBe('more_than_sold');
  });

  test.each([
    ['more_than_sold', one(1, 4n)],
    ['line_not_found', one(2, 1n)],
    ['invalid_session', one(1, 0n)],
    ['invalid_session', one(1, -1n)],
    ['invalid_session', []],
  ])('is refused as %s for %o', (code, wanted) => expect(given(sold([line('tea', 3n, '1.00')])).when(takeBack(wanted)).refusal()).toBe(code));

  test('needs a closed sale', () => expect(given(opened()).when(takeBack(one(1, 1n))).refusal()).toBe('session_not_closed'));
});

const price = fc.tuple(fc.integer({ min: 1, max: 99_999 }), fc.integer({ min: 0, max: 4 })).map(([digits, scale]) => (digits / 10 ** scale).toFixed(scale)).filter((text) => Number(text) > 0);
const lines = fc.array(fc.tuple(fc.bigInt({ min: 1n, max: 20n }), price).map(([quantity, unitPrice]) => line('sku', quantity, unitPrice)), { minLength: 1, maxLength: 5 });
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
      const sum = (pick: (one: Session['returns'][number]) => bigint): bigint => session.returns.reduce((total, made) => total + pick(made), 0n);
      const left = remainingTotal(session);
      expect(sum(({ amount }) => amount)).toBe(whole.total - left);
      expect(session.accruals[0]?.points ?? 0n).toBe(left / 100n);
      expect(sum(({ pointsTakenBack }) => pointsTakenBack)).toBe(whole.total / 100n - left / 100n);
      const allBack = session.lines.every(({ quantityMilli, returnedMilli }) => quantityMilli === returnedMilli);
      expect(sum(({ pointsRestored }) => pointsRestored)).toBe(allBack ? spent : (spent * (whole.total - left)) / (whole.total || 1n));
    }),
    { numRuns: 200 },
  );
});
