import type { AccountState } from './account-state.ts';
import type { Draw, Entry, EndedPart } from '../journal/entry.ts';
import type { History } from '../journal/history.ts';
import { split } from './lots.ts';

const least = (a: bigint, b: bigint): bigint => (a < b ? a : b);
const size = (amount: bigint): bigint => (amount < 0n ? -amount : amount);

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
 * Of an amount that is reversed of an entry, the part that never reached the account. What still waits in suspense goes
 * first. Then comes what a person settled at the club's cost or gain: for that the books were turned back already.
 */
export const unpostedOf = (
  { exceptions = [] }: AccountState,
  { key }: Entry,
  amount: bigint,
  history: History,
): Unposted => {
  const open = exceptions.find((exception) => exception.key === key)?.amount ?? 0n;
  const part = least(size(open), amount);
  const spared = least(history.settledByClub(key), amount - part);
  return { waiting: open < 0n ? -part : part, rest: amount - part - spared };
};
