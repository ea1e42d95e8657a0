import { beforeEach, describe, expect, test } from '@jest/globals';
import { refused, restartRows, sale } from '../../test/rows.ts';
import { LocalDays } from './local-days.ts';
import { ReceiptPlan } from './receipt-plan.ts';
import { Receipts } from './receipts.ts';
import type { FileRow, ReadingEnd } from './reading/sale-row.ts';
import type { Receipt } from './receipt.ts';

beforeEach(restartRows);

const end: ReadingEnd = { rows: 0, totalRows: [], repeatedHeaders: [], leftOut: {}, emptyRows: 0 };
const zone = 'Europe/London';

const planOf = (rows: readonly FileRow[], more: Partial<ReadingEnd> = {}): ReceiptPlan => {
  const plan = new ReceiptPlan(new LocalDays(zone));
  for (const row of rows) plan.add(row);
  plan.finish({ ...end, ...more });
  return plan;
};

const group = (
  rows: readonly FileRow[],
  { bySign = false, ...more }: Partial<ReadingEnd> & { readonly bySign?: boolean } = {},
): Receipt[] => {
  const receipts = new Receipts(planOf(rows, more), new LocalDays(zone), { bySign, isShared: false, digits: 2 });
  const done = rows.flatMap((row) => receipts.add(row) ?? []);
  expect(receipts.held).toBe(0);
  const rest = receipts.rest();
  return rest ? [...done, rest] : done;
};

const told = (rows: readonly FileRow[]): [string, number[], number[]][] =>
  group(rows).map(({ number, rows: fit, unfit }) => [number, fit.map(({ row }) => row), unfit.map(({ row }) => row)]);

describe('rows become receipts', () => {
  test('by number, branch, till and day, wherever they stand in the file', () => {
    const rows = [
      sale('1'),
      sale('2'),
      sale('1', { branch: 'Spain' }),
      sale('1', { time: '2011-01-05T10:00:00Z' }),
      sale('1', { till: '2' }),
      sale('2'),
      sale('1'),
      sale('1', { branch: 'Spain' }),
    ];
    expect(told(rows)).toEqual([
      ['1', [5], []],
      ['1', [6], []],
      ['2', [3, 7], []],
      ['1', [2, 8], []],
      ['1', [4, 9], []],
    ]);
  });

  test('their day is that of the zone', () => {
    const [early, late] = group([
      sale('1', { time: '2011-07-04T22:59:00Z' }),
      sale('1', { time: '2011-07-04T23:31:00Z' }),
    ]);
    expect([early?.day, late?.day]).toEqual([15_159, 15_160]);
  });

  test('that cross midnight within half an hour are one, of the day it began', () => {
    const [night, ...others] = group([
      sale('1', { time: '2011-01-04T23:50:00Z' }),
      sale('1', { time: '2011-01-05T00:10:00Z' }),
    ]);
    expect([night?.rows.length, night?.day, others]).toEqual([2, 14_978, []]);
    expect(
      group([sale('1', { time: '2011-01-04T23:50:00Z' }), sale('1', { time: '2011-01-05T00:21:00Z' })]),
    ).toHaveLength(2);
    expect(
      group([sale('1', { time: '2011-01-04T23:50:00Z' }), sale('1', { time: '2011-01-05T00:10:00Z', member: '2' })]),
    ).toHaveLength(2);
    expect(
      group([
        sale('1', { time: '2011-01-04T23:10:00Z' }),
        sale('1', { time: '2011-01-04T23:55:00Z' }),
        sale('1', { time: '2011-01-05T00:15:00Z' }),
      ]),
    ).toHaveLength(2);
  });

  test('however their rows are ordered', () => {
    const rows = [
      sale('1', { time: '2011-01-05T00:10:00Z' }),
      sale('1', { time: '2011-01-04T23:50:00Z', member: '' }),
      refused('1'),
      sale('2'),
    ];
    const [night] = group(rows);
    expect(night).toMatchObject({ number: '1', member: '17850', day: 14_978, at: new Date('2011-01-04T23:50:00Z') });
    expect(night?.rows.map(({ row }) => row)).toEqual([2, 3]);
    expect(night?.unfit.map(({ row }) => row)).toEqual([4]);
  });

  test('a row that cannot be read belongs to the receipt of its number that was read last, else to the first', () => {
    const rows = [refused('1'), sale('1'), refused('1'), sale('1', { branch: 'Spain' }), refused('1'), sale('1')];
    expect(told(rows)).toEqual([
      ['1', [5], [6]],
      ['1', [3, 7], [2, 4]],
    ]);
  });

  test('those of no receipt are kept together, under a number that says the same of the same rows', () => {
    const lost = (): FileRow[] => [refused(''), refused('9'), sale('1')];
    const [one, rest] = group(lost());
    expect(one?.number).toBe('1');
    expect([rest?.unfit.map(({ row }) => row), rest?.rows]).toEqual([[2, 3], []]);
    expect(group(lost())[1]?.number).toBe(rest?.number);
  });

  test('a member that stands in some of the rows is the member', () => {
    expect(group([sale('1', { member: '' }), sale('1'), sale('1', { member: '' })])).toMatchObject([
      { member: '17850' },
    ]);
  });

  test('that are a day without a time say so', () => {
    const midnight = { time: '2011-07-03T23:00:00Z' };
    expect(group([sale('1', midnight), sale('1', midnight)])).toMatchObject([{ isDayOnly: true }]);
    expect(group([sale('1', midnight), sale('1', { time: '2011-07-04T08:00:00Z' })])).toMatchObject([
      { isDayOnly: false },
    ]);
  });
});

describe('a receipt that contradicts itself', () => {
  test.each([
    ['two members', () => [sale('1'), sale('1', { member: '2' })], 'member'],
    ['sale and return', () => [sale('1'), sale('1', { isReturn: true, milli: -1000n })], 'kind'],
    [
      'two members across midnight rows of one day',
      () => [sale('1', { member: '' }), sale('1', { member: '3' }), sale('1', { member: '2' })],
      'member',
    ],
  ])('by %s is no sale: each of its rows says so', (_case, rows, of) => {
    const file = [...rows(), refused('1')];
    const [receipt] = group(file);
    expect(receipt?.rows).toEqual([]);
    expect(receipt?.unfit.map(({ code }) => code).sort()).toEqual([
      'invalid_price',
      ...file.slice(1).map(() => 'receipt_contradicts'),
    ]);
    expect(receipt?.unfit.at(-1)?.details).toEqual({ of });
    expect(receipt?.member).toBe('');
  });

  test('or has too many lines', () => {
    const rows = Array.from({ length: 10_001 }, () => sale('1'));
    const receipts = group([...rows, sale('2')]);
    expect(receipts.reduce((sum, { unfit }) => sum + unfit.length, 0)).toBe(10_001);
    expect(new Set(receipts.flatMap(({ unfit }) => unfit.map(({ code }) => code)))).toEqual(
      new Set(['too_many_lines']),
    );
    expect(group(rows.slice(0, 10_000))).toMatchObject([{ number: '1', unfit: [] }]);
  });
});

describe('rows that cannot be read but tell their place', () => {
  const placed = (receipt: string, branch = 'France', day = '2011-01-04') => ({
    ...refused(receipt),
    place: { branch, till: '', at: new Date(`${day}T10:00:00Z`), isReturn: receipt.startsWith('C') },
  });

  test('are a receipt of their own place, so that mended they are the same one', () => {
    expect(group([placed('1'), placed('C2'), refused('3')])).toMatchObject([
      { number: '1', branch: 'France', day: 14_978, isReturn: false, rows: [], unfit: [{ row: 2 }] },
      { number: 'C2', branch: 'France', day: 14_978, isReturn: true, rows: [], unfit: [{ row: 3 }] },
      { branch: '', day: 0, unfit: [{ row: 4 }] },
    ]);
  });

  test('belong to the receipt of their place, not to the one read before them, and tell nothing of its time', () => {
    const rows = [sale('1', { branch: 'Spain' }), placed('1'), sale('1', { time: '2011-01-04T12:00:00Z' })];
    expect(group(rows)).toMatchObject([
      { branch: 'Spain', rows: [{ row: 2 }], unfit: [] },
      { branch: 'France', at: new Date('2011-01-04T12:00:00Z'), rows: [{ row: 4 }], unfit: [{ row: 3 }] },
    ]);
  });

  test('name their branch, and enrol nobody', () => {
    const plan = planOf([placed('1', 'Peru')]);
    expect(plan.branches()).toEqual(['Peru']);
  });
});

describe('goods that come back', () => {
  test('make a return when the file says so, or when all do by their sign', () => {
    expect(group([sale('C1')])).toMatchObject([{ isReturn: true }]);
    const back = () => [sale('1', { milli: -1000n }), sale('1', { milli: -2000n })];
    expect(group(back())).toMatchObject([{ isReturn: false }]);
    expect(group(back(), { bySign: true })).toMatchObject([{ isReturn: true }]);
  });

  test('beside goods that go make an exchange', () => {
    expect(group([sale('1', { milli: -1000n }), sale('1')], { bySign: true })).toMatchObject([
      { isReturn: false, rows: [{ quantityMilli: -1000n }, { quantityMilli: 1000n }] },
    ]);
  });
});

describe('a file that breaks off', () => {
  test('withholds the receipt before the break and that of the cut row', () => {
    const rows = [sale('3'), sale('1'), sale('2'), sale('3')];
    const breakOff = {
      cause: 'the last row is cut',
      row: 6,
      partial: { row: 6, fields: ['1'], receipt: '1' },
    } as const;
    expect(group(rows, { breakOff }).map(({ number }) => number)).toEqual(['2']);
    const plan = planOf(rows, { breakOff });
    expect([plan.withheldReceipts(), plan.withheldRows(), plan.rowsTotal]).toEqual([['3', '1'], 4, 5]);
  });

  test('withholds one of whose receipt there is the cut row only', () => {
    const plan = planOf([sale('1')], {
      breakOff: { cause: 'the last row is cut', row: 3, partial: { row: 3, fields: ['9'], receipt: '9' } },
    });
    expect([plan.withheldReceipts(), plan.withheldRows(), plan.rowsTotal]).toEqual([['1', '9'], 2, 2]);
  });
});

test('names no branch for rows that nothing can be sold by', () => {
  const plan = planOf([
    sale('1', { milli: 0n }),
    sale('2', { unitPrice: '-1', branch: 'Spain' }),
    sale('3', { member: '3' }),
  ]);
  expect(plan.branches()).toEqual(['France']);
});
