import { CommandError, unsupported } from '../command-error.ts';
import { asNumber, Int32, int32, isDecimal } from '../bson/value.ts';
import type { Value } from '../bson/value.ts';

const int32Max = 2 ** 31 - 1;
const int32Min = -(2 ** 31);
const int64Max = 2n ** 63n - 1n;
const int64Min = -(2n ** 63n);

const fitsInt32 = (value: number | bigint): boolean => value >= int32Min && value <= int32Max;
const fitsInt64 = (value: bigint): boolean => value >= int64Min && value <= int64Max;

/** An integer in the narrower of int32 and int64; undefined beyond int64. */
export function integerValue(value: bigint, wide: boolean): Value | undefined {
  if (!wide && fitsInt32(value)) return int32(Number(value));
  return fitsInt64(value) ? value : undefined;
}

export type Operation = 'add' | 'subtract' | 'multiply';

function ofDoubles(operation: Operation, left: number, right: number): number {
  switch (operation) {
    case 'add':
      return left + right;
    case 'subtract':
      return left - right;
    case 'multiply':
      return left * right;
  }
}

function ofIntegers(operation: Operation, left: bigint, right: bigint): bigint {
  switch (operation) {
    case 'add':
      return left + right;
    case 'subtract':
      return left - right;
    case 'multiply':
      return left * right;
  }
}

/**
 * MongoDB's arithmetic: int32 widens to int64 when it must, a double makes a double.
 * @returns undefined when an int64 overflows
 * @throws CommandError for Decimal128, which is stored but not calculated with
 */
export function calculate(operation: Operation, left: Value, right: Value): Value | undefined {
  if (isDecimal(left) || isDecimal(right)) throw unsupported('arithmetic with Decimal128');
  const first = asNumber(left);
  const second = asNumber(right);
  if (first === undefined || second === undefined) throw new CommandError('TypeMismatch', 'arithmetic needs numbers');
  if (typeof left === 'number' || typeof right === 'number') return ofDoubles(operation, Number(first), Number(second));
  return integerValue(
    ofIntegers(operation, BigInt(first), BigInt(second)),
    !(left instanceof Int32 && right instanceof Int32),
  );
}
