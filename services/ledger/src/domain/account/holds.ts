import type { AccountState } from './account-state.ts';
import { payingClaims } from './claims.ts';
import type { Command, Verb } from '../journal/command.ts';
import { drafted, refused } from '../journal/draft.ts';
import { postings, type Entry } from '../journal/entry.ts';
import type { History } from '../journal/history.ts';
import { comingBack, split } from './lots.ts';
import { spend } from './spending.ts';
import { activity, returning } from '../time/unit-life.ts';

type Of<K extends Verb['kind']> = Command<Extract<Verb, { kind: K }>>;

export const decideHold = (state: AccountState, command: Of<'hold'>, at: Date): Entry => {
  const { amount, owner } = command.verb;
  const spent = spend(state, amount, command);
  if (spent.refusal) return refused(command, at, spent.refusal);
  return drafted(command, at, {
    kind: 'hold',
    amount,
    owner,
    postings: postings({ available: -amount, held: amount }),
    ...spent.effect,
  });
};

/** What expires first is captured first; the rest goes back to the lots it came from. */
export const decideCapture = (state: AccountState, command: Of<'capture'>, history: History, at: Date): Entry => {
  const { holdKey, owner } = command.verb;
  const hold = state.holds.find((each) => each.key === holdKey);
  if (!hold)
    return refused(
      command,
      at,
      history.entry(holdKey)?.kind === 'hold' || history.ending(holdKey) ? 'hold_ended' : 'hold_not_found',
    );
  if (hold.owner !== owner) return refused(command, at, 'hold_owner_differs');
  const amount = command.verb.amount === 0n ? hold.amount : command.verb.amount;
  if (amount > hold.amount) return refused(command, at, 'more_than_held');
  const { first: taken, rest } = split(hold.draws, amount);
  const { paid, draws, ...ended } = payingClaims(state, returning(state, rest, at));
  const moved = postings({
    held: -hold.amount,
    redemption: amount,
    available: hold.amount - amount - paid,
    suspense: paid,
  });
  return drafted(command, at, {
    kind: 'capture',
    amount,
    target: holdKey,
    postings: moved,
    ...comingBack(state.debt, draws),
    ...ended,
    taken,
    ...activity(state, command, at),
  });
};

/** Keeps the key of a hold that has not come, so that it is refused when it does. */
const keepOut = (command: Of<'void'>, at: Date): Entry => ({
  ...refused(command, at, 'hold_voided'),
  key: command.verb.holdKey,
});

const withoutEffect = (command: Of<'void'>, at: Date): Entry =>
  drafted(command, at, { kind: 'void', amount: 0n, target: command.verb.holdKey, postings: [], lots: [] });

export const decideVoid = (
  state: AccountState,
  command: Of<'void'>,
  history: History,
  at: Date,
): readonly [Entry, ...Entry[]] => {
  const { holdKey, owner } = command.verb;
  const hold = state.holds.find((each) => each.key === holdKey);
  if (hold) {
    if (hold.owner !== owner) return [refused(command, at, 'hold_owner_differs')];
    const { paid, draws, ...ended } = payingClaims(state, returning(state, hold.draws, at));
    const moved = postings({ held: -hold.amount, available: hold.amount - paid, suspense: paid });
    return [
      drafted(command, at, {
        kind: 'void',
        amount: hold.amount,
        target: holdKey,
        postings: moved,
        ...comingBack(state.debt, draws),
        ...ended,
      }),
    ];
  }
  const known = history.entry(holdKey);
  if (known && known.kind !== 'hold' && known.kind !== 'refused') return [refused(command, at, 'hold_not_found')];
  if (known?.owner !== undefined && known.owner !== owner) return [refused(command, at, 'hold_owner_differs')];
  if (history.ending(holdKey) === 'captured') return [refused(command, at, 'hold_captured')];
  return known ? [withoutEffect(command, at)] : [withoutEffect(command, at), keepOut(command, at)];
};
