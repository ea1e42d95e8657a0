import { CommandError, unsupported } from '../command-error.ts';
import { asFlag, asInteger, asNumber, int32, isDocument } from '../bson/value.ts';
import type { Document, Value } from '../bson/value.ts';
import { show } from '../bson/show.ts';
import { keyText } from '../order/key-encoding.ts';
import { keyField } from '../order/sort-keys.ts';
import type { KeyField } from '../order/sort-keys.ts';
import { compileFilter } from '../query/compile-filter.ts';
import { conjuncts } from '../query/condition.ts';
import type { Condition } from '../query/condition.ts';
import { isIndexName, parsePath } from '../query/path.ts';

export interface IndexDefinition {
  readonly name: string;
  /** As it is listed: v, key, name, unique, partialFilterExpression. */
  readonly document: Document;
  readonly key: Document;
  readonly fields: readonly KeyField[];
  readonly unique: boolean;
  readonly partial: Condition | undefined;
}

const fieldsMax = 31;
const partialTests: ReadonlySet<string> = new Set(['eq', 'gt', 'gte', 'lt', 'lte', 'exists']);

/** Fields and directions of an index or a sort. */
export function keyFields(key: Document, what: string): readonly KeyField[] {
  if (key.size > fieldsMax) throw new CommandError('CannotCreateIndex', `more than ${fieldsMax} fields in ${what}`);
  return [...key].map(([name, direction]) => {
    const path = parsePath(name, what);
    if (path.some(isIndexName)) throw unsupported(`the array index in '${name}' of ${what}`);
    const number = asNumber(direction);
    if (number === undefined) throw unsupported(`${what} of kind ${show(direction)} on '${name}'`);
    if (Number(number) !== 1 && Number(number) !== -1) {
      throw new CommandError(
        'BadValue',
        `the direction of '${name}' in ${what} must be 1 or -1, not ${show(direction)}`,
      );
    }
    return keyField(name, Number(number) < 0);
  });
}

function partialOf(expression: Value | undefined): Condition | undefined {
  if (expression === undefined) return undefined;
  if (!isDocument(expression))
    throw new CommandError('CannotCreateIndex', 'partialFilterExpression must be a document');
  const condition = compileFilter(expression);
  for (const part of conjuncts(condition)) {
    if (part.kind !== 'field' || !partialTests.has(part.test.op)) {
      throw unsupported('a partialFilterExpression with anything but equality, comparisons and $exists: true');
    }
  }
  return condition;
}

function checkedName(name: Value | undefined): string {
  if (typeof name !== 'string' || name === '' || name.includes('\0') || name.length > 1000) {
    throw new CommandError('CannotCreateIndex', 'an index needs a name of 1 to 1000 characters without NUL');
  }
  return name;
}

/** @throws CommandError that names an option or kind of index outside the supported set */
export function indexDefinition(specification: Document): IndexDefinition {
  const key = specification.get('key');
  if (!isDocument(key) || key.size === 0)
    throw new CommandError('CannotCreateIndex', 'an index needs a key of at least one field');
  const name = checkedName(specification.get('name'));
  const fields = keyFields(key, 'an index');
  const isId = key.size === 1 && key.has('_id');
  if (isId && fields[0]?.descending === true)
    throw new CommandError('BadValue', 'the _id index must have the key pattern {_id: 1}');
  const document: Document = new Map<string, Value>([
    ['v', int32(2)],
    ['key', key],
    ['name', isId ? '_id_' : name],
  ]);
  for (const [option, value] of specification) {
    switch (option) {
      case 'key':
      case 'name':
      case 'ns':
        break;
      case 'v': {
        if (asInteger(value) !== 2) throw unsupported(`index version ${show(value)}`);
        break;
      }
      case 'background':
        break;
      case 'unique':
      case 'sparse':
      case 'hidden': {
        const flag = asFlag(value);
        if (flag === undefined)
          throw new CommandError('TypeMismatch', `the index option '${option}' must be a boolean`);
        if (flag && option !== 'unique') throw unsupported(`the index option '${option}'`);
        if (flag && !isId) document.set('unique', true);
        break;
      }
      case 'partialFilterExpression': {
        if (isId) throw new CommandError('CannotCreateIndex', 'the _id index cannot be partial');
        document.set(option, value);
        break;
      }
      default:
        throw unsupported(`the index option '${option}'`);
    }
  }
  const partial = partialOf(document.get('partialFilterExpression'));
  return {
    name: isId ? '_id_' : name,
    document,
    key,
    fields,
    unique: isId || document.get('unique') === true,
    partial,
  };
}

export const idIndex = (): IndexDefinition =>
  indexDefinition(
    new Map<string, Value>([
      ['key', new Map([['_id', int32(1)]])],
      ['name', '_id_'],
    ]),
  );

/** The same key in the same order and directions, whatever the number types. */
export const sameKey = (left: Document, right: Document): boolean => keyText(left) === keyText(right);

export function sameDefinition(left: IndexDefinition, right: IndexDefinition): boolean {
  return (
    sameKey(left.key, right.key) &&
    left.unique === right.unique &&
    keyText(left.document.get('partialFilterExpression')) === keyText(right.document.get('partialFilterExpression'))
  );
}
