import type { Clock } from '@vafa/kernel';
import { isAccountId, accountText, type AccountId } from '../domain/account-id.ts';
import { accountOf, afterOf, assertReadable, headOf, type After, type Commit } from '../domain/commit.ts';
import { stateAt } from '../domain/compose.ts';
import { LedgerError } from '../domain/ledger-error.ts';
import type { CommitStore } from './commit-store.ts';
import type { JournalReader } from './journal-reader.ts';

export interface AccountBalance extends After {
  readonly unit: string;
}

/** An account with what is due by now booked in memory only. */
export const afterNow = async (store: CommitStore, account: AccountId, now: Date): Promise<After> => {
  const text = accountText(account);
  const tails = await store.tails([text]);
  return afterOf(stateAt(headOf(account, tails.get(text) ?? []).state, now));
};

export const isDue = ({ next }: After, now: Date): boolean => next !== undefined && next <= now;

export class GetBalances {
  constructor(
    private readonly reader: JournalReader,
    private readonly store: CommitStore,
    private readonly clock: Clock,
  ) {}

  /** One per unit that the member ever used, as they are now. Raises `invalid_account`. */
  async execute(clubId: string, memberId: string): Promise<readonly AccountBalance[]> {
    if (!isAccountId({ clubId, memberId, unit: 'points' })) throw new LedgerError('invalid', 'invalid_account', 'an account is a club and a member');
    const now = this.clock.now();
    const latest = await this.reader.latest(clubId, memberId);
    return Promise.all(latest.map((commit) => this.balance(commit, now)));
  }

  private async balance(commit: Commit, now: Date): Promise<AccountBalance> {
    assertReadable(commit);
    const account = accountOf(commit);
    const after = isDue(commit.after, now) ? await afterNow(this.store, account, now) : commit.after;
    return { unit: account.unit, ...after };
  }
}
