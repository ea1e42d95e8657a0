import { describe, expect, test } from '@jest/globals';
import { account, day, given } from '../../../test/account-story.ts';
import { accrue, burn, join, leave, reverse } from '../../../test/commands.ts';

const family = 'demo.family.points';

describe('a household pool', () => {
  test('gets its share of what is earned from then on, rounded down', () => {
    given(account().holding(100n))
      .when(join(family, 33), accrue(10n))
      .thenPosted({ available: 107n })
      .thenBalances({ transfers: [{ key: 'e:pool:1', to: family, amount: 3n }] } as never);
  });

  test('the outcome is that of the accrual', () => {
    const story = given(account()).when(join(family, 50), accrue(10n));
    expect(story.last.recorded?.entry).toMatchObject({ kind: 'accrue', amount: 10n });
  });

  test('a share of less than one unit is none', () => {
    given(account()).when(join(family, 33), accrue(3n)).thenPosted({ available: 3n });
  });

  test('what is pending is shared when it is active', () => {
    given(account())
      .when(join(family, 100), accrue(10n, { activeAt: day(5), expiresAt: day(50) }))
      .thenPosted({ available: 0n, pending: 10n })
      .on(day(5))
      .when(accrue(1n))
      .thenBalances({ available: 0n, totals: expect.objectContaining({ moved: { in_transit: 11n } }) } as never);
  });

  test('what pays a debt is not shared', () => {
    given(account())
      .when(accrue(10n, { key: 'e:a' }), burn(10n), reverse('e:a', 0n), join(family, 50), accrue(14n))
      .thenPosted({ available: 2n });
  });

  test('after leaving all is kept, and joining again goes on counting', () => {
    given(account())
      .when(join(family, 50), accrue(10n), leave(), accrue(10n))
      .thenPosted({ available: 15n })
      .when(join('demo.other.points', 10), accrue(10n))
      .thenPosted({ available: 24n });
  });

  test('a share may change; another pool needs leaving first', () => {
    given(account())
      .when(join(family, 50), join('demo.other.points', 10))
      .thenRefused('in_another_pool')
      .when(join(family, 10), accrue(10n))
      .thenPosted({ available: 9n });
  });

  test('nobody leaves what they are not in', () => {
    given(account()).when(leave()).thenRefused('not_in_pool');
  });
});
