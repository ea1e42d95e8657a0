import { describe, expect, test } from '@jest/globals';
import { ManualClock } from '@vafa/kernel';
import { GrowingDelays } from '../src/growing-delays.ts';

const growth = { free: 2, firstMs: 1_000, mostMs: 5_000, forgottenMs: 60_000 };

const opened = (namesMax?: number) => {
  const clock = new ManualClock('2026-02-01T12:00:00Z');
  return { clock, delays: new GrowingDelays(growth, clock, namesMax) };
};

describe('a delay that grows with failures', () => {
  test('costs nothing at first, then twice as much each time, up to the most', () => {
    const { delays } = opened();
    const waits = Array.from({ length: 7 }, () => {
      delays.failed('a');
      return delays.wait('a');
    });
    expect(waits).toEqual([0, 0, 1_000, 2_000, 4_000, 5_000, 5_000]);
    expect(delays.wait('b')).toBe(0);
  });

  test('passes with time, and its failures are kept until they are forgotten', () => {
    const { clock, delays } = opened();
    for (let place = 0; place < 4; place++) delays.failed('a');
    clock.advance(1_500);
    expect(delays.wait('a')).toBe(500);
    clock.advance(500);
    expect(delays.wait('a')).toBe(0);
    delays.failed('a');
    expect(delays.wait('a')).toBe(4_000);
    clock.advance(60_000);
    delays.failed('a');
    expect(delays.wait('a')).toBe(0);
  });

  test('is gone after a success', () => {
    const { delays } = opened();
    for (let place = 0; place < 4; place++) delays.failed('a');
    delays.forget('a');
    delays.failed('a');
    expect(delays.wait('a')).toBe(0);
  });

  test('is kept for the names that failed last', () => {
    const { delays } = opened(2);
    for (const name of ['a', 'a', 'a', 'b', 'b', 'b', 'a']) delays.failed(name);
    delays.failed('c');
    expect([delays.wait('a'), delays.wait('b')]).toEqual([2_000, 0]);
  });
});
