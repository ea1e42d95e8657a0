import { CommandError } from '../command-error.ts';
import { asNumber, int32, isArray, isDecimal, isNullish, typeName } from '../bson/value.ts';
import type { Value } from '../bson/value.ts';
import { compare } from '../order/compare.ts';
import { calculate } from '../update/arithmetic.ts';
import type { Operation } from '../update/arithmetic.ts';

type Operand = () => Value | undefined;

/** An expression operator; operands are evaluated only when they are asked for. */
export interface Operator {
  readonly least: number;
  readonly most: number;
  readonly evaluate: (operands: readonly Operand[]) => Value | undefined;
}

const many = 1000;

/** In expressions, other than in filters, missing sorts below null. */
function order(left: Value | undefined, right: Value | undefined): number {
  if (left === undefined || right === undefined) return Number(left !== undefined) - Number(right !== undefined);
  return compare(left, right);
}

const truth = (value: Value | undefined): boolean => {
  if (isNullish(value) || value === false) return false;
  const number = asNumber(value);
  return number === undefined || Number(number) !== 0;
};

const comparison = (holds: (order: number) => boolean): Operator => ({
  least: 2,
  most: 2,
  evaluate: ([left, right]) => holds(order((left as Operand)(), (right as Operand)())),
});

function combined(name: string, operation: Operation, left: Value, right: Value): Value {
  for (const value of [left, right]) {
    if (asNumber(value) === undefined && !isDecimal(value))
      throw new CommandError('TypeMismatch', `${name} only supports numbers, not ${typeName(value)}`);
  }
  const result = calculate(operation, left, right);
  if (result === undefined) throw new CommandError('BadValue', `${name} overflows an int64`);
  return result;
}

const arithmetic = (name: string, operation: Operation, least: number, most: number): Operator => ({
  least,
  most,
  evaluate: (operands) => {
    const values = operands.map((operand) => operand());
    if (values.some(isNullish)) return null;
    const known = values as Value[];
    return known.length === 0
      ? int32(operation === 'multiply' ? 1 : 0)
      : known.reduce((left, right) => combined(name, operation, left, right));
  },
});

function divide([dividend, divisor]: readonly Operand[]): Value {
  const left = (dividend as Operand)();
  const right = (divisor as Operand)();
  if (isNullish(left) || isNullish(right)) return null;
  const [first, second] = [asNumber(left), asNumber(right)];
  if (first === undefined || second === undefined) {
    throw new CommandError(
      'TypeMismatch',
      `$divide only supports numbers other than Decimal128, not ${typeName(left)} and ${typeName(right)}`,
    );
  }
  if (Number(second) === 0) throw new CommandError('BadValue', "can't $divide by zero");
  return Number(first) / Number(second);
}

function concatenate(operands: readonly Operand[]): Value {
  const values = operands.map((operand) => operand());
  if (values.some(isNullish)) return null;
  const wrong = values.find((value) => typeof value !== 'string');
  if (wrong !== undefined)
    throw new CommandError('TypeMismatch', `$concat only supports strings, not ${typeName(wrong)}`);
  return values.join('');
}

function size([operand]: readonly Operand[]): Value {
  const value = (operand as Operand)();
  if (!isArray(value))
    throw new CommandError(
      'TypeMismatch',
      `The argument to $size must be an array, but was of type: ${typeName(value)}`,
    );
  return int32(value.length);
}

function isIn([item, list]: readonly Operand[]): Value {
  const values = (list as Operand)();
  if (!isArray(values))
    throw new CommandError('TypeMismatch', `$in requires an array as a second argument, found: ${typeName(values)}`);
  const wanted = (item as Operand)();
  return values.some((value) => order(value, wanted) === 0);
}

export const operators: ReadonlyMap<string, Operator> = new Map<string, Operator>([
  ['$eq', comparison((sign) => sign === 0)],
  ['$ne', comparison((sign) => sign !== 0)],
  ['$gt', comparison((sign) => sign > 0)],
  ['$gte', comparison((sign) => sign >= 0)],
  ['$lt', comparison((sign) => sign < 0)],
  ['$lte', comparison((sign) => sign <= 0)],
  ['$and', { least: 0, most: many, evaluate: (operands) => operands.every((operand) => truth(operand())) }],
  ['$or', { least: 0, most: many, evaluate: (operands) => operands.some((operand) => truth(operand())) }],
  ['$not', { least: 1, most: 1, evaluate: ([operand]) => !truth((operand as Operand)()) }],
  [
    '$cond',
    {
      least: 3,
      most: 3,
      evaluate: ([test, then, otherwise]) =>
        truth((test as Operand)()) ? (then as Operand)() : (otherwise as Operand)(),
    },
  ],
  [
    '$ifNull',
    {
      least: 2,
      most: many,
      evaluate: (operands) => {
        for (const operand of operands.slice(0, -1)) {
          const value = operand();
          if (!isNullish(value)) return value;
        }
        return (operands.at(-1) as Operand)();
      },
    },
  ],
  ['$add', arithmetic('$add', 'add', 0, many)],
  ['$subtract', arithmetic('$subtract', 'subtract', 2, 2)],
  ['$multiply', arithmetic('$multiply', 'multiply', 0, many)],
  ['$divide', { least: 2, most: 2, evaluate: divide }],
  ['$concat', { least: 0, most: many, evaluate: concatenate }],
  ['$size', { least: 1, most: 1, evaluate: size }],
  ['$in', { least: 2, most: 2, evaluate: isIn }],
]);
