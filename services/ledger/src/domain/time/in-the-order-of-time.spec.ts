import { describe, expect, test } from '@jest/globals';
import { account, day, given, type AccountStory } from '../../../test/account-story.ts';
import {
  accrue,
  adjust,
  burn,
  capture,
  hold,
  join,
  receive,
  reinstate,
  reverse,
  voided,
} from '../../../test/commands.ts';
import { afterOf } from '../journal/commit.ts';
import { nextTransition } from './next-transition.ts';
import { plainPoints } from './unit.ts';

const idle = { terms: { unit: { ...plainPoints, expiry: { model: 'after_activity', months: 1 } } } } as const;
const month = { terms: { unit: { ...plainPoints, expiry: { model: 'after_earning', months: 1 } } } } as const;
const next = (story: AccountStory): Date | undefined => nextTransition(story.head.state);
const happened = (story: AccountStory): unknown[] =>
  (story.commits.at(-1)?.entries ?? []).map(({ kind, target, effectiveAt }) => [kind, target, effectiveAt]);

describe('an account next changes by itself', () => {
  test('never, when nothing of it ends or waits', () => {
    expect(next(account().holding(5n))).toBeUndefined();
    expect(afterOf(account().holding(5n).head.state)).not.toHaveProperty('next');
  });
  test('when the first lot activates or ends, whichever is sooner', () => {
    expect(next(account().when(accrue(1n, { activeAt: day(9) })))).toEqual(day(9));
    expect(next(account().when(accrue(1n, { activeAt: day(9) }), accrue(1n, { activeAt: day(8) })))).toEqual(day(8));
    expect(next(account().when(accrue(1n, { expiresAt: day(7) }), accrue(1n, { activeAt: day(9) })))).toEqual(day(7));
    expect(next(account().when(accrue(1n, { expiresAt: day(9) }), accrue(1n, { activeAt: day(7) })))).toEqual(day(7));
    expect(afterOf(account().when(accrue(1n, { expiresAt: day(9) })).head.state).next).toEqual(day(9));
  });
  test('when it was idle for too long, if no lot ends before', () => {
    const story = account().when(accrue(5n, idle), accrue(2n));
    expect(next(story)).toEqual(day(33));
    expect(next(story.when(accrue(1n, { expiresAt: day(40) })))).toEqual(day(33));
    expect(next(story.when(accrue(1n, { expiresAt: day(20) })))).toEqual(day(20));
    expect(next(account().when(accrue(5n, idle), burn(5n)))).toBeUndefined();
  });
});

describe('what came due is booked in the order of time', () => {
  test('an activation before an end of the same moment', () => {
    const story = account()
      .when(accrue(1n, { key: 'e:ends', expiresAt: day(5) }), accrue(2n, { key: 'e:starts', activeAt: day(5) }))
      .on(day(6))
      .when(accrue(1n, { key: 'e:now' }));
    expect(happened(story)).toEqual([
      ['activate', 'e:starts', day(5)],
      ['expire', 'e:ends', day(5)],
      ['accrue', undefined, day(6)],
    ]);
  });
  test('an end before a later activation', () => {
    const story = account()
      .when(accrue(1n, { key: 'e:ends', expiresAt: day(5) }), accrue(2n, { key: 'e:starts', activeAt: day(6) }))
      .on(day(7))
      .when(accrue(1n));
    expect(happened(story).slice(0, 2)).toEqual([
      ['expire', 'e:ends', day(5)],
      ['activate', 'e:starts', day(6)],
    ]);
  });
  test('a lot of its own before those of an idle account, at the same moment', () => {
    const story = account()
      .when(accrue(5n, idle), accrue(1n, { key: 'e:ends', expiresAt: day(33) }))
      .on(day(33))
      .when(accrue(1n));
    expect(happened(story).slice(0, 2)).toEqual([
      ['expire', 'e:ends', day(33)],
      ['expire', 'idle:0', day(33)],
    ]);
  });
  test('the end of an idle account, without a moment of the lot’s own', () => {
    const [expired] = account().when(accrue(5n, idle)).on(day(33)).when(accrue(1n, idle)).commits.at(-1)?.entries ?? [];
    expect(expired).toMatchObject({
      key: 't:expire:idle:0:1',
      lots: [{ lot: 'idle:0', place: 'active', amount: -5n }],
    });
    expect(expired?.lots[0]).not.toHaveProperty('expiresAt');
  });
  test('a household gets its share of what activates, right after it', () => {
    const story = account()
      .when(join('demo.home.points', 50), accrue(4n, { key: 'e:a', activeAt: day(5) }))
      .on(day(6))
      .when(burn(1n));
    expect(happened(story)).toEqual([
      ['activate', 'e:a', day(5)],
      ['send', undefined, day(5)],
      ['burn', undefined, day(6)],
    ]);
  });
  test('and none of what ends', () => {
    const story = account()
      .when(accrue(4n, { key: 'e:a', expiresAt: day(5) }), join('demo.home.points', 50))
      .on(day(6))
      .when(burn(1n));
    expect(happened(story).map((each) => (each as unknown[])[0])).toEqual(['expire', 'refused']);
  });
});

describe('an idle account', () => {
  test('begins to count with what comes in first, and counts how often all went', () => {
    const story = account().when(accrue(5n, idle));
    expect(story.head.state.idle).toEqual({ until: day(33), era: 0 });
    expect(story.on(day(40)).when(accrue(1n, idle)).head.state.idle).toEqual({
      until: new Date('2026-03-10T00:00:00Z'),
      era: 1,
    });
    given(story).thenLots(['idle:1', 1n]);
  });
  test('is moved by a later moment only', () => {
    const story = account()
      .on(day(20))
      .when(accrue(5n, idle), accrue(1n, { ...idle, effectiveAt: day(20) }));
    expect(story.commits[1]?.entries[0]).not.toHaveProperty('idleUntil');
    expect(story.commits[0]?.entries[0]?.idleUntil).toEqual(new Date('2026-02-21T00:00:00Z'));
    expect(account().when(accrue(5n)).commits[0]?.entries[0]).not.toHaveProperty('idleUntil');
  });
  test('is not moved by corrections and gifts, once it counts', () => {
    const story = account()
      .when(accrue(5n, idle))
      .on(day(10))
      .when(adjust(1n, idle), receive([{ lot: 'never', amount: 1n }], idle));
    expect(story.head.state.idle?.until).toEqual(day(33));
    expect(account().on(day(10)).when(adjust(1n, idle)).head.state.idle?.until).toEqual(
      new Date('2026-02-11T00:00:00Z'),
    );
  });
  test('takes what has no end of its own into its lot, whatever the rules say later', () => {
    given(account()).when(accrue(5n, idle), accrue(2n)).thenLots(['idle:0', 7n]);
    given(account()).when(accrue(2n), accrue(5n, idle)).thenLots(['idle:0', 5n], ['never', 2n]);
  });
  test('has back what was held of an era that is over, to end at once or with the grace', () => {
    const held = () =>
      account()
        .when(accrue(5n, idle), hold(5n, { key: 'e:h' }))
        .on(day(10))
        .when(accrue(1n, idle))
        .on(day(50));
    given(held()).when(voided('e:h')).thenPosted({ available: 0n });
    given(held()).when(capture('e:h', 2n)).thenPosted({ available: 0n });
    const spent = () =>
      account()
        .when(accrue(5n, idle), burn(4n, { key: 'e:b' }))
        .on(day(50))
        .when(accrue(1n, idle));
    given(spent())
      .when(reverse('e:b', 0n, { terms: { ...idle.terms, graceUntil: day(60) } }))
      .thenPosted({ available: 5n })
      .thenLots(['idle:0', 4n], ['idle:1', 1n])
      .on(day(60))
      .thenBalances({ available: 1n });
  });
  test('has what it gets back in an era that goes on, as it was', () => {
    given(account().when(accrue(5n, idle), burn(4n, { key: 'e:b' })))
      .when(reverse('e:b'))
      .thenLots(['idle:0', 5n]);
  });
});

describe('lots by their names', () => {
  test('that end together are one, also while all of it is held', () => {
    const lot = 'until:2026-02-02T00:00:00.000Z';
    given(account())
      .when(accrue(5n, month), hold(5n, { key: 'e:h' }), accrue(2n, month), voided('e:h'))
      .thenLots([lot, 7n]);
  });
  test('are their own where the lot of that name got another end while it was held', () => {
    const lot = 'until:2026-02-02T00:00:00.000Z';
    const extended = { ...accrue(0n), verb: { kind: 'extend' as const, lot, expiresAt: day(60) } };
    given(account())
      .when(accrue(5n, month), hold(5n, { key: 'e:h' }), extended, accrue(2n, { ...month, key: 'e:own' }))
      .thenLots(['e:own', 2n]);
  });
});

describe('a grace', () => {
  const spent = () => account().when(accrue(5n, { key: 'e:a', expiresAt: day(10) }), burn(5n, { key: 'e:b' }));
  const days = (graceDays: number) => ({ terms: { unit: { ...plainPoints, graceDays } } });

  test('is for what has expired, from the moment of its end on', () => {
    given(spent())
      .on(day(9))
      .when(reverse('e:b', 0n, { terms: { graceUntil: day(20) } }))
      .thenPosted({ available: 5n })
      .on(day(10))
      .thenBalances({ available: 0n });
    given(spent())
      .on(day(10))
      .when(reverse('e:b', 0n, { terms: { graceUntil: day(20) } }))
      .thenPosted({ available: 5n })
      .on(day(20))
      .thenBalances({ available: 0n });
  });
  test('that is over is none', () => {
    given(spent())
      .on(day(12))
      .when(reverse('e:b', 0n, { terms: { graceUntil: day(12) } }))
      .thenPosted({ available: 0n });
  });
  test('is that of the unit, when the command says nothing', () => {
    given(spent())
      .on(day(12))
      .when(reverse('e:b', 0n, days(3)))
      .thenPosted({ available: 5n })
      .on(day(15))
      .thenBalances({ available: 5n })
      .on(day(16))
      .thenBalances({ available: 0n });
    given(spent())
      .on(day(12))
      .when(reverse('e:b', 0n, days(0)))
      .thenPosted({ available: 0n });
  });
  test('is not for what never ends', () => {
    given(account().holding(5n))
      .when(burn(5n, { key: 'e:b' }), reverse('e:b', 0n, { terms: { graceUntil: day(20) } }))
      .on(day(30))
      .thenBalances({ available: 5n });
  });
  test('what was reinstated without an end has none', () => {
    given(
      account()
        .when(accrue(5n, { key: 'e:a', expiresAt: day(10) }))
        .on(day(11)),
    )
      .when(reinstate('e:a'))
      .thenLots(['never', 5n]);
  });
});
