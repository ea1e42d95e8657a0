import type { AccountState } from '../account/account-state.ts';
import { endsWithActivity } from '../account/lots.ts';

export interface Expiring {
  readonly amount: bigint;
  readonly firstAt: Date;
}

/** Units of an account that end at one moment unless they are used. */
export interface UnitsEnd {
  readonly at: Date;
  readonly amount: bigint;
}

/** What ends and when, in no order; what is held does not end. */
const endsIn = ({ idle, lots, pendingLots }: AccountState): UnitsEnd[] =>
  [
    ...lots.map((lot) => ({
      amount: lot.amount,
      at: lot.expiresAt ?? (endsWithActivity(lot) ? idle?.until : undefined),
    })),
    // What is undated goes, once it is active, where such units of the account are.
    ...pendingLots.map(({ amount, expiresAt }) => ({ amount, at: expiresAt ?? idle?.until })),
  ].flatMap(({ amount, at }) => (at ? [{ amount, at }] : []));

/**
 * The available and pending units of an account that end before a moment unless they are used; held ones do not end.
 */
export const expiringBefore = (state: AccountState, before: Date): Expiring | undefined => {
  const ends = endsIn(state).filter(({ at }) => at < before);
  const [first] = ends.map(({ at }) => at).sort((a, b) => a.getTime() - b.getTime());
  return first && { amount: ends.reduce((sum, { amount }) => sum + amount, 0n), firstAt: first };
};

const momentsTold = 12;

/** The first moments at which units end, the soonest first, with all that ends then. */
export const firstEnds = (state: AccountState): readonly UnitsEnd[] => {
  const amounts = new Map<number, bigint>();
  for (const { at, amount } of endsIn(state)) amounts.set(at.getTime(), (amounts.get(at.getTime()) ?? 0n) + amount);
  return [...amounts]
    .sort(([one], [other]) => one - other)
    .slice(0, momentsTold)
    .map(([at, amount]) => ({ at: new Date(at), amount }));
};
