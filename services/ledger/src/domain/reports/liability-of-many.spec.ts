import { describe, expect, test } from '@jest/globals';
import { account, day } from '../../../test/account-story.ts';
import { accrue, hold } from '../../../test/commands.ts';
import { addLiability, liabilityOf, monthNamer, noLiability, outstandingOf, type Liability } from './liability.ts';

const one: Liability = {
  available: 1n,
  pending: 2n,
  held: 3n,
  owed: 4n,
  months: { '2026-01': 5n, never: 6n },
  issued: 7n,
  expired: 8n,
  unposted: 9n,
  uncollected: 1n,
};
const other: Liability = {
  available: 10n,
  pending: 20n,
  held: 30n,
  owed: 40n,
  months: { '2026-01': 50n, '2026-02': 60n },
  issued: 70n,
  expired: 80n,
  unposted: 90n,
  uncollected: 10n,
};

describe('what many accounts are owed', () => {
  test('is what each is, together', () => {
    expect(addLiability(one, other)).toEqual({
      available: 11n,
      pending: 22n,
      held: 33n,
      owed: 44n,
      months: { '2026-01': 55n, '2026-02': 60n, never: 6n },
      issued: 77n,
      expired: 88n,
      unposted: 99n,
      uncollected: 11n,
    });
  });
  test('begins with nothing', () => {
    expect(noLiability).toEqual({
      available: 0n,
      pending: 0n,
      held: 0n,
      owed: 0n,
      months: {},
      issued: 0n,
      expired: 0n,
      unposted: 0n,
      uncollected: 0n,
    });
    expect(addLiability(noLiability, one)).toEqual(one);
  });
  test('is available, pending and held', () => {
    expect(outstandingOf(other)).toBe(60n);
  });
});

describe('what one account is owed in a month', () => {
  test('is the sum of its lots and holds of that month', () => {
    const { state } = account().when(
      accrue(10n, { expiresAt: day(20) }),
      accrue(4n, { expiresAt: day(21) }),
      accrue(5n),
      hold(11n),
    ).head;
    expect(liabilityOf(state, monthNamer('UTC'))).toEqual({
      available: 8n,
      pending: 0n,
      held: 11n,
      owed: 0n,
      months: { '2026-01': 14n, never: 5n },
      issued: 19n,
      expired: 0n,
      unposted: 0n,
      uncollected: 0n,
    });
  });
});
