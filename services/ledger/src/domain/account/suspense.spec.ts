import { describe, expect, test } from '@jest/globals';
import { account, given } from '../../../test/account-story.ts';
import { accrue, burn, capture, hold, life, reverse, settle, voided } from '../../../test/commands.ts';

const finished = { finished: true };

describe('what a finished sale asks for is never refused', () => {
  test('a capture without its hold goes to suspense: the member owes it', () => {
    const story = given(account().holding(5n))
      .when(capture('e:gone', 30n, { key: 'e:c', ...finished }))
      .thenPosted({ available: 5n });
    expect(story.head.state.exceptions).toEqual([{ key: 'e:c', book: 'redemption', amount: -30n }]);
    expect(story.head.state.totals).toMatchObject({ burned: 30n, moved: { suspense: -30n } });
    expect(story.commits.at(-1)?.entries[0]).toMatchObject({
      kind: 'suspend',
      exception: { refusal: 'hold_not_found' },
    });
  });
  test('an accrual on a closed account goes to suspense: the club owes it', () => {
    const story = given(account())
      .when(life('close'), accrue(7n, { key: 'e:a', ...finished }))
      .thenPosted({ available: 0n });
    expect(story.head.state.exceptions).toEqual([{ key: 'e:a', book: 'issuance', amount: 7n }]);
  });
  test('of a closed account is settled at the club’s cost alone', () => {
    given(account())
      .when(life('close'), accrue(7n, { key: 'e:a', ...finished }), settle('e:a', 'account'))
      .thenRefused('account_closed')
      .when(settle('e:a', 'club'))
      .thenPosted({ available: 0n });
  });
  test('a return beyond the balance goes to suspense where debts are not allowed', () => {
    const story = given(account())
      .when(
        accrue(9n, { key: 'e:a' }),
        burn(9n),
        reverse('e:a', 4n, { policy: 'within_balance', key: 'e:r', ...finished }),
      )
      .thenPosted({ available: 0n });
    expect(story.head.state.exceptions).toEqual([{ key: 'e:r', book: 'issuance', amount: -4n, claim: true }]);
  });
  test('a void has nothing to post and stays refused', () => {
    given(account().holding(9n))
      .when(hold(5n, { key: 'e:h' }), capture('e:h'), voided('e:h', finished))
      .thenRefused('hold_captured');
  });
  test('a repeat has the same answer and no second exception', () => {
    const again = capture('e:gone', 30n, { key: 'e:c', ...finished });
    expect(given(account()).when(again, again).head.state.exceptions).toHaveLength(1);
  });
});

describe('settling an exception', () => {
  const owing = () =>
    account()
      .holding(20n)
      .when(capture('e:gone', 30n, { key: 'e:c', ...finished }));

  test('from the account, with a debt for what is not there', () => {
    const story = given(owing()).when(settle('e:c', 'account')).thenPosted({ available: -10n });
    expect(story.head.state.exceptions).toBeUndefined();
    expect(story.head.state.totals.moved).toBeUndefined();
  });
  test('into the account', () => {
    given(account()).when(life('freeze'), accrue(7n, finished)).thenPosted({ available: 7n });
  });
  test('at the cost of the club: the books are turned back', () => {
    const story = given(owing()).when(settle('e:c', 'club')).thenPosted({ available: 20n });
    expect(story.head.state.totals).toMatchObject({ burned: 30n, restored: 30n });
  });
  test('happens once', () => {
    given(owing())
      .when(settle('e:c', 'club'), settle('e:c', 'account'))
      .thenRefused('exception_settled')
      .when(settle('e:none', 'club'))
      .thenRefused('exception_not_found');
  });
});
