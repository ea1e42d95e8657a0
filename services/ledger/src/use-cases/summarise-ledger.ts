import type { Clock } from '@vafa/kernel';
import { isAccountId } from '../domain/account-id.ts';
import type { After } from '../domain/commit.ts';
import { LedgerError } from '../domain/ledger-error.ts';
import { Ranking, type Ranked } from '../domain/ranking.ts';
import type { CommitStore } from './commit-store.ts';
import { afterNow, isDue } from './get-balances.ts';
import type { AccountAfter, JournalReader } from './journal-reader.ts';

export interface LedgerSummary {
  readonly accrued: bigint;
  /** Less what was given back. */
  readonly burned: bigint;
  readonly takenBack: bigint;
  readonly expired: bigint;
  readonly opened: bigint;
  /** Up less down. */
  readonly adjusted: bigint;
  readonly inTransit: bigint;
  /** What finished sales did and accounts could not take; positive: the club owes it. */
  readonly suspense: bigint;
  /** accrued + opened + adjusted − burned − takenBack − expired − inTransit − suspense = available + pending + held. */
  readonly outstanding: bigint;
  readonly best: readonly Ranked[];
}

const bestMax = 1_000;

const outstanding = ({ available, pending, held }: After): bigint => available + pending + held;

export class SummariseLedger {
  constructor(
    private readonly reader: JournalReader,
    private readonly store: CommitStore,
    private readonly clock: Clock,
  ) {}

  /** A club's totals in one unit, and the accounts with the most. Reads the last commit of every account. Raises `invalid_account`, `best_too_large`. */
  async execute(clubId: string, unit: string, best: number): Promise<LedgerSummary> {
    if (!isAccountId({ clubId, memberId: 'any', unit })) throw new LedgerError('invalid', 'invalid_account', 'totals are of a club and a unit');
    if (best < 0 || best > bestMax) throw new LedgerError('invalid', 'best_too_large', `at most ${String(bestMax)} accounts are listed`, { max: String(bestMax) });
    const now = this.clock.now();
    const ranking = new Ranking(best);
    const sum = { accrued: 0n, burned: 0n, takenBack: 0n, expired: 0n, opened: 0n, adjusted: 0n, inTransit: 0n, suspense: 0n, outstanding: 0n };
    for await (const head of this.reader.heads(clubId, unit)) {
      const after = await this.current(head, now);
      sum.accrued += after.totals.issued;
      sum.burned += after.totals.burned - after.totals.restored;
      sum.takenBack += after.totals.takenBack;
      sum.expired += after.totals.expired;
      const { moved = {} } = after.totals;
      sum.opened -= moved.opening ?? 0n;
      sum.adjusted -= moved.adjustment ?? 0n;
      sum.inTransit += moved.in_transit ?? 0n;
      sum.suspense += moved.suspense ?? 0n;
      sum.outstanding += outstanding(after);
      ranking.add({ memberId: head.account.memberId, outstanding: outstanding(after) });
    }
    return { ...sum, best: ranking.best() };
  }

  private current({ account, after }: AccountAfter, now: Date): After | Promise<After> {
    return isDue(after, now) ? afterNow(this.store, account, now) : after;
  }
}
