import type { AccountState } from './account-state.ts';
import type { Command, Terms, Verb } from '../journal/command.ts';
import { drafted, refused } from '../journal/draft.ts';
import { postings, type Entry, type LotDelta, type Responsible } from '../journal/entry.ts';
import type { History } from '../journal/history.ts';
import { neverExpiring, openingLot } from './lot-name.ts';
import { coming, draw, leaving } from './lots.ts';
import { activity, undated } from '../time/unit-life.ts';

type Of<K extends Verb['kind']> = Command<Extract<Verb, { kind: K }>>;

const needsApproval = (amount: bigint, { person, approver }: Responsible, terms: Terms | undefined): boolean => {
  const size = amount < 0n ? -amount : amount;
  const above = terms?.approvalAbove ?? terms?.unit?.approvalAbove;
  return above !== undefined && size > above && (approver === undefined || approver === person);
};

/** What another system owed becomes lots with the life they had there. */
export const decideOpen = (state: AccountState, command: Of<'open'>, at: Date): Entry => {
  const { totals } = state;
  const isUsed =
    totals.issued + totals.burned + totals.expired !== 0n || totals.moved !== undefined || state.holds.length > 0;
  if (isUsed) return refused(command, at, 'account_in_use');
  const lots = command.verb.lots.map(({ amount, activeAt, expiresAt }, index): LotDelta => {
    const isPending = activeAt !== undefined && activeAt > at;
    const lot = isPending || expiresAt ? openingLot(command.key, index) : undated(state, command);
    return {
      lot,
      place: isPending ? 'pending' : 'active',
      amount,
      ...(isPending && { activeAt }),
      ...(expiresAt && { expiresAt }),
    };
  });
  const of = (place: LotDelta['place']): bigint =>
    lots.reduce((sum, lot) => (lot.place === place ? sum + lot.amount : sum), 0n);
  const amount = of('active') + of('pending');
  const { by } = command.verb;
  if (by && needsApproval(amount, by, command.terms)) return refused(command, at, 'approval_missing');
  return drafted(command, at, {
    kind: 'open',
    amount,
    ...(by && { by }),
    postings: postings({ available: of('active'), pending: of('pending'), opening: -amount }),
    lots,
    ...activity(state, command, at),
  });
};

/**
 * Up: a lot of its own, after it has paid the debt. Down: from the lots in their order; what they cannot give is a
 * debt, or the whole is refused.
 */
export const decideAdjust = (state: AccountState, command: Of<'adjust'>, at: Date): Entry => {
  const { amount, by, policy, expiresAt } = command.verb;
  if (needsApproval(amount, by, command.terms)) return refused(command, at, 'approval_missing');
  const moved = { kind: 'adjust' as const, amount, by, postings: postings({ available: amount, adjustment: -amount }) };
  if (amount > 0n) {
    const lot = expiresAt ? command.key : undated(state, command);
    return drafted(command, at, {
      ...moved,
      lot,
      ...coming(state.debt, [{ lot, amount, ...(expiresAt && { expiresAt }) }]),
      ...activity(state, command, at, true),
    });
  }
  const { draws, short } = draw(state.lots, -amount);
  if (short > 0n && policy !== 'unlimited') return refused(command, at, 'balance_too_low');
  return drafted(command, at, { ...moved, lots: leaving(draws), debt: short });
};

/** What is left of the lot, pending or active, gets the later expiry; what is held of it too, when the hold ends. */
export const decideExtend = (state: AccountState, command: Of<'extend'>, at: Date): Entry => {
  const { lot: id, expiresAt } = command.verb;
  const active = state.lots.find((lot) => lot.id === id);
  const pending = state.pendingLots.find((lot) => lot.id === id);
  const held = state.holds.flatMap((hold) => hold.draws).filter((each) => each.lot === id);
  const known = active ?? pending ?? (held[0] && { expiresAt: held[0].expiresAt });
  if (!known || id === neverExpiring) return refused(command, at, 'lot_not_found');
  if (known.expiresAt === undefined || expiresAt <= known.expiresAt || expiresAt <= at)
    return refused(command, at, 'expiry_not_later');
  const again = ([place, lot]: readonly ['active' | 'pending', typeof active]): LotDelta[] =>
    lot
      ? [
          { ...unitsOf(lot), place, amount: -lot.amount },
          { ...unitsOf(lot), place, amount: lot.amount, expiresAt },
        ]
      : [];
  const places = [['active', active] as const, ['pending', pending] as const];
  const amount = (active?.amount ?? 0n) + (pending?.amount ?? 0n) + held.reduce((sum, each) => sum + each.amount, 0n);
  return drafted(command, at, {
    kind: 'extend',
    amount,
    target: id,
    until: expiresAt,
    postings: [],
    lots: places.flatMap(again),
  });
};

const unitsOf = ({
  id,
  activeAt,
  expiresAt,
}: {
  readonly id: string;
  readonly activeAt?: Date;
  readonly expiresAt?: Date;
}): Pick<LotDelta, 'lot' | 'activeAt' | 'expiresAt'> => ({
  lot: id,
  ...(activeAt && { activeAt }),
  ...(expiresAt && { expiresAt }),
});

/** What expired of a lot and no reversal was spared comes back, with another expiry or none. */
export const decideReinstate = (state: AccountState, command: Of<'reinstate'>, history: History, at: Date): Entry => {
  const { lot: id, expiresAt } = command.verb;
  const left = history.expired(id);
  const amount = command.verb.amount === 0n ? left : command.verb.amount;
  if (left <= 0n || amount > left) return refused(command, at, 'nothing_expired');
  if (expiresAt && expiresAt <= at) return refused(command, at, 'expiry_not_later');
  const lot = expiresAt ? id : undated(state, command);
  const units = coming(state.debt, [{ lot, amount, ...(expiresAt && { expiresAt }) }]);
  return drafted(command, at, {
    kind: 'reinstate',
    amount,
    target: id,
    lot,
    postings: postings({ available: amount, expiry: -amount }),
    ...units,
  });
};
