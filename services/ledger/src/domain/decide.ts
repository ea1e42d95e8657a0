import { neverExpiring, type AccountState } from './account-state.ts';
import type { Command, Verb } from './command.ts';
import { decideCapture, decideHold, decideVoid } from './holds.ts';
import { drafted, refused } from './draft.ts';
import { postings, type Entry } from './entry.ts';
import type { History } from './history.ts';
import { coming, draw, leaving } from './lots.ts';
import { decideReverse } from './reversals.ts';

type Of<K extends Verb['kind']> = Command<Extract<Verb, { kind: K }>>;

const decideAccrue = (state: AccountState, command: Of<'accrue'>, at: Date): Entry => {
  const { amount, basis, activeAt, expiresAt } = command.verb;
  const lot = expiresAt ? command.key : neverExpiring;
  const accrued = { kind: 'accrue' as const, amount, lot, ...(basis && { basis }) };
  const expiry = expiresAt ? { expiresAt } : {};
  if (activeAt && activeAt > at) {
    const lots = [{ lot: command.key, place: 'pending' as const, amount, activeAt, ...expiry }];
    return drafted(command, at, { ...accrued, postings: postings({ pending: amount, issuance: -amount }), lots });
  }
  return drafted(command, at, { ...accrued, postings: postings({ available: amount, issuance: -amount }), ...coming(state.debt, [{ lot, amount, ...expiry }]) });
};

const decideBurn = (state: AccountState, command: Of<'burn'>, at: Date): Entry => {
  const { amount } = command.verb;
  if (state.available < amount) return refused(command, at, 'balance_too_low');
  const { draws } = draw(state.lots, amount);
  return drafted(command, at, { kind: 'burn', amount, postings: postings({ available: -amount, redemption: amount }), lots: leaving(draws) });
};

const isOf = <K extends Verb['kind']>(command: Command, kind: K): command is Of<K> => command.verb.kind === kind;

/**
 * What a well-formed command does to an account at a moment by which everything due is booked: the entry that answers it
 * first, then entries that go with it. A refusal by state is an entry too. Pure: the same arguments, the same entries.
 */
export const decide = (state: AccountState, command: Command, history: History, at: Date): readonly [Entry, ...Entry[]] => {
  if (isOf(command, 'accrue')) return [decideAccrue(state, command, at)];
  if (isOf(command, 'burn')) return [decideBurn(state, command, at)];
  if (isOf(command, 'hold')) return [decideHold(state, command, at)];
  if (isOf(command, 'capture')) return [decideCapture(state, command, history, at)];
  if (isOf(command, 'void')) return decideVoid(state, command, history, at);
  return [decideReverse(state, command as Of<'reverse'>, history, at)];
};
