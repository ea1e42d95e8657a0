import { describe, expect, test } from '@jest/globals';
import { account, day, given } from '../../../test/account-story.ts';
import { accrue, burn, capture, hold, voided } from '../../../test/commands.ts';

describe('accruing and burning', () => {
  test('what is accrued can be burned', () => {
    given(account().holding(100n)).when(burn(60n)).thenPosted({ available: 40n, pending: 0n, held: 0n });
  });
  test('more than is available is refused', () => {
    given(account().holding(100n)).when(burn(150n)).thenRefused('balance_too_low').thenBalances({ available: 100n });
  });
  test('what is held is not available', () => {
    given(account().holding(100n)).when(hold(80n), burn(30n)).thenRefused('balance_too_low');
  });
  test('an account that nobody used refuses a burn, in writing', () => {
    const story = given(account()).when(burn(1n)).thenRefused('balance_too_low');
    expect(story.commits[0]?.entries[0]).toMatchObject({ kind: 'refused', refusal: 'balance_too_low', postings: [] });
  });
  test('pending units cannot be spent before they activate', () => {
    given(account())
      .when(accrue(50n, { activeAt: day(10) }))
      .thenPosted({ available: 0n, pending: 50n })
      .when(burn(1n))
      .thenRefused('balance_too_low');
  });
  test('pending units are there once their day has come, with nobody having done anything', () => {
    given(account())
      .when(accrue(50n, { activeAt: day(10) }))
      .on(day(10))
      .thenBalances({ available: 50n, pending: 0n });
  });
});

describe('keys', () => {
  test('the same key and body has the same outcome and moves nothing', () => {
    const again = burn(60n, { key: 'c:till:1' });
    const story = given(account().holding(100n)).when(again, again).thenPosted({ available: 40n });
    expect(story.outcomes.slice(1).map((outcome) => [outcome.repeated, outcome.balances?.available])).toEqual([
      [false, 40n],
      [true, 40n],
    ]);
  });
  test('a refusal is the first answer too, even when the balance would now do', () => {
    given(account())
      .when(burn(10n, { key: 'c:till:1' }), accrue(100n), burn(10n, { key: 'c:till:1' }))
      .thenRefused('balance_too_low')
      .thenBalances({ available: 100n });
  });
  test('another body under a used key is refused', () => {
    given(account().holding(100n))
      .when(burn(60n, { key: 'c:till:1' }), burn(1n, { key: 'c:till:1' }))
      .thenRefused('key_reused')
      .thenBalances({ available: 40n });
  });
  test('twice in one commit counts once', () => {
    const story = given(account().holding(100n))
      .together(burn(60n, { key: 'c:till:1' }), burn(60n, { key: 'c:till:1' }), burn(5n, { key: 'c:till:1' }))
      .thenRefused('key_reused');
    expect(story.outcomes.slice(1).map((outcome) => outcome.repeated)).toEqual([false, true, false]);
    story.thenBalances({ available: 40n });
  });
});

describe('holds', () => {
  test('captured in full', () => {
    given(account().holding(100n))
      .when(hold(80n, { key: 'e:h' }), capture('e:h'))
      .thenPosted({ available: 20n, held: 0n });
  });
  test('captured in part, the rest comes back', () => {
    given(account().holding(100n))
      .when(hold(80n, { key: 'e:h' }), capture('e:h', 30n))
      .thenPosted({ available: 70n, held: 0n });
  });
  test('more than was held is not captured', () => {
    given(account().holding(100n))
      .when(hold(80n, { key: 'e:h' }), capture('e:h', 81n))
      .thenRefused('more_than_held')
      .thenBalances({ held: 80n });
  });
  test('only its owner ends it', () => {
    given(account().holding(100n))
      .when(hold(80n, { key: 'e:h' }), capture('e:h', 0n, { owner: 'other' }))
      .thenRefused('hold_owner_differs');
    given(account().holding(100n))
      .when(hold(80n, { key: 'e:h' }), voided('e:h', { owner: 'other' }))
      .thenRefused('hold_owner_differs');
  });
  test('it ends once', () => {
    given(account().holding(9n))
      .when(hold(9n, { key: 'e:h' }), capture('e:h'), capture('e:h'))
      .thenRefused('hold_ended');
    given(account().holding(9n))
      .when(hold(9n, { key: 'e:h' }), capture('e:h'), voided('e:h'))
      .thenRefused('hold_captured');
    given(account().holding(9n))
      .when(hold(9n, { key: 'e:h' }), voided('e:h'), capture('e:h'))
      .thenRefused('hold_ended')
      .thenBalances({ available: 9n, held: 0n });
  });
  test('a second void changes nothing', () => {
    given(account().holding(9n))
      .when(hold(9n, { key: 'e:h' }), voided('e:h'), voided('e:h'))
      .thenPosted({ available: 9n });
  });
  test('an unknown one cannot be captured', () => {
    given(account()).when(capture('e:none')).thenRefused('hold_not_found');
  });
  test('one that is voided before it comes never holds', () => {
    given(account().holding(9n))
      .when(voided('e:h'))
      .thenPosted()
      .when(hold(9n, { key: 'e:h' }))
      .thenRefused('hold_voided')
      .thenBalances({ available: 9n, held: 0n });
  });
  test('only its owner voids what has ended, or was refused', () => {
    given(account().holding(9n))
      .when(hold(9n, { key: 'e:h' }), voided('e:h'), voided('e:h', { owner: 'other' }))
      .thenRefused('hold_owner_differs');
    given(account())
      .when(hold(9n, { key: 'e:h' }))
      .thenRefused('balance_too_low')
      .when(voided('e:h'))
      .thenPosted();
  });
  test('what was refused, or is none, is not captured', () => {
    given(account())
      .when(hold(9n, { key: 'e:h' }), capture('e:h'))
      .thenRefused('hold_not_found');
    given(account().holding(9n))
      .when(accrue(1n, { key: 'e:a' }), capture('e:a'))
      .thenRefused('hold_not_found');
    given(account().holding(9n)).when(voided('e:h'), capture('e:h')).thenRefused('hold_ended');
  });
  test('a void names a hold and nothing else', () => {
    given(account())
      .when(accrue(5n, { key: 'e:a' }), voided('e:a'))
      .thenRefused('hold_not_found');
  });
});

describe('lots', () => {
  const lots = (): ReturnType<typeof account> =>
    account().when(
      accrue(10n),
      accrue(10n, { key: 'e:late', expiresAt: day(20) }),
      accrue(10n, { key: 'e:early', expiresAt: day(10) }),
      accrue(5n, { key: 'e:late2', expiresAt: day(20) }),
    );

  test('the earliest expiry is spent first, then the oldest, what never expires last', () => {
    given(lots())
      .when(burn(15n))
      .thenLots(['e:late', 5n], ['e:late2', 5n], ['never', 10n])
      .when(burn(7n))
      .thenLots(['e:late2', 3n], ['never', 10n]);
  });
  test('they expire on their day and once', () => {
    const story = given(lots())
      .on(day(10))
      .thenBalances({ available: 25n })
      .when(burn(1n))
      .thenPosted({ available: 24n })
      .on(day(30))
      .thenBalances({ available: 10n });
    story.when(burn(1n)).thenPosted({ available: 9n });
    expect(
      story.commits.flatMap((commit) => commit.entries.map((entry) => entry.key)).filter((key) => key.startsWith('t:')),
    ).toEqual(['t:expire:e:early:1', 't:expire:e:late:2', 't:expire:e:late2:3']);
  });
  test('one that activates and then expires does both in the order of time', () => {
    const story = given(account())
      .when(accrue(5n, { activeAt: day(5), expiresAt: day(8) }))
      .on(day(9))
      .when(accrue(1n))
      .thenPosted({ available: 1n });
    expect(story.commits[1]?.entries.map((entry) => entry.kind)).toEqual(['activate', 'expire', 'accrue']);
  });
  test('what is held does not expire until it comes back', () => {
    given(lots())
      .when(hold(10n, { key: 'e:h' }))
      .on(day(15))
      .thenBalances({ available: 25n, held: 10n })
      .when(voided('e:h'))
      .thenBalances({ available: 25n, held: 0n });
  });
  test('an accrual that comes too late expires at once', () => {
    const story = given(account())
      .on(day(15))
      .when(accrue(5n, { expiresAt: day(10) }))
      .thenBalances({ available: 0n });
    expect(story.commits[0]?.entries.map((entry) => entry.kind)).toEqual(['accrue', 'expire']);
  });
  test('time never goes back', () => {
    const story = given(account()).on(day(5)).when(accrue(5n)).on(day(3)).when(accrue(5n));
    expect(story.commits.map((commit) => commit.at)).toEqual([day(5), day(5)]);
  });
  test('every 32nd commit holds the whole account', () => {
    const story = given(account()).when(...Array.from({ length: 64 }, () => accrue(1n)));
    expect(
      story.commits.filter((commit) => commit.state).map((commit) => [commit.version, commit.state?.available]),
    ).toEqual([
      [32, 32n],
      [64, 64n],
    ]);
  });
});
