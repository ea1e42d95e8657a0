import type { AccountState, OpenException } from './account-state.ts';
import type { Draw, Entry, EndedPart } from './entry.ts';
import type { History } from './history.ts';
import { split } from './lots.ts';

const least = (a: bigint, b: bigint): bigint => (a < b ? a : b);
const size = (amount: bigint): bigint => (amount < 0n ? -amount : amount);

/** What an entry put into suspense: all of it, a part, or nothing. Positive: the club owes it to the member. */
export const suspendedBy = ({ kind, amount, exception }: Entry): bigint => {
  if (!exception) return 0n;
  return kind === 'suspend' ? amount : (exception.amount ?? 0n);
};

/** What a return could not take within the balance. What comes back to the account pays it, as the units were never the member's to keep. */
const isClaim = ({ kind, exception }: Entry): boolean => kind === 'reverse_accrual' && exception?.refusal === 'balance_too_low';

const lessened = (open: readonly OpenException[], { key, amount }: EndedPart): readonly OpenException[] =>
  open.flatMap((each) => {
    if (each.key !== key) return [each];
    return each.amount === amount ? [] : [{ ...each, amount: each.amount - amount }];
  });

/** Open exceptions after an entry that ends parts of some, and may leave one of its own. */
export const exceptionsWith = (open: readonly OpenException[], entry: Entry): readonly OpenException[] => {
  const left = (entry.ended ?? []).reduce(lessened, open);
  const { key, exception } = entry;
  const amount = suspendedBy(entry);
  if (!exception || (amount === 0n && entry.kind !== 'suspend')) return left;
  return [...left, { key, book: exception.book, amount, ...(isClaim(entry) && { claim: true as const }) }];
};

interface Paid {
  readonly draws: readonly Draw[];
  readonly paid: bigint;
  readonly ended?: readonly EndedPart[];
}

/** Units on their way back pay first, in the order given, what returns could not take; the oldest claim first. */
export const payingClaims = ({ exceptions = [] }: Pick<AccountState, 'exceptions'>, draws: readonly Draw[]): Paid => {
  let left = draws.reduce((sum, { amount }) => sum + amount, 0n);
  let paid = 0n;
  const ended: EndedPart[] = [];
  for (const { key, amount, claim } of exceptions) {
    const part = claim ? least(-amount, left) : 0n;
    if (part === 0n) continue;
    ended.push({ key, amount: -part });
    paid += part;
    left -= part;
  }
  return ended.length === 0 ? { draws, paid } : { draws: split(draws, paid).rest, paid, ended };
};

interface Unposted {
  /** Still in suspense: it ends there. Signed as the exception is. */
  readonly waiting: bigint;
  /** What the account has to do with. */
  readonly rest: bigint;
}

/**
 * Of an amount that is reversed of an entry, what never reached the account: what still waits in suspense goes first, then what
 * a person settled at the club's cost or gain, for which the books were turned back already.
 */
export const unpostedOf = ({ exceptions = [] }: AccountState, { key }: Entry, amount: bigint, history: History): Unposted => {
  const open = exceptions.find((exception) => exception.key === key)?.amount ?? 0n;
  const part = least(size(open), amount);
  const spared = least(history.settledByClub(key), amount - part);
  return { waiting: open < 0n ? -part : part, rest: amount - part - spared };
};
