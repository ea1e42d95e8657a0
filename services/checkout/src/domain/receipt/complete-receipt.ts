import { derivedId } from '@vafa/kernel';
import type { ItemLine } from '../batch/batch-item.ts';
import { idPrefixes } from '../ids.ts';
import { partsMax, type ReceiptClaim, type RowException, type WantedBack } from './receipt-claim.ts';
import { lastingExceptions } from '../return/reallocate.ts';
import { rowsOf, type Recognition, type Submitted } from '../batch/recognise.ts';

export type Completion = Extract<Recognition, { kind: 'more' }>;

/** Of the rows that two submissions refused, as many as no accepted line came of; the later submission says which. */
const standing = (earlier: readonly RowException[], later: readonly RowException[], count: number): RowException[] =>
  [...later, ...earlier].slice(0, Math.max(0, count));

/** Lines that go back, after those that have matched; in places of their own. */
const wantedAfter = ({ wanted, allocation }: ReceiptClaim, back: readonly ItemLine[]): readonly WantedBack[] => {
  if (back.length === 0) return wanted;
  const matched = new Set(allocation.map(({ line }) => line));
  const kept = wanted.filter(({ line }) => matched.has(line));
  const next = wanted.reduce((most, { line }) => Math.max(most, line), -1) + 1;
  return [
    ...kept,
    ...back.map(({ row, sku, unitPrice, quantityMilli }, index) => ({
      line: next + index,
      row,
      sku,
      unitPrice,
      quantityMilli,
    })),
  ];
};

/** The claim of a receipt that has been completed; `linesSold` are the lines of its sale by now. */
export const completeClaim = (
  claim: ReceiptClaim,
  read: Submitted,
  { back, memberId }: Completion,
  linesSold: number,
): ReceiptClaim => {
  const wanted = wantedAfter(claim, back);
  const rows = Math.max(claim.rows ?? linesSold + claim.exceptions.length, rowsOf(read));
  const refused = standing(lastingExceptions(claim), read.exceptions, rows - linesSold - wanted.length);
  const short = claim.exceptions.filter(
    (exception) => !lastingExceptions(claim).includes(exception) && wanted.some(({ line }) => line === exception.line),
  );
  const fresh = back.length > 0 ? wanted.slice(-back.length) : [];
  const known = memberId === '' ? (claim.memberId ?? '') : memberId;
  const ofNobody =
    known === ''
      ? fresh.map(({ line, row }): RowException => ({ line, row, code: 'no_member', quantityMilli: 0n }))
      : [];
  const parts =
    claim.parts.includes(read.fingerprint) || claim.parts.length >= partsMax
      ? claim.parts
      : [...claim.parts, read.fingerprint];
  const settled = claim.settled && !(wanted.length > 0 && known !== '' && (back.length > 0 || memberId !== ''));
  // Its first lines that go back may come only now.
  const returnId =
    claim.returnId === '' && wanted.length > 0 ? derivedId(idPrefixes.return, claim.saleId) : claim.returnId;
  return {
    ...claim,
    returnId,
    memberId: known,
    rows,
    exceptions: [...refused, ...short, ...ofNobody],
    parts,
    wanted,
    settled,
  };
};
