import { describe, expect, test } from '@jest/globals';
import { account, day, given } from '../../../test/account-story.ts';
import { accrue, burn, capture, hold, reverse, voided } from '../../../test/commands.ts';

describe('taking an accrual back', () => {
  const earned = (): ReturnType<typeof account> => account().when(accrue(100n, { key: 'e:a' }));

  test('in full', () => {
    given(earned()).when(reverse('e:a')).thenPosted({ available: 0n });
  });
  test('in parts, never more than it gave', () => {
    given(earned())
      .when(reverse('e:a', 60n), reverse('e:a', 41n))
      .thenRefused('more_than_original')
      .when(reverse('e:a'))
      .thenPosted({ available: 0n })
      .when(reverse('e:a'))
      .thenRefused('more_than_original');
  });
  test('when it is spent, a debt stays that later accruals pay first', () => {
    given(earned())
      .when(burn(70n), reverse('e:a'))
      .thenPosted({ available: -70n })
      .thenBalances({ debt: 70n })
      .when(burn(1n))
      .thenRefused('balance_too_low')
      .when(hold(1n))
      .thenRefused('balance_too_low')
      .when(accrue(100n))
      .thenPosted({ available: 30n })
      .thenBalances({ debt: 0n })
      .thenLots(['never', 30n]);
  });
  test('within the balance it is refused when it cannot be collected, and nothing moves', () => {
    given(earned())
      .when(burn(70n), reverse('e:a', 31n, { policy: 'within_balance' }))
      .thenRefused('balance_too_low')
      .when(reverse('e:a', 30n, { policy: 'within_balance' }))
      .thenPosted({ available: 0n });
  });
  test('from its own lot first, then from the others', () => {
    given(account())
      .when(
        accrue(5n, { key: 'e:x', expiresAt: day(5) }),
        accrue(10n, { key: 'e:a', expiresAt: day(9) }),
        accrue(10n),
        reverse('e:a', 4n),
      )
      .thenLots(['e:x', 5n], ['e:a', 6n], ['never', 10n])
      .when(burn(8n), reverse('e:a', 6n))
      .thenLots(['never', 7n]);
  });
  test('what expired is not taken twice', () => {
    const story = given(account())
      .when(accrue(10n, { key: 'e:a', expiresAt: day(5) }), accrue(10n), burn(4n))
      .on(day(6))
      .when(reverse('e:a'))
      .thenPosted({ available: 6n });
    expect(story.last.recorded?.entry).toMatchObject({ amount: 10n, absorbed: 6n });
    expect(story.head.state.totals).toMatchObject({ issued: 20n, takenBack: 4n, expired: 6n, burned: 4n });
  });
  test('what expired is spared once, however many parts it is taken back in', () => {
    given(account())
      .when(accrue(10n, { key: 'e:a', expiresAt: day(5) }), accrue(10n), burn(4n))
      .on(day(6))
      .when(reverse('e:a', 5n))
      .thenPosted({ available: 10n })
      .when(reverse('e:a', 5n))
      .thenPosted({ available: 6n });
  });
  test('while it is pending', () => {
    given(account())
      .when(accrue(10n, { key: 'e:a', activeAt: day(5) }), reverse('e:a', 4n))
      .thenPosted({ pending: 6n, available: 0n })
      .on(day(5))
      .thenBalances({ available: 6n });
  });
  test('after it went from pending to never expiring', () => {
    given(account())
      .when(accrue(10n, { key: 'e:a', activeAt: day(5) }))
      .on(day(6))
      .when(reverse('e:a', 4n))
      .thenPosted({ available: 6n });
  });
  test('while it is held, what is released pays', () => {
    given(earned())
      .when(hold(100n, { key: 'e:h' }), reverse('e:a'))
      .thenPosted({ available: -100n, held: 100n })
      .when(voided('e:h'))
      .thenPosted({ available: 0n, held: 0n })
      .thenBalances({ debt: 0n });
  });
  test('of what is not there', () => {
    given(account()).when(reverse('e:none')).thenRefused('entry_not_found');
  });
  test('of what is no accrual, burn or capture', () => {
    given(earned())
      .when(hold(5n, { key: 'e:h' }), reverse('e:h'))
      .thenRefused('not_reversible');
    given(earned())
      .when(reverse('e:a', 1n, { key: 'e:r' }), reverse('e:r'))
      .thenRefused('not_reversible');
    given(account())
      .when(burn(5n, { key: 'e:b' }), reverse('e:b'))
      .thenRefused('not_reversible');
  });
});

describe('giving a burn back', () => {
  const spent = (): ReturnType<typeof account> =>
    account().when(
      accrue(10n, { key: 'e:1', expiresAt: day(5) }),
      accrue(10n, { key: 'e:2', expiresAt: day(9) }),
      accrue(10n),
      burn(25n, { key: 'e:b' }),
    );

  test('to the lots it came from, the last drawn first', () => {
    given(spent())
      .when(reverse('e:b', 7n))
      .thenPosted({ available: 12n })
      .thenLots(['e:2', 2n], ['never', 10n])
      .when(reverse('e:b'))
      .thenLots(['e:1', 10n], ['e:2', 10n], ['never', 10n]);
  });
  test('never more than it took', () => {
    given(spent()).when(reverse('e:b', 20n), reverse('e:b', 6n)).thenRefused('more_than_original');
  });
  test('a lot that expired since expires again at once, under a new generation', () => {
    const story = given(spent())
      .when(reverse('e:b', 17n))
      .on(day(6))
      .when(reverse('e:b'))
      .thenBalances({ available: 20n });
    expect(story.commits.at(-1)?.entries.map((entry) => entry.key.replace(/^e:test:.*/, 'reverse'))).toEqual([
      't:expire:e:1:1',
      'reverse',
      't:expire:e:1:2',
    ]);
  });
  test('of a capture, in part', () => {
    given(account().holding(100n))
      .when(hold(80n, { key: 'e:h' }), capture('e:h', 50n, { key: 'e:c' }))
      .thenPosted({ available: 50n })
      .when(reverse('e:c', 20n))
      .thenPosted({ available: 70n })
      .when(reverse('e:c', 31n))
      .thenRefused('more_than_original')
      .when(reverse('e:c'))
      .thenPosted({ available: 100n });
  });
  test('pays a debt first', () => {
    given(account())
      .when(accrue(10n, { key: 'e:a' }), burn(10n, { key: 'e:b' }), reverse('e:a'))
      .thenPosted({ available: -10n })
      .when(reverse('e:b'))
      .thenPosted({ available: 0n })
      .thenBalances({ debt: 0n });
  });
  test('two accruals and their reversals in one commit', () => {
    given(account())
      .together(accrue(10n, { key: 'e:a' }), reverse('e:a', 3n), reverse('e:a', 3n))
      .thenPosted({ available: 4n });
  });
});
