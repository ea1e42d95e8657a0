import { describe, expect, test } from '@jest/globals';
import { noon } from '../../../test/sales.ts';
import { addedRows, isNear, momentOf, spanOfSession, type Row } from './same-receipt.ts';

const at = (minutes: number): Date => new Date(noon.getTime() + minutes * 60_000);
const row = (sku: string, units = 1n, unitPrice = '5'): Row => ({ sku, quantityMilli: units * 1_000n, unitPrice });
const read = (refused: number, ...rows: readonly Row[]) => ({ rows, refused });
const skus = (rows: readonly Row[] | undefined) => rows?.map(({ sku }) => sku);

describe('two times', () => {
  const near = (one: number, other: number): boolean[] => [
    isNear(momentOf(at(one)), momentOf(at(other))),
    isNear(momentOf(at(other)), momentOf(at(one))),
  ];

  test('up to three hours apart may be those of one sale', () => {
    expect(near(0, 180)).toEqual([true, true]);
    expect(near(0, 181)).toEqual([false, false]);
  });

  test('are counted from the nearer end of a span', () => {
    const span = { from: at(0), until: at(60), dayOnly: false };
    const judged = [-181, -180, 30, 240, 241].map((time) => isNear(momentOf(at(time)), span));
    expect(judged).toEqual([false, true, true, true, false]);
  });

  test('of which one is a day alone are always near', () => {
    expect(isNear(momentOf(at(0), true), momentOf(at(9_999)))).toBe(true);
    expect(isNear(momentOf(at(9_999)), momentOf(at(0), true))).toBe(true);
  });
});

describe('the time of a session', () => {
  test('is from its opening to its closing, or until now', () => {
    const span = (until: Date) => ({ from: noon, until, dayOnly: false });
    expect(spanOfSession({ openedAt: noon, closedAt: at(5), state: 'closed' }, at(9))).toEqual(span(at(5)));
    expect(spanOfSession({ openedAt: noon, state: 'open' }, at(9))).toEqual(span(at(9)));
    expect(spanOfSession({ openedAt: noon, state: 'open' }, at(-9))).toEqual(span(noon));
    expect(spanOfSession({ openedAt: noon, state: 'closed' }, at(9))).toEqual(span(noon));
  });
});

describe('two readings of a receipt', () => {
  test('with the same rows add nothing, in any order and way to write a price', () => {
    expect(addedRows(read(0, row('a'), row('b')), read(0, row('b', 1n, '5.00'), row('a')))).toEqual([]);
  });

  test('contradict each other where a row is another', () => {
    for (const other of [row('b'), row('a', 2n), row('a', 1n, '6'), row('a', -1n)])
      expect(addedRows(read(0, row('a')), read(0, other))).toBeUndefined();
  });

  test('add rows that had been refused, and no more of them', () => {
    expect(skus(addedRows(read(1, row('a')), read(0, row('a'), row('b'))))).toEqual(['b']);
    expect(addedRows(read(1, row('a')), read(0, row('a'), row('b'), row('c')))).toBeUndefined();
    expect(addedRows(read(0, row('a')), read(0, row('a'), row('b')))).toBeUndefined();
  });

  test('count a row as often as it is there', () => {
    expect(skus(addedRows(read(1, row('a')), read(0, row('a'), row('a'))))).toEqual(['a']);
    expect(addedRows(read(0, row('a'), row('a')), read(0, row('a')))).toBeUndefined();
  });

  test('agree where the later one refuses what the earlier read', () => {
    expect(addedRows(read(0, row('a'), row('b')), read(1, row('a')))).toEqual([]);
    expect(addedRows(read(0, row('a'), row('b'), row('c')), read(1, row('a')))).toBeUndefined();
  });

  test('may be of mended rows alone, as many as were refused', () => {
    expect(skus(addedRows(read(2, row('a')), read(0, row('b'), row('c'))))).toEqual(['b', 'c']);
    expect(addedRows(read(1, row('a')), read(0, row('b'), row('c')))).toBeUndefined();
    expect(skus(addedRows(read(0, row('a')), read(1, row('b'))))).toEqual(['b']);
    expect(addedRows(read(0, row('a')), read(0))).toBeUndefined();
    expect(addedRows(read(0, row('a')), read(1))).toEqual([]);
  });
});
