import { describe, expect, test } from '@jest/globals';
import { account, day } from '../../../test/account-story.ts';
import { accrue, adjust, burn, hold, open, reverse, send } from '../../../test/commands.ts';
import { addBooks, books, booksOf, emptyBooks, sumOf } from './books.ts';

const story = () =>
  account()
    .when(
      open([{ amount: 50n }]),
      accrue(20n, { key: 'e:a', expiresAt: day(9) }),
      accrue(4n, { key: 'e:late', activeAt: day(30) }),
      reverse('e:a', 5n),
      burn(10n, { key: 'e:b' }),
      reverse('e:b', 3n),
    )
    .on(day(10))
    .when(adjust(-2n), hold(6n), send(7n), burn(1n, { key: 'e:x' }));

describe('the books of an account', () => {
  test('hold what was posted to each, ever', () => {
    expect(booksOf(story().head.state)).toEqual({
      available: 34n,
      pending: 4n,
      held: 6n,
      issuance: -19n,
      redemption: 8n,
      expiry: 8n,
      opening: -50n,
      adjustment: 2n,
      in_transit: 7n,
      suspense: 0n,
    });
  });
});

describe('books', () => {
  test('are of the account first, then of the system', () => {
    expect(books).toEqual([
      'available',
      'pending',
      'held',
      'issuance',
      'redemption',
      'expiry',
      'opening',
      'adjustment',
      'in_transit',
      'suspense',
    ]);
  });
  test('are empty at first', () => {
    expect(booksOf(account().head.state)).toEqual(emptyBooks);
    expect(Object.values(emptyBooks)).toEqual(books.map(() => 0n));
  });
  test('of two are added book by book', () => {
    const both = addBooks(booksOf(story().head.state), booksOf(story().head.state));
    expect(both).toMatchObject({ available: 68n, issuance: -38n, in_transit: 14n });
  });
  test('balance', () => {
    expect(sumOf(booksOf(story().head.state))).toBe(0n);
    expect(sumOf({ ...emptyBooks, available: 5n, suspense: -2n })).toBe(3n);
  });
});
