import { describe, expect, test } from '@jest/globals';
import { claimWith } from '../../../test/claims.ts';
import { after, line, noon, opened, pounds } from '../../../test/sales.ts';
import type { ReceiptClaim, RowException, WantedBack } from '../receipt/receipt-claim.ts';
import { closeSession } from '../session/end-session.ts';
import type { NewLine } from '../session/line.ts';
import type { Return, Session } from '../session/session.ts';
import { inOrder, lastingExceptions, reallocate, withAllocation } from './reallocate.ts';

const hours = (count: number): Date => new Date(noon.getTime() + count * 3_600_000);
const sale = (sessionId: string, lines: readonly NewLine[], changes: Partial<Session> = {}): Session => {
  const session = opened(lines);
  const closed = after(session, closeSession(session, 'k', pounds(session.total), noon));
  return { ...closed, sessionId, saleId: `sal_${sessionId}`, receipt: sessionId, memberId: 'ana', ...changes };
};
const made = (id: string, units: readonly [number, bigint][], receipt = ''): Return => ({
  id,
  receipt,
  at: noon,
  lines: units.map(([position, quantity]) => ({ position, quantityMilli: quantity * 1_000n, amount: 0n })),
  amount: 0n,
  pointsTakenBack: 0n,
  pointsRestored: 0n,
});
/** The sale with these units of its first line back. */
const taken = (session: Session, units: bigint, ...returns: readonly Return[]): Session => ({
  ...session,
  lines: session.lines.map((one, index) => (index === 0 ? { ...one, returnedMilli: units * 1_000n } : one)),
  returns,
});
const want = (place: number, sku: string, units: bigint, unitPrice = '5'): WantedBack => ({
  line: place,
  row: place + 1,
  sku,
  unitPrice,
  quantityMilli: units * 1_000n,
});
const claim = (id: string, wanted: readonly WantedBack[], changes: Partial<ReceiptClaim> = {}): ReceiptClaim =>
  claimWith(id, {
    kind: 'return',
    owner: `ret_${id}`,
    saleId: `ret_${id}`,
    returnId: `ret_${id}`,
    accepted: false,
    wanted,
    at: hours(1),
    ...changes,
  });
const shown = (claims: readonly ReceiptClaim[], sessions: readonly Session[], keys?: ReadonlySet<string>) =>
  Object.fromEntries(
    [...reallocate('ana', claims, sessions, keys)].map(([id, { lines, exceptions }]) => [
      id,
      [
        ...lines.map(({ sessionId, position, quantityMilli }) => [sessionId, position, Number(quantityMilli) / 1_000]),
        ...exceptions.map(({ code, quantityMilli }) => [code, Number(quantityMilli) / 1_000]),
      ],
    ]),
  );
const tea = line('tea', 2n, '5');

describe('a line that goes back', () => {
  test('goes to the latest sale that is no later, and what is over to the one before', () => {
    const sales = [
      sale('old', [tea], { soldAt: hours(-2) }),
      sale('new', [tea], { soldAt: hours(1) }),
      sale('later', [tea], { soldAt: new Date(hours(1).getTime() + 1) }),
    ];
    expect(shown([claim('a', [want(0, 'tea', 3n)])], sales)).toEqual({
      a: [
        ['new', 1, 2],
        ['old', 1, 1],
      ],
    });
    expect(reallocate('ana', [claim('a', [want(4, 'tea', 1n)])], sales).get('a')?.lines).toEqual([
      { line: 4, row: 5, sessionId: 'new', position: 1, quantityMilli: 1_000n },
    ]);
  });

  test('of sales at the same instant goes to the last receipt, then to the last id, in whatever order they come', () => {
    const [a, b, c] = [
      sale('a', [tea], { receipt: '2' }),
      sale('b', [tea], { receipt: '1' }),
      sale('c', [tea], { receipt: '2' }),
    ];
    for (const sales of [
      [a, b, c],
      [c, b, a],
      [b, c, a],
    ])
      expect(shown([claim('x', [want(0, 'tea', 5n)])], sales)).toEqual({
        x: [
          ['c', 1, 2],
          ['a', 1, 2],
          ['b', 1, 1],
        ],
      });
  });

  test('finds only sales of the member that are closed, of the branches that may be looked in, of another receipt', () => {
    const allowed = claim('a', [want(0, 'tea', 1n)], { branchIds: ['b1', 'b2'] });
    const here = { branchId: 'b2' };
    const find = (changes: Partial<Session>) => shown([allowed], [sale('s', [tea], { ...here, ...changes })]).a;
    expect(find({})).toEqual([['s', 1, 1]]);
    expect(find({ memberId: 'ben' })).toEqual([['no_matching_line', 0]]);
    expect(find({ state: 'cancelled' })).toEqual([['no_matching_line', 0]]);
    expect(find({ branchId: 'b3' })).toEqual([['no_matching_line', 0]]);
    expect(find({ saleId: allowed.saleId })).toEqual([['no_matching_line', 0]]);
    expect(find({ soldAt: undefined })).toEqual([['no_matching_line', 0]]);
  });

  test('finds what other returns left, and what it has itself', () => {
    const whole = sale('s', [tea]);
    const find = (session: Session) => shown([claim('a', [want(0, 'tea', 2n)])], [session]).a;
    expect(find(taken(whole, 1n, made('ret_other', [[1, 1n]])))).toEqual([
      ['s', 1, 1],
      ['matched_in_part', 1],
    ]);
    expect(find(taken(whole, 2n, made('ret_other', [[1, 2n]])))).toEqual([['no_matching_line', 0]]);
    expect(find(taken(whole, 2n, made('ret_a', [[1, 1n]]), made('ret_a', [[1, 1n]])))).toEqual([['s', 1, 2]]);
  });

  test('goes through the lines of a sale in their order, of its price alone', () => {
    const session = sale('s', [line('tea', 1n, '4'), tea, line('cup', 9n, '5'), line('tea', 1n, '5')]);
    expect(shown([claim('a', [want(0, 'tea', 9n)])], [session])).toEqual({
      a: [
        ['s', 2, 2],
        ['s', 4, 1],
        ['matched_in_part', 6],
      ],
    });
  });

  test('of several returns goes in the order of time, then of receipts, then of ids', () => {
    const one = (id: string, changes: Partial<ReceiptClaim>) => claim(id, [want(0, 'tea', 1n)], changes);
    const [first, second, third] = [
      one('c', { receipt: 'r1' }),
      one('b', { receipt: 'r2' }),
      one('d', { receipt: 'r2' }),
    ];
    const early = one('z', { at: hours(0), receipt: 'r9' });
    const inTime = [early, first, second, third];
    expect([third, second, first, early].toSorted(inOrder)).toEqual(inTime);
    expect([first, third, early, second].toSorted(inOrder)).toEqual(inTime);
    const { at: _at, ...timeless } = one('y', {});
    expect([early, timeless].toSorted(inOrder)).toEqual([timeless, early]);
    expect(shown([third, second, first, early], [sale('s', [line('tea', 3n, '5')])])).toEqual({
      z: [['s', 1, 1]],
      c: [['s', 1, 1]],
      b: [['s', 1, 1]],
      d: [['no_matching_line', 0]],
    });
  });
});

describe('a line that finds no place', () => {
  test('names lines of the goods at other prices, ten of them', () => {
    const sales = Array.from({ length: 12 }, (_one, index) =>
      sale(`s${String(index)}`, [line('tea', 2n, '4')], { soldAt: hours(-index) }),
    );
    const [exception] = reallocate('ana', [claim('a', [want(0, 'tea', 1n)])], sales).get('a')?.exceptions ?? [];
    expect(exception).toMatchObject({ row: 1, line: 0, code: 'price_differs', quantityMilli: 0n });
    expect(exception?.fits).toHaveLength(10);
    expect(exception?.fits?.[0]).toEqual({ sessionId: 's0', position: 1, unitPrice: '4', leftMilli: 2_000n });
    const used = sales.map((one) => taken(one, 2n, made('ret_other', [[1, 2n]])));
    expect(reallocate('ana', [claim('a', [want(0, 'tea', 1n)])], used).get('a')?.exceptions).toEqual([
      { row: 1, line: 0, code: 'no_matching_line', quantityMilli: 0n },
    ]);
    const later = sales.map((one) => ({ ...one, soldAt: hours(2) }));
    expect(shown([claim('a', [want(0, 'tea', 1n)])], later).a).toEqual([['no_matching_line', 0]]);
  });

  test('because its sale has a thousand returns says that, and names no lines of it', () => {
    const returns = Array.from({ length: 1_000 }, (_one, index) => made(`ret_${String(index)}`, []));
    const full = { ...sale('s', [tea, line('cup', 1n, '4')]), returns };
    expect(shown([claim('a', [want(0, 'tea', 1n)])], [full]).a).toEqual([['too_many_returns', 0]]);
    expect(shown([claim('a', [want(0, 'cup', 1n)])], [full]).a).toEqual([['no_matching_line', 0]]);
  });

  test('takes the room of a sale that another line has taken', () => {
    const returns = Array.from({ length: 999 }, (_one, index) => made(`ret_x${String(index)}`, []));
    const almost = { ...sale('s', [tea, line('cup', 1n, '5')]), returns };
    const claims = [claim('a', [want(0, 'tea', 1n), want(1, 'cup', 1n)]), claim('b', [want(0, 'tea', 1n)])];
    expect(shown(claims, [almost])).toEqual({
      a: [
        ['s', 1, 1],
        ['s', 2, 1],
      ],
      b: [['too_many_returns', 0]],
    });
  });
});

describe('what a till took back', () => {
  test('is not taken again, and counts for the row', () => {
    const session = taken(sale('s', [tea]), 1n, made('ret_till', [[1, 1n]], 'a'));
    expect(shown([claim('a', [want(0, 'tea', 1n)], { at: noon })], [session])).toEqual({ a: [] });
    expect(shown([claim('a', [want(0, 'tea', 2n)], { at: noon })], [session])).toEqual({ a: [['s', 1, 1]] });
    expect(shown([claim('a', [want(0, 'tea', 4n)], { at: noon })], [session])).toEqual({
      a: [
        ['s', 1, 1],
        ['matched_in_part', 2],
      ],
    });
  });

  test('from another member counts for nothing', () => {
    const session = { ...taken(sale('s', [tea]), 1n, made('ret_till', [[1, 1n]], 'a')), memberId: 'ben' };
    expect(shown([claim('a', [want(0, 'tea', 1n)], { at: noon })], [session])).toEqual({
      a: [['no_matching_line', 0]],
    });
  });
});

describe('goods that are not asked about', () => {
  const stood = { line: 1, row: 2, sessionId: 's', position: 2, quantityMilli: 1_000n };
  const short: RowException = { line: 2, row: 3, code: 'no_matching_line', quantityMilli: 0n };
  const lasting: RowException = { line: 2, row: 3, code: 'invalid_line', quantityMilli: 0n };
  const mixed = claim('a', [want(0, 'tea', 1n), want(1, 'cup', 1n), want(2, 'pot', 1n)], {
    allocation: [stood],
    exceptions: [short, lasting],
  });
  const session = (): Session => sale('s', [tea, line('cup', 1n, '5'), line('pot', 1n, '5')]);

  test('stay where they are, with what was said of them', () => {
    expect(reallocate('ana', [mixed], [session()], new Set(['tea'])).get('a')).toEqual({
      lines: [{ line: 0, row: 1, sessionId: 's', position: 1, quantityMilli: 1_000n }, stood],
      exceptions: [lasting, short],
    });
  });

  test('keep their room in the sale', () => {
    const returns = Array.from({ length: 999 }, (_one, index) => made(`ret_x${String(index)}`, []));
    const late = claim('b', [want(0, 'tea', 1n)], { at: hours(0) });
    expect(shown([mixed, late], [{ ...session(), returns }], new Set(['tea'])).b).toEqual([['too_many_returns', 0]]);
  });
});

test('an exchange whose sale was refused takes nothing back, and leaves the room to others', () => {
  const differs: RowException = { row: 1, code: 'receipt_differs', quantityMilli: 0n };
  const lines = [{ line: 0, row: 1, sessionId: 's', position: 1, quantityMilli: 1_000n }];
  const refused = claim('a', [want(0, 'tea', 1n)], { kind: 'sale', exceptions: [differs], allocation: lines });
  const sales = [taken(sale('s', [line('tea', 1n, '5')]), 1n, made('ret_a', [[1, 1n]]))];
  const later = claim('b', [want(0, 'tea', 1n)], { at: hours(2) });
  expect(shown([refused, later], sales)).toEqual({ a: [['receipt_differs', 0]], b: [['s', 1, 1]] });
  expect(reallocate('ana', [refused], sales, new Set(['cup'])).get('a')).toEqual({ lines: [], exceptions: [differs] });
  expect(shown([{ ...refused, accepted: true }], sales).a).toEqual([
    ['s', 1, 1],
    ['receipt_differs', 0],
  ]);
});

describe('exceptions that last', () => {
  const exception = (code: string, place?: number): RowException => ({
    row: 1,
    code,
    quantityMilli: 0n,
    ...(place !== undefined && { line: place }),
  });

  test('are those that no later sale can make good', () => {
    const wanted = [want(0, 'tea', 1n)];
    const lost = ['no_member', 'no_matching_line', 'matched_in_part', 'price_differs', 'too_many_returns'].map((code) =>
      exception(code, 0),
    );
    const last = [exception('invalid_line', 0), exception('no_matching_line', 7), exception('no_matching_line')];
    expect(lastingExceptions({ wanted, exceptions: [...lost, ...last] })).toEqual(last);
  });
});

describe('a claim with a new allocation', () => {
  const to = (sessionId: string, place = 0) => ({
    line: place,
    row: place + 1,
    sessionId,
    position: 1,
    quantityMilli: 1_000n,
  });
  const short: RowException = { line: 1, row: 2, code: 'no_matching_line', quantityMilli: 0n };
  const was = claim('a', [want(0, 'tea', 1n), want(1, 'tea', 1n)], {
    accepted: true,
    allocation: [to('s'), to('t', 1)],
    places: ['s', 't'],
    revision: 4,
    settled: true,
  });

  test('is none where it is the one it has, in whatever order, and it is applied', () => {
    expect(withAllocation(was, { lines: [to('t', 1), to('s')], exceptions: [] })).toBeUndefined();
  });

  test('has the next revision, is to be applied, and remembers where it ever was', () => {
    expect(withAllocation(was, { lines: [to('u')], exceptions: [short] })).toEqual({
      ...was,
      allocation: [to('u')],
      exceptions: [short],
      places: ['s', 't', 'u'],
      settled: false,
      revision: 5,
    });
  });

  test('is the same one, to be applied still, where that was not finished', () => {
    const lines = was.allocation;
    expect(withAllocation({ ...was, settled: false }, { lines, exceptions: [] })).toEqual({
      ...was,
      settled: false,
      revision: 5,
    });
  });

  test('stays applied where only what is said of its rows is another', () => {
    const lines = was.allocation;
    const said = [[], { code: 'price_differs' }, { row: 9 }, { quantityMilli: 5n }].map((changes) =>
      Array.isArray(changes) ? [] : [{ ...short, ...changes }],
    );
    for (const exceptions of said)
      expect(withAllocation({ ...was, exceptions: [short] }, { lines, exceptions })).toEqual({
        ...was,
        exceptions,
        revision: 5,
      });
    expect(withAllocation({ ...was, exceptions: [short] }, { lines, exceptions: [short] })).toBeUndefined();
  });

  test('differs by line, sale, position and quantity', () => {
    for (const changes of [{ line: 5 }, { sessionId: 'x' }, { position: 2 }, { quantityMilli: 2_000n }])
      expect(withAllocation(was, { lines: [to('s'), { ...to('t', 1), ...changes }], exceptions: [] })?.settled).toBe(
        false,
      );
  });

  test('is accepted when a line of a return found a sale; an exchange is what it was', () => {
    expect(withAllocation(was, { lines: [], exceptions: [] })?.accepted).toBe(false);
    expect(withAllocation({ ...was, accepted: false }, { lines: [to('u')], exceptions: [] })?.accepted).toBe(true);
    expect(withAllocation({ ...was, kind: 'sale' }, { lines: [], exceptions: [] })?.accepted).toBe(true);
  });
});
