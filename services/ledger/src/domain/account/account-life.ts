import type { AccountState } from './account-state.ts';
import type { Command, Verb } from '../journal/command.ts';
import { drafted, refused } from '../journal/draft.ts';
import type { Entry, Refusal } from '../journal/entry.ts';
import { elsewhere } from '../transfers/merges.ts';

/** What a frozen account still takes: ends of what was begun, and a person's corrections. */
const whileFrozen: ReadonlySet<Verb['kind']> = new Set([
  'capture',
  'void',
  'reverse',
  'arrive',
  'return',
  'adjust',
  'extend',
  'reinstate',
  'settle',
  'unfreeze',
  'close',
]);

/** Why the account's status keeps a command out. What tells of a finished sale is let into a frozen account. */
export const closedTo = (state: AccountState, command: Command): Refusal | undefined => {
  const { status } = state;
  const { verb, finished } = command;
  // It came round to where it had been: accounts were merged in a circle.
  if (elsewhere(state, command) !== undefined) return 'account_merged';
  // What a finished sale left open on it can still be ended, at the club's cost or gain.
  if (status === 'closed') return verb.kind === 'settle' && verb.into === 'club' ? undefined : 'account_closed';
  return status === 'frozen' && !finished && !whileFrozen.has(verb.kind) ? 'account_frozen' : undefined;
};

type Life = Command<Extract<Verb, { kind: 'freeze' | 'unfreeze' | 'close' }>>;

const isEmpty = (state: AccountState): boolean =>
  state.available === 0n &&
  state.pending === 0n &&
  state.held === 0n &&
  state.debt === 0n &&
  !state.transfers &&
  !state.exceptions;

export const decideLife = (state: AccountState, command: Life, at: Date): Entry => {
  const { kind } = command.verb;
  if (kind === 'unfreeze' && state.status !== 'frozen') return refused(command, at, 'not_frozen');
  if (kind === 'close' && !isEmpty(state)) return refused(command, at, 'account_not_empty');
  return drafted(command, at, { kind, amount: 0n, postings: [], lots: [] });
};
