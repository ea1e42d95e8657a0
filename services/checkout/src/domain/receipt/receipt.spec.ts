import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { line, opened } from '../../../test/sales.ts';
import { linesText } from '../session/line.ts';
import { besideId, businessDay, receiptIds, saleFingerprint, tillOf } from './receipt.ts';

const at = new Date('2026-03-10T12:00:00Z');
const digest = (text: string): string => `${String(text.length)}-${text.slice(-20)}`;
const id = (parts: readonly string[]): string => {
  const [branchId = '', receipt = ''] = parts;
  return receiptIds({ clubId: 'clb_1', branchId, till: 't1', receipt, at, timeZone: 'Europe/London' }, digest).number;
};

describe('the business day', () => {
  test('is that of the club', () => {
    const late = new Date('2026-07-01T23:30:00Z');
    expect(businessDay(late, 'UTC')).toBe('2026-07-01');
    expect(businessDay(late, 'Europe/London')).toBe('2026-07-02');
    expect(businessDay(late, 'Asia/Tehran')).toBe('2026-07-02');
  });

  test('of an unknown zone is refused', () =>
    expect(() => businessDay(at, 'Mars/Olympus')).toThrow(
      expect.objectContaining({ kind: 'invalid', code: 'invalid_session', details: { time_zone: 'Mars/Olympus' } }),
    ));

  test('is written with two digits for months and days, in the digits of every club', () => {
    expect(businessDay(new Date('2026-03-04T12:00:00Z'), 'Asia/Tehran')).toBe('2026-03-04');
  });
});

describe('the id of a receipt', () => {
  test('names club, branch, number and day, however the number is written', () => {
    expect(id(['brn_1', '536365'])).toBe('clb_1/brn_1/536365/2026-03-10');
    expect(id(['brn_1', ' ۵۳۶۳۶۵'])).toBe(id(['brn_1', '536365']));
  });

  test('is the one that the previous build gave it, with its till', () => {
    const old = (till: string): string =>
      receiptIds({ clubId: 'c', branchId: 'b', till, receipt: '7', at, timeZone: 'Europe/London' }, digest).old;
    expect([old('t1'), old('')]).toEqual(['c/b/t1/7/2026-03-10', 'c/b/import/7/2026-03-10']);
  });

  test.each([
    ['2026-07-01T17:00:00Z', undefined],
    ['2026-07-01T18:59:59Z', undefined],
    ['2026-07-01T19:00:00Z', '2026-07-01'],
    ['2026-07-01T22:59:59Z', '2026-07-01'],
    ['2026-07-02T02:30:00Z', '2026-07-01'],
    ['2026-07-02T03:00:00Z', undefined],
  ])('of %s is near the end of %p, by the clock of the club', (time, day) => {
    const { night } = receiptIds(
      { clubId: 'c', branchId: 'b', till: '', receipt: '7', at: new Date(time), timeZone: 'Europe/London' },
      digest,
    );
    expect(night).toBe(day && `c/b/7/${day}~`);
  });

  test.each([
    ['0001-01-01T00:00:00Z', '0001-01-01'],
    ['0202-06-01T12:00:00Z', '0202-06-01'],
    ['9999-12-31T12:00:00Z', '9999-12-31'],
    ['9999-12-31T23:59:59Z', '+010000-01-01'],
  ])('of %s names the day of that year as ISO 8601 writes it', (time, day) => {
    const place = { clubId: 'c', branchId: 'b', till: '', receipt: '7', timeZone: 'Asia/Tehran' };
    expect(receiptIds({ ...place, at: new Date(time) }, digest).number).toBe(`c/b/7/${day}`);
  });

  test('tells hostile parts apart', () => {
    const part = fc.string({ unit: fc.constantFrom('/', '%', '#', '2', 'f', '5', 'a'), maxLength: 6 });
    const two = fc.tuple(part, part);
    fc.assert(
      fc.property(two, two, (left, right) => (id(left) === id(right)) === (left.join('\n') === right.join('\n'))),
    );
  });

  test('stays short for a long number', () => expect(id(['b', 'x'.repeat(10_000)]).length).toBeLessThan(100));

  test('keeps a part of a hundred characters as it is, and digests a longer one', () => {
    const [whole, long] = ['x'.repeat(100), 'y'.repeat(101)];
    expect(id(['b', whole])).toBe(`clb_1/b/${whole}/2026-03-10`);
    expect(id(['b', long])).toBe(`clb_1/b/#${digest(long)}/2026-03-10`);
  });

  test('beside another till’s names the till', () => {
    expect(besideId('c/b/7/2026-03-10', 't/1', digest)).toBe('c/b/7/2026-03-10#t%2f1');
  });
});

describe('the days beside it', () => {
  const beside = (time: string, dayOnly?: boolean) => {
    const place = { clubId: 'c', branchId: 'b', till: '', receipt: '7', timeZone: 'Europe/London' };
    return receiptIds(
      { ...place, at: new Date(time), ...(dayOnly !== undefined && { dayOnly }) },
      digest,
    ).neighbours.map(({ number, at: near }) => [number, near.toISOString()]);
  };

  test('are the next one in the evening, the one before at night, and none between', () => {
    const [evening, night] = ['2026-07-01T19:00:00.000Z', '2026-07-02T02:59:59.000Z'];
    expect(beside(evening)).toEqual([['c/b/7/2026-07-02', evening]]);
    expect(beside(night)).toEqual([['c/b/7/2026-07-01', night]]);
    expect([beside('2026-07-01T18:59:59Z'), beside('2026-07-02T03:00:00Z'), beside(evening, false).length]).toEqual([
      [],
      [],
      1,
    ]);
  });

  test('of a day without a time are both, each with the midnight between', () => {
    const both = [
      ['c/b/7/2026-06-30', '2026-06-30T23:00:00.000Z'],
      ['c/b/7/2026-07-02', '2026-07-01T23:00:00.000Z'],
    ];
    expect([beside('2026-06-30T23:00:00Z', true), beside('2026-07-01T11:00:00Z', true)]).toEqual([both, both]);
  });
});

test('a till has one form, and the import had none', () => {
  expect([tillOf('import'), tillOf('01'), tillOf('')]).toEqual(['', '1', '']);
});

test('the fingerprint of a sale is that of its lines, as a file of it has', () => {
  const lines = [line('tea', 2n, '5.00')];
  expect(saleFingerprint(opened(lines), (text) => text)).toBe(`sale ${linesText(lines)}`);
});
