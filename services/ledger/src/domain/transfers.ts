import { accountText } from './account-id.ts';
import type { AccountState } from './account-state.ts';
import { boundsRefusal } from './bounds.ts';
import type { Command, Verb } from './command.ts';
import { drafted, refused } from './draft.ts';
import { drawsOf, postings, type Draw, type Entry } from './entry.ts';
import type { History } from './history.ts';
import { coming, draw, leaving } from './lots.ts';
import { activity, graceOf, returning, undated } from './unit-life.ts';

type Of<K extends Verb['kind']> = Command<Extract<Verb, { kind: K }>>;

/** Names a transfer for both accounts. */
export const transferId = (from: string, sendKey: string): string => `${from}#${sendKey}`;

export const decideSend = (state: AccountState, command: Of<'send'>, at: Date): Entry => {
  const { amount, to } = command.verb;
  const refusal = boundsRefusal(command, amount) ?? (state.available < amount ? 'balance_too_low' : undefined);
  if (refusal) return refused(command, at, refusal);
  const { draws } = draw(state.lots, amount);
  return drafted(command, at, { kind: 'send', amount, other: to, postings: postings({ available: -amount, in_transit: amount }), lots: leaving(draws) });
};

/** Lots keep their expiry and are told apart from the receiver's own by where they are from. */
const foreign = (from: string, unit: Draw, without: string): Draw => ({ ...unit, lot: unit.expiresAt ? `${from}~${unit.lot}` : without });

export const decideReceive = (state: AccountState, command: Of<'receive'>, at: Date): Entry => {
  const { from, units } = command.verb;
  const amount = units.reduce((sum, unit) => sum + unit.amount, 0n);
  const arrived = units.map((unit) => foreign(from, unit, undated(state, command)));
  return drafted(command, at, { kind: 'receive', amount, other: from, postings: postings({ available: amount, in_transit: -amount }), ...coming(state.debt, arrived), ...activity(state, command, at, true) });
};

/** The units have arrived, or come back to the lots they left. */
export const decideEnd = (state: AccountState, command: Of<'arrive' | 'return'>, history: History, at: Date): Entry => {
  const { kind, sendKey } = command.verb;
  const sent = history.entry(sendKey);
  if (sent?.kind !== 'send') return refused(command, at, 'transfer_not_found');
  if (!state.transfers?.some((transfer) => transfer.key === sendKey)) return refused(command, at, 'transfer_ended');
  const ended = { kind, amount: sent.amount, target: sendKey, ...(sent.other !== undefined && { other: sent.other }) };
  if (kind === 'arrive') return drafted(command, at, { ...ended, postings: [], lots: [] });
  const back = coming(state.debt, returning(state, drawsOf(sent), at, graceOf(command, at)));
  return drafted(command, at, { ...ended, postings: postings({ available: sent.amount, in_transit: -sent.amount }), ...back });
};

/** What the receiving account is to be told of a sending. */
export const receiveOf = (account: Parameters<typeof accountText>[0], sent: Entry): Extract<Verb, { kind: 'receive' }> => ({ kind: 'receive', from: accountText(account), units: drawsOf(sent) });
