import { bsonType, Int32, Scalar } from '../bson/value.ts';
import type { Value } from '../bson/value.ts';
import { ByteWriter } from './byte-writer.ts';
import { writeDecimal, writeNumber } from './number-key.ts';

/**
 * First byte of every encoded value, in MongoDB's order of types. The gaps leave room for "everything below" and
 * "everything above"; no tag and no inverted tag is 0x00 or 0xff.
 */
export const tag = {
  minKey: 0x04,
  emptyArray: 0x08,
  null: 0x0a,
  number: 0x10,
  string: 0x14,
  object: 0x18,
  array: 0x1c,
  binary: 0x20,
  objectId: 0x24,
  bool: 0x28,
  date: 0x2c,
  timestamp: 0x30,
  regex: 0x34,
  maxKey: 0xf0,
} as const;

const scalarTags = new Map<number, number>([
  [bsonType.binary, tag.binary],
  [bsonType.objectId, tag.objectId],
  [bsonType.date, tag.date],
  [bsonType.timestamp, tag.timestamp],
  [bsonType.regex, tag.regex],
  [bsonType.decimal128, tag.number],
  [bsonType.minKey, tag.minKey],
  [bsonType.maxKey, tag.maxKey],
]);

export function tagOf(value: Value | undefined): number {
  if (value === null || value === undefined) return tag.null;
  if (typeof value === 'string') return tag.string;
  if (value instanceof Int32 || typeof value === 'number' || typeof value === 'bigint') return tag.number;
  if (typeof value === 'boolean') return tag.bool;
  if (value instanceof Scalar) return scalarTags.get(value.type) as number;
  return Array.isArray(value) ? tag.array : tag.object;
}

/** UTF-8 with 00 written as 00 ff, closed by 00 01: a prefix sorts before what it begins. */
function writeText(out: ByteWriter, text: string): void {
  const parts = text.split('\0');
  for (let index = 0; index < parts.length; index++) {
    if (index > 0) {
      out.byte(0x00);
      out.byte(0xff);
    }
    out.utf8(parts[index] as string);
  }
  out.byte(0x00);
  out.byte(0x01);
}

function writeScalar(out: ByteWriter, value: Scalar): void {
  const bytes = value.bytes;
  switch (value.type) {
    case bsonType.date: {
      out.room(8);
      out.length = out.bytes.writeBigUInt64BE(BigInt.asUintN(64, bytes.readBigInt64LE(0)) ^ (1n << 63n), out.length);
      return;
    }
    case bsonType.timestamp: {
      out.room(8);
      out.length = out.bytes.writeBigUInt64BE(bytes.readBigUInt64LE(0), out.length);
      return;
    }
    case bsonType.binary: {
      out.room(4);
      out.length = out.bytes.writeUInt32BE(bytes.length - 5, out.length);
      out.copy(bytes.subarray(4));
      return;
    }
    case bsonType.decimal128:
      return writeDecimal(out, value);
    default:
      return out.copy(bytes);
  }
}

function writePayload(out: ByteWriter, value: Value | undefined): void {
  if (value === null || value === undefined) return;
  if (typeof value === 'string') return writeText(out, value);
  if (value instanceof Int32) return writeNumber(out, value.value);
  if (typeof value === 'number' || typeof value === 'bigint') return writeNumber(out, value);
  if (typeof value === 'boolean') return out.byte(value ? 1 : 0);
  if (value instanceof Scalar) return writeScalar(out, value);
  if (Array.isArray(value)) {
    for (const item of value) writeKey(out, item);
  } else {
    // Type before name before value: that is how MongoDB compares objects.
    for (const [name, field] of value) {
      out.byte(tagOf(field));
      writeText(out, name);
      writePayload(out, field);
    }
  }
  out.byte(0);
}

/**
 * Appends the bytes of one value, which order as MongoDB orders values and equal as they equal; no key is a prefix of
 * another.
 */
export function writeKey(out: ByteWriter, value: Value | undefined): void {
  out.byte(tagOf(value));
  writePayload(out, value);
}

const writer = new ByteWriter();

export function encodeKey(value: Value | undefined): Buffer {
  writer.length = 0;
  writeKey(writer, value);
  return writer.take();
}

/** The opening of the keys of all strings that begin so. */
export function stringPrefixKey(prefix: string): Buffer {
  return encodeKey(prefix).subarray(0, -2);
}

/** A key as a string, for sets and maps. */
export const keyText = (value: Value | undefined): string => encodeKey(value).toString('latin1');

/** The smallest bytes above everything that begins with `prefix`. */
export function after(prefix: Buffer): Buffer {
  let length = prefix.length;
  while (length > 0 && prefix[length - 1] === 0xff) length--;
  const next = Buffer.from(prefix.subarray(0, length));
  if (length > 0) next[length - 1] = (next[length - 1] as number) + 1;
  return next;
}
