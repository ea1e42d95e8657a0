import { accountText } from '../account/account-id.ts';
import type { AccountState } from '../account/account-state.ts';
import type { Command, Verb } from '../journal/command.ts';
import { drafted, refused } from '../journal/draft.ts';
import type { Entry } from '../journal/entry.ts';

type Of<K extends Verb['kind']> = Command<Extract<Verb, { kind: K }>>;

/** From now on a share of what is earned goes to the household's account. */
export const decidePool = (state: AccountState, command: Of<'join' | 'leave'>, at: Date): Entry => {
  const { verb } = command;
  const still = { amount: 0n, postings: [], lots: [] };
  if (verb.kind === 'leave')
    return state.pool
      ? drafted(command, at, { kind: 'leave', other: state.pool.account, ...still })
      : refused(command, at, 'not_in_pool');
  if (verb.pool === accountText(command.account)) return refused(command, at, 'same_account');
  if (state.pool && state.pool.account !== verb.pool) return refused(command, at, 'in_another_pool');
  return drafted(command, at, { kind: 'join', other: verb.pool, share: verb.share, ...still });
};
