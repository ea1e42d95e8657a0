import { CommandError, unsupported } from '../command-error.ts';
import { asInteger, asNumber, isArray, isDecimal, isDocument } from '../bson/value.ts';
import type { Document, Value } from '../bson/value.ts';
import { show } from '../bson/show.ts';
import { compileFilter } from '../query/compile-filter.ts';
import { matches } from '../query/matches.ts';
import { isIndexName, parsePath } from '../query/path.ts';
import { isRegex, patternOf } from '../query/pattern.ts';
import { equal } from '../order/compare.ts';

export type Action =
  | { readonly op: '$set' | '$setOnInsert' | '$inc' | '$min' | '$max'; readonly operand: Value }
  | { readonly op: '$unset' }
  | {
      readonly op: '$push';
      readonly items: readonly Value[];
      readonly position: number | undefined;
      readonly slice: number | undefined;
    }
  | { readonly op: '$addToSet'; readonly items: readonly Value[] }
  | { readonly op: '$pull' | '$pullAll'; readonly drops: (item: Value) => boolean };

export interface Change {
  readonly name: string;
  readonly path: readonly string[];
  readonly action: Action;
}

/** Either operators, in the order in which they are applied, or a document that takes the place of the old one. */
export type Update =
  | { readonly kind: 'changes'; readonly changes: readonly Change[] }
  | { readonly kind: 'replacement'; readonly document: Document };

const bad = (why: string): CommandError => new CommandError('BadValue', why);

function eachOf(
  operator: string,
  operand: Value,
  modifiers: readonly string[],
): { items: readonly Value[]; modifiers: Document } {
  const first = isDocument(operand) ? operand.keys().next().value : undefined;
  if (!isDocument(operand) || first === undefined || !first.startsWith('$'))
    return { items: [operand], modifiers: new Map() };
  for (const name of operand.keys()) {
    if (name !== '$each' && !modifiers.includes(name))
      throw bad(`unknown or unsupported modifier of ${operator}: ${name}`);
  }
  const items = operand.get('$each');
  if (!isArray(items)) throw bad(`The argument to $each in ${operator} must be an array`);
  return { items, modifiers: operand };
}

function wholeNumber(modifiers: Document, name: string): number | undefined {
  const value = modifiers.get(name);
  if (value === undefined) return undefined;
  const whole = asInteger(value);
  if (whole === undefined) throw bad(`The value for ${name} must be an integer value`);
  return whole;
}

function pullTest(operand: Value): (item: Value) => boolean {
  if (isRegex(operand)) {
    const { regexp } = patternOf(operand);
    return (item) => typeof item === 'string' && regexp.test(item);
  }
  if (!isDocument(operand)) return (item) => equal(item, operand);
  const first = operand.keys().next().value;
  if (first?.startsWith('$') === true && !['$and', '$or', '$nor'].includes(first)) {
    // As if the element were a field of its own: what is said of an array is said of its elements too.
    const condition = compileFilter(new Map([['element', operand]]));
    return (item) => matches(condition, new Map([['element', item]]));
  }
  const condition = compileFilter(operand);
  return (item) => isDocument(item) && matches(condition, item);
}

function pullAllTest(operand: Value): (item: Value) => boolean {
  if (!isArray(operand)) throw bad('$pullAll requires an array argument');
  return (item) => operand.some((each) => equal(item, each));
}

function toAction(op: string, name: string, operand: Value): Action {
  switch (op) {
    case '$set':
    case '$setOnInsert':
    case '$min':
    case '$max':
      return { op, operand };
    case '$inc': {
      if (isDecimal(operand)) throw unsupported('$inc with Decimal128');
      if (asNumber(operand) === undefined)
        throw new CommandError(
          'TypeMismatch',
          `Cannot increment with non-numeric argument: {${name}: ${show(operand)}}`,
        );
      return { op, operand };
    }
    case '$unset':
      return { op };
    case '$push': {
      const { items, modifiers } = eachOf(op, operand, ['$slice', '$position']);
      return { op, items, position: wholeNumber(modifiers, '$position'), slice: wholeNumber(modifiers, '$slice') };
    }
    case '$addToSet':
      return { op, items: eachOf(op, operand, []).items };
    case '$pull':
      return { op, drops: pullTest(operand) };
    case '$pullAll':
      return { op, drops: pullAllTest(operand) };
    default:
      throw new CommandError('FailedToParse', `unknown or unsupported update operator: ${op}`);
  }
}

/** Indexes by number, names by their characters: the order in which MongoDB applies and creates fields. */
function byPath(left: Change, right: Change): number {
  for (let index = 0; index < Math.min(left.path.length, right.path.length); index++) {
    const first = left.path[index] as string;
    const second = right.path[index] as string;
    if (first === second) continue;
    const firstIsIndex = isIndexName(first);
    if (firstIsIndex !== isIndexName(second)) return firstIsIndex ? -1 : 1;
    return firstIsIndex ? Number(first) - Number(second) : first < second ? -1 : 1;
  }
  return left.path.length - right.path.length;
}

function refuseConflicts(changes: readonly Change[]): void {
  for (let index = 1; index < changes.length; index++) {
    const { path } = changes[index - 1] as Change;
    const next = changes[index] as Change;
    if (path.every((part, at) => next.path[at] === part)) {
      throw new CommandError(
        'ConflictingUpdateOperators',
        `Updating the path '${next.name}' would create a conflict at '${path.join('.')}'`,
      );
    }
  }
}

function compileChanges(specification: Document): readonly Change[] {
  const changes = [...specification].flatMap(([op, fields]): Change[] => {
    if (!op.startsWith('$'))
      throw new CommandError('FailedToParse', `unknown modifier: ${op}; expected a valid update modifier`);
    if (!isDocument(fields))
      throw new CommandError('FailedToParse', `Modifiers operate on fields but we found another type for ${op}`);
    if (fields.size === 0) toAction(op, '', op === '$pullAll' ? [] : 0);
    return [...fields].map(([name, operand]) => ({
      name,
      path: parsePath(name, op),
      action: toAction(op, name, operand),
    }));
  });
  changes.sort(byPath);
  refuseConflicts(changes);
  return changes;
}

/** @throws CommandError that names an operator, modifier or form of update outside the supported set */
export function compileUpdate(specification: Value): Update {
  if (isArray(specification)) throw unsupported('an update with an aggregation pipeline');
  if (!isDocument(specification)) throw new CommandError('FailedToParse', 'an update must be a document');
  const first = specification.keys().next().value;
  if (first?.startsWith('$') === true) return { kind: 'changes', changes: compileChanges(specification) };
  for (const name of specification.keys()) {
    if (name.startsWith('$'))
      throw new CommandError(
        'DollarPrefixedFieldName',
        `The dollar ($) prefixed field '${name}' is not allowed in a replacement`,
      );
  }
  return { kind: 'replacement', document: specification };
}
