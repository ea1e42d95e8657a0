import type { AccountState } from './account-state.ts';
import type { Command, Verb } from '../journal/command.ts';
import { drafted, refused } from '../journal/draft.ts';
import { postings, type Entry, type Refusal, type SystemBook } from '../journal/entry.ts';
import type { History } from '../journal/history.ts';
import { coming, draw, leaving } from './lots.ts';
import { undated } from '../time/unit-life.ts';

type Settle = Command<Extract<Verb, { kind: 'settle' }>>;

const isEarned = ({ kind, exception }: Entry): boolean =>
  kind === 'accrue' || (kind === 'suspend' && exception?.book === 'issuance');

/**
 * What a finished sale did, as the system's books see it: positive, the club owes the member. Undefined for what has no
 * effect of its own.
 */
const owed = (verb: Verb, history: History): { readonly book: SystemBook; readonly amount: bigint } | undefined => {
  switch (verb.kind) {
    case 'accrue':
      return { book: 'issuance', amount: verb.amount };
    case 'burn':
    case 'capture':
      return { book: 'redemption', amount: -verb.amount };
    case 'reverse': {
      const original = history.entry(verb.entryKey);
      return original && !isEarned(original)
        ? { book: 'redemption', amount: verb.amount }
        : { book: 'issuance', amount: -verb.amount };
    }
    default:
      return undefined;
  }
};

/**
 * Instead of a refusal of what a finished sale asks for: the effect is booked against suspense and waits for a person.
 * An amount of 0 (all that is left of something unknown) makes an exception without units.
 */
export const suspended = (command: Command, refusal: Refusal, history: History, at: Date): Entry | undefined => {
  const effect = owed(command.verb, history);
  if (!effect) return undefined;
  const { book, amount } = effect;
  return drafted(command, at, {
    kind: 'suspend',
    amount,
    exception: { refusal, book },
    postings: postings({ suspense: amount, [book]: -amount }),
    lots: [],
  });
};

/**
 * Into the account: what is owed comes in, or is taken, with a debt for what is not there. At the club's cost: the
 * books are turned back.
 */
export const decideSettle = (state: AccountState, command: Settle, history: History, at: Date): Entry => {
  const { exceptionKey, into, by } = command.verb;
  const open = state.exceptions?.find((exception) => exception.key === exceptionKey);
  if (!open)
    return refused(command, at, history.entry(exceptionKey)?.exception ? 'exception_settled' : 'exception_not_found');
  const { book, amount } = open;
  const settled = { kind: 'settle' as const, amount, target: exceptionKey, by };
  if (into === 'club')
    return drafted(command, at, { ...settled, postings: postings({ suspense: -amount, [book]: amount }), lots: [] });
  const moved = postings({ suspense: -amount, available: amount });
  if (amount >= 0n)
    return drafted(command, at, {
      ...settled,
      postings: moved,
      ...coming(state.debt, amount === 0n ? [] : [{ lot: undated(state, command), amount }]),
    });
  const { draws, short } = draw(state.lots, -amount);
  return drafted(command, at, { ...settled, postings: moved, lots: leaving(draws), debt: short });
};
