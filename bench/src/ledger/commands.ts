import type { AccountId } from '@vafa/ledger/src/domain/account/account-id';
import type { Command } from '@vafa/ledger/src/domain/journal/command';
import type { Outcome } from '@vafa/ledger/src/domain/journal/outcome';
import type { PostCommands } from '@vafa/ledger/src/use-cases/journal/post-commands';
import { dayMs } from '@vafa/kernel';

const pointsPerSale = 120n;

export const points = (clubId: string, memberId: string): AccountId => ({ clubId, memberId, unit: 'points' });

/** The last moment of the month in which `after` days from now fall: what clubs let points expire at. */
const endOfMonth = (after: number): Date => {
  const day = new Date(Date.now() + after * dayMs);
  return new Date(Date.UTC(day.getUTCFullYear(), day.getUTCMonth() + 1, 1));
};
const yearFromNow = endOfMonth(365);

const command = (account: AccountId, key: string, reason: string, verb: Command['verb']): Command => ({
  account,
  key: `c:bench:${key}`,
  cause: `evt_${key}`,
  reason,
  reference: `sal_${key}`,
  verb,
});

/** What a sale earns: with the rule that granted it and an expiry in a year. */
export const earn = (account: AccountId, key: string, amount = pointsPerSale): Command =>
  command(account, key, 'sale', {
    kind: 'accrue',
    amount,
    basis: { ruleId: `rul_${account.clubId}`, ruleVersion: 3, base: amount * 100n, points: 1n, perAmount: 100n },
    expiresAt: yearFromNow,
  });

/** What never expires, as in a budget or a pool. */
export const endow = (account: AccountId, key: string, amount = pointsPerSale): Command =>
  command(account, key, 'budget', { kind: 'accrue', amount });

/** A lot of its own that expires so many days from now. */
export const lot = (account: AccountId, key: string, amount: bigint, days: number): Command =>
  command(account, key, 'sale', { kind: 'accrue', amount, expiresAt: new Date(Date.now() + days * dayMs) });

export const burn = (account: AccountId, key: string, amount: bigint): Command =>
  command(account, key, 'reward', { kind: 'burn', amount });

export const hold = (account: AccountId, key: string, amount: bigint): Command =>
  command(account, key, 'session', { kind: 'hold', amount, owner: `ses_${key}` });

export const capture = (account: AccountId, key: string, amount: bigint): Command =>
  command(account, `${key}:captured`, 'sale', {
    kind: 'capture',
    holdKey: `c:bench:${key}`,
    owner: `ses_${key}`,
    amount,
  });

const refusalOf = (outcome: Outcome | undefined): string => outcome?.refusal ?? '';

/** Posts one command. Rejects when it is refused otherwise than expected, or when it was there before. */
export const postOne = async (post: PostCommands, asked: Command, refusal = ''): Promise<void> => {
  const [outcome] = await post.execute([asked]);
  if (refusalOf(outcome) !== refusal || outcome?.repeated !== false)
    throw new Error(
      `${asked.key} was answered ${refusalOf(outcome) || 'posted'}${outcome?.repeated === true ? ' before' : ''}`,
    );
};

const batchMax = 5_000;

/** Posts many, in batches. Rejects when one of them is refused. */
export const postAll = async (post: PostCommands, asked: readonly Command[]): Promise<void> => {
  for (let from = 0; from < asked.length; from += batchMax) {
    const outcomes = await post.execute(asked.slice(from, from + batchMax));
    const bad = outcomes.find((outcome) => refusalOf(outcome) !== '' || outcome.repeated);
    if (bad) throw new Error(`${bad.key} was refused: ${refusalOf(bad)}`);
  }
};
