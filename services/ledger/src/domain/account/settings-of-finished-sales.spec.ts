import { describe, expect, test } from '@jest/globals';
import { account, day, given, type AccountStory } from '../../../test/account-story.ts';
import { accrue, burn, capture, hold, reverse, settle, voided } from '../../../test/commands.ts';
import type { NegativePolicy } from '../time/unit.ts';
import { bookedBy, shortfallOf } from '../journal/outcome.ts';
import { plainPoints, type UnitRules } from '../time/unit.ts';

const under = (rules: Partial<UnitRules>) => ({
  finished: true,
  policy: 'of_unit' as const,
  terms: { unit: { ...plainPoints, ...rules } },
});
const within = under({ negative: 'within_balance' });
const booked = (story: AccountStory) => {
  const entry = story.last.recorded?.entry;
  return entry && [bookedBy(entry), shortfallOf(entry)];
};
/** Earned 100 with a first sale and paid 90 of it for a second. */
const spent = () =>
  account().when(accrue(100n, { key: 'e:a' }), hold(90n, { key: 'e:h' }), capture('e:h', 90n, { key: 'e:c' }));

describe('the return of a sale whose points are spent', () => {
  test.each<[NegativePolicy, bigint, bigint, bigint]>([
    ['unlimited', -90n, 100n, 0n],
    ['within_balance', 0n, 10n, 90n],
    ['only_pending', 10n, 0n, 100n],
  ])('%s: %s are left, %s were taken, %s wait in suspense', (negative, available, taken, short) => {
    const story = given(spent())
      .when(reverse('e:a', 100n, { ...under({ negative }), key: 'e:r' }))
      .thenPosted({ available });
    expect(booked(story)).toEqual([taken, short]);
    expect(story.head.state.totals.moved?.suspense ?? 0n).toBe(-short);
    expect(story.head.state.exceptions?.map(({ amount }) => amount) ?? []).toEqual(short > 0n ? [-short] : []);
  });
  test('without rules of the club leaves a debt', () => {
    expect(plainPoints.negative).toBe('unlimited');
  });
  test('takes what is pending, whatever the policy', () => {
    const story = account()
      .when(accrue(10n, { key: 'e:a', activeAt: day(9) }), reverse('e:a', 10n, under({ negative: 'only_pending' })))
      .thenPosted({ pending: 0n });
    expect(booked(story)).toEqual([10n, 0n]);
  });
  test('by a person is refused instead', () => {
    given(spent())
      .when(reverse('e:a', 100n, { ...within, finished: false }))
      .thenRefused('balance_too_low')
      .thenBalances({ available: 10n });
  });
  test('is settled like any exception', () => {
    given(spent().when(reverse('e:a', 100n, { ...within, key: 'e:r' })))
      .when(settle('e:r', 'account'))
      .thenPosted({ available: -90n });
    const waived = given(spent().when(reverse('e:a', 100n, { ...within, key: 'e:r' })))
      .when(settle('e:r', 'club'))
      .thenPosted({ available: 0n });
    expect(waived.head.state.totals.moved).toBeUndefined();
  });
});

describe('what a return could not take is paid by what comes back', () => {
  const claimed = () => given(spent()).when(reverse('e:a', 100n, { ...within, key: 'e:r' }));

  test('the order of two returns makes no difference', () => {
    const first = claimed()
      .when(reverse('e:c', 90n, within))
      .thenPosted({ available: 0n });
    const other = spent()
      .when(reverse('e:c', 90n, within), reverse('e:a', 100n, within))
      .thenPosted({ available: 0n });
    expect(first.head.state.totals).toEqual(other.head.state.totals);
    expect(booked(first)).toEqual([90n, 0n]);
  });
  test('in part', () => {
    const story = claimed()
      .when(reverse('e:c', 30n, within))
      .thenPosted({ available: 0n });
    expect(story.head.state.exceptions).toEqual([{ key: 'e:r', book: 'issuance', amount: -60n, claim: true }]);
  });
  test('and what is more comes into its lots', () => {
    const story = account().when(
      accrue(100n, { key: 'e:a' }),
      accrue(50n, { key: 'e:b' }),
      burn(150n, { key: 'e:burn' }),
      reverse('e:a', 100n, within),
    );
    given(story)
      .when(reverse('e:burn', 150n, within))
      .thenPosted({ available: 50n })
      .thenLots(['never', 50n]);
  });
  test('a hold that is given back, or not captured as a whole', () => {
    const held = () =>
      account().when(accrue(100n, { key: 'e:a' }), hold(90n, { key: 'e:h' }), reverse('e:a', 100n, within));
    given(held()).when(voided('e:h')).thenPosted({ available: 0n, held: 0n });
    given(held()).when(capture('e:h', 30n)).thenPosted({ available: 0n, held: 0n }).thenLots();
  });
  test('but not by what is earned', () => {
    claimed().when(accrue(40n)).thenPosted({ available: 40n });
  });
  test('nor where only what is pending may be taken', () => {
    given(spent())
      .when(reverse('e:a', 100n, under({ negative: 'only_pending' })), reverse('e:c', 90n))
      .thenPosted({ available: 100n });
  });
});

describe('what a sale earns beyond the bounds of the unit', () => {
  const most = under({ most: 50n });
  const earned = () => account().when(accrue(200n, { ...most, key: 'e:a' }));

  test('the most comes in, the rest waits in suspense', () => {
    const story = given(earned()).thenPosted({ available: 50n });
    expect(booked(story)).toEqual([50n, 150n]);
    expect(story.head.state).toMatchObject({
      exceptions: [{ key: 'e:a', book: 'issuance', amount: 150n }],
      totals: { issued: 200n, moved: { suspense: 150n } },
    });
    expect(story.commits[0]).toMatchObject({
      format: 3,
      entries: [{ kind: 'accrue', exception: { refusal: 'amount_out_of_bounds' } }],
    });
  });
  test('below the least nothing comes in', () => {
    const story = given(account())
      .when(accrue(4n, { ...under({ least: 5n }), key: 'e:a' }))
      .thenPosted({ available: 0n });
    expect(booked(story)).toEqual([0n, 4n]);
  });
  test('by anything but a finished sale is refused', () => {
    given(account())
      .when(accrue(200n, { ...most, finished: false }))
      .thenRefused('amount_out_of_bounds');
  });
  test('a return takes it from there first: sale and return are nothing', () => {
    const part = given(earned())
      .when(reverse('e:a', 100n, most))
      .thenPosted({ available: 50n });
    expect(part.head.state.exceptions).toEqual([{ key: 'e:a', book: 'issuance', amount: 50n }]);
    const whole = part.when(reverse('e:a', 100n, most)).thenPosted({ available: 0n });
    expect(whole.head.state.exceptions).toBeUndefined();
    expect(whole.head.state.totals).toEqual({ issued: 200n, takenBack: 200n, burned: 0n, restored: 0n, expired: 0n });
    whole.when(reverse('e:a', 1n)).thenRefused('more_than_original');
  });
  test('a return after a person brought it into the account takes it from there', () => {
    given(earned())
      .when(settle('e:a', 'account'))
      .thenPosted({ available: 200n })
      .when(reverse('e:a', 200n, most))
      .thenPosted({ available: 0n });
  });
  test('a return after the club kept it takes what came in', () => {
    const story = given(earned())
      .when(settle('e:a', 'club'), reverse('e:a', 120n, most))
      .thenPosted({ available: 50n })
      .when(reverse('e:a', 80n, most))
      .thenPosted({ available: 0n });
    expect(story.head.state.totals).toMatchObject({ issued: 200n, takenBack: 200n });
  });
});

describe('the reversal of what went to suspense as a whole', () => {
  test('an accrual below the least ends there', () => {
    const story = given(account())
      .when(accrue(4n, { ...under({ least: 5n }), key: 'e:a' }), reverse('e:a', 4n, within))
      .thenPosted({ available: 0n });
    expect(story.head.state.exceptions).toBeUndefined();
  });
  test('a capture without its hold ends there', () => {
    const story = given(account().holding(5n))
      .when(capture('e:gone', 30n, { key: 'e:c', finished: true }), reverse('e:c', 30n, within))
      .thenPosted({ available: 5n });
    expect(story.head.state.exceptions).toBeUndefined();
    expect(story.head.state.totals).toMatchObject({ burned: 30n, restored: 30n });
  });
  test('a capture that was settled from the account comes back to it', () => {
    given(account().holding(50n))
      .when(
        capture('e:gone', 30n, { key: 'e:c', finished: true }),
        settle('e:c', 'account'),
        reverse('e:c', 30n, within),
      )
      .thenPosted({ available: 50n });
  });
});
