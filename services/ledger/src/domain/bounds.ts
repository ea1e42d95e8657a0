import type { Command, Verb } from './command.ts';
import type { Refusal } from './entry.ts';

const spending: ReadonlySet<Verb['kind']> = new Set(['burn', 'hold', 'send']);

/** Why the club's rules for the unit keep an amount out. What has happened, a finished sale, is let in. */
export const boundsRefusal = ({ verb, terms, finished }: Command, amount: bigint): Refusal | undefined => {
  const { unit } = terms ?? {};
  if (!unit || finished) return undefined;
  if (unit.kind === 'status' && spending.has(verb.kind)) return 'not_spendable';
  return amount < unit.least || amount > unit.most ? 'amount_out_of_bounds' : undefined;
};
