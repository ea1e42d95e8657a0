import type { Command, Verb } from '../journal/command.ts';
import type { Refusal } from '../journal/entry.ts';

const spending: ReadonlySet<Verb['kind']> = new Set(['burn', 'hold', 'send']);

/**
 * Why the club's rules for the unit keep an amount out. What ends something that was let in, a capture or a reversal,
 * is not asked again.
 */
export const boundsRefusal = ({ verb, terms }: Command, amount: bigint): Refusal | undefined => {
  const { unit } = terms ?? {};
  if (!unit) return undefined;
  if (unit.kind === 'status' && spending.has(verb.kind)) return 'not_spendable';
  return amount < unit.least || amount > unit.most ? 'amount_out_of_bounds' : undefined;
};

/** How much of an amount that has been earned comes in: below the least nothing, above the most that much. */
export const withinBounds = ({ terms }: Command, amount: bigint): bigint => {
  const { least, most } = terms?.unit ?? {};
  if (least !== undefined && amount < least) return 0n;
  return most !== undefined && amount > most ? most : amount;
};
