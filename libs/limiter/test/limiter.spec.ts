import { beforeEach, expect, test } from '@jest/globals';
import { ManualClock } from '@vafa/kernel';
import { Limiter } from '@vafa/limiter';

let clock: ManualClock;
const takes = (limiter: Limiter, name: string, times: number): number[] =>
  Array.from({ length: times }, () => limiter.take(name));

beforeEach(() => {
  clock = new ManualClock('2026-02-01T12:00:00Z');
});

test('a burst at once, then as many a second as the rate says', () => {
  const limiter = new Limiter({ perSecond: 2, burst: 3 }, clock);
  expect(takes(limiter, 'a', 4)).toEqual([0, 0, 0, 500]);
  clock.advance(499);
  expect(limiter.take('a')).toBe(1);
  clock.advance(1);
  expect(takes(limiter, 'a', 2)).toEqual([0, 500]);
  clock.advance(10_000);
  expect(takes(limiter, 'a', 4)).toEqual([0, 0, 0, 500]);
});

test('names do not meet, and what is refused takes nothing', () => {
  const limiter = new Limiter({ perSecond: 1, burst: 1 }, clock);
  expect(takes(limiter, 'a', 3)).toEqual([0, 1_000, 1_000]);
  expect(limiter.take('b')).toBe(0);
  expect(limiter.wait('c')).toBe(0);
  expect(limiter.take('c')).toBe(0);
});

test('failures are charged, and never beyond a burst', () => {
  const limiter = new Limiter({ perSecond: 1, burst: 2 }, clock);
  for (let failures = 0; failures < 100; failures++) limiter.charge('a');
  expect(limiter.wait('a')).toBe(1_000);
  clock.advance(1_000);
  expect(limiter.wait('a')).toBe(0);
});

test('an amount beyond the burst waits for a full bucket and leaves it in debt', () => {
  const limiter = new Limiter({ perSecond: 10, burst: 10 }, clock);
  expect(limiter.take('a', 25)).toBe(0);
  expect(limiter.take('a', 1)).toBe(1_600);
});

test('memory is bounded: the name asked longest ago is forgotten', () => {
  const limiter = new Limiter({ perSecond: 1, burst: 1 }, clock, 2);
  for (const name of ['a', 'b', 'c']) limiter.take(name);
  expect(limiter.wait('c')).toBe(1_000);
  expect(limiter.wait('b')).toBe(1_000);
  expect(limiter.wait('a')).toBe(0);
});
