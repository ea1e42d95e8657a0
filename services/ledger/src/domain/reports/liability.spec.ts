import { describe, expect, test } from '@jest/globals';
import { account, day } from '../../../test/account-story.ts';
import { accrue, burn, hold, open, reinstate, reverse } from '../../../test/commands.ts';
import { stateAt } from '../journal/compose.ts';
import { addLiability, breakageOf, liabilityOf, monthNamer, noLiability, outstandingOf } from './liability.ts';
import { plainPoints } from '../time/unit.ts';

const london = monthNamer('Europe/London');
const of = (story: ReturnType<typeof account>, at = story.now) => liabilityOf(stateAt(story.head.state, at), london);
const idle = { terms: { unit: { ...plainPoints, expiry: { model: 'after_activity', months: 2 } } } } as const;

describe('what an account is owed', () => {
  test('by the month in which it ends, whether active, pending or held', () => {
    const story = account().when(
      accrue(10n),
      accrue(20n, { expiresAt: day(20) }),
      accrue(30n, { expiresAt: day(45) }),
      accrue(5n, { activeAt: day(9), expiresAt: day(46) }),
      hold(25n),
    );
    expect(of(story)).toMatchObject({
      available: 35n,
      pending: 5n,
      held: 25n,
      owed: 0n,
      months: { '2026-01': 20n, '2026-02': 35n, never: 10n },
    });
  });

  test('a lot that ends with a month counts for it, in the zone of the unit', () => {
    const story = account().when(
      accrue(1n, { expiresAt: new Date('2026-02-01T00:00:00Z') }),
      accrue(2n, { expiresAt: new Date('2026-06-30T23:00:00Z') }),
      accrue(4n, { expiresAt: new Date('2026-06-30T23:00:01Z') }),
    );
    expect(of(story).months).toEqual({ '2026-01': 1n, '2026-06': 2n, '2026-07': 4n });
  });

  test('what goes with the activity of the account, pending or not, goes in its month', () => {
    expect(of(account().when(accrue(7n, idle), accrue(3n, { ...idle, activeAt: day(9) }))).months).toEqual({
      '2026-03': 10n,
    });
  });

  test('a debt is told apart', () => {
    const story = account().when(accrue(10n, { key: 'e:a' }), burn(10n), reverse('e:a'));
    expect(of(story)).toMatchObject({ available: -10n, owed: 10n, months: {}, issued: 0n });
  });

  test('breakage is what expired and did not come back, of all that was issued', () => {
    const story = account()
      .when(open([{ amount: 60n, expiresAt: day(5) }]), accrue(100n, { key: 'e:a', expiresAt: day(5) }), accrue(40n))
      .on(day(6))
      .when(reinstate('e:a', 70n));
    expect(of(story)).toMatchObject({ issued: 200n, expired: 90n });
    expect(breakageOf(of(story))).toBe(450_000n);
    expect(breakageOf(noLiability)).toBe(0n);
  });

  test('months, less what is owed, are what is outstanding, for one and for many', () => {
    const one = of(account().when(accrue(10n), accrue(20n, { expiresAt: day(20) })));
    const other = of(account().when(accrue(10n, { key: 'e:a' }), burn(4n), reverse('e:a')));
    const both = addLiability(one, other);
    expect(Object.values(both.months).reduce((sum, amount) => sum + amount, 0n) - both.owed).toBe(outstandingOf(both));
    expect(outstandingOf(both)).toBe(26n);
  });
});
