import type { Clock } from '@vafa/kernel';
import { isAccountId } from '../../domain/account/account-id.ts';
import { accountOf, assertReadable, commitId, type After } from '../../domain/journal/commit.ts';
import { LedgerError } from '../../domain/journal/ledger-error.ts';
import { Ranking, type Ranked } from '../../domain/reports/ranking.ts';
import type { CommitStore } from '../ports/commit-store.ts';
import { afterNow, isDue } from '../account/get-balances.ts';
import { EachAccount, type AsOf } from './each-account.ts';
import type { JournalReader, LastCommit } from '../ports/journal-reader.ts';
import { inParts } from '../journal/last-versions.ts';

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
  /** At most 1,000. */
  readonly best: readonly Ranked[];
}

const bestMax = 1_000;
const accountsMax = 100_000;

const outstanding = ({ available, pending, held }: After): bigint => available + pending + held;

export class SummariseLedger {
  private readonly lasts: EachAccount<LastCommit>;

  constructor(
    reader: Pick<JournalReader, 'accounts' | 'accountCount' | 'present' | 'afters'>,
    private readonly store: CommitStore,
    private readonly clock: Clock,
  ) {
    this.lasts = new EachAccount(reader, (places) => lastCommits(reader, places), { accountsMax, isKept: true });
  }

  /**
   * A club's totals in one unit, and the accounts with the most. Costs accounts, not history. Raises `invalid_account`,
   * `best_too_large`.
   */
  async execute(clubId: string, unit: string, best: number): Promise<LedgerSummary> {
    if (!isAccountId({ clubId, memberId: 'any', unit }))
      throw new LedgerError('invalid', 'invalid_account', 'totals are of a club and a unit');
    if (best < 0 || best > bestMax)
      throw new LedgerError('invalid', 'best_too_large', `at most ${String(bestMax)} accounts are listed`, {
        max: String(bestMax),
      });
    const now = this.clock.now();
    const ranking = new Ranking(best);
    const sum = {
      accrued: 0n,
      burned: 0n,
      takenBack: 0n,
      expired: 0n,
      opened: 0n,
      adjusted: 0n,
      inTransit: 0n,
      suspense: 0n,
      outstanding: 0n,
    };
    for await (const { known } of this.lasts.asOf({ clubId, unit })) {
      const account = accountOf(known);
      const after = isDue(known.after, now) ? await afterNow(this.store, account, now) : known.after;
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
      ranking.add({ memberId: account.memberId, outstanding: outstanding(after) });
    }
    return { ...sum, best: ranking.best().slice(0, bestMax) };
  }
}

const lastCommits = async (
  reader: Pick<JournalReader, 'afters'>,
  places: ReadonlyMap<string, number>,
): Promise<Iterable<AsOf<LastCommit>>> => {
  const found = await inParts(
    [...places].map(([account, version]) => commitId(account, version)),
    (ids) => reader.afters(ids),
  );
  found.forEach(assertReadable);
  return found.map((known) => ({ account: known.account, version: known.version, at: known.at, known }));
};
