import type { ReceiptClaim } from './receipt-claim.ts';
import { hasEnded, type SessionState } from './session.ts';

/** What an item that meets a claimed receipt is. */
export type Recognition =
  /** The same source submitted it before. */
  | 'again'
  /** Known by another road, with the same lines. */
  | 'duplicate'
  /** The receipt is known with other lines. */
  | 'differs'
  /** A session that is not closed yet has the receipt. */
  | 'in_use'
  /** The session that had the receipt ended without a sale. */
  | 'abandoned'
  /** A crash came between the claim and the sale. */
  | 'unfinished';

export interface Submitted {
  readonly kind: 'sale' | 'return';
  readonly fingerprint: string;
  readonly source: string;
}

/** What stands behind the claim. */
export interface Owner {
  readonly state: SessionState;
  readonly saleId: string;
  /** Of the lines that it holds. */
  readonly fingerprint: string;
}

const recogniseSession = ({ kind, fingerprint }: Submitted, owner: Owner | undefined): Recognition => {
  if (owner === undefined || (owner.state !== 'closed' && !hasEnded(owner))) return 'in_use';
  if (kind === 'return') return 'differs';
  if (hasEnded(owner)) return 'abandoned';
  return owner.fingerprint === fingerprint ? 'duplicate' : 'differs';
};

/** `owner` is the session that the claim names, when it exists. */
export const recognise = (submitted: Submitted, claim: ReceiptClaim, owner: Owner | undefined): Recognition => {
  if (claim.kind === 'session') return recogniseSession(submitted, owner);
  if (claim.kind !== submitted.kind || claim.fingerprint !== submitted.fingerprint) return 'differs';
  if (claim.kind === 'sale' && claim.accepted && owner?.saleId !== claim.saleId) return 'unfinished';
  return claim.source === submitted.source ? 'again' : 'duplicate';
};
