import { CommandError } from '../command-error.ts';
import type { Document, Value } from '../bson/value.ts';

export const isIndexName = (name: string): boolean => /^(0|[1-9][0-9]{0,8})$/.test(name);

/** A dotted path; refuses empty names and names with a dollar sign in front. */
export function parsePath(path: string, what: string): readonly string[] {
  const parts = path.split('.');
  for (const part of parts) {
    if (part === '')
      throw new CommandError('EmptyFieldName', `the path '${path}' of ${what} holds an empty field name`);
    if (part.startsWith('$')) {
      throw new CommandError(
        'DollarPrefixedFieldName',
        `the path '${path}' of ${what} holds the name '${part}', which starts with a dollar sign`,
      );
    }
    if (part.includes('\0')) throw new CommandError('BadValue', `the path of ${what} holds a NUL`);
  }
  if (parts.length > 100) throw new CommandError('BadValue', `the path of ${what} has more than 100 parts`);
  return parts;
}

/**
 * @param settled an element that was named by its index: when it is an array itself, its elements are not asked one by
 * one
 */
type Visit = (value: Value | undefined, settled: boolean) => boolean;

/** Goes on from an element that was named by its index; a scalar in mid-path holds nothing. */
function someBehind(item: Value, path: readonly string[], at: number, visit: Visit): boolean {
  if (at === path.length - 1) return visit(item, true);
  if (item instanceof Map) return someAtPath(item, path, visit, at + 1);
  return Array.isArray(item) && someInArray(item, path, at + 1, visit);
}

function someInArray(array: readonly Value[], path: readonly string[], at: number, visit: Visit): boolean {
  const name = path[at] as string;
  if (isIndexName(name) && Number(name) < array.length) {
    if (someBehind(array[Number(name)] as Value, path, at, visit)) return true;
  }
  return array.some((item) => item instanceof Map && someAtPath(item, path, visit, at));
}

/**
 * Whether `visit` holds for a value at the path, through arrays of documents and by index; a missing value is visited
 * as undefined.
 */
export function someAtPath(document: Document, path: readonly string[], visit: Visit, at = 0): boolean {
  const value = document.get(path[at] as string);
  if (at === path.length - 1) return visit(value, false);
  if (value instanceof Map) return someAtPath(value, path, visit, at + 1);
  return Array.isArray(value) ? someInArray(value, path, at + 1, visit) : visit(undefined, false);
}
