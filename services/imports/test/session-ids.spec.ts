import { describe, expect, test } from '@jest/globals';
import { receiptNameMax } from '@vafa/contracts/receipts';
import { isPlainLine } from '@vafa/kernel';
import { sessionIdOf } from '../src/adapters/grpc/grpc-import-target.ts';
import type { Receipt } from '../src/domain/receipt.ts';

const idOf = (number: string): string => {
  const receipt: Receipt = {
    number,
    branch: 'b',
    till: '',
    day: 20_000,
    member: '',
    isReturn: false,
    at: new Date(0),
    isDayOnly: false,
    rows: [],
    unfit: [],
  };
  return sessionIdOf(receipt);
};

describe('the session of an imported sale', () => {
  test('has its number', () => {
    expect(idOf('536 365/A')).toBe('imp-536-365-A-2024-10-04-02638299');
  });

  test.each(['7'.repeat(76), '7'.repeat(77), '7'.repeat(90), '𐓷'.repeat(45), 'ن'.repeat(90)])(
    'is a name that checkout takes: %s',
    (number) => {
      expect(isPlainLine(idOf(number), receiptNameMax)).toBe(true);
    },
  );

  test('is another for another long number', () => {
    expect(new Set(['a', 'b', ''].map((end) => idOf('7'.repeat(85) + end))).size).toBe(3);
  });
});
