import type { AccountState, Lot } from '../account/account-state.ts';

/** A lot that ends with the account's activity: they stand after those with a date, and before those that never end. */
const idleIn = (lots: readonly Lot[]): Lot | undefined => {
  for (let at = lots.length - 1; at >= 0 && lots[at]?.expiresAt === undefined; at--)
    if (lots[at]?.sharing === 'activity') return lots[at];
  return undefined;
};

/** The lot that ends next: the first with a date, or one that ends with the account's activity. */
export const ending = ({ lots, idle }: AccountState): { readonly lot: Lot; readonly at: Date } | undefined => {
  const together = idle && idleIn(lots);
  const lapses = together && { lot: together, at: idle.until };
  const [first] = lots;
  if (!first?.expiresAt || (lapses && lapses.at < first.expiresAt)) return lapses;
  return { lot: first, at: first.expiresAt };
};

/** The moment at which the account next changes by itself. */
export const nextTransition = (state: AccountState): Date | undefined => {
  const activates = state.pendingLots[0]?.activeAt;
  const expires = ending(state)?.at;
  if (!activates || !expires) return activates ?? expires;
  return activates <= expires ? activates : expires;
};
