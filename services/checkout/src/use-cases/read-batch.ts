import { DomainError } from '@vafa/kernel';
import { readItem, type BatchItem, type ReadItem } from '../domain/batch-item.ts';
import type { BatchTerms } from '../domain/batch-outcome.ts';
import { isCurrency } from '../domain/price.ts';
import { receiptId, type Digest } from '../domain/receipt.ts';
import type { ReceiptClaim } from '../domain/receipt-claim.ts';

export const itemsMax = 500;

/** An item as read, with the place that its receipt has. */
export interface ClaimedItem extends ReadItem {
  readonly receiptId: string;
  readonly fingerprint: string;
}

const invalid = (message: string, field: string): DomainError => new DomainError('invalid', 'invalid_session', message, { field });

/** Without a readable time none of its lines was read, and its receipt alone identifies it. */
const withTime = (read: ReadItem): ReadItem => (Number.isNaN(read.item.at.getTime()) ? { ...read, item: { ...read.item, at: new Date(0) } } : read);

/** Reads a batch item by item. Raises `invalid_session` when the batch itself is not one. */
export const readBatch = ({ clubId, currency, currencyDigits, timeZone }: BatchTerms, items: readonly BatchItem[], digest: Digest): ClaimedItem[] => {
  if (items.length > itemsMax) throw invalid(`a batch has at most ${String(itemsMax)} items`, 'items');
  if (!isCurrency(currency, currencyDigits)) throw invalid('not a currency', 'currency');
  return items.map((item) => {
    const read = withTime(readItem(item, currencyDigits));
    return { ...read, receiptId: receiptId({ clubId, timeZone, ...read.item }, digest), fingerprint: digest(read.text) };
  });
};

/** The claim that an item makes; `id` is the sale's, or the return's own. */
export const toClaim = (read: ClaimedItem, { clubId, source }: BatchTerms, id: string): ReceiptClaim => ({
  id: read.receiptId,
  clubId,
  kind: read.item.isReturn ? 'return' : 'sale',
  owner: read.item.isReturn ? id : read.item.sessionId,
  saleId: read.item.isReturn ? '' : id,
  fingerprint: read.fingerprint,
  source,
  accepted: read.lines.length > 0,
  exceptions: read.exceptions,
  allocation: [],
  settled: true,
  receipt: read.item.receipt,
  at: read.item.at,
  differing: [],
});
