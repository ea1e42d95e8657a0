import { describe, expect, test } from '@jest/globals';
import { account, day, given } from '../../../test/account-story.ts';
import { accrue, adjust, burn, extend, hold, life, open, reinstate, reverse, voided } from '../../../test/commands.ts';

describe('opening balances', () => {
  test('come as lots with the life that they had', () => {
    given(account())
      .when(
        open([{ amount: 40n, expiresAt: day(20) }, { amount: 5n }, { amount: 7n, activeAt: day(3) }], {
          key: 'e:open:1',
        }),
      )
      .thenPosted({ available: 45n, pending: 7n })
      .thenLots(['e:open:1#1', 40n], ['never', 5n])
      .on(day(20))
      .thenBalances({ available: 12n, pending: 0n });
  });
  test('come before anything else', () => {
    given(account().holding(1n))
      .when(open([{ amount: 40n }]))
      .thenRefused('account_in_use');
    given(account())
      .when(open([{ amount: 40n }]), open([{ amount: 40n }]))
      .thenRefused('account_in_use')
      .thenBalances({ available: 40n });
  });
});

describe('opening balances by a person', () => {
  const by = { person: 'usr_1', role: 'administrator' };
  const lots = [{ amount: 60n }, { amount: 41n }];
  test('name who decided', () => {
    const story = given(account()).when(open(lots, { by })).thenPosted({ available: 101n });
    expect(story.commits.at(-1)?.entries[0]).toMatchObject({ kind: 'open', amount: 101n, by });
  });
  test('of more than the limit, all lots together, have a second person, who is another', () => {
    const terms = { approvalAbove: 100n };
    given(account())
      .when(open(lots, { by, terms }))
      .thenRefused('approval_missing')
      .when(open(lots, { by: { ...by, approver: 'usr_1' }, terms }))
      .thenRefused('approval_missing')
      .when(open(lots, { by: { ...by, approver: 'usr_2' }, terms }))
      .thenPosted({ available: 101n });
    given(account())
      .when(open([{ amount: 100n }], { by, terms }))
      .thenPosted({ available: 100n });
  });
});

describe('adjustments', () => {
  test('go up and down, and name who made them', () => {
    const story = given(account().holding(10n)).when(adjust(5n), adjust(-12n)).thenPosted({ available: 3n });
    expect(story.commits.at(-1)?.entries[0]).toMatchObject({
      kind: 'adjust',
      amount: -12n,
      by: { person: 'usr_1', role: 'service_agent' },
    });
  });
  test('down to less than nothing only where the club allows it', () => {
    given(account().holding(10n))
      .when(adjust(-12n))
      .thenRefused('balance_too_low')
      .when(adjust(-12n, { policy: 'unlimited' }))
      .thenPosted({ available: -2n });
  });
  test('above the limit with a second person, who is another', () => {
    const terms = { approvalAbove: 100n };
    given(account())
      .when(adjust(101n, { terms }))
      .thenRefused('approval_missing')
      .when(adjust(101n, { terms, approver: 'usr_1' }))
      .thenRefused('approval_missing')
      .when(adjust(-101n, { terms, policy: 'unlimited' }))
      .thenRefused('approval_missing')
      .when(adjust(100n, { terms }), adjust(101n, { terms, approver: 'usr_2' }))
      .thenPosted({ available: 201n });
  });
});

describe('extending and reinstating', () => {
  const lot = 'e:lot';
  const expiring = () => account().when(accrue(50n, { key: lot, expiresAt: day(10) }));

  test('an extended lot expires later, pending or active', () => {
    given(expiring())
      .when(extend(lot, day(30)))
      .on(day(10))
      .thenBalances({ available: 50n })
      .on(day(30))
      .thenBalances({ available: 0n });
    given(account())
      .when(accrue(50n, { key: lot, activeAt: day(5), expiresAt: day(10) }), extend(lot, day(30)))
      .on(day(12))
      .thenBalances({ available: 50n });
  });
  test('what is held of it too', () => {
    given(expiring())
      .when(hold(50n, { key: 'e:hold' }), extend(lot, day(30)))
      .on(day(12))
      .when(voided('e:hold'))
      .thenPosted({ available: 50n });
  });
  test('only to a later moment, and only a lot that is there', () => {
    given(expiring())
      .when(extend(lot, day(9)))
      .thenRefused('expiry_not_later')
      .when(extend('e:none', day(90)))
      .thenRefused('lot_not_found');
    given(account().holding(1n))
      .when(extend('never', day(90)))
      .thenRefused('lot_not_found');
  });
  test('what has expired comes back, once', () => {
    given(expiring())
      .when(burn(20n))
      .on(day(10))
      .when(reinstate(lot, 10n, { expiresAt: day(20) }))
      .thenPosted({ available: 10n })
      .when(reinstate(lot))
      .thenPosted({ available: 30n })
      .when(reinstate(lot))
      .thenRefused('nothing_expired')
      .on(day(20))
      .thenBalances({ available: 20n });
  });
  test('and can then be taken back with the accrual', () => {
    given(expiring())
      .on(day(10))
      .when(reinstate(lot, 30n), reverse(lot))
      .thenPosted({ available: 0n })
      .thenBalances({ debt: 0n });
  });
  test('nothing that is there can be reinstated', () => {
    given(expiring()).when(reinstate(lot)).thenRefused('nothing_expired');
  });
});

describe('grace', () => {
  const lot = 'e:lot';
  const spent = () =>
    account()
      .when(accrue(50n, { key: lot, expiresAt: day(10) }), burn(30n, { key: 'e:burn' }))
      .on(day(12));

  test('without one, what is given back of an expired lot expires at once', () => {
    given(spent()).when(reverse('e:burn')).thenPosted({ available: 0n });
  });
  test('with one it lives until the grace ends, as a further generation of its lot', () => {
    const story = given(spent())
      .when(reverse('e:burn', 0n, { terms: { graceUntil: day(20) } }))
      .thenPosted({ available: 30n })
      .on(day(20))
      .when(accrue(1n))
      .thenPosted({ available: 1n });
    const expiries = story.commits.flatMap((commit) => commit.entries).filter((entry) => entry.kind === 'expire');
    expect(expiries.map((entry) => [entry.key, entry.amount])).toEqual([
      [`t:expire:${lot}:1`, 20n],
      [`t:expire:${lot}:2`, 30n],
    ]);
  });
});

describe('the life of an account', () => {
  test('a frozen account takes nothing new, but ends what was begun', () => {
    given(account().holding(50n))
      .when(hold(20n, { key: 'e:hold' }), life('freeze'), burn(1n))
      .thenRefused('account_frozen')
      .when(accrue(1n))
      .thenRefused('account_frozen')
      .when(voided('e:hold'))
      .thenPosted({ available: 50n, held: 0n })
      .when(life('unfreeze'), burn(1n))
      .thenPosted({ available: 49n });
  });
  test('a sale that is finished earns on a frozen account', () => {
    given(account())
      .when(life('freeze'), accrue(5n, { finished: true }))
      .thenPosted({ available: 5n });
  });
  test('only an empty account is closed, and then it takes nothing', () => {
    given(account().holding(5n))
      .when(life('close'))
      .thenRefused('account_not_empty')
      .when(burn(5n), life('close'))
      .thenPosted()
      .when(accrue(1n))
      .thenRefused('account_closed');
  });
  test('unfreezing needs a frozen account', () => {
    given(account()).when(life('unfreeze')).thenRefused('not_frozen');
  });
});
