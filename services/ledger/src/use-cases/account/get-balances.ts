import type { Clock } from '@vafa/kernel';
import { isAccountId, accountText, type AccountId } from '../../domain/account/account-id.ts';
import { accountOf, afterOf, assertReadable, headOf, type After } from '../../domain/journal/commit.ts';
import { stateAt } from '../../domain/journal/compose.ts';
import { LedgerError } from '../../domain/journal/ledger-error.ts';
import type { ClubUnits } from '../club-units.ts';
import type { CommitStore } from '../ports/commit-store.ts';
import type { JournalReader, LastCommit } from '../ports/journal-reader.ts';
import { LastCommits } from './last-commits.ts';

export interface AccountBalance extends After {
  readonly unit: string;
  /** Digits of the amounts that are shown after the point. */
  readonly decimals: number;
}

/** An account with what is due by now booked in memory only. */
export const afterNow = async (store: CommitStore, account: AccountId, now: Date): Promise<After> => {
  const text = accountText(account);
  const tails = await store.tails([text]);
  return afterOf(stateAt(headOf(account, tails.get(text) ?? []).state, now));
};

export const isDue = ({ next }: After, now: Date): boolean => next !== undefined && next <= now;

const unitsAtOnce = 8;

export class GetBalances {
  private readonly last: LastCommits;

  constructor(
    private readonly reader: JournalReader,
    private readonly store: CommitStore,
    private readonly clock: Clock,
    /** Of a club; every account counts one of them. Without it they are found in the journal. */
    private readonly units?: Pick<ClubUnits, 'of'>,
  ) {
    this.last = new LastCommits(reader, store);
  }

  /**
   * One per unit that the member ever used, as they are now, or were at a past moment. Raises `invalid_account`,
   * `moment_in_future`.
   */
  async execute(clubId: string, memberId: string, asOf?: Date): Promise<readonly AccountBalance[]> {
    if (!isAccountId({ clubId, memberId, unit: 'points' }))
      throw new LedgerError('invalid', 'invalid_account', 'an account is a club and a member');
    const now = this.clock.now();
    if (asOf && asOf > now)
      throw new LedgerError('invalid', 'moment_in_future', 'balances are of now or of a past moment');
    const latest = await this.latest(clubId, memberId);
    const rules = await this.units?.of(clubId);
    const balances = latest.map((commit) => (asOf ? this.balanceAt(commit, asOf) : this.balance(commit, now)));
    return (await Promise.all(balances)).map((balance) => ({
      ...balance,
      decimals: rules?.get(balance.unit)?.decimals ?? 0,
    }));
  }

  /**
   * Where the club has few units, all are asked for at once; else the journal is searched, one step per account that is
   * there.
   */
  private async latest(clubId: string, memberId: string): Promise<readonly LastCommit[]> {
    const units = [...((await this.units?.of(clubId))?.keys() ?? [])];
    if (units.length === 0 || units.length > unitsAtOnce) return this.reader.latest(clubId, memberId);
    const found = await Promise.all(units.sort().map((unit) => this.last.of({ clubId, memberId, unit })));
    return found.filter((last) => last !== undefined);
  }

  private async balanceAt(commit: LastCommit, at: Date): Promise<Omit<AccountBalance, 'decimals'>> {
    const account = accountOf(commit);
    const tail = await this.reader.tailAt(account, at);
    return { unit: account.unit, ...afterOf(stateAt(headOf(account, tail).state, at)) };
  }

  private async balance(commit: LastCommit, now: Date): Promise<Omit<AccountBalance, 'decimals'>> {
    assertReadable(commit);
    const account = accountOf(commit);
    const after = isDue(commit.after, now) ? await afterNow(this.store, account, now) : commit.after;
    return { unit: account.unit, ...after };
  }
}
