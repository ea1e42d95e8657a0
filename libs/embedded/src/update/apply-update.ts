import { CommandError } from '../command-error.ts';
import { asNumber, deepCopy, isDecimal, typeName } from '../bson/value.ts';
import type { Document, Value } from '../bson/value.ts';
import { show } from '../bson/show.ts';
import { compare, equal } from '../order/compare.ts';
import { keyText } from '../order/key-encoding.ts';
import { calculate } from './arithmetic.ts';
import type { Action, Change } from './compile-update.ts';
import { placeAt } from './place.ts';
import type { Absent, Place } from './place.ts';

type Push = Extract<Action, { op: '$push' }>;

const badValue = (why: string): CommandError => new CommandError('BadValue', why);

function arrayOf(change: Change, place: Place, id: Value | undefined): readonly Value[] {
  const value = place.get();
  if (value === undefined) return [];
  if (Array.isArray(value)) return value;
  if (change.action.op === '$addToSet') {
    throw badValue(
      `Cannot apply $addToSet to non-array field. Field named '${change.path.at(-1)}' has non-array type ${typeName(value)}`,
    );
  }
  if (change.action.op === '$push') {
    throw badValue(
      `The field '${change.name}' must be an array but is of type ${typeName(value)} in document {_id: ${show(id)}}`,
    );
  }
  throw badValue(`Cannot apply ${change.action.op} to a non-array value`);
}

function pushed(old: readonly Value[], action: Push): Value[] {
  const { position = old.length, slice } = action;
  const at = position < 0 ? Math.max(0, old.length + position) : Math.min(position, old.length);
  const items = [...old.slice(0, at), ...action.items, ...old.slice(at)];
  if (slice === undefined) return items;
  return slice === 0 ? [] : slice > 0 ? items.slice(0, slice) : items.slice(slice);
}

function added(old: readonly Value[], items: readonly Value[]): Value[] {
  const known = new Set(old.map(keyText));
  const result = [...old];
  for (const item of items) {
    const key = keyText(item);
    if (!known.has(key)) result.push(item);
    known.add(key);
  }
  return result;
}

function increased(change: Change, old: Value | undefined, amount: Value, id: Value | undefined): Value {
  if (old === undefined) return amount;
  if (asNumber(old) === undefined && !isDecimal(old)) {
    const where = `{_id: ${show(id)}} has the field '${change.path.at(-1)}' of non-numeric type ${typeName(old)}`;
    throw new CommandError('TypeMismatch', `Cannot apply $inc to a value of non-numeric type. ${where}`);
  }
  const sum = calculate('add', old, amount);
  if (sum === undefined) {
    throw badValue(
      `Failed to apply $inc operations to current value (${show(old)}) for document {_id: ${show(id)}}: the sum does not fit an int64`,
    );
  }
  return sum;
}

/**
 * What MongoDB counts as a change even when the document stays as it was: items pushed and cut off again, a null unset
 * in an array, NaN increased.
 */
function countsAnyway(action: Action, old: Value | undefined): boolean {
  switch (action.op) {
    case '$push':
      return action.items.length > 0;
    case '$unset':
      return old !== undefined;
    case '$inc':
      return Number.isNaN(old);
    default:
      return false;
  }
}

const absent = (op: Action['op']): Absent =>
  op === '$unset' ? 'ignore' : op === '$pull' || op === '$pullAll' ? 'leave' : 'make';

/** @returns whether it counts as a change, whatever it came to */
function applyChange(document: Document, change: Change, inserting: boolean): boolean {
  const { action } = change;
  if (action.op === '$setOnInsert' && !inserting) return false;
  const place = placeAt(document, change, absent(action.op));
  if (place === undefined) return false;
  const old = place.get();
  changePlace(place, old, change, document.get('_id'));
  return countsAnyway(action, old);
}

function changePlace(place: Place, old: Value | undefined, change: Change, id: Value | undefined): void {
  const { action } = change;
  switch (action.op) {
    case '$set':
    case '$setOnInsert':
      return place.set(deepCopy(action.operand));
    case '$unset':
      return old === undefined ? undefined : place.remove();
    case '$inc':
      return place.set(increased(change, old, action.operand, id));
    case '$min':
      return old === undefined || compare(action.operand, old) < 0 ? place.set(deepCopy(action.operand)) : undefined;
    case '$max':
      return old === undefined || compare(action.operand, old) > 0 ? place.set(deepCopy(action.operand)) : undefined;
    case '$push':
      return place.set(pushed(arrayOf(change, place, id), action));
    case '$addToSet':
      return place.set(added(arrayOf(change, place, id), action.items));
    case '$pull':
    case '$pullAll':
      return old === undefined
        ? undefined
        : place.set(arrayOf(change, place, id).filter((item) => !action.drops(item)));
  }
}

/**
 * Changes the document in place; on an error it is left half changed and must be thrown away.
 * @returns whether it counts as modified even when its bytes are the same as before
 * @throws CommandError PathNotViable, TypeMismatch, BadValue or ImmutableField
 */
export function applyChanges(document: Document, changes: readonly Change[], inserting: boolean): boolean {
  const id = document.get('_id');
  let counts = false;
  for (const change of changes) counts = applyChange(document, change, inserting) || counts;
  if (id !== undefined && (document.get('_id') === undefined || !equal(id, document.get('_id')))) {
    throw new CommandError(
      'ImmutableField',
      "Performing an update on the path '_id' would modify the immutable field '_id'",
    );
  }
  return counts;
}
