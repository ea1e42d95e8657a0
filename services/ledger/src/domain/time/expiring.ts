import type { AccountState } from '../account/account-state.ts';
import { isIdle } from '../account/lot-names.ts';
import { undated } from './unit-life.ts';

export interface Expiring {
  readonly amount: bigint;
  readonly firstAt: Date;
}

/**
 * The available and pending units of an account that end before a moment unless they are used; held ones do not end.
 */
export const expiringBefore = (state: AccountState, before: Date): Expiring | undefined => {
  const endOf = (lot: string, expiresAt: Date | undefined): Date | undefined =>
    expiresAt ?? (isIdle({ lot }) ? state.idle?.until : undefined);
  const ends = [
    ...state.lots.map(({ id, amount, expiresAt }) => ({ amount, at: endOf(id, expiresAt) })),
    ...state.pendingLots.map(({ amount, expiresAt }) => ({ amount, at: endOf(undated(state, {}), expiresAt) })),
  ].flatMap(({ amount, at }) => (at && at < before ? [{ amount, at }] : []));
  const [first] = ends.map(({ at }) => at).sort((a, b) => a.getTime() - b.getTime());
  return first && { amount: ends.reduce((sum, { amount }) => sum + amount, 0n), firstAt: first };
};
