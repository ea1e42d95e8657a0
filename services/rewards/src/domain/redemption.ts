import { DomainError, endOfDayAfter } from '@vafa/kernel';
import type { Reward } from './reward.ts';

/**
 * A member's order of one reward, and the voucher that comes of it. The price is that of the moment it was asked for.
 */
export interface Redemption {
  readonly id: string;
  readonly clubId: string;
  readonly memberId: string;
  readonly rewardId: string;
  /** Version and name of the reward then; absent of old ones. */
  readonly rewardVersion?: number;
  readonly rewardName?: string;
  readonly points: bigint;
  readonly voucherDays: number;
  /** The club's; it decides with which day the voucher ends. Absent of old ones: UTC. */
  readonly timeZone?: string;
  /** pending: the ledger has not answered yet; cancelling: it has not yet given back. */
  readonly status: 'pending' | 'issued' | 'used' | 'refused' | 'cancelling' | 'cancelled';
  readonly requestedAt: Date;
  /** What the code is found by, and the code itself, sealed. */
  readonly codeHash: string;
  readonly sealedCode: string;
  readonly refusal?: string;
  /** The member's balance right after the burn. */
  readonly available?: bigint;
  readonly issuedAt?: Date;
  /** Exclusive. */
  readonly expiresAt?: Date;
  readonly usedAt?: Date;
  readonly usedAtBranchId?: string;
  readonly usedAtTill?: string;
  readonly usedForReceipt?: string;
  readonly usedForSaleId?: string;
  /** Key of the command that used it. */
  readonly usedBy?: string;
  readonly cancelAskedAt?: Date;
  readonly cancelReason?: string;
  /** Who cancelled it: an opaque id. */
  readonly cancelPerson?: string;
  /** Key of the command that cancelled it. */
  readonly cancelKey?: string;
  readonly cancelledAt?: Date;
  /** Points that came back, and the balance right after. */
  readonly returned?: bigint;
  readonly availableThen?: bigint;
}

export type RedemptionFact =
  | { readonly kind: 'voucherIssued' }
  | {
      readonly kind: 'voucherUsed';
      readonly branchId: string;
      readonly till: string;
      readonly receipt: string;
      readonly saleId: string;
    }
  | { readonly kind: 'voucherCancelled'; readonly points: bigint };

/** What a decision stores, and the fact that others must know. */
export interface Decision {
  readonly set: Partial<Redemption>;
  readonly key: string;
  readonly at: Date;
  readonly fact?: RedemptionFact;
}

export type BurnOutcome =
  | { readonly burned: true; readonly available: bigint }
  | { readonly burned: false; readonly refusal: string };

export interface RedeemOrder {
  readonly clubId: string;
  readonly key: string;
  readonly memberId: string;
  readonly rewardId: string;
  readonly timeZone: string;
}

/** A new redemption: pending, or refused when the reward is closed, so that a repeat has the same answer. */
export const request = (
  id: string,
  order: RedeemOrder,
  reward: Reward,
  code: Pick<Redemption, 'codeHash' | 'sealedCode'>,
  now: Date,
): Redemption => ({
  id,
  clubId: order.clubId,
  memberId: order.memberId,
  rewardId: order.rewardId,
  rewardVersion: reward.version,
  rewardName: reward.name,
  points: reward.pricePoints,
  voucherDays: reward.voucherDays,
  timeZone: order.timeZone,
  requestedAt: now,
  ...code,
  ...(reward.open ? { status: 'pending' } : { status: 'refused', refusal: 'reward_closed' }),
});

/** Raises `key_reused` when the redemption was made by another order under the same key. */
export const sameOrder = (redemption: Redemption, order: RedeemOrder): void => {
  if (redemption.memberId === order.memberId && redemption.rewardId === order.rewardId) return;
  throw new DomainError('conflict', 'key_reused', 'this key has redeemed something else');
};

/** Ends a pending redemption by the ledger's answer; undefined when it has ended before. */
export const settle = (redemption: Redemption, outcome: BurnOutcome, now: Date): Decision | undefined => {
  if (redemption.status !== 'pending') return undefined;
  const key = `e:settle:${redemption.id}`;
  if (!outcome.burned) return { set: { status: 'refused', refusal: outcome.refusal }, key, at: now };
  const expiresAt =
    redemption.voucherDays === 0 ? undefined : endOfDayAfter(now, redemption.voucherDays, redemption.timeZone ?? 'UTC');
  return {
    set: { status: 'issued', available: outcome.available, issuedAt: now, ...(expiresAt && { expiresAt }) },
    key,
    at: now,
    fact: { kind: 'voucherIssued' },
  };
};
