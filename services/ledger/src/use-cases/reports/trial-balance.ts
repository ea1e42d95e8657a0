import type { Clock } from '@vafa/kernel';
import { addBooks, booksOf, emptyBooks, sumOf, type BookBalances } from '../../domain/reports/books.ts';
import type { AccountsAt } from './accounts-at.ts';
import { scopeOf, type BooksQuestion } from './books-scope.ts';
import type { CommitStore } from '../ports/commit-store.ts';
import { openTransfersOf } from '../transfers/open-transfers.ts';
import type { UnitStore } from '../ports/unit-store.ts';

/** Things that are open, and the units in them. */
export interface Open {
  readonly count: number;
  readonly amount: bigint;
}

export interface UnitTrialBalance {
  readonly unit: string;
  readonly accounts: number;
  readonly books: BookBalances;
  readonly transfers: Open;
  readonly exceptions: Open;
  /** The books sum to zero, in transit is what the open transfers hold, and suspense what the open exceptions do. */
  readonly agrees: boolean;
}

export interface TrialBalance {
  readonly at: Date;
  /** By unit. */
  readonly units: readonly UnitTrialBalance[];
}

const none: Open = { count: 0, amount: 0n };

const add = ({ count, amount }: Open, more: readonly { readonly amount: bigint }[]): Open => ({
  count: count + more.length,
  amount: more.reduce((sum, each) => sum + each.amount, amount),
});

const judged = (unit: Omit<UnitTrialBalance, 'agrees'>): UnitTrialBalance => ({
  ...unit,
  agrees:
    sumOf(unit.books) === 0n &&
    unit.books.in_transit === unit.transfers.amount &&
    unit.books.suspense === unit.exceptions.amount,
});

export class GetTrialBalance {
  constructor(
    private readonly accounts: AccountsAt,
    private readonly store: CommitStore,
    private readonly units: UnitStore,
    private readonly clock: Clock,
  ) {}

  /**
   * Every book of a club's units at a moment, with what was due by then. It writes nothing, and costs accounts, not
   * history. Raises `invalid_account`, `moment_in_future`, `unknown_unit`, `journal_broken`, `unavailable`.
   */
  async execute(question: BooksQuestion): Promise<TrialBalance> {
    const scope = await scopeOf(question, this.units, this.clock.now());
    const found = new Map<string, Omit<UnitTrialBalance, 'agrees'>>();
    if (scope.unit !== undefined) found.set(scope.unit, empty(scope.unit));
    for await (const head of this.accounts.heads(scope)) {
      const { unit } = head.account;
      const { accounts, books, transfers, exceptions } = found.get(unit) ?? empty(unit);
      found.set(unit, {
        unit,
        accounts: accounts + 1,
        books: addBooks(books, booksOf(head.state)),
        transfers: add(transfers, await openTransfersOf(head, this.store, scope.at)),
        exceptions: add(exceptions, head.state.exceptions ?? []),
      });
    }
    return { at: scope.at, units: [...found.values()].sort((a, b) => (a.unit < b.unit ? -1 : 1)).map(judged) };
  }
}

const empty = (unit: string): Omit<UnitTrialBalance, 'agrees'> => ({
  unit,
  accounts: 0,
  books: emptyBooks,
  transfers: none,
  exceptions: none,
});
