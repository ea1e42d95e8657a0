import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';

const dayMs = 86_400_000;
const names = Array.from({ length: 300 }, (_, at) => `services/gateway/test/${String(at)}.spec.ts`);

beforeEach(() => {
  jest.useFakeTimers();
  delete process.env.VAFA_SWEEPS;
});
afterEach(() => {
  jest.useRealTimers();
});

const sweepOn = async (day: number): Promise<typeof import('./sweep.ts')> => {
  jest.setSystemTime(day * dayMs + 5);
  jest.resetModules();
  return import('./sweep.ts');
};

test('each part runs on one day of three, and a day runs about a third', async () => {
  const days = [];
  for (const day of [20_000, 20_001, 20_002]) {
    const { isOfToday } = await sweepOn(day);
    days.push(names.filter(isOfToday));
  }
  expect(days.flat().toSorted()).toEqual(names.toSorted());
  for (const part of days) expect(Math.abs(part.length - names.length / 3)).toBeLessThan(30);
});

test('runs and seeds are of the day; the whole is asked for by name', async () => {
  const part = await sweepOn(20_000);
  expect([part.runsOfToday(100), part.seedOfToday(undefined), part.seedOfToday('7')]).toEqual([34, 20_000, 7]);
  process.env.VAFA_SWEEPS = 'whole';
  const whole = await sweepOn(20_000);
  expect([whole.runsOfToday(100), names.filter(whole.isOfToday).length]).toEqual([100, names.length]);
});
