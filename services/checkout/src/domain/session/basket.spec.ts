import { describe, expect, test } from '@jest/globals';
import { sharedIdPrefixes } from '@vafa/contracts/ids';
import { derivedId } from '@vafa/kernel';
import { basketOf, line, minutes, noon, opened, pounds } from '../../../test/sales.ts';
import { adjusted, givesAnything, nothingDecided, pointsIn } from './adjudication.ts';
import { holdsBasket, readBasket, wrongNames, type NewBasket } from './basket.ts';
import { isCurrency } from './currency.ts';
import { totalAfter } from './line.ts';
import { compareBasket, openSession, replaceBasket } from './put-basket.ts';

const tea = line('tea', 2n, '5.00');
const other = derivedId(sharedIdPrefixes.branch, 'leeds');
const ben = derivedId(sharedIdPrefixes.member, 'ben');
const refusal = (code: string, details = {}) => expect.objectContaining({ kind: 'invalid', code, details });

describe('reading a basket', () => {
  test('numbers its lines and adds them up', () => {
    const read = readBasket(basketOf([tea, line('cup', 1n, '3')]));
    expect(read.lines.map(({ position, sku, amount }) => [position, sku, amount])).toEqual([
      [1, 'tea', 1_000n],
      [2, 'cup', 300n],
    ]);
    expect(read.total).toBe(1_300n);
  });

  test.each<[Partial<NewBasket>, object]>([
    [{ sessionId: '' }, { field: 'session_id' }],
    [{ till: ' ' }, { field: 'till' }],
    [{ receipt: '' }, { field: 'receipt' }],
    [{ branchId: 'somewhere' }, { field: 'branch_id' }],
    [{ memberId: 'somebody' }, { field: 'member_id' }],
    [{ currency: 'gbp' }, { field: 'currency' }],
    [{ pointValue: -1n }, { field: 'point_value' }],
    [{ lines: [] }, { field: 'lines' }],
    [{ lines: Array.from({ length: 10_001 }, () => tea) }, { field: 'lines', fault: 'too_many_lines' }],
    [{ lines: [tea, line('cup', 0n, '3')] }, { line: '2', fault: 'quantity_not_positive' }],
  ])('of %o says what is wrong', (changes, details) =>
    expect(() => readBasket(basketOf([tea], changes))).toThrow(refusal('invalid_session', details)),
  );

  test('may be for nobody, of points that pay nothing, and cost 10^14 minor units in all', () => {
    const half = line('car', 1n, '500000000000');
    expect(readBasket(basketOf([half, half], { memberId: '', pointValue: 0n })).total).toBe(10n ** 14n);
    expect(() => readBasket(basketOf([half, half, line('bag', 1n, '0.01')]))).toThrow(refusal('amount_out_of_range'));
    expect(() => readBasket(basketOf([tea, line('car', 1n, '1000000000000.01')]))).toThrow(
      refusal('amount_out_of_range', { line: '2', fault: 'amount_out_of_range' }),
    );
  });

  test('finds every wrong name', () => {
    expect(wrongNames(basketOf([]))).toEqual([]);
    expect(wrongNames(basketOf([], { sessionId: '', receipt: '', branchId: '', memberId: 'x' }))).toEqual([
      'session_id',
      'receipt',
      'branch_id',
      'member_id',
    ]);
  });
});

test.each([
  ['GBP', 2, true],
  ['IRR', 0, true],
  ['CLF', 4, true],
  ['CLF', 5, false],
  ['GBP', -1, false],
  ['GBP', 1.5, false],
  ['GB', 2, false],
  ['XGBP', 2, false],
  ['GBPX', 2, false],
])('%s with %p digits: a currency? %p', (currency, digits, is) => expect(isCurrency(currency, digits)).toBe(is));

describe('a session', () => {
  test('starts with its basket, what it earns, and nothing held or returned', () => {
    const read = readBasket(basketOf([tea]));
    const off = { ...pounds(1_000n), adjustments: [{ effectId: 'ten', position: 1, amount: 100n }] };
    const opening = { clubId: 'clb_1', saleId: 'sal_1', receiptId: 'claim', at: noon, timeZone: 'Europe/London' };
    const { total: _gross, ...basket } = read;
    expect(openSession(opening, read, off)).toEqual({
      ...basket,
      clubId: 'clb_1',
      saleId: 'sal_1',
      receiptId: 'claim',
      timeZone: 'Europe/London',
      state: 'open',
      total: 900n,
      adjudication: off,
      reservations: [],
      refusedHolds: [],
      returns: [],
      apiReturns: 0,
      openedAt: noon,
      historical: false,
      row: 0,
    });
  });

  test('takes all of another basket, with its receipt and what it earns', () => {
    const changes = {
      branchId: other,
      till: 't2',
      receipt: 'r2',
      memberId: ben,
      currency: 'USD',
      currencyDigits: 3,
      pointValue: 7n,
    };
    const basket = readBasket(basketOf([line('cup', 1n, '3')], changes));
    const off = { ...pounds(3_000n), adjustments: [{ effectId: 'ten', position: 1, amount: 100n }] };
    expect(replaceBasket(opened(), basket, off, { receiptId: 'claim2', at: minutes(1) })).toEqual({
      set: { ...changes, receiptId: 'claim2', lines: basket.lines, total: 2_900n, adjudication: off },
      at: minutes(1),
    });
  });

  test('that holds the basket takes nothing, even where the club counts points otherwise by now', () => {
    const basket = readBasket(basketOf([line('tea', 2n, '5')], { pointValue: 7n }));
    expect(replaceBasket(opened(), basket, opened().adjudication, { receiptId: 'claim', at: noon })).toBeUndefined();
  });

  test('says why it takes no other basket', () => {
    const put = (state: 'closed' | 'held') => () =>
      compareBasket({ ...opened(), state }, readBasket(basketOf([line('cup', 1n, '3')])));
    expect(put('closed')).toThrow(expect.objectContaining({ kind: 'conflict', code: 'session_differs' }));
    expect(put('held')).toThrow(
      expect.objectContaining({ kind: 'conflict', code: 'session_not_open', details: { state: 'held' } }),
    );
  });

  test.each<[string, Partial<NewBasket>]>([
    ['branch', { branchId: other }],
    ['till', { till: 't2' }],
    ['receipt', { receipt: 'r2' }],
    ['member', { memberId: '' }],
    ['currency', { currency: 'USD' }],
    ['number of lines', { lines: [tea, tea] }],
    ['SKU', { lines: [line('cup', 2n, '5.00')] }],
    ['description', { lines: [{ ...tea, description: 'black' }] }],
    ['quantity', { lines: [line('tea', 3n, '5.00')] }],
    ['price', { lines: [line('tea', 2n, '5.01')] }],
  ])('does not hold a basket of another %s', (_what, changes) => {
    expect(holdsBasket(opened([tea]), readBasket(basketOf([tea], changes)))).toBe(false);
    expect(holdsBasket(opened([tea]), readBasket(basketOf([tea])))).toBe(true);
  });

  test('does not hold a basket of which one line of several is another', () => {
    const put = (...lines: Parameters<typeof basketOf>[0]) =>
      holdsBasket(opened([tea, tea]), readBasket(basketOf(lines)));
    const three = line('tea', 3n, '5.00');
    expect([put(tea, tea), put(tea, three), put(three, tea)]).toEqual([true, false, false]);
  });
});

describe('what promotions make of a sale', () => {
  const off = (amount: bigint) => ({ effectId: 'ten', position: 1, amount });
  const due = (unit: string, amount: bigint) => ({ effectId: 'a', unit, amount });

  test('is nothing, or something that a return can change', () => {
    expect(nothingDecided).toEqual({ decision: new Uint8Array(), dues: [], adjustments: [] });
    expect(givesAnything(nothingDecided)).toBe(false);
    expect(givesAnything({ ...nothingDecided, dues: [due('points', 0n)] })).toBe(true);
    expect(givesAnything({ ...nothingDecided, adjustments: [off(1n)] })).toBe(true);
  });

  test('takes its adjustments off what the lines cost', () => {
    const decided = { ...nothingDecided, adjustments: [off(30n), off(12n)] };
    expect([adjusted(decided), totalAfter([{ amount: 100n }, { amount: 50n }], decided)]).toEqual([42n, 108n]);
  });

  test('is told in points, whatever else it gives', () => {
    expect(pointsIn([due('points', 3n), due('stamps', 5n), due('points', 4n)])).toBe(7n);
  });
});
