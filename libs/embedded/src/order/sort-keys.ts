import { CommandError } from '../command-error.ts';
import type { Document, Value } from '../bson/value.ts';
import { ByteWriter } from './byte-writer.ts';
import { tag, writeKey } from './key-encoding.ts';

export interface KeyField {
  readonly name: string;
  readonly path: readonly string[];
  readonly descending: boolean;
}

export interface DocumentKeys {
  /** Distinct keys of the document, at least one. */
  readonly keys: Buffer[];
  /** Bit n is set when field n led through an array. */
  readonly arrays: number;
}

/** Where one field's walk stands: `at` path components are used up; a `settled` value is not opened further. */
interface Position {
  readonly value: Value | undefined;
  readonly at: number;
  readonly settled: boolean;
  readonly empty: boolean;
}

const writer = new ByteWriter();

export const keyField = (name: string, descending: boolean): KeyField => ({ name, path: name.split('.'), descending });

function descend(value: Value | undefined, at: number, path: readonly string[]): Position {
  let here = value;
  let depth = at;
  while (depth < path.length && here instanceof Map) here = here.get(path[depth++] as string);
  if (Array.isArray(here)) return { value: here, at: depth, settled: false, empty: false };
  return { value: depth < path.length ? undefined : here, at: path.length, settled: true, empty: false };
}

function writeComposite(fields: readonly KeyField[], positions: readonly Position[]): Buffer {
  writer.length = 0;
  for (let index = 0; index < fields.length; index++) {
    const position = positions[index] as Position;
    const start = writer.length;
    if (position.empty) writer.byte(tag.emptyArray);
    else writeKey(writer, position.value);
    if ((fields[index] as KeyField).descending) writer.invert(start);
  }
  return writer.take();
}

function intoArray(position: Position, array: Value[], path: readonly string[], item: Value | undefined): Position {
  if (position.settled || position.value !== array) return position;
  const whole = position.at === path.length;
  if (array.length === 0) return { value: undefined, at: path.length, settled: true, empty: whole };
  if (whole || Array.isArray(item))
    return { value: whole ? item : undefined, at: path.length, settled: true, empty: false };
  return descend(item, position.at, path);
}

type Emit = (positions: readonly Position[]) => void;

function sharedArray(fields: readonly KeyField[], positions: readonly Position[]): Value[] | undefined {
  let array: Value[] | undefined;
  for (const position of positions) {
    if (position.settled || !Array.isArray(position.value)) continue;
    if (array !== undefined && array !== position.value) {
      throw new CommandError(
        'CannotIndexParallelArrays',
        `cannot index or sort by parallel arrays: ${fields.map((field) => field.name).join(', ')}`,
      );
    }
    array = position.value;
  }
  return array;
}

/** Emits one set of positions for each combination; answers which fields led through an array. */
function spread(fields: readonly KeyField[], positions: readonly Position[], emit: Emit): number {
  const array = sharedArray(fields, positions);
  if (array === undefined) {
    emit(positions);
    return 0;
  }
  let arrays = 0;
  positions.forEach((position, index) => {
    if (!position.settled && position.value === array) arrays |= 1 << index;
  });
  const items: readonly (Value | undefined)[] = array.length === 0 ? [undefined] : array;
  for (const item of items) {
    const opened = positions.map((position, index) =>
      intoArray(position, array, (fields[index] as KeyField).path, item),
    );
    arrays |= spread(fields, opened, emit);
  }
  return arrays;
}

const start = (document: Document, fields: readonly KeyField[]): Position[] =>
  fields.map((field) => descend(document, 0, field.path));

/**
 * The keys of a document in an index (or sort) over these fields: one for each element of an array on the way, null for
 * what is missing, "empty array" below null.
 * @throws CommandError CannotIndexParallelArrays when two different arrays meet
 */
export function documentKeys(document: Document, fields: readonly KeyField[]): DocumentKeys {
  const positions = start(document, fields);
  if (positions.every((position) => position.settled)) return { keys: [writeComposite(fields, positions)], arrays: 0 };
  const found = new Map<string, Buffer>();
  const arrays = spread(fields, positions, (each) => {
    const key = writeComposite(fields, each);
    found.set(key.toString('latin1'), key);
  });
  return { keys: [...found.values()], arrays };
}

/** The values that made one key of the document, for the message about a duplicate. */
export function keyValues(
  document: Document,
  fields: readonly KeyField[],
  key: Buffer,
): readonly (Value | undefined)[] {
  let values: readonly (Value | undefined)[] = [];
  spread(fields, start(document, fields), (each) => {
    if (writeComposite(fields, each).equals(key)) values = each.map((position) => position.value);
  });
  return values;
}

/** The key that a document sorts by: of several, the smallest in the direction of the sort. */
export function sortKey(document: Document, fields: readonly KeyField[]): Buffer {
  const { keys } = documentKeys(document, fields);
  return keys.reduce((smallest, key) => (Buffer.compare(key, smallest) < 0 ? key : smallest));
}
