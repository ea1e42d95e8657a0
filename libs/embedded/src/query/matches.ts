import { isNullish } from '../bson/value.ts';
import type { Document, Scalar, Value } from '../bson/value.ts';
import { compare, equal } from '../order/compare.ts';
import { keyText, tagOf } from '../order/key-encoding.ts';
import type { Condition, Test } from './condition.ts';
import { isRegex, patternOf } from './pattern.ts';
import type { Pattern } from './pattern.ts';
import { someAtPath } from './path.ts';

type Leaf = Extract<Test, { op: 'eq' | 'gt' | 'gte' | 'lt' | 'lte' | 'in' | 'regex' }>;

const isNaNValue = (value: Value): boolean => typeof value === 'number' && Number.isNaN(value);

/** Ranges hold within one type only; NaN is in no range but equals itself. */
function inRange(op: 'gt' | 'gte' | 'lt' | 'lte', value: Value | undefined, operand: Value): boolean {
  if (isNullish(operand)) return (op === 'gte' || op === 'lte') && isNullish(value);
  if (isNullish(value) || tagOf(value) !== tagOf(operand)) return false;
  if (isNaNValue(value) || isNaNValue(operand))
    return (op === 'gte' || op === 'lte') && isNaNValue(value) && isNaNValue(operand);
  const order = compare(value, operand);
  switch (op) {
    case 'gt':
      return order > 0;
    case 'gte':
      return order >= 0;
    case 'lt':
      return order < 0;
    case 'lte':
      return order <= 0;
  }
}

const samePattern = (value: Scalar, pattern: Pattern): boolean => {
  const stored = patternOf(value);
  return stored.source === pattern.source && stored.regexp.flags === pattern.regexp.flags;
};

function leafHolds(test: Leaf, value: Value | undefined): boolean {
  switch (test.op) {
    case 'eq':
      return equal(value, test.operand);
    case 'in': {
      if (
        test.operands.length > 0 &&
        (test.operands.length === 1 ? equal(value, test.operands[0]) : test.keys.has(keyText(value)))
      )
        return true;
      return typeof value === 'string' && test.patterns.some((pattern) => pattern.regexp.test(value));
    }
    case 'regex':
      return typeof value === 'string'
        ? test.pattern.regexp.test(value)
        : isRegex(value) && samePattern(value, test.pattern);
    default:
      return inRange(test.op, value, test.operand);
  }
}

/** An array is asked through $elemMatch as if its indexes were names. */
const asDocument = (value: Value): Document | undefined => {
  if (value instanceof Map) return value;
  return Array.isArray(value) ? new Map(value.map((item, index) => [String(index), item])) : undefined;
};

/** Whether a value as it stands passes: for $elemMatch on values and $pull, which do not open arrays a second time. */
export function valueHolds(test: Test, value: Value | undefined): boolean {
  switch (test.op) {
    case 'exists':
      return value !== undefined;
    case 'size':
      return Array.isArray(value) && value.length === test.size;
    case 'elementDocument':
      return (
        Array.isArray(value) &&
        value.some((item) => {
          const document = asDocument(item);
          return document !== undefined && matches(test.condition, document);
        })
      );
    case 'elementValue':
      return Array.isArray(value) && value.some((item) => test.tests.every((each) => valueHolds(each, item)));
    case 'not':
      return !test.tests.every((each) => valueHolds(each, value));
    default:
      return leafHolds(test, value);
  }
}

function fieldHolds(document: Document, path: readonly string[], test: Test): boolean {
  switch (test.op) {
    case 'not':
      return !test.tests.every((each) => fieldHolds(document, path, each));
    case 'exists':
    case 'size':
    case 'elementDocument':
    case 'elementValue':
      return someAtPath(document, path, (value) => valueHolds(test, value));
    default:
      return someAtPath(
        document,
        path,
        (value, settled) =>
          leafHolds(test, value) || (!settled && Array.isArray(value) && value.some((item) => leafHolds(test, item))),
      );
  }
}

export function matches(condition: Condition, document: Document): boolean {
  switch (condition.kind) {
    case 'field':
      return fieldHolds(document, condition.path, condition.test);
    case 'and':
      return condition.parts.every((part) => matches(part, document));
    case 'or':
      return condition.parts.some((part) => matches(part, document));
    case 'nor':
      return !condition.parts.some((part) => matches(part, document));
  }
}
