import { asNumber, isNullish } from '../bson/value.ts';
import type { Value } from '../bson/value.ts';
import { encodeKey, tagOf } from './key-encoding.ts';

/** Texts whose code units order as their UTF-8 does: without surrogates. */
const inCodeUnits = /^[\u0000-\ud7ff]*$/;

/** MongoDB's order over all values: what the key bytes say, with a short cut for plain numbers. */
export function compare(left: Value | undefined, right: Value | undefined): number {
  const first = asNumber(left);
  const second = first === undefined ? undefined : asNumber(right);
  if (first !== undefined && second !== undefined && first === first && second === second)
    return first < second ? -1 : first > second ? 1 : 0;
  if (typeof left === 'string' && typeof right === 'string' && inCodeUnits.test(left) && inCodeUnits.test(right))
    return left < right ? -1 : left > right ? 1 : 0;
  const tags = tagOf(left) - tagOf(right);
  return tags !== 0 ? tags : Buffer.compare(encodeKey(left), encodeKey(right));
}

export function equal(left: Value | undefined, right: Value | undefined): boolean {
  if (typeof left === 'string' || typeof left === 'boolean') return left === right;
  if (isNullish(left)) return isNullish(right);
  return compare(left, right) === 0;
}
