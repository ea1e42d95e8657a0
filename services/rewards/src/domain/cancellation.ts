import { DomainError, isPlainLine } from '@vafa/kernel';
import type { Decision, Redemption } from './redemption.ts';

export interface CancelOrder {
  readonly key: string;
  readonly reason: string;
  /** Who cancels: an opaque id. */
  readonly person: string;
}

const reasonLengthMax = 500;

/** The reason, trimmed. Raises `invalid_reason`. */
export const checkReason = (given: string): string => {
  const reason = given.trim();
  if (isPlainLine(reason, reasonLengthMax)) return reason;
  throw new DomainError(
    'invalid',
    'invalid_reason',
    `a reason has from 1 to ${reasonLengthMax} characters and no control characters`,
  );
};

/**
 * From now on the voucher cannot be used; the points come back next. Undefined when this key has cancelled it before.
 * Raises `voucher_used`, `redemption_cancelled`, `redemption_not_issued`.
 */
export const cancel = (redemption: Redemption, order: CancelOrder, now: Date): Decision | undefined => {
  switch (redemption.status) {
    case 'cancelling':
    case 'cancelled':
      if (redemption.cancelKey === order.key) return undefined;
      throw new DomainError('conflict', 'redemption_cancelled', 'the redemption was cancelled before');
    case 'used':
      throw new DomainError('conflict', 'voucher_used', 'the voucher was used: its redemption stays');
    case 'pending':
    case 'refused':
      throw new DomainError('conflict', 'redemption_not_issued', 'nothing was given for this redemption');
    case 'issued':
      return {
        set: {
          status: 'cancelling',
          cancelAskedAt: now,
          cancelReason: order.reason,
          cancelPerson: order.person,
          cancelKey: order.key,
        },
        key: order.key,
        at: now,
      };
  }
};

export interface GivenBack {
  readonly points: bigint;
  readonly available: bigint;
}

/** Ends a cancellation by the ledger's answer; undefined when it has ended before. */
export const settleCancellation = (
  redemption: Redemption,
  { points, available }: GivenBack,
  now: Date,
): Decision | undefined => {
  if (redemption.status !== 'cancelling') return undefined;
  const set = { status: 'cancelled' as const, cancelledAt: now, returned: points, availableThen: available };
  return { set, key: `e:cancelled:${redemption.id}`, at: now, fact: { kind: 'voucherCancelled', points } };
};
