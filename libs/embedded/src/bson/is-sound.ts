import { isUtf8 } from 'node:buffer';
import { maxDepth, valueEnd } from './decode.ts';
import { bsonType } from './value.ts';

const namesMax = 2_000;
/** Digests of the names of the documents around the one that is looked at, and of its own. */
const names = new Int32Array(namesMax);

/**
 * Whether decoding this document would refuse nothing in it. False also where only decoding it tells: names that are
 * not ASCII or look alike, documents with very many of them. It takes a fraction of the time.
 */
export const isSound = (bytes: Buffer): boolean => isSoundAt(bytes, 0, bytes.length, 1, 0, false);

function isSoundAt(
  bytes: Buffer,
  start: number,
  limit: number,
  depth: number,
  firstName: number,
  isArray: boolean,
): boolean {
  if (depth > maxDepth || start + 5 > limit) return false;
  const size = bytes.readInt32LE(start);
  const last = start + size - 1;
  if (size < 5 || last >= limit || bytes[last] !== 0) return false;
  let used = firstName;
  let at = start + 4;
  while (at < last) {
    const type = bytes[at] as number;
    let nameEnd = at + 1;
    let digest = 0;
    for (; nameEnd < last && bytes[nameEnd] !== 0; nameEnd++) {
      const byte = bytes[nameEnd] as number;
      if (byte > 0x7f) return false;
      digest = (Math.imul(digest, 31) + byte) | 0;
    }
    if (nameEnd === last) return false;
    if (!isArray) {
      for (let place = firstName; place < used; place++) if (names[place] === digest) return false;
      if (used === namesMax) return false;
      names[used++] = digest;
    }
    const valueAt = nameEnd + 1;
    const end = valueEnd(bytes, type, valueAt, last);
    if (type === bsonType.string) {
      if (bytes[end - 1] !== 0 || !isText(bytes, valueAt + 4, end - 1)) return false;
    } else if (type === bsonType.object || type === bsonType.array) {
      if (!isSoundAt(bytes, valueAt, end, depth + 1, used, type === bsonType.array)) return false;
    }
    at = end;
  }
  return at === last;
}

function isText(bytes: Buffer, start: number, end: number): boolean {
  for (let at = start; at < end; at++) if ((bytes[at] as number) > 0x7f) return isUtf8(bytes.subarray(at, end));
  return true;
}
