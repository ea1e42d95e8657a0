import { describe, expect, test } from '@jest/globals';
import { account, day, given } from '../../../test/account-story.ts';
import { accrue, burn, ended, life, receive, send } from '../../../test/commands.ts';
import { drawsOf } from '../journal/entry.ts';
import { malformed } from '../journal/malformed.ts';

describe('sending', () => {
  test('takes the earliest expiry first, and the units are in transit', () => {
    const story = given(account())
      .when(accrue(10n, { key: 'e:a', expiresAt: day(9) }), accrue(10n), send(15n, { key: 'e:send' }))
      .thenPosted({ available: 5n });
    expect(story.head.state.totals.moved).toEqual({ in_transit: 15n });
    expect(story.head.state.transfers).toEqual([{ key: 'e:send', to: 'demo.omid.points', amount: 15n }]);
  });
  test('more than is available is refused', () => {
    given(account().holding(10n)).when(send(11n)).thenRefused('balance_too_low');
  });
  test.each(['demo.sara.points', 'other.omid.points', 'demo.omid.miles', 'nobody'])('to %s is malformed', (to) => {
    expect(malformed(send(1n, { to }))).toBeDefined();
  });
});

describe('the end of a transfer', () => {
  const sent = () => account().when(accrue(10n, { key: 'e:a', expiresAt: day(9) }), send(10n, { key: 'e:send' }));

  test('is one: it arrives or comes back', () => {
    given(sent())
      .when(ended('arrive', 'e:send'))
      .thenPosted({ available: 0n })
      .when(ended('return', 'e:send'))
      .thenRefused('transfer_ended');
    given(sent())
      .when(ended('return', 'e:send'))
      .thenPosted({ available: 10n })
      .thenLots(['e:a', 10n])
      .when(ended('arrive', 'e:send'))
      .thenRefused('transfer_ended');
  });
  test('of something else is refused', () => {
    given(sent()).when(ended('return', 'e:a')).thenRefused('transfer_not_found');
  });
  test('what comes back after its expiry expires, or lives until the grace ends', () => {
    given(sent()).on(day(9)).when(ended('return', 'e:send')).thenPosted({ available: 0n });
    given(sent())
      .on(day(9))
      .when(ended('return', 'e:send', { terms: { graceUntil: day(12) } }))
      .thenPosted({ available: 10n })
      .on(day(12))
      .thenBalances({ available: 0n });
  });
  test('a frozen sender gets its units back', () => {
    given(sent()).when(life('freeze'), ended('return', 'e:send')).thenPosted({ available: 10n });
  });
});

describe('receiving', () => {
  const units = drawsOf(
    account()
      .when(accrue(10n, { key: 'e:a', expiresAt: day(9) }), accrue(5n), send(12n))
      .commits.at(-1)?.entries[0] as Parameters<typeof drawsOf>[0],
  );

  test('lots keep their expiry, and are told apart from the receiver’s own', () => {
    given(account())
      .when(accrue(1n, { key: 'e:a', expiresAt: day(9) }), receive(units))
      .thenPosted({ available: 13n })
      .thenLots(['e:a', 1n], ['demo.omid.points~e:a', 10n], ['never', 2n])
      .on(day(9))
      .thenBalances({ available: 2n });
  });
  test('a frozen account refuses, in writing: the same answer after it was unfrozen', () => {
    const command = receive(units, { key: 'e:receive:1' });
    given(account())
      .when(life('freeze'), command)
      .thenRefused('account_frozen')
      .when(life('unfreeze'), command)
      .thenRefused('account_frozen')
      .thenBalances({ available: 0n });
  });
});

describe('caps', () => {
  const terms = (cap: bigint) => ({ terms: { cap } });

  test('an account that counts uses goes below nothing down to its cap', () => {
    given(account())
      .when(burn(3n, terms(5n)), burn(2n, terms(5n)))
      .thenPosted({ available: -5n })
      .when(burn(1n, terms(5n)))
      .thenRefused('cap_exceeded');
  });
  test('a cap is changed without touching the account', () => {
    given(account())
      .when(burn(5n, terms(5n)), burn(1n, terms(6n)))
      .thenPosted({ available: -6n })
      .when(burn(1n, terms(3n)))
      .thenRefused('cap_exceeded');
  });
});
