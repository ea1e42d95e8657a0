import type { AccountState } from './account-state.ts';
import { boundsRefusal } from './bounds.ts';
import type { Command } from '../journal/command.ts';
import type { Entry, Refusal } from '../journal/entry.ts';
import { draw, leaving } from './lots.ts';
import { undated } from '../time/unit-life.ts';

type Spent =
  | { readonly refusal: Refusal }
  | {
      readonly refusal?: undefined;
      readonly effect: Pick<Entry, 'lots' | 'debt'> & Partial<Pick<Entry, 'cap' | 'taken'>>;
    };

/**
 * Takes `amount` for a burn or hold: what the lots have, and with a cap, beyond that a debt that keeps the available
 * balance at or above −cap. What was borrowed counts as units that never expire when it comes back.
 */
export const spend = (state: AccountState, amount: bigint, command: Command): Spent => {
  const cap = command.terms?.cap;
  const refusal = boundsRefusal(command, amount);
  if (refusal) return { refusal };
  if (state.available + (cap ?? 0n) < amount)
    return { refusal: cap === undefined ? 'balance_too_low' : 'cap_exceeded' };
  const { draws, short } = draw(state.lots, amount);
  if (short === 0n) return { effect: { lots: leaving(draws), debt: 0n } };
  const taken = [...draws, { lot: undated(state, command), amount: short }];
  return { effect: { lots: leaving(draws), debt: short, taken, ...(cap !== undefined && { cap }) } };
};
