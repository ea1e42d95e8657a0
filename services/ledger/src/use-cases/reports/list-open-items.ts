import type { Clock } from '@vafa/kernel';
import { accountText } from '../../domain/account/account-id.ts';
import type { OpenException } from '../../domain/account/account-state.ts';
import { assertPlace, pageOfAccounts, type AccountPage, type AccountPlace } from './account-pages.ts';
import { scopeOf, type BooksQuestion } from './books-scope.ts';
import type { CommitStore } from '../ports/commit-store.ts';
import type { AccountsAt } from './accounts-at.ts';
import { openTransfersOf, type TransferInTransit } from '../transfers/open-transfers.ts';
import type { UnitStore } from '../ports/unit-store.ts';

export interface ExceptionOfAccount extends OpenException {
  readonly account: string;
  /** Why it could not be posted as usual. */
  readonly reason: string;
  /** The sale. */
  readonly reference: string;
  readonly recordedAt: Date;
}

/** What stands behind two lines of the trial balance: suspense and in transit. */
export class ListOpenItems {
  constructor(
    private readonly accounts: AccountsAt,
    private readonly store: CommitStore,
    private readonly units: UnitStore,
    private readonly clock: Clock,
  ) {}

  /**
   * What finished sales did and accounts could not take, until a person settles it. Raises what GetTrialBalance does,
   * and `invalid_page_token`.
   */
  async exceptions(
    question: BooksQuestion,
    place: AccountPlace | undefined,
    size: number,
  ): Promise<AccountPage<ExceptionOfAccount>> {
    const scope = await this.scope(question, place);
    return pageOfAccounts(this.accounts, scope, place, size, ({ account, state: { exceptions = [] } }) =>
      this.told(accountText(account), exceptions),
    );
  }

  /** With what their entries say of them. */
  private async told(account: string, exceptions: readonly OpenException[]): Promise<readonly ExceptionOfAccount[]> {
    if (exceptions.length === 0) return [];
    const commits = await this.store.mentioning(
      account,
      exceptions.map(({ key }) => key),
      [],
    );
    const found = new Map(
      commits.flatMap(({ at, entries }) => entries.map((entry) => [entry.key, { at, entry }] as const)),
    );
    return exceptions.flatMap((open) => {
      const { at, entry } = found.get(open.key) ?? {};
      return at && entry
        ? [{ ...open, account, reason: entry.exception?.refusal ?? '', reference: entry.reference, recordedAt: at }]
        : [];
    });
  }

  /** What was sent and is neither there nor back. Raises the same. */
  async transfers(
    question: BooksQuestion,
    place: AccountPlace | undefined,
    size: number,
  ): Promise<AccountPage<TransferInTransit>> {
    const scope = await this.scope(question, place);
    return pageOfAccounts(this.accounts, scope, place, size, (head) => openTransfersOf(head, this.store, scope.at));
  }

  private scope(question: BooksQuestion, place: AccountPlace | undefined) {
    if (place) assertPlace(place, question.clubId);
    return scopeOf({ ...question, ...(place && { asOf: place.at }) }, this.units, this.clock.now());
  }
}
