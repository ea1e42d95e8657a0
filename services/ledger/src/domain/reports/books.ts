import type { After } from '../journal/commit.ts';
import type { Book } from '../journal/entry.ts';

const order: Readonly<Record<Book, true>> = {
  available: true,
  pending: true,
  held: true,
  issuance: true,
  redemption: true,
  expiry: true,
  opening: true,
  adjustment: true,
  in_transit: true,
  suspense: true,
};

/** Those of the accounts first, then those of the system. */
export const books = Object.keys(order) as readonly Book[];

/** What stands in each book. */
export type BookBalances = Readonly<Record<Book, bigint>>;

export const emptyBooks = Object.fromEntries(books.map((book) => [book, 0n])) as BookBalances;

/** Where an account stands in each book: the sums of all its postings ever. */
export const booksOf = ({
  available,
  pending,
  held,
  totals,
}: Pick<After, 'available' | 'pending' | 'held' | 'totals'>): BookBalances => ({
  ...emptyBooks,
  available,
  pending,
  held,
  issuance: totals.takenBack - totals.issued,
  redemption: totals.burned - totals.restored,
  expiry: totals.expired,
  ...totals.moved,
});

export const addBooks = (one: BookBalances, other: BookBalances): BookBalances =>
  Object.fromEntries(books.map((book) => [book, one[book] + other[book]])) as BookBalances;

/** 0 in books that balance. */
export const sumOf = (balances: BookBalances): bigint => books.reduce((sum, book) => sum + balances[book], 0n);
