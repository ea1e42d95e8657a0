import type { AccountState } from '../account/account-state.ts';
import { postings, type Entry } from '../journal/entry.ts';
import { leaving } from '../account/lots.ts';

const hundred = 100n;

/**
 * The household's share of units that an entry made spendable, rounded down: it is sent out of the lot that they came
 * into. What paid a debt is not shared. Its key counts the contributions of the account.
 */
export const contribution = (
  { pool, contributed = 0 }: AccountState,
  { lots, cause, reference, effectiveAt }: Entry,
): Entry | undefined => {
  const came = lots.find((delta) => delta.place === 'active' && delta.amount > 0n);
  if (!pool || !came) return undefined;
  const amount = (came.amount * BigInt(pool.share)) / hundred;
  if (amount === 0n) return undefined;
  return {
    key: `e:pool:${String(contributed + 1)}`,
    kind: 'send',
    amount,
    other: pool.account,
    share: pool.share,
    postings: postings({ available: -amount, in_transit: amount }),
    lots: leaving([{ lot: came.lot, amount, ...(came.expiresAt && { expiresAt: came.expiresAt }) }]),
    debt: 0n,
    cause,
    reason: 'pool',
    reference,
    effectiveAt,
  };
};
