import { describe, expect, test } from '@jest/globals';
import { claimWith } from '../../../test/claims.ts';
import { hasLines, isBackAlready, isRefused, type ReceiptClaim, type RowException } from './receipt-claim.ts';

const claim = (changes: Partial<ReceiptClaim> = {}): ReceiptClaim =>
  claimWith('r', { kind: 'return', owner: 'ret_1', saleId: '', returnId: 'ret_1', ...changes });
const exception = (code: string): RowException => ({ row: 1, code, quantityMilli: 0n });

describe('a claim', () => {
  test('is of a return that a till took by itself where nothing of it is accepted, left or short', () => {
    const wanted = [{ line: 0, row: 1, sku: 'tea', unitPrice: '5', quantityMilli: 1_000n }];
    const back = claim({ accepted: false, wanted });
    expect(isBackAlready(back)).toBe(true);
    const others: Partial<ReceiptClaim>[] = [
      { kind: 'sale' },
      { accepted: true },
      { settled: false },
      { wanted: [] },
      { exceptions: [exception('no_matching_line')] },
    ];
    for (const changes of others) expect(isBackAlready({ ...back, ...changes })).toBe(false);
  });

  test('is refused where its sale contradicted another, and not while it is accepted', () => {
    const exceptions = [exception('invalid_line'), exception('receipt_differs')];
    expect(isRefused({ accepted: false, exceptions })).toBe(true);
    expect(isRefused({ accepted: true, exceptions })).toBe(false);
    expect(isRefused({ accepted: false, exceptions: [exception('invalid_line')] })).toBe(false);
    expect(isRefused({ accepted: false, exceptions: [] })).toBe(false);
  });

  test('has the lines of its first submission and of each part', () => {
    const asked = ['f', 'g', 'h'].map((fingerprint) => hasLines({ fingerprint: 'f', parts: ['g'] }, fingerprint));
    expect(asked).toEqual([true, true, false]);
  });
});
