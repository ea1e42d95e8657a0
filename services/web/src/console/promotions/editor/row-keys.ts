import type { Json } from '../terms/json.ts';

const keys = new WeakMap<object, number>();
let made = 0;

/** A key of a row that stays with it while it is moved and changed; of a bare value its place. */
export const rowKey = (row: Json, at: number): string => {
  if (typeof row !== 'object' || row === null) return `at ${String(at)}`;
  const known = keys.get(row);
  if (known !== undefined) return `row ${String(known)}`;
  made += 1;
  keys.set(row, made);
  return `row ${String(made)}`;
};

/** The changed row is the same one on the page. */
export const sameRow = <Row extends Json>(before: Json, after: Row): Row => {
  if (typeof before === 'object' && before !== null && typeof after === 'object' && after !== null) {
    const known = keys.get(before);
    if (known !== undefined) keys.set(after, known);
  }
  return after;
};
