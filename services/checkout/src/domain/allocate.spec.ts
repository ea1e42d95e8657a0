import { describe, expect, test } from '@jest/globals';
import { milliText } from '@vafa/kernel';
import { line, london, minutes, noon, opened, sara } from '../../test/sales.ts';
import { allocate } from './allocate.ts';
import { canTake, settleReturn, takenBefore } from './apply-allocation.ts';
import { readItem, type BatchItem } from './batch-item.ts';
import type { NewLine } from './line.ts';
import type { ReceiptClaim } from './receipt-claim.ts';
import type { Session } from './session.ts';

const sale = (sessionId: string, soldAt: Date, row: number, lines: readonly NewLine[], changes: Partial<Session> = {}): Session => ({ ...opened(lines, { sessionId }), state: 'closed', soldAt, row, ...changes });

const returned = (lines: readonly NewLine[], changes: Partial<BatchItem> = {}): BatchItem => ({
  sessionId: '',
  branchId: london,
  till: 'import',
  receipt: 'C1',
  memberId: sara,
  at: minutes(60),
  row: 100,
  lines,
  isReturn: true,
  exceptions: [],
  ...changes,
});

const place = (item: BatchItem, sales: readonly Session[]) => {
  const { lines, exceptions } = allocate(readItem(item, 2), sales);
  return { goes: lines.map(({ sessionId, position, quantityMilli }) => `${milliText(quantityMilli)} to ${sessionId}/${String(position)}`), exceptions };
};

describe('the lines of a return go back', () => {
  const early = sale('early', noon, 1, [line('tea', 5n, '2.50'), line('cup', 1n, '4')]);
  const late = sale('late', minutes(30), 9, [line('tea', 2n, '2.5')]);

  test('to the latest sale first, then to the one before', () => {
    expect(place(returned([line('tea', 4n, '2.500')]), [early, late])).toEqual({ goes: ['2 to late/1', '2 to early/1'], exceptions: [] });
  });
  test('to sales of the same minute by their row, never to a later one', () => {
    const sameMinute = sale('same', minutes(60), 99, [line('tea', 1n, '2.5')]);
    const later = sale('later', minutes(60), 101, [line('tea', 9n, '2.5')]);
    expect(place(returned([line('tea', 2n, '2.5')]), [later, late, sameMinute]).goes).toEqual(['1 to same/1', '1 to late/1']);
  });
  test('only to the same SKU at the same price', () => {
    const exceptions = [
      { row: 7, line: 0, code: 'no_matching_line', quantityMilli: 0n },
      { row: 8, line: 1, code: 'no_matching_line', quantityMilli: 0n },
    ];
    expect(place(returned([line('tea', 1n, '2.51', 7), line('TEA', 1n, '2.5', 8)]), [early, late])).toEqual({ goes: [], exceptions });
  });
  test('as far as something is left, seeing what earlier rows took', () => {
    const half = sale('half', minutes(30), 9, [{ ...line('tea', 3n, '2.5') }]);
    const partly = { ...half, lines: half.lines.map((one) => ({ ...one, returnedMilli: 1_000n })) };
    const answer = place(returned([line('tea', 1n, '2.5', 7), line('tea', 3n, '2.5', 8), line('tea', 1n, '2.5', 9)]), [partly]);
    expect(answer.goes).toEqual(['1 to half/1', '1 to half/1']);
    expect(answer.exceptions).toEqual([
      { row: 8, line: 1, code: 'matched_in_part', quantityMilli: 2_000n },
      { row: 9, line: 2, code: 'no_matching_line', quantityMilli: 0n },
    ]);
  });
  test('never to a sale that is not closed', () => expect(place(returned([line('tea', 1n, '2.5')]), [{ ...early, state: 'cancelled' }]).goes).toEqual([]));
});

describe('a sale takes its part', () => {
  const early = sale('early', noon, 1, [line('tea', 5n, '2.50')]);
  const part = [
    { line: 0, row: 7, sessionId: 'early', position: 1, quantityMilli: 3_000n },
    { line: 1, row: 8, sessionId: 'early', position: 1, quantityMilli: 2_000n },
  ];
  const claim: ReceiptClaim = {
    id: 'c', clubId: 'clb_1', kind: 'return', owner: 'ret_1', saleId: '', fingerprint: '', source: '', accepted: true,
    exceptions: [{ row: 8, line: 1, code: 'matched_in_part', quantityMilli: 4_000n }], allocation: part, settled: false, receipt: 'C1', differing: [],
  };

  test('in full while there is room', () => {
    expect(canTake(early, part)).toEqual(part);
    expect(settleReturn(claim, part)).toEqual({ ...claim, settled: true });
  });
  test('as far as there is room when another return came first; the rest is an exception of its row', () => {
    const left = { ...early, lines: early.lines.map((one) => ({ ...one, returnedMilli: 1_000n })) };
    const taken = canTake(left, part);
    expect(taken.map(({ quantityMilli }) => quantityMilli)).toEqual([3_000n, 1_000n]);
    expect(settleReturn(claim, taken).exceptions).toEqual([{ row: 8, line: 1, code: 'matched_in_part', quantityMilli: 5_000n }]);
    expect(settleReturn(claim, taken.slice(0, 1)).exceptions).toEqual([{ row: 8, line: 1, code: 'no_matching_line', quantityMilli: 0n }]);
    expect(settleReturn(claim, [])).toMatchObject({ accepted: false, exceptions: [{ row: 8, code: 'no_matching_line' }, { row: 7, code: 'no_matching_line' }] });
  });
  test('once: what it took is known by the id of the return', () => {
    const made = { id: 'ret_1', receipt: 'C1', at: noon, lines: [{ position: 1, quantityMilli: 4_000n, amount: 1_000n }], amount: 1_000n, pointsTakenBack: 0n, pointsRestored: 0n };
    expect(takenBefore(early, 'ret_1', part)).toBeUndefined();
    expect(takenBefore({ ...early, returns: [made] }, 'ret_1', part)?.map(({ quantityMilli }) => quantityMilli)).toEqual([3_000n, 1_000n]);
  });
});

describe('an item of a batch', () => {
  const sold = (lines: readonly NewLine[], changes: Partial<BatchItem> = {}): BatchItem => returned(lines, { isReturn: false, sessionId: 'imp-1', ...changes });

  test('keeps good lines beside bad ones, which are exceptions of their rows', () => {
    const read = readItem(sold([line('tea', 1n, '2', 4), line('cup', 1n, '-0.5', 5), line('cup', -1n, '3', 6)]), 2);
    expect(read.lines.map(({ sku, line: index }) => [sku, index])).toEqual([['tea', 0]]);
    expect(read.exceptions.map(({ row, code }) => [row, code])).toEqual([[5, 'price_negative'], [6, 'quantity_not_positive']]);
  });
  test('beyond 10^12 in all is refused row by row', () => {
    const read = readItem(sold([line('a', 1n, '9000000000', 4), line('b', 1n, '9000000000', 5)]), 2);
    expect([read.lines.length, read.exceptions.map(({ code }) => code)]).toEqual([0, ['amount_out_of_range', 'amount_out_of_range']]);
  });
  test.each([{ branchId: 'x' }, { till: '' }, { receipt: '' }, { sessionId: '\u0007' }, { memberId: 'x' }, { at: new Date(Number.NaN) }])('with %o has no readable line', (changes) => {
    const read = readItem(sold([line('a', 1n, '1', 4)], changes), 2);
    expect([read.lines.length, read.exceptions]).toEqual([0, [{ row: 4, line: 0, code: 'invalid_line', quantityMilli: 0n }]]);
  });
  test('may consist of rows that the submitter could not read', () => {
    const exceptions = [{ row: 3, code: 'wrong_date', quantityMilli: 0n }];
    expect(readItem(sold([], { branchId: '', sessionId: '', exceptions }), 2)).toMatchObject({ lines: [], exceptions });
  });
});
