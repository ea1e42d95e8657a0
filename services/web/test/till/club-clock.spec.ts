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
  expect(clubClock.hear(new Date(clubs))).toBe(off !== 0);
  expect(clubClock.aheadMs).toBe(off * minuteMs);
  if (off !== 0) expect(clubClock.now()).toEqual(new Date(clubs));
  // The same again is nothing new; a clock that was set right is.
  expect(clubClock.hear(new Date(clubs + 20_000))).toBe(false);
  ahead(0);
  expect(clubClock.hear(new Date(clubs))).toBe(off !== 0);
  expect(clubClock.aheadMs).toBe(0);
});
