import { describe, expect, test } from '@jest/globals';
import { after, line, noon, opened, pounds } from '../../../test/sales.ts';
import { closeSession } from '../session/end-session.ts';
import type { Return, Session } from '../session/session.ts';
import { TakenAtTills } from './taken-at-tills.ts';

const hours = (count: number): Date => new Date(noon.getTime() + count * 3_600_000);
const made = (id: string, receipt: string, units: bigint, changes: Partial<Return> = {}): Return => ({
  id,
  receipt,
  at: noon,
  lines: [{ position: 1, quantityMilli: units * 1_000n, amount: 0n }],
  amount: 0n,
  pointsTakenBack: 0n,
  pointsRestored: 0n,
  ...changes,
});
const sale = (...returns: readonly Return[]): Session => {
  const session = opened([line('tea', 9n, '5'), line('cup', 9n, '3')]);
  return { ...after(session, closeSession(session, 'k', pounds(session.total), noon)), returns };
};
const told = (changes: { receipt?: string; at?: Date | undefined; dayOnly?: boolean } = {}) => ({
  receipt: 'R1',
  at: noon,
  dayOnly: false,
  ...changes,
});
const wanted = (units: bigint, changes: { sku?: string; unitPrice?: string } = {}) => ({
  line: 0,
  row: 1,
  sku: 'tea',
  unitPrice: '5',
  quantityMilli: units * 1_000n,
  ...changes,
});
const tills = (...returns: readonly Return[]) => new TakenAtTills([sale(...returns)], new Set(['ret_claimed']));

describe('what tills took back by themselves', () => {
  test('is the return of a file with its receipt, and each unit once', () => {
    const taken = tills(made('ret_1', 'R1', 3n));
    expect([taken.take(told(), wanted(2n)), taken.take(told(), wanted(2n)), taken.take(told(), wanted(2n))]).toEqual([
      2_000n,
      1_000n,
      0n,
    ]);
  });

  test('may be in several parts, and the earliest is counted first', () => {
    const taken = tills(
      made('ret_2', 'R1', 2n, { at: hours(2) }),
      made('ret_1', 'R1', 1n, { at: hours(-2) }),
      made('ret_3', 'R1', 1n),
    );
    expect(taken.take(told({ at: hours(-4) }), wanted(1n))).toBe(1_000n);
    expect(taken.take(told({ at: hours(4) }), wanted(4n))).toBe(2_000n);
    expect(taken.take(told(), wanted(4n))).toBe(1_000n);
  });

  test('is of these goods, of whatever line, and of a receipt however it is written', () => {
    const cup = made('ret_1', ' ۷', 1n, { lines: [{ position: 2, quantityMilli: 1_000n, amount: 0n }] });
    expect(tills(cup).take(told({ receipt: '7' }), wanted(1n))).toBe(0n);
    expect(tills(cup).take(told({ receipt: '7' }), wanted(1n, { sku: 'cup', unitPrice: '3' }))).toBe(1_000n);
    const gone = { ...cup, lines: [{ position: 7, quantityMilli: 1_000n, amount: 0n }] };
    expect(tills(gone).take(told({ receipt: '7' }), wanted(1n))).toBe(0n);
  });

  test('is not what a claim stands for, nor what has no receipt or another', () => {
    for (const one of [made('ret_claimed', 'R1', 1n), made('ret_1', '', 1n), made('ret_1', 'R2', 1n)])
      expect(tills(one).take(told({ receipt: one.receipt === '' ? '' : 'R1' }), wanted(1n))).toBe(0n);
  });

  test.each<[string, Parameters<typeof told>[0], Date, string, bigint]>([
    ['within three hours is the same at any price', { at: hours(3) }, noon, '4', 1_000n],
    ['before it, further apart, is another', { at: hours(4) }, noon, '4', 0n],
    ['later, at another price, is a person’s', { at: hours(-9) }, noon, '4', 1_000n],
    ['later, at an equal price, is another', { at: hours(-9) }, noon, '5', 0n],
    ['on the day that was told is the same', { at: hours(-12), dayOnly: true }, noon, '5', 1_000n],
    ['near the end of that day is the same', { at: hours(-24), dayOnly: true }, hours(3), '5', 1_000n],
    ['past the end of that day is another', { at: hours(-24), dayOnly: true }, hours(4), '5', 0n],
    ['that was told without a time is nobody’s', { at: undefined }, noon, '5', 0n],
  ])('%s', (_what, changes, at, unitPrice, found) =>
    expect(tills(made('ret_1', 'R1', 1n, { at })).take(told(changes), wanted(1n, { unitPrice }))).toBe(found),
  );
});
