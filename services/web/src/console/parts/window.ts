/** Rows that stand on the page at once, however many were read; further ones take the place of the first. */
export const rowsMax = 200;
const step = 150;

export interface Range {
  readonly first: number;
  /** Behind the last one. */
  readonly end: number;
}

/** Which rows stand on the page when those up to `wanted` are asked for, of so many. */
export const rangeOf = (wanted: number, count: number): Range => {
  const end = Math.min(Math.max(wanted, rowsMax), count);
  return { first: Math.max(0, end - rowsMax), end };
};

export const earlier = ({ first }: Range): number => Math.max(rowsMax, first + rowsMax - step);
export const later = ({ end }: Range): number => end + step;
