import { isArray, isNullish } from '../bson/value.ts';
import type { Value } from '../bson/value.ts';
import { encodeKey, stringPrefixKey, tag, tagOf } from '../order/key-encoding.ts';
import type { Test } from '../query/condition.ts';

/** One end of a range: the bytes of a value, or only its first bytes for all values that begin so. */
export interface End {
  readonly bytes: Buffer;
  readonly inclusive: boolean;
}

/** Values of one index field from low to high. */
export interface Range {
  readonly low: End;
  readonly high: End;
}

const pointAt = (value: Value): Range => {
  const end: End = { bytes: encodeKey(value), inclusive: true };
  return { low: end, high: end };
};

const wholeType = (type: number): End => ({ bytes: Buffer.from([type]), inclusive: true });
const fromPrefix = (bytes: Buffer): Range => ({ low: { bytes, inclusive: true }, high: { bytes, inclusive: true } });

/**
 * A single value, told by its two ends being the same object: then its bytes are complete and the next field's may
 * follow.
 */
export const isPoint = (range: Range): boolean => range.low === range.high;

function comparison(op: 'gt' | 'gte' | 'lt' | 'lte', operand: Value): Range[] | undefined {
  if (isNullish(operand)) return op === 'gte' || op === 'lte' ? [pointAt(null)] : undefined;
  const end: End = { bytes: encodeKey(operand), inclusive: op === 'gte' || op === 'lte' };
  const type = wholeType(tagOf(operand));
  return [op === 'gt' || op === 'gte' ? { low: end, high: type } : { low: type, high: end }];
}

/**
 * Where the index keys of matching documents lie; undefined when the test says nothing about them. More may lie there
 * than match.
 */
export function rangesOf(test: Test): Range[] | undefined {
  switch (test.op) {
    case 'eq':
      return isArray(test.operand) ? undefined : [pointAt(test.operand)];
    case 'in':
      return test.patterns.length > 0 || test.operands.some(isArray) ? undefined : test.operands.map(pointAt);
    case 'gt':
    case 'gte':
    case 'lt':
    case 'lte':
      return isArray(test.operand) ? undefined : comparison(test.op, test.operand);
    case 'regex':
      return test.pattern.prefix === undefined
        ? undefined
        : [fromPrefix(stringPrefixKey(test.pattern.prefix)), fromPrefix(Buffer.from([tag.regex]))];
    case 'elementValue':
      return intersectAll(test.tests.map(rangesOf));
    default:
      return undefined;
  }
}

export function intersectAll(lists: readonly (Range[] | undefined)[]): Range[] | undefined {
  let result: Range[] | undefined;
  for (const list of lists) {
    if (list !== undefined)
      result = result === undefined ? list : result.flatMap((left) => list.flatMap((right) => intersect(left, right)));
  }
  return result;
}

/** Compares lower ends: of two equal ones the inclusive starts earlier. */
function compareLow(left: End, right: End): number {
  return Buffer.compare(left.bytes, right.bytes) || Number(right.inclusive) - Number(left.inclusive);
}

/** Compares upper ends; an inclusive end covers all that begins with its bytes. */
function compareHigh(left: End, right: End): number {
  const shared = Math.min(left.bytes.length, right.bytes.length);
  const order = Buffer.compare(left.bytes.subarray(0, shared), right.bytes.subarray(0, shared));
  if (order !== 0) return order;
  if (left.bytes.length === right.bytes.length) return Number(left.inclusive) - Number(right.inclusive);
  const shorter = left.bytes.length < right.bytes.length ? left : right;
  const sign = shorter === left ? 1 : -1;
  return shorter.inclusive ? sign : -sign;
}

function intersect(left: Range, right: Range): Range[] {
  if (left === right) return [left];
  const low = compareLow(left.low, right.low) >= 0 ? left.low : right.low;
  const high = compareHigh(left.high, right.high) <= 0 ? left.high : right.high;
  if (low.bytes.equals(high.bytes)) {
    if (!low.inclusive || !high.inclusive) return [];
    return [{ low, high: isPoint(left) || isPoint(right) ? low : high }];
  }
  const empty =
    Buffer.compare(low.bytes, high.bytes) > 0 &&
    !(high.inclusive && low.bytes.subarray(0, high.bytes.length).equals(high.bytes));
  return empty ? [] : [{ low, high }];
}
