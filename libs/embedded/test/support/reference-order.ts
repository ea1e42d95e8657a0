import { bsonType, Int32, Scalar } from '../../src/bson/value.ts';
import type { Value } from '../../src/bson/value.ts';

// MongoDB's order of values written down a second time, by comparing step by step and with exact fractions: shares no
// code with the key bytes.

type Fraction = readonly [numerator: bigint, denominator: bigint];

function doubleFraction(value: number): Fraction {
  let denominator = 1n;
  let scaled = value;
  while (!Number.isInteger(scaled)) {
    scaled *= 2;
    denominator *= 2n;
  }
  return [BigInt(scaled), denominator];
}

/** Bytes 0–13 hold the coefficient for every decimal that these tests make. */
function decimalFraction(bytes: Buffer): Fraction | number {
  const high = bytes.readBigUInt64LE(8);
  const sign = high >> 63n === 1n ? -1n : 1n;
  if (((high >> 58n) & 31n) === 31n) return NaN;
  if (((high >> 58n) & 31n) === 30n) return sign === 1n ? Infinity : -Infinity;
  const exponent = Number((high >> 49n) & 0x3fffn) - 6176;
  const coefficient = sign * (((high & ((1n << 49n) - 1n)) << 64n) | bytes.readBigUInt64LE(0));
  return exponent >= 0 ? [coefficient * 10n ** BigInt(exponent), 1n] : [coefficient, 10n ** BigInt(-exponent)];
}

function toFraction(value: Value): Fraction | number {
  if (value instanceof Int32) return [BigInt(value.value), 1n];
  if (typeof value === 'bigint') return [value, 1n];
  if (typeof value === 'number') return Number.isFinite(value) ? doubleFraction(value) : value;
  return decimalFraction((value as Scalar).bytes);
}

const rank = (value: Fraction | number): number =>
  typeof value !== 'number' ? 2 : Number.isNaN(value) ? 0 : value < 0 ? 1 : 3;

function compareNumbers(left: Value, right: Value): number {
  const [first, second] = [toFraction(left), toFraction(right)];
  if (typeof first === 'number' || typeof second === 'number') return rank(first) - rank(second);
  const difference = first[0] * second[1] - second[0] * first[1];
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

const typeRanks = new Map<number, number>([
  [bsonType.minKey, 0],
  [bsonType.null, 1],
  [bsonType.int32, 2],
  [bsonType.int64, 2],
  [bsonType.double, 2],
  [bsonType.decimal128, 2],
  [bsonType.string, 3],
  [bsonType.object, 4],
  [bsonType.array, 5],
  [bsonType.binary, 6],
  [bsonType.objectId, 7],
  [bsonType.bool, 8],
  [bsonType.date, 9],
  [bsonType.timestamp, 10],
  [bsonType.regex, 11],
  [bsonType.maxKey, 12],
]);

function rankOf(value: Value): number {
  if (value === null) return 1;
  if (value instanceof Scalar) return typeRanks.get(value.type) as number;
  if (value instanceof Int32 || typeof value === 'number' || typeof value === 'bigint') return 2;
  if (typeof value === 'string') return 3;
  if (typeof value === 'boolean') return 8;
  return Array.isArray(value) ? 5 : 4;
}

const compareText = (left: string, right: string): number => Buffer.compare(Buffer.from(left), Buffer.from(right));

function compareLists(
  left: readonly (readonly [string, Value])[],
  right: readonly (readonly [string, Value])[],
): number {
  for (let index = 0; index < Math.min(left.length, right.length); index++) {
    const [[leftName, leftValue], [rightName, rightValue]] = [
      left[index] as [string, Value],
      right[index] as [string, Value],
    ];
    const order =
      rankOf(leftValue) - rankOf(rightValue) ||
      compareText(leftName, rightName) ||
      referenceOrder(leftValue, rightValue);
    if (order !== 0) return order;
  }
  return left.length - right.length;
}

function compareScalars(left: Scalar, right: Scalar): number {
  switch (left.type) {
    case bsonType.date:
      return Number(left.bytes.readBigInt64LE(0) - right.bytes.readBigInt64LE(0));
    case bsonType.timestamp:
      return (
        left.bytes.readUInt32LE(4) - right.bytes.readUInt32LE(4) ||
        left.bytes.readUInt32LE(0) - right.bytes.readUInt32LE(0)
      );
    case bsonType.binary:
      return left.bytes.length - right.bytes.length || Buffer.compare(left.bytes.subarray(4), right.bytes.subarray(4));
    default:
      return Buffer.compare(left.bytes, right.bytes);
  }
}

export function referenceOrder(left: Value, right: Value): number {
  const types = rankOf(left) - rankOf(right);
  if (types !== 0 || left === null) return types;
  if (rankOf(left) === 2) return compareNumbers(left, right);
  if (typeof left === 'string') return compareText(left, right as string);
  if (typeof left === 'boolean') return Number(left) - Number(right);
  if (left instanceof Scalar) return compareScalars(left, right as Scalar);
  if (Array.isArray(left))
    return compareLists(
      left.map((item) => ['', item] as const),
      (right as Value[]).map((item) => ['', item] as const),
    );
  return compareLists([...(left as Map<string, Value>)], [...(right as Map<string, Value>)]);
}
