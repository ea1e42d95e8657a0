import { describe, expect, test } from '@jest/globals';
import { claimWith } from '../../../test/claims.ts';
import { line, london, minutes, noon, pounds, sara } from '../../../test/sales.ts';
import type { ReceiptClaim, RowException } from '../receipt/receipt-claim.ts';
import { linesText } from '../session/line.ts';
import { readItem, type BatchItem } from './batch-item.ts';
import { completedOutcome, differsOutcome, firstOutcome, knownOutcome, toClosedSession } from './batch-outcome.ts';

const item = (changes: Partial<BatchItem> = {}): BatchItem => ({
  sessionId: 's1',
  branchId: london,
  till: 't1',
  receipt: 'r1',
  memberId: sara,
  at: noon,
  dayOnly: false,
  row: 7,
  lines: [line('tea', 2n, '5', 8)],
  isReturn: false,
  exceptions: [],
  ...changes,
});
const read = (changes: Partial<BatchItem> = {}) => readItem(item(changes), 2, noon);
const refused = (row: number, place: number, code: string): RowException => ({
  row,
  code,
  quantityMilli: 0n,
  line: place,
});
const itemLine = (place: number, row: number, units: bigint) => ({
  line: place,
  row,
  sku: 'tea',
  description: '',
  quantityMilli: units * 1_000n,
  unitPrice: '5',
  amount: units * 500n,
  returnedMilli: 0n,
});

describe('an item of a batch', () => {
  test('is read line by line, each with its place and row', () => {
    expect(read()).toEqual({
      item: item(),
      lines: [itemLine(0, 8, 2n)],
      back: [],
      exceptions: [],
      text: `sale ${linesText(item().lines)}`,
    });
  });

  test('has exceptions for lines that cannot be read, behind those of its submitter', () => {
    const unread: RowException = { row: 3, code: 'invalid_quantity', quantityMilli: 0n };
    const lines = [line('tea', 2n, '5', 8), line('tea', 0n, '5', 9)];
    expect(read({ lines, exceptions: [unread] })).toMatchObject({
      lines: [itemLine(0, 8, 2n)],
      exceptions: [unread, refused(9, 1, 'quantity_not_positive')],
    });
  });

  test('that is a return goes back, and an exchange both ways', () => {
    expect(read({ isReturn: true })).toMatchObject({
      lines: [],
      back: [itemLine(0, 8, 2n)],
      text: `return ${linesText(item().lines)}`,
    });
    expect(read({ lines: [line('tea', 2n, '5', 8), line('tea', -1n, '5', 9)] })).toMatchObject({
      lines: [itemLine(0, 8, 2n)],
      back: [itemLine(1, 9, 1n)],
    });
  });

  test.each<[string, Partial<BatchItem>, boolean]>([
    ['no id, for its receipt makes one', { sessionId: '' }, true],
    ['no till', { till: '' }, true],
    ['no member', { memberId: '' }, true],
    ['no receipt', { receipt: '' }, false],
    ['an unreadable id', { sessionId: 'a\nb' }, false],
    ['an unreadable till', { till: 'a\nb' }, false],
    ['no branch', { branchId: '' }, false],
    ['no time', { at: new Date(Number.NaN) }, false],
  ])('may have %s: %p %p', (_what, changes, may) => {
    const { lines, exceptions } = read(changes);
    expect([lines.length, exceptions]).toEqual(may ? [1, []] : [0, [refused(8, 0, 'invalid_line')]]);
  });

  test('without lines is nothing, whatever its names are', () => {
    const unread: RowException = { row: 3, code: 'invalid_quantity', quantityMilli: 0n };
    expect(read({ lines: [], receipt: '', exceptions: [unread] })).toMatchObject({ lines: [], exceptions: [unread] });
  });

  test('of which nothing can be accepted says so for each of its rows, or for the first of very many', () => {
    const lines = [line('tea', 2n, '5', 8), line('tea', 2n, '5', 9)];
    expect(read({ lines, at: new Date('1980-01-01T00:00:00Z') }).exceptions).toEqual([
      refused(8, 0, 'sold_too_early'),
      refused(9, 1, 'sold_too_early'),
    ]);
    const many = (count: number) => Array.from({ length: count }, (_one, index) => line('tea', 1n, '5', index));
    expect(read({ lines: many(50_000) }).exceptions).toHaveLength(50_000);
    expect(read({ lines: many(50_001) }).exceptions).toEqual([refused(0, 0, 'too_many_lines')]);
  });
});

describe('the outcome of an item', () => {
  const exceptions = [refused(9, 1, 'invalid_line')];
  const claim = (changes: Partial<ReceiptClaim> = {}): ReceiptClaim =>
    claimWith('r', { kind: 'sale', owner: 's', saleId: 'sal_1', returnId: '', exceptions, ...changes });
  const plain = { differs: [], repeated: false, completed: false, exceptions };

  test('is accepted with its sale, or an exception without one', () => {
    expect(firstOutcome(claim())).toEqual({ ...plain, status: 'accepted', saleId: 'sal_1' });
    expect(firstOutcome(claim({ accepted: false }))).toEqual({ ...plain, status: 'exception', saleId: '' });
  });

  test('of a return that a till took by itself is a duplicate', () => {
    const wanted = [{ line: 0, row: 1, sku: 'tea', unitPrice: '5', quantityMilli: 1_000n }];
    const back = { kind: 'return', accepted: false, exceptions: [], wanted } as const;
    const status = (changes: Partial<ReceiptClaim>) => firstOutcome(claim({ ...back, ...changes })).status;
    expect(status({})).toBe('duplicate');
    for (const changes of [{ kind: 'sale' } as const, { settled: false }, { wanted: [] }, { exceptions }])
      expect(status(changes)).toBe('exception');
    expect(status({ accepted: true })).toBe('accepted');
  });

  test('of a receipt that is known is the first one again for its source, and a duplicate for others', () => {
    const again = { ...plain, status: 'accepted', saleId: 'sal_1', repeated: true };
    const duplicate = { ...plain, status: 'duplicate', saleId: 'sal_1' };
    expect(knownOutcome(claim(), 'file', false)).toEqual(again);
    expect(knownOutcome(claim(), 'file', true)).toEqual(duplicate);
    expect(knownOutcome(claim(), 'other', false)).toEqual(duplicate);
    expect(knownOutcome(claim({ kind: 'session' }), 'file', false)).toEqual(duplicate);
  });

  test('of what completed a receipt says so', () => {
    expect(completedOutcome(claim({ accepted: false }))).toEqual({
      ...plain,
      status: 'accepted',
      saleId: 'sal_1',
      completed: true,
    });
  });

  test('of what differs is one exception, of its own row', () => {
    expect(differsOutcome(read(), ['member', 'time'])).toEqual({
      status: 'exception',
      exceptions: [{ row: 7, code: 'receipt_differs', quantityMilli: 0n }],
      saleId: '',
      differs: ['member', 'time'],
      repeated: false,
      completed: false,
    });
  });
});

test('a sale that was made elsewhere is a closed session of the time when it was made', () => {
  const lines = [line('tea', 0n, '5', 8), line('tea', 2n, '5', 9), line('tea', 1n, '5', 10)];
  const claim = claimWith('claim', { kind: 'sale', owner: 's9', saleId: 'sal_9', returnId: '' });
  const terms = {
    clubId: 'clb_1',
    currency: 'GBP',
    currencyDigits: 2,
    timeZone: 'UTC',
    pointValue: 0n,
    source: 'file',
    branchIds: [],
  };
  const off = { ...pounds(1_500n), adjustments: [{ effectId: 'ten', position: 1, amount: 100n }] };
  const { line: _line, row: _row, ...sold } = itemLine(0, 0, 2n);
  expect(toClosedSession(read({ lines }), claim, terms, off, minutes(5))).toEqual({
    clubId: 'clb_1',
    sessionId: 's9',
    saleId: 'sal_9',
    state: 'closed',
    branchId: london,
    till: 't1',
    receipt: 'r1',
    receiptId: 'claim',
    memberId: sara,
    currency: 'GBP',
    currencyDigits: 2,
    lines: [
      { position: 1, ...sold },
      { position: 2, ...sold, quantityMilli: 1_000n, amount: 500n },
    ],
    total: 1_400n,
    pointValue: 0n,
    adjudication: off,
    reservations: [],
    refusedHolds: [],
    returns: [],
    apiReturns: 0,
    openedAt: minutes(5),
    closedAt: minutes(5),
    soldAt: noon,
    endedBy: '',
    historical: true,
    row: 7,
  });
});
