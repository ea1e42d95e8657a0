import type { Clock } from '@vafa/kernel';
import { isAccountId, accountText } from '../../domain/account/account-id.ts';
import { accountOf, headOf } from '../../domain/journal/commit.ts';
import { stateAt } from '../../domain/journal/compose.ts';
import { LedgerError } from '../../domain/journal/ledger-error.ts';
import { firstEnds, type UnitsEnd } from '../../domain/time/expiring.ts';
import type { ClubUnits } from '../club-units.ts';
import type { CommitStore } from '../ports/commit-store.ts';
import type { JournalReader } from '../ports/journal-reader.ts';

export interface MemberUnitsEnd extends UnitsEnd {
  readonly unit: string;
  /** Digits of the amount that are shown after the point. */
  readonly decimals: number;
}

/** When units of a member end, from the lots of the accounts. */
export class GetExpiring {
  constructor(
    private readonly reader: Pick<JournalReader, 'latest'>,
    private readonly store: Pick<CommitStore, 'tails'>,
    private readonly units: Pick<ClubUnits, 'of'>,
    private readonly clock: Clock,
  ) {}

  /** By unit, the soonest first; what is due by now is not there any more. Raises `invalid_account`. */
  async execute(clubId: string, memberId: string): Promise<readonly MemberUnitsEnd[]> {
    if (!isAccountId({ clubId, memberId, unit: 'points' }))
      throw new LedgerError('invalid', 'invalid_account', 'an account is a club and a member');
    const now = this.clock.now();
    const accounts = (await this.reader.latest(clubId, memberId)).map(accountOf);
    const [tails, rules] = await Promise.all([this.store.tails(accounts.map(accountText)), this.units.of(clubId)]);
    return accounts
      .toSorted((one, other) => (one.unit < other.unit ? -1 : 1))
      .flatMap((account) => {
        const { state } = headOf(account, tails.get(accountText(account)) ?? []);
        const decimals = rules.get(account.unit)?.decimals ?? 0;
        return firstEnds(stateAt(state, now)).map((each) => ({ unit: account.unit, decimals, ...each }));
      });
  }
}
