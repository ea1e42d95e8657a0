import { describe, expect, test } from '@jest/globals';
import { claimWith } from '../../../test/claims.ts';
import { after, line, minutes, noon, opened, pounds, sara } from '../../../test/sales.ts';
import type { ReceiptClaim } from '../receipt/receipt-claim.ts';
import { closeSession } from '../session/end-session.ts';
import type { Return, Session } from '../session/session.ts';
import { decideReturn, nextReturn, type ReturnPlan } from './settle-return.ts';
import { costOfRest, remainingTotal } from './take-back.ts';

const sold = (): Session => {
  const session = opened([line('tea', 3n, '2.00'), line('cup', 2n, '5.00')]);
  return after(session, closeSession(session, 'k', pounds(session.total), noon));
};
/** A claim whose lines go to the session: thousandths of a unit by position. */
const claim = (id: string, units: readonly [number, bigint][], changes: Partial<ReceiptClaim> = {}): ReceiptClaim =>
  claimWith(id, {
    kind: 'return',
    owner: `ret_${id}`,
    saleId: '',
    returnId: `ret_${id}`,
    allocation: units.map(([position, quantityMilli], place) => ({
      line: place,
      row: place,
      sessionId: 's1',
      position,
      quantityMilli,
    })),
    ...changes,
  });
const planned = (session: Session, ...claims: readonly ReceiptClaim[]) => {
  const { ready, waiting } = nextReturn(session, claims);
  return {
    ready: ready && [ready.claim.id, ready.isNew, ready.plan.lines.map(({ returnedMilli }) => returnedMilli)],
    waiting: waiting.map(({ id }) => id),
  };
};
const readyOf = (session: Session, ...claims: readonly ReceiptClaim[]): ReturnPlan => {
  const { ready } = nextReturn(session, claims);
  if (!ready) throw new Error('nothing is ready');
  return ready;
};
/** What stands when the claims' returns have been written down one after the other. */
const settled = (session: Session, ...claims: readonly ReceiptClaim[]): Session =>
  claims.reduce((now, one) => after(now, decide(now, readyOf(now, one))), session);
const decide = (session: Session, plan: ReturnPlan) => {
  const left = costOfRest({ ...session, lines: plan.plan.lines });
  return decideReturn(session, plan, pounds(left), 'cor_1', minutes(9));
};

describe('what a sale has to do for returns', () => {
  test('is to take a new one back', () => {
    expect(
      planned(
        sold(),
        claim('a', [
          [1, 1_000n],
          [1, 500n],
          [2, 2_000n],
        ]),
      ),
    ).toEqual({
      ready: ['a', true, [1_500n, 2_000n]],
      waiting: [],
    });
    expect(
      readyOf(
        sold(),
        claim('a', [
          [1, 1_000n],
          [1, 500n],
        ]),
      ).plan.returned,
    ).toEqual([{ position: 1, quantityMilli: 1_500n }]);
  });

  test('is nothing where it stands as it is allocated, in whatever parts, or is allocated elsewhere', () => {
    const session = settled(
      sold(),
      claim('a', [
        [1, 2_000n],
        [2, 1_000n],
      ]),
    );
    expect(
      planned(
        session,
        claim('a', [
          [2, 1_000n],
          [1, 500n],
          [1, 1_500n],
        ]),
      ),
    ).toEqual({ ready: undefined, waiting: [] });
    const elsewhere = claim('b', [[1, 1_000n]]);
    const allocation = elsewhere.allocation.map((one) => ({ ...one, sessionId: 's2' }));
    expect(planned(session, { ...elsewhere, allocation })).toEqual({ ready: undefined, waiting: [] });
  });

  test('is nothing while it is not closed', () => {
    expect(planned(opened(), claim('a', [[1, 1_000n]]))).toEqual({ ready: undefined, waiting: [] });
  });

  test('is to move one that stands otherwise: by its units, its lines, or away', () => {
    const session = settled(sold(), claim('a', [[1, 2_000n]]));
    const moved = (...units: [number, bigint][]) => planned(session, claim('a', units)).ready;
    expect(moved([1, 1_000n])).toEqual(['a', false, [1_000n, 0n]]);
    expect(moved([2, 2_000n])).toEqual(['a', false, [0n, 2_000n]]);
    expect(moved([1, 2_000n], [2, 1_000n])).toEqual(['a', false, [2_000n, 1_000n]]);
    expect(moved()).toEqual(['a', false, [0n, 0n]]);
  });

  test('is to let others go first that give up what one waits for', () => {
    const session = settled(sold(), claim('a', [[1, 2_000n]]), claim('b', [[1, 1_000n]]));
    const [fresh, wider, leaves] = [claim('c', [[1, 1_000n]]), claim('b', [[1, 2_000n]]), claim('a', [[2, 2_000n]])];
    expect(planned(session, fresh, wider, leaves)).toEqual({
      ready: ['a', false, [1_000n, 2_000n]],
      waiting: ['c', 'b'],
    });
    expect(planned(session, fresh, wider)).toEqual({ ready: undefined, waiting: ['c', 'b'] });
  });

  test('is an error where a line is not in the sale', () => {
    expect(() => planned(sold(), claim('a', [[9, 1_000n]]))).toThrow(
      expect.objectContaining({ code: 'line_not_found' }),
    );
  });
});

describe('writing it down', () => {
  test('a new return has the id, the receipt and the time of its claim, and is told as one of a batch', () => {
    const decision = decide(sold(), readyOf(sold(), claim('a', [[1, 1_000n]], { at: minutes(3) })));
    expect(decision).toMatchObject({
      key: 'ret_a',
      at: minutes(9),
      fact: { kind: 'returned', historical: true, return: { id: 'ret_a', receipt: 'a', at: minutes(3), amount: 200n } },
    });
    expect(decision.set).not.toHaveProperty('apiReturns');
    expect(decision.set.returns?.[0]).not.toHaveProperty('ordered');
    const { at: _at, ...timeless } = claim('a', [[1, 1_000n]]);
    expect(decide(sold(), readyOf(sold(), timeless)).fact).toMatchObject({ return: { at: minutes(9) } });
  });

  test('one that moves is a correction, and gives back what it is worth where it stands now', () => {
    const session = settled(sold(), claim('a', [[1, 1_000n]]), claim('b', [[2, 1_000n]]));
    const [other, mine] = session.returns as [Return, Return];
    expect([other.amount, mine.amount, mine.pointsTakenBack]).toEqual([200n, 500n, 5n]);
    const decision = decide(session, readyOf(session, claim('b', [[1, 2_000n]])));
    expect(decision.set.returns).toEqual([
      other,
      { ...mine, lines: [{ position: 1, quantityMilli: 2_000n, amount: 400n }], amount: 400n, pointsTakenBack: 4n },
    ]);
    expect(decision).toMatchObject({
      key: 'cor_1',
      at: minutes(9),
      fact: {
        kind: 'corrected',
        correction: { reason: 'returns_moved', pointsGiven: 1n, pointsTakenBack: 0n },
        remainingTotalBefore: 900n,
        remainingTotal: 1_000n,
        postings: [{ verb: 'accrue', account: sara, amount: 1n }],
      },
    });
    expect(decision.set.lines?.map(({ returnedMilli }) => returnedMilli)).toEqual([3_000n, 0n]);
  });

  test('one that leaves gives back nothing and takes nothing', () => {
    const session = settled(sold(), claim('a', [[1, 1_000n]]));
    const left = settled(session, claim('a', []));
    expect(left.returns).toMatchObject([{ id: 'ret_a', lines: [], amount: 0n, pointsTakenBack: 0n }]);
    expect([remainingTotal(left), left.adjudication]).toEqual([1_600n, pounds(1_600n)]);
  });
});
