import { accountText } from '../../domain/account/account-id.ts';
import type { Head } from '../../domain/journal/commit.ts';
import { LedgerError } from '../../domain/journal/ledger-error.ts';
import type { AccountsAt } from './accounts-at.ts';
import type { BooksScope } from './books-scope.ts';

/** Where a list over accounts goes on: after all of one account, and so many items of the next. */
export interface AccountPlace {
  /** All pages are of one moment. */
  readonly at: Date;
  /** Empty: from the first account. */
  readonly after: string;
  readonly skip: number;
}

export interface AccountPage<T> {
  readonly items: readonly T[];
  /** Where a page goes on that ends with each of these items. */
  readonly places: readonly AccountPlace[];
  /** Absent on the last page. */
  readonly next?: AccountPlace;
}

/** Raises `invalid_page_token` for a place in another club's list. */
export const assertPlace = ({ after, skip }: AccountPlace, clubId: string): void => {
  if ((after === '' || after.startsWith(`${clubId}.`)) && Number.isSafeInteger(skip) && skip >= 0) return;
  throw new LedgerError('invalid', 'invalid_page_token', 'the page token is not one of this list');
};

/** A page of what accounts have, in the journal's order of accounts. Reads on until it is full or the accounts end. */
export const pageOfAccounts = async <T>(
  accounts: AccountsAt,
  scope: BooksScope,
  place: AccountPlace | undefined,
  size: number,
  itemsOf: (head: Head) => readonly T[] | Promise<readonly T[]>,
): Promise<AccountPage<T>> => {
  const items: T[] = [];
  const places: AccountPlace[] = [];
  let after = place?.after ?? '';
  let skip = place?.skip ?? 0;
  for await (const head of accounts.heads(scope, after === '' ? undefined : after)) {
    const found = await itemsOf(head);
    const taken = found.slice(skip, skip + size - items.length);
    const first = skip;
    const account = after;
    items.push(...taken);
    places.push(...taken.map((_item, index) => ({ at: scope.at, after: account, skip: first + index + 1 })));
    if (first + taken.length < found.length)
      return { items, places, next: { at: scope.at, after, skip: first + taken.length } };
    after = accountText(head.account);
    skip = 0;
  }
  return { items, places };
};
