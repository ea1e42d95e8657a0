/** Coordinates of a drawing: 0 to 100 in both directions, from the upper left corner. */
export interface Plot {
  /** A path along the values. */
  readonly line: string;
  /** The same, closed along the lower edge. */
  readonly area: string;
}

const place = (value: number): string => String(Math.round(value * 100) / 100);

/** Where the value at `at` of so many stands. Time goes as reading does: in Persian from right to left. */
export const across = (at: number, count: number, direction: 'rtl' | 'ltr'): number => {
  const share = count < 2 ? 50 : (at / (count - 1)) * 100;
  return direction === 'rtl' ? 100 - share : share;
};

/** Values between two limits as a line. */
export const plot = (values: readonly number[], least: number, most: number, direction: 'rtl' | 'ltr'): Plot => {
  const height = most === least ? 1 : most - least;
  const spots = values.map(
    (value, at) => `${place(across(at, values.length, direction))} ${place(100 - ((value - least) / height) * 100)}`,
  );
  const line = spots.length === 0 ? '' : `M${spots.join('L')}`;
  const [first, last] = [across(0, values.length, direction), across(values.length - 1, values.length, direction)];
  return { line, area: line === '' ? '' : `${line}L${place(last)} 100L${place(first)} 100Z` };
};

/** The least number that is no less and whose quarters are round: 1, 2, 4, 6 or 8 times a power of ten. */
export const roundAbove = (value: number): number => {
  if (value <= 0) return 1;
  const power = 10 ** Math.floor(Math.log10(value));
  const step = [1, 2, 4, 6, 8, 10].find((each) => each * power >= value * (1 - 1e-9)) ?? 10;
  return step * power;
};

/** Seven steps by quantile, 0 to 6: how much there is, beside all the others. */
export const heatSteps = (values: readonly number[]): number[] => {
  const sorted = [...values].sort((a, b) => a - b);
  return values.map((value) => {
    const below = sorted.findIndex((each) => each >= value);
    return sorted.length < 2 ? 0 : Math.min(6, Math.floor((below / (sorted.length - 1)) * 7));
  });
};
