import { CommandError } from '../command-error.ts';
import type { Document, Value } from '../bson/value.ts';
import { show } from '../bson/show.ts';
import { isIndexName } from '../query/path.ts';

/** A field or an array element that an update reads and writes. */
export interface Place {
  get(): Value | undefined;
  set(value: Value): void;
  remove(): void;
}

const backfillMax = 1_500_000;

function inArray(array: Value[], index: number): Place {
  return {
    get: () => array[index],
    set: (value) => {
      if (index - array.length > backfillMax)
        throw new CommandError('BadValue', `can't backfill more than ${backfillMax} array elements`);
      while (array.length < index) array.push(null);
      array[index] = value;
    },
    // An array keeps its length: MongoDB leaves null behind.
    remove: () => {
      array[index] = null;
    },
  };
}

const inDocument = (document: Document, name: string): Place => ({
  get: () => document.get(name),
  set: (value) => {
    document.set(name, value);
  },
  remove: () => {
    document.delete(name);
  },
});

function child(container: Value, name: string): Place | undefined {
  if (container instanceof Map) return inDocument(container, name);
  return Array.isArray(container) && isIndexName(name) ? inArray(container, Number(name)) : undefined;
}

/**
 * What becomes of a path that is not there: it is made, or left alone, or left alone even where it could not be made.
 */
export type Absent = 'make' | 'leave' | 'ignore';

/**
 * The place that a path names, with the documents on the way made when these are to be.
 * @returns undefined when it is not there and shall not be made
 * @throws CommandError PathNotViable when the way leads through a scalar, null, or an array by name, unless that is to
 * be ignored
 */
export function placeAt(
  document: Document,
  target: { path: readonly string[]; name: string },
  absent: Absent,
): Place | undefined {
  let container: Value = document;
  for (let index = 0; ; index++) {
    const name = target.path[index] as string;
    const place = child(container, name);
    if (place === undefined) {
      if (absent === 'ignore') return undefined;
      throw new CommandError(
        'PathNotViable',
        `Cannot create field '${name}' in element {${target.path[index - 1]}: ${show(container)}}`,
      );
    }
    if (index === target.path.length - 1) return place;
    const next: Value | undefined = place.get();
    if (next === undefined) {
      if (absent !== 'make') return undefined;
      const made: Document = new Map();
      place.set(made);
      container = made;
    } else container = next;
  }
}
