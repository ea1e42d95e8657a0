import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { createLogger } from '@vafa/telemetry';
import { Timer, type Rounds } from './timer.ts';

/** Lets everything run that waits for nothing but promises. */
const settled = async (): Promise<void> => {
  await jest.advanceTimersByTimeAsync(0);
};

/** A timer whose rounds end when they are told to. */
const slowTimer = (rounds: Partial<Rounds> = {}) => {
  const open: { end: () => void; fail: (error: Error) => void }[] = [];
  const warned: string[] = [];
  const log = createLogger('test').child({}, { level: 'silent' });
  log.warn = (_details: unknown, message?: string) => void warned.push(message ?? '');
  let signal: AbortSignal | undefined;
  const run = (stopping: AbortSignal): Promise<void> => {
    signal = stopping;
    return new Promise((end, fail) => open.push({ end, fail }));
  };
  const timer = new Timer({ everyMs: 1_000, failed: 'it failed', run, ...rounds }, log);
  return { timer, open, warned, isAborted: () => signal?.aborted };
};

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.useRealTimers();
});

describe('a timer', () => {
  test('has its first round at once, and the next when the time has come', async () => {
    const { timer, open } = slowTimer();
    timer.start();
    expect(open).toHaveLength(1);
    open[0]?.end();
    await jest.advanceTimersByTimeAsync(999);
    expect(open).toHaveLength(1);
    await jest.advanceTimersByTimeAsync(1);
    expect(open).toHaveLength(2);
  });

  test('has its first round later when that is asked for', async () => {
    const { timer, open } = slowTimer({ firstAfterMs: 200 });
    timer.start();
    await jest.advanceTimersByTimeAsync(199);
    expect(open).toHaveLength(0);
    await jest.advanceTimersByTimeAsync(1);
    expect(open).toHaveLength(1);
  });

  test('has one round when no interval is given', async () => {
    const { timer, open } = slowTimer({ everyMs: undefined as unknown as number });
    timer.start();
    open[0]?.end();
    await jest.advanceTimersByTimeAsync(100_000_000);
    expect(open).toHaveLength(1);
  });

  test('never has two rounds at once: what comes due meanwhile is one round more', async () => {
    const { timer, open } = slowTimer();
    timer.start();
    await jest.advanceTimersByTimeAsync(5_000);
    timer.wake();
    expect(open).toHaveLength(1);
    open[0]?.end();
    await settled();
    expect(open).toHaveLength(2);
    open[1]?.end();
    await settled();
    expect(open).toHaveLength(2);
  });

  test('goes on after a round that failed, and says so', async () => {
    const { timer, open, warned } = slowTimer();
    timer.start();
    open[0]?.fail(new Error('the database is away'));
    await jest.advanceTimersByTimeAsync(1_000);
    expect(warned).toEqual(['it failed']);
    expect(open).toHaveLength(2);
  });

  test('stops when the round in hand is finished, which it tells to hurry', async () => {
    const { timer, open, isAborted } = slowTimer();
    timer.start();
    let hasStopped = false;
    const stopping = timer.stop().then(() => (hasStopped = true));
    await settled();
    expect([isAborted(), hasStopped]).toEqual([true, false]);
    open[0]?.end();
    await stopping;
    timer.wake();
    await jest.advanceTimersByTimeAsync(10_000);
    expect(open).toHaveLength(1);
  });

  test('has a last round when that is asked for, unless it was never started', async () => {
    const { timer, open } = slowTimer({ onStop: true });
    timer.start();
    const stopping = timer.stop();
    open[0]?.end();
    await settled();
    expect(open).toHaveLength(2);
    open[1]?.end();
    await stopping;
    const idle = slowTimer({ onStop: true });
    await idle.timer.stop();
    expect(idle.open).toHaveLength(0);
  });
});
