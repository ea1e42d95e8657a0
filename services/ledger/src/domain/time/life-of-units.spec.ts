import { describe, expect, test } from '@jest/globals';
import { account, day, given } from '../../../test/account-story.ts';
import { accrue, burn, hold, reverse } from '../../../test/commands.ts';
import { kept } from '../../../test/kept.ts';
import { plainPoints, type UnitRules } from './unit.ts';

const under = (rules: Partial<UnitRules>) => ({ terms: { unit: { ...plainPoints, ...rules } } });
const idle = under({ expiry: { model: 'after_activity', months: 1 } });
const month = under({ expiry: { model: 'after_earning', months: 1 } });
const together = 'until:2026-02-02T00:00:00.000Z';

describe('units that are earned', () => {
  test('late, after they would have activated, are active at once', () => {
    for (const activeAt of [day(5), day(4)])
      expect(kept(account().on(day(5)), accrue(1n, { activeAt }))).toMatchObject([
        { lot: 'never', lots: [{ lot: 'never', place: 'active' }] },
      ]);
    expect(kept(account().on(day(5)), accrue(1n, { key: 'e:a', activeAt: day(5), expiresAt: day(9) }))).toMatchObject([
      { lot: 'e:a', lots: [{ place: 'active', expiresAt: day(9) }] },
    ]);
  });
  test('with an end that comes before they activate, end as they activate', () => {
    const fixed = (at: Date) => under({ activationDays: 14, expiry: { model: 'fixed_date', at } });
    expect(kept(account(), accrue(1n, { key: 'e:a', ...fixed(day(5)) }))).toMatchObject([
      { lot: 'e:a', lots: [{ lot: 'e:a', place: 'pending', activeAt: day(16), expiresAt: day(16) }] },
    ]);
    expect(kept(account(), accrue(1n, { key: 'e:a', ...fixed(day(25)) }))).toMatchObject([
      { lots: [{ activeAt: day(16), expiresAt: day(25) }] },
    ]);
  });
  test('go into the lot of their end, whatever else is held', () => {
    given(account())
      .when(accrue(5n, { key: 'e:other', expiresAt: day(9) }), hold(5n), accrue(2n, month))
      .thenLots([together, 2n]);
  });
  test('by a command that names their end are a lot of their own', () => {
    given(account())
      .when(accrue(2n, { ...month, key: 'e:a', expiresAt: day(9) }))
      .thenLots(['e:a', 2n]);
  });
});

describe('units that come back', () => {
  test('keep the end that they had when the grace is over, or was none', () => {
    const spent = () =>
      account()
        .when(accrue(5n, { key: 'e:a', expiresAt: day(10) }), burn(5n, { key: 'e:b' }))
        .on(day(12));
    for (const graceUntil of [day(12), day(11)])
      expect(kept(spent(), reverse('e:b', 0n, { terms: { graceUntil } }))[0]).toMatchObject({
        lots: [{ lot: 'e:a', amount: 5n, expiresAt: day(10) }],
      });
    expect(kept(spent(), reverse('e:b'))[0]).toMatchObject({ lots: [{ lot: 'e:a', expiresAt: day(10) }] });
    expect(kept(spent(), reverse('e:b', 0n, { terms: { graceUntil: day(13) } }))[0]).toMatchObject({
      lots: [{ lot: 'e:a', expiresAt: day(13) }],
    });
  });
  test('to an account that is active still, end with it', () => {
    const story = account().when(accrue(5n, idle), burn(5n, { key: 'e:b' }), reverse('e:b'));
    given(story)
      .thenLots(['idle:0', 5n])
      .on(day(32))
      .thenBalances({ available: 5n })
      .on(day(33))
      .thenBalances({ available: 0n });
    expect(story.head.state.lots).toStrictEqual([{ id: 'idle:0', sharing: 'activity', generation: 0, amount: 5n }]);
  });
});
