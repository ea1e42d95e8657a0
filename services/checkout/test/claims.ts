import type { ReceiptClaim } from '../src/domain/receipt/receipt-claim.ts';
import { noon } from './sales.ts';

/** A member's claim with nothing in it but what is given. */
export const claimWith = (
  id: string,
  changes: Pick<ReceiptClaim, 'kind' | 'owner' | 'saleId' | 'returnId'> & Partial<ReceiptClaim>,
): ReceiptClaim => ({
  id,
  clubId: 'clb_1',
  till: '1',
  memberId: 'ana',
  fingerprint: 'f',
  source: 'file',
  accepted: true,
  exceptions: [],
  parts: [],
  wanted: [],
  branchIds: [],
  allocation: [],
  revision: 0,
  places: [],
  settled: true,
  receipt: id,
  at: noon,
  dayOnly: false,
  differing: [],
  others: [],
  ...changes,
});
