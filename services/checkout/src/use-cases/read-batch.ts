import { sharedIdPrefixes } from '@vafa/contracts/ids';
import { derivedId, DomainError } from '@vafa/kernel';
import { readItem, type BatchItem, type ItemLine, type ReadItem } from '../domain/batch/batch-item.ts';
import type { BatchTerms } from '../domain/batch/batch-outcome.ts';
import { idPrefixes } from '../domain/ids.ts';
import { isCurrency } from '../domain/session/currency.ts';
import { receiptIds, tillOf, type Digest, type ReceiptIds } from '../domain/receipt/receipt.ts';
import type { ReceiptClaim, RowException, WantedBack } from '../domain/receipt/receipt-claim.ts';
import { rowsOf } from '../domain/batch/recognise.ts';

const itemsMax = 500;

/** An item as read, with the places that its receipt may have. */
export interface ClaimedItem extends ReadItem {
  readonly ids: ReceiptIds;
  readonly fingerprint: string;
  /** Of all that it says: a contradiction is told once, however often it comes. */
  readonly version: string;
}

const invalid = (message: string, field: string): DomainError =>
  new DomainError('invalid', 'invalid_session', message, { field });

/** Without a readable time none of its lines was read, and its receipt alone identifies it. */
const withTime = (read: ReadItem): ReadItem =>
  Number.isNaN(read.item.at.getTime()) ? { ...read, item: { ...read.item, at: new Date(0) } } : read;

/** Reads a batch item by item. Raises `invalid_session` when the batch itself is not one. */
export const readBatch = (
  { clubId, currency, currencyDigits, timeZone }: BatchTerms,
  items: readonly BatchItem[],
  digest: Digest,
  now: Date,
): ClaimedItem[] => {
  if (items.length > itemsMax) throw invalid(`a batch has at most ${String(itemsMax)} items`, 'items');
  if (!isCurrency(currency, currencyDigits)) throw invalid('not a currency', 'currency');
  return items.map((item) => {
    const read = withTime(readItem(item, currencyDigits, now));
    const ids = receiptIds({ clubId, timeZone, ...read.item }, digest);
    const fingerprint = digest(read.text);
    const version = digest(JSON.stringify([read.text, read.item.memberId, read.item.at.getTime()]));
    return { ...read, ids, fingerprint, version };
  });
};

const toWanted = ({ line, row, sku, unitPrice, quantityMilli }: ItemLine): WantedBack => ({
  line,
  row,
  sku,
  unitPrice,
  quantityMilli,
});

/** Lines that go back, of nobody: they may still get a member. */
const ofNobody = (back: readonly ItemLine[]): RowException[] =>
  back.map(({ row, line }) => ({ row, line, code: 'no_member', quantityMilli: 0n }));

/** The id of a session that nobody named: the same whenever the same receipt comes. */
const sessionIdOf = (ids: ReceiptIds, till: string): string => {
  const derived = derivedId(sharedIdPrefixes.sale, JSON.stringify([ids.number, till]));
  return `bat-${derived.slice(derived.indexOf('_') + 1)}`;
};

/** The claim that an item makes; `id` is the sale's, or the return's own. */
export const toClaim = (read: ClaimedItem, { clubId, source, branchIds }: BatchTerms, id: string): ReceiptClaim => {
  const { item, lines, back, exceptions } = read;
  const till = tillOf(item.till);
  const waits = back.length > 0 && item.memberId !== '';
  return {
    id: read.ids.number,
    clubId,
    kind: item.isReturn ? 'return' : 'sale',
    till,
    memberId: item.memberId,
    owner: item.isReturn ? id : item.sessionId === '' ? sessionIdOf(read.ids, till) : item.sessionId,
    saleId: item.isReturn ? '' : id,
    fingerprint: read.fingerprint,
    source,
    accepted: !item.isReturn && lines.length > 0,
    exceptions: [...exceptions, ...(item.memberId === '' ? ofNobody(back) : [])],
    rows: rowsOf(read),
    parts: [],
    wanted: back.map(toWanted),
    branchIds: back.length > 0 ? branchIds : [],
    returnId: item.isReturn ? id : back.length > 0 ? derivedId(idPrefixes.return, id) : '',
    allocation: [],
    revision: 0,
    places: [],
    settled: !waits,
    receipt: item.receipt,
    at: item.at,
    dayOnly: item.dayOnly,
    differing: [],
    others: [],
  };
};
