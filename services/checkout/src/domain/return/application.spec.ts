import { describe, expect, test } from '@jest/globals';
import { claimWith } from '../../../test/claims.ts';
import { after, line, noon, opened, pounds } from '../../../test/sales.ts';
import type { ReceiptClaim } from '../receipt/receipt-claim.ts';
import { closeSession } from '../session/end-session.ts';
import type { Session } from '../session/session.ts';
import { Application, contestedBy } from './application.ts';

const sale = (sessionId: string, units: bigint, changes: Partial<Session> = {}): Session => {
  const session = opened([line('tea', units, '1.00')]);
  return { ...after(session, closeSession(session, 'k', pounds(session.total), noon)), sessionId, ...changes };
};
const claim = (id: string, sessionIds: readonly string[], changes: Partial<ReceiptClaim> = {}): ReceiptClaim =>
  claimWith(id, {
    kind: 'return',
    owner: `ret_${id}`,
    saleId: '',
    returnId: `ret_${id}`,
    allocation: sessionIds.map((sessionId, place) => ({
      line: place,
      row: place,
      sessionId,
      position: 1,
      quantityMilli: 1_000n,
    })),
    revision: 1,
    settled: false,
    ...changes,
  });
const stands = ({ returnId }: ReceiptClaim, session: Session): Session => ({
  ...session,
  lines: session.lines.map((one) => ({ ...one, returnedMilli: 1_000n })),
  returns: [
    {
      id: returnId,
      receipt: 'r',
      at: noon,
      lines: [{ position: 1, quantityMilli: 1_000n, amount: 100n }],
      amount: 100n,
      pointsTakenBack: 1n,
      pointsRestored: 0n,
    },
  ],
});

describe('sales that slower callers may still change', () => {
  test('are all that an unsettled allocation names or named', () => {
    expect(contestedBy(claim('a', ['s', 's', 't'], { places: ['t', 'u'] }))).toEqual(['t', 'u', 's']);
  });

  test('are none once it is settled', () => {
    expect(contestedBy(claim('a', ['s'], { settled: true }))).toEqual([]);
  });
});

describe('applying allocations', () => {
  const [a, b] = [claim('a', ['s', 't'], { places: ['u'] }), claim('b', ['s'])];
  const run = (claims: readonly ReceiptClaim[], contested: readonly string[] = []) =>
    new Application(claims, new Set(contested));
  const ids = (claims: Iterable<ReceiptClaim>): string[] => [...claims].map(({ id }) => id);
  const shown = (application: Application, ...sessions: readonly Session[]) => {
    const { planned, fences, asked } = application.round(sessions);
    return {
      planned: planned.map(({ session, plan }) => `${plan.claim.id} in ${session.sessionId}`),
      fences: fences.map(({ sessionId }) => sessionId),
      asked: ids(asked),
    };
  };

  test('looks at each sale where a claim stands or stood', () => {
    expect(run([a, b]).sessionIds.toSorted()).toEqual(['s', 't', 'u']);
  });

  test('plans one return of a sale at a time, in the order of time', () => {
    const earlier = claim('c', ['s'], { at: new Date(noon.getTime() - 1) });
    expect(shown(run([a, b, earlier]), sale('s', 9n), sale('t', 9n), sale('u', 9n))).toEqual({
      planned: ['c in s', 'a in t'],
      fences: [],
      asked: ['c', 'a'],
    });
  });

  test('asks once about a claim of which several sales take a part', () => {
    expect(shown(run([a]), sale('s', 9n), sale('t', 9n)).asked).toEqual(['a']);
  });

  test('lets a return leave where it stands no longer', () => {
    const moved = claim('a', [], { places: ['s'] });
    expect(shown(run([moved], ['s']), stands(moved, sale('s', 1n)))).toEqual({
      planned: ['a in s'],
      fences: [],
      asked: ['a'],
    });
  });

  test('leaves a claim out that was overtaken, and has no fence for it alone', () => {
    const application = run([a, b], ['s', 't']);
    application.overtake([a]);
    expect(shown(application, sale('s', 9n), sale('t', 9n))).toEqual({ planned: ['b in s'], fences: [], asked: ['b'] });
    expect(ids(application.overtaken)).toEqual(['a']);
  });

  test('saves a contested sale that has nothing to do, until it was written', () => {
    const application = run([b], ['s']);
    const done = stands(b, sale('s', 1n));
    expect(shown(application, done).fences).toEqual(['s']);
    expect(shown(run([b]), done).fences).toEqual([]);
    expect(application.write(done, false)).toBe(false);
    expect(shown(application, done)).toEqual({ planned: [], fences: [], asked: [] });
  });

  test('reads a sale again after a return, where others stand in it', () => {
    const application = run([a, b], ['s']);
    expect(application.write(sale('s', 9n), true)).toBe(true);
    expect(application.write(sale('t', 9n), true)).toBe(false);
    expect(application.write(sale('s', 9n), false)).toBe(false);
    application.overtake([a]);
    expect(application.write(sale('s', 9n), true)).toBe(false);
  });

  test('says which claims found no room when a sale was last looked at', () => {
    const application = run([a, b]);
    const full = { ...sale('s', 1n), lines: sale('s', 1n).lines.map((one) => ({ ...one, returnedMilli: 1_000n })) };
    expect(shown(application, full, sale('t', 9n)).planned).toEqual(['a in t']);
    expect(ids(application.stuck)).toEqual(['a', 'b']);
    application.round([sale('s', 9n)]);
    expect(ids(application.stuck)).toEqual([]);
  });
});
