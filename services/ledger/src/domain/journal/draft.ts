import type { Command } from './command.ts';
import type { Entry, Refusal } from './entry.ts';

/** What a command says of every entry. */
type Told = 'key' | 'cause' | 'reason' | 'reference' | 'effectiveAt' | 'bodyHash';

type Without<E, F extends PropertyKey> = E extends unknown ? Omit<E, F> : never;

/** What an entry does, and the change of the debt when there is one. */
type Effect = Without<Entry, Told | 'debt'> & { readonly debt?: bigint };

/** The entry of a command with this effect. */
export const drafted = (command: Command, at: Date, effect: Effect): Entry => ({
  debt: 0n,
  ...effect,
  key: command.key,
  cause: command.cause,
  reason: command.reason,
  reference: command.reference,
  effectiveAt: command.effectiveAt ?? at,
});

/** The entry that refuses a command: it moves nothing and keeps the key. */
export const refused = (command: Command, at: Date, refusal: Refusal): Entry =>
  drafted(command, at, { kind: 'refused', amount: 0n, postings: [], lots: [], refusal });
