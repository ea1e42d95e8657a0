import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { businessDay, receiptId } from './receipt.ts';

const at = new Date('2026-03-10T12:00:00Z');
const digest = (text: string): string => `${String(text.length)}-${text.slice(-20)}`;
const id = (parts: readonly string[]): string => {
  const [branchId = '', till = '', receipt = ''] = parts;
  return receiptId({ clubId: 'clb_1', branchId, till, receipt, at, timeZone: 'Europe/London' }, digest);
};

describe('the business day', () => {
  test('is that of the club', () => {
    const late = new Date('2026-07-01T23:30:00Z');
    expect(businessDay(late, 'UTC')).toBe('2026-07-01');
    expect(businessDay(late, 'Europe/London')).toBe('2026-07-02');
    expect(businessDay(late, 'Asia/Tehran')).toBe('2026-07-02');
  });

  test('of an unknown zone is refused', () => expect(() => businessDay(at, 'Mars/Olympus')).toThrow(expect.objectContaining({ code: 'invalid_session' })));
});

describe('the id of a receipt', () => {
  test('names club, branch, till, number and day', () => expect(id(['brn_1', 't1', '536365'])).toBe('clb_1/brn_1/t1/536365/2026-03-10'));

  test('tells hostile parts apart', () => {
    const part = fc.string({ unit: fc.constantFrom('/', '%', '#', '2', 'f', '5', 'a'), maxLength: 6 });
    const three = fc.tuple(part, part, part);
    fc.assert(fc.property(three, three, (left, right) => (id(left) === id(right)) === (left.join('\n') === right.join('\n'))));
  });

  test('stays short for a long number', () => expect(id(['b', 't', 'x'.repeat(10_000)]).length).toBeLessThan(100));
});
