import { CommandError } from '../command-error.ts';
import { asFlag, asInteger, isArray, isDocument } from '../bson/value.ts';
import type { Document, Value } from '../bson/value.ts';
import { keyText, tag, tagOf } from '../order/key-encoding.ts';
import type { Condition, Test } from './condition.ts';
import { parsePath } from './path.ts';
import { compilePattern, isRegex, patternOf } from './pattern.ts';

const bad = (why: string): CommandError => new CommandError('BadValue', why);

const isOperatorName = (name: string | undefined): boolean => name !== undefined && name.startsWith('$');
const firstName = (document: Document): string | undefined => document.keys().next().value;
const isOperators = (value: Value): value is Document => isDocument(value) && isOperatorName(firstName(value));

function listOf(operator: string, operand: Value): readonly Value[] {
  if (!isArray(operand)) throw bad(`${operator} needs an array`);
  return operand;
}

function inTest(operator: string, operand: Value): Test {
  const values = listOf(operator, operand);
  if (values.some(isOperators)) throw bad(`cannot nest $ under ${operator}`);
  const operands = values.filter((value) => !isRegex(value));
  return { op: 'in', operands, keys: new Set(operands.map(keyText)), patterns: values.filter(isRegex).map(patternOf) };
}

function rangeTest(op: 'gt' | 'gte' | 'lt' | 'lte', operand: Value): Test {
  const bracket = tagOf(operand);
  if (isRegex(operand) || bracket === tag.minKey || bracket === tag.maxKey) {
    throw bad(`$${op} with a regex, MinKey or MaxKey is not supported by the embedded database`);
  }
  return { op, operand };
}

function elemMatchTest(operand: Value): Test {
  if (!isDocument(operand)) throw bad('$elemMatch needs an Object');
  const first = firstName(operand);
  const asValue = isOperatorName(first) && first !== '$and' && first !== '$or' && first !== '$nor';
  return asValue
    ? { op: 'elementValue', tests: operatorTests(operand) }
    : { op: 'elementDocument', condition: compileFilter(operand) };
}

function regexTest(operand: Value, options: Value | undefined): Test {
  if (options !== undefined && typeof options !== 'string') throw bad('$options has to be a string');
  if (isRegex(operand)) {
    if (options !== undefined) throw bad('options set in both $regex and $options');
    return { op: 'regex', pattern: patternOf(operand) };
  }
  if (typeof operand !== 'string') throw bad('$regex has to be a string');
  return { op: 'regex', pattern: compilePattern(operand, options ?? '') };
}

function notTests(operand: Value): readonly Test[] {
  if (isRegex(operand)) return [{ op: 'regex', pattern: patternOf(operand) }];
  if (!isOperators(operand)) throw bad('$not needs a regex or a document of operators');
  return operatorTests(operand);
}

function allTests(operand: Value): readonly Test[] {
  const values = listOf('$all', operand);
  if (values.length === 0) return [{ op: 'in', operands: [], keys: new Set(), patterns: [] }];
  return values.map((value): Test => {
    if (isOperators(value)) {
      if (value.size !== 1 || firstName(value) !== '$elemMatch') throw bad('no $ expressions in $all');
      return elemMatchTest(value.get('$elemMatch') as Value);
    }
    return isRegex(value) ? { op: 'regex', pattern: patternOf(value) } : { op: 'eq', operand: value };
  });
}

function sizeTest(operand: Value): Test {
  const size = asInteger(operand);
  if (size === undefined || size < 0) throw bad('$size needs a whole number that is not negative');
  return { op: 'size', size };
}

function equalTest(operator: string, operand: Value): Test {
  if (isRegex(operand) && operator === '$ne') throw bad("Can't have regex as arg to $ne.");
  return { op: 'eq', operand };
}

function operatorTest(name: string, operand: Value, operators: Document): readonly Test[] {
  switch (name) {
    case '$eq':
      return [equalTest(name, operand)];
    case '$ne':
      return [{ op: 'not', tests: [equalTest(name, operand)] }];
    case '$gt':
    case '$gte':
    case '$lt':
    case '$lte':
      return [rangeTest(name.slice(1) as 'gt' | 'gte' | 'lt' | 'lte', operand)];
    case '$in':
      return [inTest(name, operand)];
    case '$nin':
      return [{ op: 'not', tests: [inTest(name, operand)] }];
    case '$exists': {
      const flag = asFlag(operand);
      if (flag === undefined) throw bad('$exists needs a boolean or a number');
      return [flag ? { op: 'exists' } : { op: 'not', tests: [{ op: 'exists' }] }];
    }
    case '$not':
      return [{ op: 'not', tests: notTests(operand) }];
    case '$elemMatch':
      return [elemMatchTest(operand)];
    case '$size':
      return [sizeTest(operand)];
    case '$all':
      return allTests(operand);
    case '$regex':
      return [regexTest(operand, operators.get('$options'))];
    case '$options': {
      if (!operators.has('$regex')) throw bad('$options needs a $regex');
      return [];
    }
    default:
      throw bad(
        isOperatorName(name)
          ? `unknown or unsupported operator: ${name}`
          : `cannot mix operators with the field '${name}'`,
      );
  }
}

function operatorTests(operators: Document): readonly Test[] {
  return [...operators].flatMap(([name, operand]) => operatorTest(name, operand, operators));
}

/** Tests of one value as a filter states them: operators, a regex, or the value to equal. */
function valueTests(value: Value): readonly Test[] {
  if (isOperators(value)) return operatorTests(value);
  return [isRegex(value) ? { op: 'regex', pattern: patternOf(value) } : { op: 'eq', operand: value }];
}

function branches(name: string, operand: Value): readonly Condition[] {
  if (!isArray(operand) || operand.length === 0) throw bad(`${name} must be a nonempty array`);
  return operand.map((branch) => {
    if (!isDocument(branch)) throw bad(`${name} argument's entries must be objects`);
    return compileFilter(branch);
  });
}

function compileEntry(name: string, operand: Value): readonly Condition[] {
  switch (name) {
    case '$and':
      return [{ kind: 'and', parts: branches(name, operand) }];
    case '$or':
      return [{ kind: 'or', parts: branches(name, operand) }];
    case '$nor':
      return [{ kind: 'nor', parts: branches(name, operand) }];
    case '$comment':
      return [];
  }
  if (isOperatorName(name)) throw bad(`unknown or unsupported top level operator: ${name}`);
  const path = name === '' ? [''] : parsePath(name, 'a filter');
  return valueTests(operand).map((test): Condition => ({ kind: 'field', name, path, test }));
}

/** @throws CommandError BadValue that names an operator outside the supported set */
export function compileFilter(filter: Document): Condition {
  const parts = [...filter].flatMap(([name, operand]) => compileEntry(name, operand));
  return parts.length === 1 ? (parts[0] as Condition) : { kind: 'and', parts };
}
