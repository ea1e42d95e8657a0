import type { AccountState } from '../account/account-state.ts';
import { endsWithActivity } from '../account/lots.ts';

export interface Expiring {
  readonly amount: bigint;
  readonly firstAt: Date;
}

/**
 * The available and pending units of an account that end before a moment unless they are used; held ones do not end.
 */
export const expiringBefore = (state: AccountState, before: Date): Expiring | undefined => {
  const idleUntil = state.idle?.until;
  const ends = [
    ...state.lots.map((lot) => ({
      amount: lot.amount,
      at: lot.expiresAt ?? (endsWithActivity(lot) ? idleUntil : undefined),
    })),
    // What is undated goes, once it is active, where such units of the account are.
    ...state.pendingLots.map(({ amount, expiresAt }) => ({ amount, at: expiresAt ?? idleUntil })),
  ].flatMap(({ amount, at }) => (at && at < before ? [{ amount, at }] : []));
  const [first] = ends.map(({ at }) => at).sort((a, b) => a.getTime() - b.getTime());
  return first && { amount: ends.reduce((sum, { amount }) => sum + amount, 0n), firstAt: first };
};
