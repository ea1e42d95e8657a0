/** BSON type bytes. */
export const bsonType = {
  double: 0x01,
  string: 0x02,
  object: 0x03,
  array: 0x04,
  binary: 0x05,
  objectId: 0x07,
  bool: 0x08,
  date: 0x09,
  null: 0x0a,
  regex: 0x0b,
  int32: 0x10,
  timestamp: 0x11,
  int64: 0x12,
  decimal128: 0x13,
  minKey: 0xff,
  maxKey: 0x7f,
} as const;

/** An int32, so that it stays one: a bare JS number is always a double here, a bigint always an int64. */
export class Int32 {
  readonly value: number;
  constructor(value: number) {
    this.value = value;
  }
}

/**
 * A value that is kept as its BSON bytes: binary, object id, date, timestamp, decimal, regex, min and max key; in a
 * document that is read in part, whatever was not read.
 */
export class Scalar {
  readonly type: number;
  readonly bytes: Buffer;
  constructor(type: number, bytes: Buffer) {
    this.type = type;
    this.bytes = bytes;
  }
}

/** Ordered fields; a Map, so that hostile names such as __proto__ are only names. */
export type Document = Map<string, Value>;
export type Value = null | boolean | string | number | bigint | Int32 | Scalar | Value[] | Document;

const smallInts = Array.from({ length: 1280 }, (_, index) => new Int32(index - 256));

export const int32 = (value: number): Int32 => smallInts[value + 256] ?? new Int32(value);
export const isDocument = (value: Value | undefined): value is Document => value instanceof Map;
export const isArray = (value: Value | undefined): value is Value[] => Array.isArray(value);
export const isScalar = (value: Value | undefined, type: number): value is Scalar =>
  value instanceof Scalar && value.type === type;
/** Null and missing compare equal everywhere but in $exists. */
export const isNullish = (value: Value | undefined): value is null | undefined => value === null || value === undefined;

/** An integer of int32, int64 or whole double; undefined for anything else. */
export function asInteger(value: Value | undefined): number | undefined {
  if (value instanceof Int32) return value.value;
  if (typeof value === 'bigint') return Number.isSafeInteger(Number(value)) ? Number(value) : undefined;
  return typeof value === 'number' && Number.isSafeInteger(value) ? value : undefined;
}

/** int32, int64 or double as a JS number or bigint; undefined for everything else, Decimal128 included. */
export function asNumber(value: Value | undefined): number | bigint | undefined {
  if (value instanceof Int32) return value.value;
  return typeof value === 'number' || typeof value === 'bigint' ? value : undefined;
}

export const isDecimal = (value: Value | undefined): value is Scalar => isScalar(value, bsonType.decimal128);

/** Numbers and booleans as MongoDB reads flags; undefined when it is neither. */
export function asFlag(value: Value | undefined): boolean | undefined {
  if (typeof value === 'boolean') return value;
  const number = asNumber(value);
  return number === undefined ? undefined : Number(number) !== 0;
}

export function typeOf(value: Value): number {
  if (value === null) return bsonType.null;
  if (value instanceof Int32) return bsonType.int32;
  if (value instanceof Scalar) return value.type;
  if (value instanceof Map) return bsonType.object;
  if (Array.isArray(value)) return bsonType.array;
  if (typeof value === 'string') return bsonType.string;
  if (typeof value === 'number') return bsonType.double;
  return typeof value === 'bigint' ? bsonType.int64 : bsonType.bool;
}

const typeNames = new Map<number, string>([
  [bsonType.double, 'double'],
  [bsonType.string, 'string'],
  [bsonType.object, 'object'],
  [bsonType.array, 'array'],
  [bsonType.binary, 'binData'],
  [bsonType.objectId, 'objectId'],
  [bsonType.bool, 'bool'],
  [bsonType.date, 'date'],
  [bsonType.null, 'null'],
  [bsonType.regex, 'regex'],
  [bsonType.int32, 'int'],
  [bsonType.timestamp, 'timestamp'],
  [bsonType.int64, 'long'],
  [bsonType.decimal128, 'decimal'],
  [bsonType.minKey, 'minKey'],
  [bsonType.maxKey, 'maxKey'],
]);

export const typeName = (value: Value | undefined): string =>
  value === undefined ? 'missing' : (typeNames.get(typeOf(value)) ?? 'unknown');

export function deepCopy(value: Value): Value {
  if (value instanceof Map) return new Map([...value].map(([name, field]) => [name, deepCopy(field)]));
  return Array.isArray(value) ? value.map(deepCopy) : value;
}
