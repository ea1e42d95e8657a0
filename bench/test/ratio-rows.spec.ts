import { expect, test } from '@jest/globals';
import { ratioRows } from '../src/compare/ratio-rows.ts';

const measured = (unitsPerSecond: number, cpuMicrosPerUnit: number, peakMb: number) => ({
  unitsPerSecond,
  cpuMicrosPerUnit,
  peakMb,
});

test('each pair is compared with itself: a machine that slows down between pairs changes no ratio', () => {
  const rows = ratioRows(
    [
      { there: measured(100, 50, 400), here: measured(200, 40, 300) },
      { there: measured(10, 500, 400), here: measured(20, 400, 300) },
    ],
    'line',
    { here: 'XLSX', there: 'CSV', must: { unitsPerSecond: 0.3 } },
  );
  expect(rows.slice(0, 3).map(({ value, low, high }) => [value, low, high])).toEqual([
    [2, 2, 2],
    [0.8, 0.8, 0.8],
    [0.75, 0.75, 0.75],
  ]);
  expect(rows.find(({ name }) => name === 'lines a second, CSV')).toMatchObject({ low: 10, high: 100 });
  expect(rows.filter(({ must }) => must !== undefined)).toMatchObject([{ name: "lines a second ÷ CSV's", must: 0.3 }]);
});
