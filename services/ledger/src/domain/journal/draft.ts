import type { Command } from './command.ts';
import type { Entry, Refusal } from './entry.ts';

type Effect = Pick<Entry, 'kind' | 'amount' | 'postings' | 'lots'> & Partial<Pick<Entry, 'target' | 'debt' | 'lot' | 'owner' | 'taken' | 'absorbed' | 'basis' | 'cap' | 'idleUntil' | 'other' | 'origin' | 'kin' | 'share' | 'until' | 'by' | 'exception' | 'ended'>>;

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
export const refused = (command: Command, at: Date, refusal: Refusal): Entry => ({
  ...drafted(command, at, { kind: 'refused', amount: 0n, postings: [], lots: [] }),
  refusal,
});
