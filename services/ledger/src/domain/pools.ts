import { accountText } from './account-id.ts';
import type { AccountState } from './account-state.ts';
import type { Command, Verb } from './command.ts';
import { drafted, refused } from './draft.ts';
import { postings, type Entry } from './entry.ts';
import { leaving } from './lots.ts';

type Of<K extends Verb['kind']> = Command<Extract<Verb, { kind: K }>>;

/** From now on a share of what is earned goes to the household's account. */
export const decidePool = (state: AccountState, command: Of<'join' | 'leave'>, at: Date): Entry => {
  const { verb } = command;
  const still = { amount: 0n, postings: [], lots: [] };
  if (verb.kind === 'leave') return state.pool ? drafted(command, at, { kind: 'leave', other: state.pool.account, ...still }) : refused(command, at, 'not_in_pool');
  if (verb.pool === accountText(command.account)) return refused(command, at, 'same_account');
  if (state.pool && state.pool.account !== verb.pool) return refused(command, at, 'in_another_pool');
  return drafted(command, at, { kind: 'join', other: verb.pool, share: verb.share, ...still });
};

const hundred = 100n;

/**
 * The household's share of units that an entry made spendable, rounded down: it is sent out of the lot that they came into.
 * What paid a debt is not shared. Its key counts the contributions of the account.
 */
export const contribution = ({ pool, contributed = 0 }: AccountState, { lots, cause, reference, effectiveAt }: Entry): Entry | undefined => {
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
