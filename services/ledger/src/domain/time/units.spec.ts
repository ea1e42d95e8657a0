import { describe, expect, test } from '@jest/globals';
import { account, day, given, type AccountStory } from '../../../test/account-story.ts';
import {
  accrue,
  adjust,
  burn,
  capture,
  hold,
  open,
  receive,
  reinstate,
  reverse,
  send,
  voided,
} from '../../../test/commands.ts';
import { plainSeal } from '../../../test/plain-seal.ts';
import { Replay } from '../journal/replay.ts';
import { plainPoints, type UnitRules } from './unit.ts';

const under = (rules: Partial<UnitRules>) => ({ terms: { unit: { ...plainPoints, ...rules } } });
/** Idle for a month: all goes at the end of that day. */
const idle = under({ expiry: { model: 'after_activity', months: 1 } });
const month = under({ expiry: { model: 'after_earning', months: 1 } });

const thenWhole = ({ commits }: AccountStory): void => {
  const replay = new Replay('demo.sara.points', (text) => plainSeal.sign(text));
  expect(commits.flatMap((commit) => replay.take(commit))).toEqual([]);
};

describe('bounds of a unit', () => {
  const bounded = under({ least: 10n, most: 100n });

  test.each([
    ['an accrual', accrue(9n, bounded)],
    ['a burn', burn(101n, bounded)],
    ['a hold', hold(9n, bounded)],
    ['a gift', send(101n, bounded)],
  ])('%s beyond them is refused', (_name, command) => {
    given(account().holding(500n)).when(command).thenRefused('amount_out_of_bounds').thenBalances({ available: 500n });
  });

  test('the bounds themselves are fine, and what a finished sale earns below them waits', () => {
    given(account())
      .when(accrue(10n, bounded), accrue(100n, bounded), accrue(1n, { ...bounded, finished: true }))
      .thenPosted({ available: 110n });
  });

  test.each([
    ['burned', burn(1n, under({ kind: 'status' }))],
    ['held', hold(1n, under({ kind: 'status' }))],
    ['given away', send(1n, under({ kind: 'status' }))],
  ])('status is never %s', (_name, command) => {
    given(account().holding(10n)).when(command).thenRefused('not_spendable');
  });
});

describe('activation by the rules of the unit', () => {
  test('what is earned is pending until the return window ends', () => {
    given(account())
      .when(accrue(10n, under({ activationDays: 14 })))
      .thenPosted({ available: 0n, pending: 10n })
      .on(day(15))
      .thenBalances({ available: 0n, pending: 10n })
      .on(day(16))
      .thenBalances({ available: 10n, pending: 0n });
  });

  test('days count from the sale, not from its arrival', () => {
    given(account())
      .on(day(20))
      .when(accrue(10n, { ...under({ activationDays: 14 }), effectiveAt: day(1) }))
      .thenPosted({ available: 10n, pending: 0n });
  });

  test('the command may say otherwise', () => {
    given(account())
      .when(accrue(10n, { ...under({ activationDays: 14 }), activeAt: day(3) }))
      .on(day(3))
      .thenBalances({ available: 10n });
  });

  test('what ends before it activates is never spendable', () => {
    given(account())
      .when(accrue(10n, under({ activationDays: 14, expiry: { model: 'fixed_date', at: day(5) } })))
      .thenPosted({ pending: 10n })
      .on(day(16))
      .thenBalances({ available: 0n, pending: 0n, totals: expect.objectContaining({ expired: 10n }) } as never);
  });
});

describe('lots that end at one moment are one lot', () => {
  const lot = 'until:2026-02-02T00:00:00.000Z';

  test('those earned on one day', () => {
    given(account())
      .when(accrue(10n, month), accrue(5n, month))
      .thenLots([lot, 15n])
      .on(day(2))
      .when(accrue(1n, month))
      .thenLots([lot, 15n], ['until:2026-02-03T00:00:00.000Z', 1n]);
  });

  test('each accrual can be taken back from it', () => {
    given(account())
      .when(accrue(10n, { ...month, key: 'e:a' }), accrue(5n, { ...month, key: 'e:b' }), reverse('e:a', 0n))
      .thenPosted({ available: 5n })
      .thenLots([lot, 5n]);
  });

  test('what has expired of it is spared once, among all that were in it', () => {
    const story = given(account())
      .when(accrue(10n, { ...month, key: 'e:a' }), accrue(5n, { ...month, key: 'e:b' }), burn(12n), accrue(100n))
      .on(day(40))
      .when(reverse('e:a', 0n))
      // Three expired: they are not taken again.
      .thenPosted({ available: 93n })
      .when(reverse('e:b', 0n))
      .thenPosted({ available: 88n });
    thenWhole(story);
  });

  test('an extended lot takes no more of what ends before it', () => {
    given(account())
      .when(
        accrue(10n, month),
        { ...accrue(0n), verb: { kind: 'extend', lot, expiresAt: day(90) } },
        accrue(5n, { ...month, key: 'e:own' }),
      )
      .thenLots(['e:own', 5n], [lot, 10n]);
  });
});

describe('expiry with the activity of the account', () => {
  test('all goes when nothing was earned or spent for so long', () => {
    const story = given(account())
      .when(accrue(10n, idle), accrue(5n, idle))
      .thenLots(['idle:0', 15n])
      .on(day(32))
      .thenBalances({ available: 15n })
      .on(day(33))
      .thenBalances({ available: 0n });
    thenWhole(story);
  });

  test.each([
    ['earning', accrue(1n, idle), 11n],
    ['spending', burn(1n, idle), 9n],
  ])('%s moves the end', (_name, command, left) => {
    given(account())
      .when(accrue(10n, idle))
      .on(day(30))
      .when(command)
      .on(day(40))
      .thenBalances({ available: left })
      .on(day(62))
      .thenBalances({ available: 0n });
  });

  test('capturing moves it, holding does not', () => {
    given(account())
      .when(accrue(10n, idle))
      .on(day(20))
      .when(hold(4n, { ...idle, key: 'e:hold' }))
      .on(day(33))
      .thenBalances({ available: 0n, held: 4n })
      .when(capture('e:hold', 4n, idle), accrue(2n, idle))
      .on(day(50))
      .thenBalances({ available: 2n });
  });

  test('a late sale does not move it back', () => {
    given(account())
      .on(day(20))
      .when(accrue(10n, idle), accrue(1n, { ...idle, effectiveAt: day(1) }))
      .on(day(40))
      .thenBalances({ available: 11n });
  });

  test('gifts and corrections only start the clock', () => {
    given(account())
      .when(receive([{ lot: 'e:there', amount: 5n }], idle))
      .on(day(20))
      .when(adjust(3n, idle))
      .thenBalances({ available: 8n })
      .on(day(33))
      .thenBalances({ available: 0n });
  });

  test('opening balances count as activity', () => {
    given(account())
      .when(open([{ amount: 5n }], idle))
      .on(day(32))
      .thenBalances({ available: 5n })
      .on(day(33))
      .thenBalances({ available: 0n });
  });

  test('what is pending goes with the account once it is active', () => {
    given(account())
      .when(accrue(10n, { ...idle, activeAt: day(10) }))
      .on(day(10))
      .thenLots(['idle:0', 10n])
      .on(day(33))
      .thenBalances({ available: 0n });
  });

  test('units that were held when the account lapsed expire when they come back', () => {
    const story = given(account())
      .when(accrue(10n, idle), hold(4n, { ...idle, key: 'e:hold' }))
      .on(day(33))
      .when(accrue(1n, idle), voided('e:hold'))
      .thenPosted()
      .thenBalances({ available: 1n, held: 0n })
      .thenLots(['idle:1', 1n]);
    thenWhole(story);
  });

  test('a burn given back after the lapse lives for the grace, or expires at once', () => {
    const start = () =>
      given(account())
        .when(accrue(10n, idle), burn(4n, { ...idle, key: 'e:burn' }))
        .on(day(40))
        .when(accrue(1n, idle));
    start()
      .when(reverse('e:burn', 0n, idle))
      .thenBalances({ available: 1n });
    const story = start()
      .when(reverse('e:burn', 0n, under({ expiry: { model: 'after_activity', months: 1 }, graceDays: 5 })))
      .thenBalances({ available: 5n })
      .on(day(46))
      .thenBalances({ available: 1n });
    thenWhole(story);
  });

  test('an accrual that lapsed is not taken back twice', () => {
    const story = given(account())
      .when(accrue(10n, { ...idle, key: 'e:a' }), burn(4n, idle))
      .on(day(33))
      .when(accrue(20n, idle), reverse('e:a', 0n))
      // Six lapsed; four were spent and are taken from what came later.
      .thenPosted({ available: 16n });
    thenWhole(story);
  });

  test('what lapsed can be reinstated', () => {
    given(account())
      .when(accrue(10n, idle))
      .on(day(33))
      .when(accrue(1n, idle), reinstate('idle:0', 0n, idle))
      .thenPosted({ available: 11n })
      .thenLots(['idle:1', 11n]);
  });

  test('spends what ends with the account before what never ends', () => {
    given(account()).when(accrue(5n), accrue(5n, idle), burn(6n, idle)).thenLots(['never', 4n]);
  });
});

describe('what may be taken back, by the rules of the unit', () => {
  const pending = under({ activationDays: 14, negative: 'only_pending' });

  test('only while it is pending', () => {
    given(account())
      .when(accrue(10n, { ...pending, key: 'e:a' }), reverse('e:a', 0n, { ...pending, policy: 'of_unit' }))
      .thenPosted({ pending: 0n });
    given(account())
      .when(accrue(10n, { ...pending, key: 'e:a' }))
      .on(day(16))
      .when(reverse('e:a', 0n, { ...pending, policy: 'of_unit' }))
      .thenRefused('balance_too_low')
      .thenBalances({ available: 10n });
  });

  test('a command that names a policy has that one', () => {
    given(account())
      .when(
        accrue(10n, { key: 'e:a' }),
        burn(10n),
        reverse('e:a', 0n, { ...under({ negative: 'unlimited' }), policy: 'within_balance' }),
      )
      .thenRefused('balance_too_low')
      .when(reverse('e:a', 0n, { ...under({ negative: 'unlimited' }), policy: 'of_unit' }))
      .thenPosted({ available: -10n });
  });

  test('an adjustment above the limit of the unit has an approver', () => {
    const limited = under({ approvalAbove: 100n });
    given(account())
      .when(adjust(101n, limited))
      .thenRefused('approval_missing')
      .when(adjust(101n, { ...limited, approver: 'usr_2' }))
      .thenPosted({ available: 101n });
  });
});
