/** Median of a non-empty list. */
export const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1
    ? (sorted[middle] ?? NaN)
    : ((sorted[middle - 1] ?? NaN) + (sorted[middle] ?? NaN)) / 2;
};

/** The value that so large a share of a non-empty list does not exceed. */
export const percentile = (values: readonly number[], share: number): number =>
  values.toSorted((a, b) => a - b)[Math.max(Math.ceil(values.length * share) - 1, 0)] ?? NaN;

export interface Row {
  readonly name: string;
  /** What the design asks for at least (or at most, for seconds and megabytes); undefined: nothing. */
  readonly must?: number;
  readonly aim?: number;
  readonly value: number;
  readonly low: number;
  readonly high: number;
  readonly unit: 'ratio' | 'seconds' | 'ms' | 'µs' | 'MB' | 'per second' | 'count';
}

/** A row of one figure that was taken several times: the median with its range. */
export const row = (
  name: string,
  unit: Row['unit'],
  values: readonly number[],
  bounds: { must?: number; aim?: number } = {},
): Row => ({
  name,
  unit,
  value: median(values),
  low: Math.min(...values),
  high: Math.max(...values),
  ...bounds,
});

const shown = (value: number): string => (value >= 100 ? Math.round(value).toLocaleString('en') : value.toFixed(2));

/** The rows as an aligned table. */
export const table = (rows: readonly Row[]): string => {
  const cells = [
    ['what', 'median', 'low', 'high', 'must', 'aim', 'unit'],
    ...rows.map((r) => [
      r.name,
      shown(r.value),
      shown(r.low),
      shown(r.high),
      r.must?.toString() ?? '',
      r.aim?.toString() ?? '',
      r.unit,
    ]),
  ];
  const widths = (cells[0] ?? []).map((_, column) => Math.max(...cells.map((line) => line[column]?.length ?? 0)));
  return cells
    .map((line) =>
      line
        .map((cell, column) => (column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0)))
        .join('  '),
    )
    .join('\n');
};
