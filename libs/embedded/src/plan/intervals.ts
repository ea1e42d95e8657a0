import { after } from '../order/key-encoding.ts';
import type { KeyField } from '../order/sort-keys.ts';
import type { Range } from './ranges.ts';

/** Index keys from `low` up to but not including `high`. */
export interface Interval {
  readonly low: Buffer;
  readonly high: Buffer;
  /** The only key there, in an index of which all fields are bound to points. */
  readonly point?: Buffer;
}

const everything: Interval = { low: Buffer.alloc(0), high: Buffer.from([0xff]) };

function inverted(bytes: Buffer): Buffer {
  const copy = Buffer.from(bytes);
  for (let at = 0; at < copy.length; at++) copy[at] = ~(copy[at] as number) & 0xff;
  return copy;
}

/** The interval of a range in a field that stands behind `prefix`; in a descending field the ends change places. */
export function toInterval(prefix: Buffer, range: Range, field: KeyField): Interval {
  const [low, high] = field.descending ? [range.high, range.low] : [range.low, range.high];
  const lowBytes = Buffer.concat([prefix, field.descending ? inverted(low.bytes) : low.bytes]);
  const highBytes = Buffer.concat([prefix, field.descending ? inverted(high.bytes) : high.bytes]);
  return { low: low.inclusive ? lowBytes : after(lowBytes), high: high.inclusive ? after(highBytes) : highBytes };
}

export const pointBytes = (prefix: Buffer, range: Range, field: KeyField): Buffer =>
  prefix.length === 0 && !field.descending
    ? range.low.bytes
    : Buffer.concat([prefix, field.descending ? inverted(range.low.bytes) : range.low.bytes]);

export const prefixInterval = (prefix: Buffer): Interval =>
  prefix.length === 0 ? everything : { low: prefix, high: after(prefix) };

export const pointInterval = (key: Buffer): Interval => ({ low: key, high: after(key), point: key });

/** In order and without overlaps, so that a key is read once. */
export function merged(intervals: readonly Interval[]): Interval[] {
  const sorted = intervals
    .filter((each) => Buffer.compare(each.low, each.high) < 0)
    .sort((left, right) => Buffer.compare(left.low, right.low));
  const result: Interval[] = [];
  for (const interval of sorted) {
    const last = result.at(-1);
    if (last !== undefined && Buffer.compare(interval.low, last.high) < 0) {
      if (Buffer.compare(interval.high, last.high) > 0)
        result[result.length - 1] = { low: last.low, high: interval.high };
    } else result.push(interval);
  }
  return result;
}
