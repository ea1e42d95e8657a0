import { Decimal128 } from 'bson';
import fc from 'fast-check';
import { bsonType, int32, Scalar } from '../../src/bson/value.ts';
import type { Value } from '../../src/bson/value.ts';

const int64Bytes = (value: bigint): Buffer => {
  const bytes = Buffer.alloc(8);
  bytes.writeBigInt64LE(value);
  return bytes;
};

export const decimal = (text: string): Scalar =>
  new Scalar(bsonType.decimal128, Buffer.from(Decimal128.fromString(text).bytes));
const date = (ms: bigint): Scalar => new Scalar(bsonType.date, int64Bytes(ms));

function binary(data: Uint8Array, subtype: number): Scalar {
  const bytes = Buffer.alloc(5 + data.length);
  bytes.writeInt32LE(data.length);
  bytes[4] = subtype;
  bytes.set(data, 5);
  return new Scalar(bsonType.binary, bytes);
}

const int64 = fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n });
/** Integers around the powers of two where doubles become coarse. */
const edgy = fc
  .tuple(
    fc.constantFrom(2n ** 31n, 2n ** 53n, 2n ** 54n, 2n ** 62n, 2n ** 63n - 4n),
    fc.bigInt({ min: -3n, max: 3n }),
    fc.constantFrom(1n, -1n),
  )
  .map(([power, offset, sign]) => sign * (power + offset));
const number: fc.Arbitrary<Value> = fc.oneof(
  fc.integer().map(int32),
  fc.integer({ min: -3, max: 3 }).map(int32),
  int64,
  edgy,
  edgy.map(Number),
  fc.double(),
  fc.integer({ min: -3, max: 3 }),
  fc.constantFrom(-0, NaN, Infinity, -Infinity, 5e-324, 0.1, 0.5),
  fc
    .tuple(fc.bigInt({ min: -(10n ** 33n), max: 10n ** 33n }), fc.integer({ min: -40, max: 40 }))
    .map(([coefficient, exponent]) => decimal(`${coefficient}E${exponent}`)),
  fc
    .constantFrom('0.1', '0.5', '9007199254740993', '-0', 'NaN', 'Infinity', '-Infinity', '1E+300', '-1E-299')
    .map(decimal),
);
const text = fc.oneof(fc.string({ unit: 'binary', maxLength: 5 }), fc.stringMatching(/^[ab\0]{0,3}$/));
const scalar: fc.Arbitrary<Value> = fc.oneof(
  fc.constant(null),
  fc.boolean(),
  text,
  number,
  int64.map(date),
  fc.integer({ min: -2, max: 2 }).map((ms) => date(BigInt(ms))),
  fc.uint8Array({ minLength: 12, maxLength: 12 }).map((bytes) => new Scalar(bsonType.objectId, Buffer.from(bytes))),
  fc.tuple(fc.uint8Array({ maxLength: 3 }), fc.constantFrom(0, 4)).map(([bytes, subtype]) => binary(bytes, subtype)),
  fc.uint8Array({ minLength: 8, maxLength: 8 }).map((bytes) => new Scalar(bsonType.timestamp, Buffer.from(bytes))),
  fc.constantFrom('a\0\0', 'a\0i\0', 'ab\0\0').map((regex) => new Scalar(bsonType.regex, Buffer.from(regex))),
  fc.constantFrom(bsonType.minKey, bsonType.maxKey).map((type) => new Scalar(type, Buffer.alloc(0))),
);

/** Any value that may be stored, nested up to three levels, small enough that equal ones come up. */
export const anyValue: fc.Arbitrary<Value> = fc.letrec<{ value: Value; list: Value; document: Value }>((tie) => ({
  value: fc.oneof({ depthSize: 'small', maxDepth: 3 }, scalar, tie('list'), tie('document')),
  list: fc.array(tie('value'), { maxLength: 3 }),
  document: fc
    .array(fc.tuple(fc.constantFrom('a', 'b', 'ab', '', '__proto__'), tie('value')), { maxLength: 3 })
    .map((fields) => new Map(fields)),
})).value;
