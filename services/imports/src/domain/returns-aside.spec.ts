import { expect, test } from '@jest/globals';
import { sale } from '../../test/rows.ts';
import { unfitReceipt, type Receipt } from './receipt.ts';
import { ReturnsAside } from './returns-aside.ts';

const returned = (number: string, hour: number, rows = 1): Receipt => {
  const at = new Date(Date.UTC(2026, 0, 1, hour));
  return { ...unfitReceipt(number, [], true), at, rows: Array.from({ length: rows }, () => sale(number, { at })) };
};

test('returns wait in their order of time', () => {
  const aside = new ReturnsAside();
  for (const receipt of [returned('C2', 11), returned('C3', 12), returned('C1', 10)]) aside.add(receipt);
  expect(aside.inOrder().map(({ number }) => number)).toEqual(['C1', 'C2', 'C3']);
});

test('no more rows of them than memory is meant for', () => {
  const aside = new ReturnsAside(3);
  aside.add(returned('C1', 10, 2));
  aside.add(returned('C2', 10, 1));
  expect(() => aside.add(returned('C3', 10, 1))).toThrow(expect.objectContaining({ code: 'too_many_returns' }));
});
