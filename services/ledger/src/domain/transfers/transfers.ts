import { accountText } from '../account/account-id.ts';
import type { AccountState } from '../account/account-state.ts';
import { boundsRefusal } from '../account/bounds.ts';
import { payingClaims } from '../account/claims.ts';
import type { Command, Verb } from '../journal/command.ts';
import { drafted, refused } from '../journal/draft.ts';
import { drawsOf, isSending, postings, type Draw, type Entry, type LotDelta, type Posting } from '../journal/entry.ts';
import type { History } from '../journal/history.ts';
import { coming, draw, leaving } from '../account/lots.ts';
import { arrivingAs } from './merges.ts';
import { activity, apart, asExtended, graceOf, returning, undated } from '../time/unit-life.ts';

type Of<K extends Verb['kind']> = Command<Extract<Verb, { kind: K }>>;

/** Names a transfer for both accounts. */
export const transferId = (from: string, sendKey: string): string => `${from}#${sendKey}`;

export const decideSend = (state: AccountState, command: Of<'send'>, at: Date): Entry => {
  const { amount, to } = command.verb;
  // It may have come by the name of an account that was merged into this one.
  if (to === accountText(command.account)) return refused(command, at, 'same_account');
  const refusal = boundsRefusal(command, amount) ?? (state.available < amount ? 'balance_too_low' : undefined);
  if (refusal) return refused(command, at, refusal);
  const { draws } = draw(state.lots, amount);
  return drafted(command, at, {
    kind: 'send',
    amount,
    other: to,
    postings: postings({ available: -amount, in_transit: amount }),
    lots: leaving(draws),
  });
};

interface Arrival {
  readonly postings: readonly Posting[];
  readonly lots: readonly LotDelta[];
  readonly debt: bigint;
}

/** Units that come in out of transit: what is not active by then goes on waiting. */
const arrival = (state: AccountState, units: readonly Draw[], at: Date): Arrival => {
  const waits = (unit: Draw): boolean => unit.activeAt !== undefined && unit.activeAt > at;
  const pending = units.filter(waits);
  const active = units.filter((unit) => !waits(unit)).map(({ activeAt: _activeAt, ...unit }) => unit);
  const of = (some: readonly Draw[]): bigint => some.reduce((sum, { amount }) => sum + amount, 0n);
  const { lots, debt } = coming(state.debt, active);
  return {
    postings: postings({ available: of(active), pending: of(pending), in_transit: -of(units) }),
    lots: [...lots, ...pending.map((unit): LotDelta => ({ ...unit, place: 'pending' }))],
    debt,
  };
};

/**
 * Lots keep their expiry and are told apart from the receiver's own by where they are from; of a gift, only those that
 * have one.
 */
const named = (state: AccountState, { account, verb, terms }: Of<'receive'>, unit: Draw): Draw => {
  const lot =
    verb.origin === undefined && !unit.expiresAt
      ? undated(state, { terms })
      : apart(state, arrivingAs(accountText(account), verb.from, unit.lot, verb.origin), unit.expiresAt);
  return { ...unit, lot };
};

/**
 * Refused: what comes back by way of merged accounts to the one that sent it. Refused too: a merge into an account that
 * answers for itself no more. When it does again, the units would stay where they went on to.
 */
export const decideReceive = (state: AccountState, command: Of<'receive'>, at: Date): Entry => {
  const { from, units, origin, until } = command.verb;
  if (from === accountText(command.account)) return refused(command, at, 'same_account');
  if (origin === 'merged' && state.merged) return refused(command, at, 'account_merged');
  const amount = units.reduce((sum, unit) => sum + unit.amount, 0n);
  const kin = origin && { origin, kin: [from, ...(command.verb.kin ?? [])] };
  const arrived = arrival(
    state,
    units.map((unit) => named(state, command, unit)),
    at,
  );
  return drafted(command, at, {
    kind: 'receive',
    amount,
    other: from,
    ...kin,
    ...(until && { until }),
    ...arrived,
    ...activity(state, command, at, true),
  });
};

const withClaims = (moved: readonly Posting[], paid: bigint): readonly Posting[] =>
  paid === 0n ? moved : [...moved, ...postings({ suspense: paid, in_transit: -paid })];

/** The units have arrived, or come back to the lots they left. */
export const decideEnd = (state: AccountState, command: Of<'arrive' | 'return'>, history: History, at: Date): Entry => {
  const { kind, sendKey } = command.verb;
  const sent = history.entry(sendKey);
  if (!sent || !isSending(sent)) return refused(command, at, 'transfer_not_found');
  if (!state.transfers?.some((transfer) => transfer.key === sendKey)) return refused(command, at, 'transfer_ended');
  const ended = { amount: sent.amount, target: sendKey, other: sent.other };
  if (kind === 'arrive') return drafted(command, at, { kind, ...ended, postings: [], lots: [] });
  const units = asExtended(state, sendKey, drawsOf(sent), history);
  const { paid, draws, ...claims } = payingClaims(state, returning(state, units, at, graceOf(command, at)));
  const { postings: moved, ...arrived } = arrival(state, draws, at);
  return drafted(command, at, { kind, ...ended, ...arrived, ...claims, postings: withClaims(moved, paid) });
};

/** What the receiving account is to be told of a sending. */
export const receiveOf = (
  account: Parameters<typeof accountText>[0],
  sent: Entry,
): Extract<Verb, { kind: 'receive' }> => ({
  kind: 'receive',
  from: accountText(account),
  units: drawsOf(sent),
  ...(sent.kind !== 'send' && {
    origin: sent.kind === 'merge' ? 'merged' : 'unmerged',
    ...(sent.kin && { kin: sent.kin }),
    ...(sent.until && { until: sent.until }),
  }),
});
