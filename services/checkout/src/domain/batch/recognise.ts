import type { ItemLine, ReadItem } from './batch-item.ts';
import type { SoldLine } from '../session/line.ts';
import { hasLines, isBackAlready, type ReceiptClaim } from '../receipt/receipt-claim.ts';
import { lastingExceptions } from '../return/reallocate.ts';
import { addedRows, isNear, type Row, type Span } from '../receipt/same-receipt.ts';
import { hasEnded, type SessionState } from '../session/session.ts';

/** What a submission says otherwise than what is known under its receipt. */
export type Difference = 'member' | 'time' | 'lines' | 'kind' | 'session_id' | 'state';

/** What an item that meets a claimed receipt is. */
export type Recognition =
  /** Nothing that was not known. */
  | { readonly kind: 'known' }
  /** A crash came between the claim and the sale. */
  | { readonly kind: 'unfinished' }
  /** Nothing stands behind the claim: a session that ended without a sale, or rows of which none was accepted. */
  | { readonly kind: 'free' }
  /** The receipt, with rows that had been refused before, or with its member. */
  | {
      readonly kind: 'more';
      readonly lines: readonly ItemLine[];
      readonly back: readonly ItemLine[];
      readonly memberId: string;
    }
  /** The receipt is known otherwise. */
  | { readonly kind: 'differs'; readonly fields: readonly Difference[] };

/** What stands behind the claim of a sale. */
export interface Owner {
  readonly state: SessionState;
  /** Of a till's session: it may have gone on to another receipt. */
  readonly receipt?: string;
  readonly saleId: string;
  readonly memberId: string;
  readonly openedAt: Date;
  readonly soldAt?: Date | undefined;
  readonly historical: boolean;
  /** Loaded only where the fingerprint does not say that the lines are the same. */
  readonly lines?: readonly SoldLine[];
}

export interface Submitted extends ReadItem {
  readonly fingerprint: string;
}

const known: Recognition = { kind: 'known' };

/** Rows of a submission, its refused ones included. */
export const rowsOf = ({ lines, back, exceptions }: Pick<ReadItem, 'lines' | 'back' | 'exceptions'>): number =>
  lines.length + back.length + exceptions.length;

const negative = <R extends Row>(row: R): R => ({ ...row, quantityMilli: -row.quantityMilli });

/**
 * Lines that a claim's return has matched, at least in part, or a till took; what matched nothing may be mended like a
 * refused row.
 */
const matched = ({ wanted, allocation, exceptions, settled }: ReceiptClaim): ReceiptClaim['wanted'] => {
  const lines = new Set(allocation.map(({ line }) => line));
  const short = new Set(exceptions.map(({ line }) => line));
  return wanted.filter(({ line }) => lines.has(line) || (settled && !short.has(line)));
};

/** The rows that stand under a claim, as signed rows. */
const rowsKnown = (claim: ReceiptClaim, lines: readonly Row[]): Row[] => [...lines, ...matched(claim).map(negative)];

const memberDiffers = (stored: string | undefined, named: string): boolean =>
  stored !== undefined && stored !== '' && named !== '' && stored !== named;

const spanOf = ({ openedAt, soldAt, historical }: Owner, dayOnly: boolean): Span => {
  const until = soldAt ?? openedAt;
  return { from: historical ? until : openedAt, until, dayOnly };
};

/** Rows of the receipt that no accepted line came of. */
const refusedIn = ({ kind, rows, exceptions }: ReceiptClaim, lines: readonly Row[]): number =>
  kind === 'session' ? 0 : rows === undefined ? exceptions.length : Math.max(0, rows - lines.length);

const compare = (
  read: Submitted,
  claim: ReceiptClaim,
  stands: { memberId: string | undefined; span: Span; lines: readonly Row[] | undefined },
): Recognition => {
  const { item, lines, back } = read;
  const signed = [...lines, ...back.map(negative)];
  const refused = refusedIn(claim, stands.lines ?? []);
  const added =
    stands.lines && addedRows({ rows: stands.lines, refused }, { rows: signed, refused: rowsOf(read) - signed.length });
  const fields: Difference[] = [
    ...(memberDiffers(stands.memberId, item.memberId) ? (['member'] as const) : []),
    ...(isNear({ from: item.at, until: item.at, dayOnly: item.dayOnly }, stands.span) ? [] : (['time'] as const)),
    // What a till has sold needs no further rows.
    ...(stands.lines && (!added || (claim.kind === 'session' && added.length > 0)) ? (['lines'] as const) : []),
  ];
  if (fields.length > 0) return { kind: 'differs', fields };
  const memberId = stands.memberId === '' ? item.memberId : '';
  const more = new Set(added);
  const moreLines = lines.filter((line) => more.has(line));
  const moreBack = [...more].filter(({ quantityMilli }) => quantityMilli < 0n).map(negative);
  const isLonger = claim.kind === 'sale' && claim.rows !== undefined && rowsOf(read) > claim.rows;
  // A crash came between the sale that was completed and its claim.
  const isBehind = claim.kind === 'sale' && stands.lines !== undefined && lastingExceptions(claim).length > refused;
  return memberId === '' && more.size === 0 && !isLonger && !isBehind
    ? known
    : { kind: 'more', lines: moreLines, back: moreBack, memberId };
};

const rowsOfClaim = ({ rows, exceptions }: ReceiptClaim): number => rows ?? exceptions.length;

/** Of two submissions without an accepted line the one with more rows stands, so that their order does not count. */
const isLess = (read: Submitted, claim: ReceiptClaim): boolean =>
  read.lines.length + read.back.length === 0 &&
  (rowsOf(read) < rowsOfClaim(claim) || (rowsOf(read) === rowsOfClaim(claim) && read.fingerprint <= claim.fingerprint));

/** It is free once what went back under it has left its sales. */
const withoutAccepted = (read: Submitted, claim: ReceiptClaim): Recognition => {
  if (isLess(read, claim)) return known;
  return claim.settled ? { kind: 'free' } : { kind: 'differs', fields: ['state'] };
};

/** The claim alone is there: whoever says the same stores the sale. */
const unfinished = (read: Submitted, claim: ReceiptClaim): Recognition => {
  const fields: Difference[] = [
    ...(memberDiffers(claim.memberId, read.item.memberId) ? (['member'] as const) : []),
    ...(claim.fingerprint === read.fingerprint ? [] : (['lines'] as const)),
  ];
  return fields.length === 0 ? { kind: 'unfinished' } : { kind: 'differs', fields };
};

/** A till that was cut off between the claim and its session comes back within that time, or never. */
const cutOffMs = 3_600_000;

/** What a session's claim is while there is no sale behind it. */
const withoutSale = (claim: ReceiptClaim, owner: Owner | undefined, now: Date): Recognition | undefined => {
  const isFree =
    owner === undefined
      ? (claim.at?.getTime() ?? 0) < now.getTime() - cutOffMs
      : hasEnded(owner) || (owner.receipt !== undefined && owner.receipt !== claim.receipt);
  if (isFree) return { kind: 'free' };
  return owner?.state === 'closed' ? undefined : { kind: 'differs', fields: ['state'] };
};

/** `owner` is the session that the claim names, when it exists. */
export const recogniseSale = (
  read: Submitted,
  claim: ReceiptClaim,
  owner: Owner | undefined,
  now: Date,
): Recognition => {
  if (claim.kind === 'session') {
    const without = withoutSale(claim, owner, now);
    if (without) return without;
  } else if (!claim.accepted) return withoutAccepted(read, claim);
  else if (claim.kind === 'return') return { kind: 'differs', fields: ['kind'] };
  else if (owner === undefined || owner.saleId !== claim.saleId) return unfinished(read, claim);
  if (owner === undefined) return known;
  const isPart =
    claim.parts.includes(read.fingerprint) || (claim.kind === 'sale' && claim.fingerprint === read.fingerprint);
  const lines = isPart || owner.lines === undefined ? undefined : rowsKnown(claim, owner.lines);
  return compare(read, claim, { memberId: owner.memberId, span: spanOf(owner, claim.dayOnly), lines });
};

/** A return whose lines found no sale is not accepted, and yet claims its receipt: it waits for them. */
const isWaiting = (claim: ReceiptClaim): boolean => claim.kind === 'return' && claim.wanted.length > 0;

export const recogniseReturn = (read: Submitted, claim: ReceiptClaim): Recognition => {
  if (claim.kind === 'session') return { kind: 'differs', fields: ['kind'] };
  if (
    !claim.accepted &&
    claim.settled &&
    !isBackAlready(claim) &&
    !(isWaiting(claim) && claim.fingerprint === read.fingerprint && claim.memberId === read.item.memberId)
  ) {
    return isLess(read, claim) ? known : { kind: 'free' };
  }
  if (claim.kind !== 'return') return { kind: 'differs', fields: ['kind'] };
  const at = claim.at ?? read.item.at;
  const isPart = hasLines(claim, read.fingerprint);
  if (!isPart && claim.memberId === undefined) return { kind: 'differs', fields: ['lines'] };
  const lines = isPart ? undefined : rowsKnown(claim, []);
  return compare(read, claim, {
    memberId: claim.memberId,
    span: { from: at, until: at, dayOnly: claim.dayOnly },
    lines,
  });
};
