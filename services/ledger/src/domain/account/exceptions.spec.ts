import { describe, expect, test } from '@jest/globals';
import { account, given } from '../../../test/account-story.ts';
import { accrue, adjust, burn, capture, hold, life, reverse, settle } from '../../../test/commands.ts';
import { kept } from '../../../test/kept.ts';

const finished = { finished: true, key: 'e:x' };

describe('a finished sale that cannot be posted waits as what it did', () => {
  test('a burn or a capture: the member owes it', () => {
    expect(kept(account(), burn(3n, finished))).toMatchObject([
      { amount: -3n, exception: { refusal: 'balance_too_low', book: 'redemption' } },
    ]);
    expect(kept(account(), capture('e:none', 3n, finished))).toMatchObject([
      { amount: -3n, exception: { refusal: 'hold_not_found', book: 'redemption' } },
    ]);
  });
  test('an accrual: the club owes it', () => {
    expect(kept(account().when(life('close')), accrue(3n, finished))).toMatchObject([
      {
        amount: 3n,
        exception: { refusal: 'account_closed', book: 'issuance' },
        postings: [
          { book: 'suspense', amount: 3n },
          { book: 'issuance', amount: -3n },
        ],
      },
    ]);
  });
  test('an accrual taken back, or something unknown: the member owes it', () => {
    expect(
      kept(
        account().when(accrue(5n, { key: 'e:a' }), burn(5n)),
        reverse('e:a', 3n, { ...finished, policy: 'within_balance' }),
      ),
    ).toMatchObject([{ amount: 3n, exception: { refusal: 'balance_too_low', book: 'issuance', amount: -3n } }]);
    expect(kept(account(), reverse('e:none', 3n, finished))).toMatchObject([
      { amount: -3n, exception: { refusal: 'entry_not_found', book: 'issuance' } },
    ]);
  });
  test('a burn given back: the club owes it', () => {
    expect(
      kept(
        account()
          .holding(5n)
          .when(burn(5n, { key: 'e:b' })),
        reverse('e:b', 6n, finished),
      ),
    ).toMatchObject([{ amount: 6n, exception: { refusal: 'more_than_original', book: 'redemption' } }]);
  });
  test('all that is left of something unknown, without units', () => {
    expect(kept(account(), capture('e:none', 0n, finished))).toMatchObject([{ amount: 0n, postings: [], lots: [] }]);
  });
  test('but a hold is refused', () => {
    given(account()).when(hold(1n, finished)).thenRefused('balance_too_low');
  });
});

describe('an exception is settled into the account', () => {
  const owed = (...before: Parameters<typeof kept>[1][]) =>
    account()
      .holding(5n)
      .when(burn(5n, { key: 'e:b' }), reverse('e:b', 6n, finished), ...before);

  test('units that the club owes come into the lot that never ends', () => {
    expect(kept(owed(), settle('e:x', 'account'))).toMatchObject([
      {
        kind: 'settle',
        amount: 6n,
        target: 'e:x',
        postings: [
          { book: 'suspense', amount: -6n },
          { book: 'available', amount: 6n },
        ],
        lots: [{ lot: 'never', place: 'active', amount: 6n }],
        debt: 0n,
      },
    ]);
  });
  test('and pay a debt first', () => {
    expect(kept(owed(adjust(-4n, { policy: 'unlimited' })), settle('e:x', 'account'))).toMatchObject([
      { lots: [{ lot: 'never', amount: 2n }], debt: -4n },
    ]);
  });
  test('nothing comes of one without units', () => {
    expect(kept(account().when(capture('e:none', 0n, finished)), settle('e:x', 'account'))).toMatchObject([
      { kind: 'settle', amount: 0n, postings: [], lots: [], debt: 0n },
    ]);
  });
  test('units that the member owes are taken from the lots', () => {
    expect(kept(account().when(burn(3n, finished), accrue(9n)), settle('e:x', 'account'))).toMatchObject([
      { amount: -3n, lots: [{ lot: 'never', amount: -3n }], debt: 0n },
    ]);
  });
  test('what was no exception is none', () => {
    given(account().holding(1n))
      .when(accrue(1n, { key: 'e:a' }), settle('e:a', 'club'))
      .thenRefused('exception_not_found');
  });
});
