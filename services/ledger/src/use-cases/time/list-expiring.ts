import type { Clock } from '@vafa/kernel';
import { parseAccount } from '../../domain/account/account-id.ts';
import { headOf } from '../../domain/journal/commit.ts';
import { stateAt } from '../../domain/journal/compose.ts';
import { expiringBefore, type Expiring } from '../../domain/time/expiring.ts';
import { LedgerError } from '../../domain/journal/ledger-error.ts';
import { scopeOf, type BooksQuestion } from '../reports/books-scope.ts';
import type { CommitStore } from '../ports/commit-store.ts';
import type { DueAccounts } from '../ports/due-accounts.ts';
import type { UnitStore } from '../ports/unit-store.ts';

export interface ExpiringUnits extends Expiring {
  readonly memberId: string;
  readonly unit: string;
}

export interface ExpiringPage {
  readonly members: readonly ExpiringUnits[];
  /** The next page is of accounts after this one; absent on the last. */
  readonly after?: string;
}

const accountsPerLook = 100;

/** Whose units end soon, for notices ahead of it. */
export class ListExpiring {
  constructor(
    private readonly accounts: DueAccounts,
    private readonly store: CommitStore,
    private readonly units: UnitStore,
    private readonly clock: Clock,
  ) {}

  /**
   * By account. Looks where something is due before the moment. Raises `invalid_account`, `unknown_unit`,
   * `invalid_moment`, `invalid_page_token`, `unavailable`.
   */
  async execute(
    { clubId, unit }: Omit<BooksQuestion, 'asOf'>,
    before: Date | undefined,
    after: string | undefined,
    size: number,
  ): Promise<ExpiringPage> {
    const { at: now } = await scopeOf({ clubId, ...(unit !== undefined && { unit }) }, this.units, this.clock.now());
    if (!before || before <= now)
      throw new LedgerError('invalid', 'invalid_moment', 'units expire before a moment to come');
    if (after !== undefined && !after.startsWith(`${clubId}.`))
      throw new LedgerError('invalid', 'invalid_page_token', 'the page token is not one of this list');
    const members: ExpiringUnits[] = [];
    for (let last = after; ; ) {
      const found = await this.accounts.ofClub(clubId, before, last, accountsPerLook);
      const asked = found.filter(({ account }) => unit === undefined || account.endsWith(`.${unit}`));
      for (const each of await this.look(
        asked.map(({ account }) => account),
        before,
        now,
      )) {
        if (members.length === size) return { members, after: textOf(clubId, members.at(-1)) };
        members.push(each);
      }
      last = found.at(-1)?.account;
      if (found.length < accountsPerLook) return { members };
    }
  }

  private async look(accounts: readonly string[], before: Date, now: Date): Promise<readonly ExpiringUnits[]> {
    const tails = await this.store.tails(accounts);
    return accounts.flatMap((text) => {
      const account = parseAccount(text);
      const expiring = expiringBefore(stateAt(headOf(account, tails.get(text) ?? []).state, now), before);
      return expiring ? [{ memberId: account.memberId, unit: account.unit, ...expiring }] : [];
    });
  }
}

const textOf = (clubId: string, last: ExpiringUnits | undefined): string =>
  `${clubId}.${last?.memberId ?? ''}.${last?.unit ?? ''}`;
