import { accountText, type AccountId } from '../../src/domain/account/account-id.ts';
import type { Balances } from '../../src/domain/journal/commit.ts';
import type { LedgerProcess } from '../ledger-process.ts';
import { textOf } from '../operation.ts';
import type { Tally } from '../tally.ts';

/** What an account had at a moment, by the model. */
export interface PastMoment {
  readonly account: AccountId;
  readonly at: Date;
  readonly balances: Balances;
}

/** Balances of a past moment are those that the account had then. */
export const checkMoment = async (
  { account, at, balances }: PastMoment,
  process: LedgerProcess,
  tally: Tally,
): Promise<void> => {
  tally.moments++;
  const read = await process.balances(account, at).catch((error: unknown) => String(error));
  const found = typeof read === 'string' ? undefined : read.find(({ unit }) => unit === account.unit);
  const told = found && { available: found.available, pending: found.pending, held: found.held };
  if (textOf(told) !== textOf(balances))
    tally.flaw(
      'past moment',
      `${accountText(account)} at ${at.toISOString()}: ${typeof read === 'string' ? read : textOf(told)}, not ${textOf(balances)}`,
    );
};
