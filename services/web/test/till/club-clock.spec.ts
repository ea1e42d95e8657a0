import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';

const minuteMs = 60_000;
const clubs = Date.UTC(2026, 10, 28, 12);
const nowBefore = Date.now;

/** The device's clock is so far ahead of the club's. */
const ahead = (minutes: number): void => {
  Date.now = () => clubs + minutes * minuteMs;
};
beforeEach(() => {
  jest.resetModules();
});
afterEach(() => {
  Date.now = nowBefore;
});

test.each([
  [0, 0],
  [4, 0],
  [-4, 0],
  [6, 6],
  [24 * 60, 24 * 60],
  [-365 * 24 * 60, -365 * 24 * 60],
])('a device that is %d minutes ahead is found %d minutes off, and notes the club’s time', async (minutes, off) => {
  const { clubClock } = await import('../../src/till/desk/club-clock.ts');
  ahead(minutes);
  clubClock.hear(new Date(clubs));
  expect([clubClock.aheadMs, clubClock.isHeard]).toEqual([off * minuteMs, true]);
  if (off !== 0) expect(clubClock.now()).toEqual(new Date(clubs));
  // The same again is nothing new.
  clubClock.hear(new Date(clubs + 20_000));
  expect(clubClock.isOtherThan(off * minuteMs)).toBe(false);
  ahead(0);
  clubClock.hear(new Date(clubs));
  expect([clubClock.isOtherThan(off * minuteMs), clubClock.aheadMs]).toEqual([off !== 0, 0]);
});

test('a device whose clock is set while nobody answers is taken at its word until the club is heard', async () => {
  const { clubClock } = await import('../../src/till/desk/club-clock.ts');
  ahead(-60);
  clubClock.hear(new Date(clubs));
  ahead(0);
  expect([clubClock.now(), clubClock.isHeard, clubClock.isOtherThan(-60 * minuteMs)]).toEqual([
    new Date(clubs),
    false,
    true,
  ]);
  ahead(1);
  expect(clubClock.aheadMs).toBe(0);
});

test('what was heard before the page began is the guess, until it is heard or set anew', async () => {
  ahead(-60);
  const { clubClock } = await import('../../src/till/desk/club-clock.ts');
  clubClock.recall(-60 * minuteMs);
  expect([clubClock.now(), clubClock.isHeard]).toEqual([new Date(clubs), false]);
  clubClock.hear(new Date(clubs + 60 * minuteMs));
  clubClock.recall(-60 * minuteMs);
  expect([clubClock.aheadMs, clubClock.isHeard]).toEqual([-120 * minuteMs, true]);
});
