import { expect, test } from '@jest/globals';
import { backoffMs, Bell, pause, Stopped } from './waiting.ts';

test('backoff doubles from 50 ms to 5 s', () => {
  expect([1, 2, 3, 7, 8, 100].map(backoffMs)).toEqual([50, 100, 200, 3_200, 5_000, 5_000]);
});

test('a ring that nobody waited for is not lost, and counts once', async () => {
  const bell = new Bell();
  bell.ring();
  bell.ring();
  await bell.wait();
  const second = bell.wait().then(() => 'rang');
  expect(await Promise.race([second, Promise.resolve('silent')])).toBe('silent');
  bell.ring();
  expect(await second).toBe('rang');
});

test('a pause ends when it is told to stop', async () => {
  const stop = new AbortController();
  const paused = pause(60_000, stop.signal);
  stop.abort();
  await expect(paused).rejects.toBeInstanceOf(Stopped);
  await expect(pause(60_000, stop.signal)).rejects.toBeInstanceOf(Stopped);
});
