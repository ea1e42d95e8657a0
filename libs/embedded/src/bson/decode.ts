import { isUtf8 } from 'node:buffer';
import { CommandError } from '../command-error.ts';
import { bsonType, int32, Scalar } from './value.ts';
import type { Document, Value } from './value.ts';

export const maxDepth = 100;
const commandLevels = 8;
export const maxDocumentBytes = 16 * 1024 * 1024;

export interface RawElement {
  readonly type: number;
  readonly name: string;
  /** Where the element (its type byte), its value and its end lie. */
  readonly start: number;
  readonly valueAt: number;
  readonly end: number;
}

const invalid = (why: string): CommandError => new CommandError('InvalidBSON', `invalid BSON: ${why}`);

const fixedSizes = new Map<number, number>([
  [bsonType.double, 8],
  [bsonType.objectId, 12],
  [bsonType.bool, 1],
  [bsonType.date, 8],
  [bsonType.null, 0],
  [bsonType.int32, 4],
  [bsonType.timestamp, 8],
  [bsonType.int64, 8],
  [bsonType.decimal128, 16],
  [bsonType.minKey, 0],
  [bsonType.maxKey, 0],
]);

const text = (bytes: Buffer, start: number, end: number): string => {
  const decoded = bytes.toString('utf8', start, end);
  if (decoded.includes('\ufffd') && !isUtf8(bytes.subarray(start, end))) throw invalid('a string is not UTF-8');
  return decoded;
};

/** Where the value of this type that starts at `at` ends; refuses types that BSON no longer uses, by number. */
export function valueEnd(bytes: Buffer, type: number, at: number, limit: number): number {
  const fixed = fixedSizes.get(type);
  let end: number;
  if (fixed !== undefined) end = at + fixed;
  else if (type === bsonType.regex) {
    const pattern = bytes.indexOf(0, at);
    const options = pattern < 0 ? -1 : bytes.indexOf(0, pattern + 1);
    end = options < 0 ? limit + 1 : options + 1;
  } else {
    if (at + 4 > limit) throw invalid('a length lies outside its document');
    const length = bytes.readInt32LE(at);
    if (type === bsonType.string) end = length < 1 ? -1 : at + 4 + length;
    else if (type === bsonType.object || type === bsonType.array) end = length < 5 ? -1 : at + length;
    else if (type === bsonType.binary) end = length < 0 ? -1 : at + 5 + length;
    else
      throw new CommandError(
        'InvalidBSON',
        `BSON type 0x${type.toString(16)} is not supported by the embedded database`,
      );
  }
  if (end < at || end > limit) throw invalid('a value lies outside its document');
  return end;
}

function bounds(bytes: Buffer, start: number, limit: number): number {
  if (start + 5 > limit) throw invalid('a document is cut off');
  const end = start + bytes.readInt32LE(start);
  if (end < start + 5 || end > limit || bytes[end - 1] !== 0) throw invalid('a document has a wrong length');
  return end - 1;
}

/** The elements of one document, without looking into them. */
export function rawElements(bytes: Buffer, start = 0, limit: number = bytes.length): RawElement[] {
  const last = bounds(bytes, start, limit);
  const elements: RawElement[] = [];
  let at = start + 4;
  while (at < last) {
    const type = bytes[at] as number;
    const nameEnd = bytes.indexOf(0, at + 1);
    if (nameEnd < 0 || nameEnd >= last) throw invalid('a field name is cut off');
    const end = valueEnd(bytes, type, nameEnd + 1, last);
    elements.push({ type, name: text(bytes, at + 1, nameEnd), start: at, valueAt: nameEnd + 1, end });
    at = end;
  }
  return elements;
}

/** One field of a command: what it wraps around a document does not count as that document's depth. */
export function decodeElement(bytes: Buffer, element: RawElement): Value {
  return decodeValue(bytes, element.type, element.valueAt, element.end, -commandLevels);
}

/** Short names repeat from document to document: most of them are ASCII, which this reads without a call into C++. */
function fieldName(bytes: Buffer, start: number, end: number): string {
  if (end - start > 24) return text(bytes, start, end);
  let name = '';
  for (let at = start; at < end; at++) {
    const byte = bytes[at] as number;
    if (byte > 0x7f) return text(bytes, start, end);
    name += String.fromCharCode(byte);
  }
  return name;
}

/** Parts of a document: each name leads to the parts of its value, or to none where all of it is wanted. */
export type Parts = ReadonlyMap<string, Parts>;

type Others = 'left out' | 'kept';

/** The fields to read, whole or in parts; the others are left out, or kept as the bytes that they are. */
interface Choice {
  readonly wanted: Pick<ReadonlySet<string>, 'has'>;
  readonly parts?: Parts;
  readonly others: Others;
}

function decodeFields(
  bytes: Buffer,
  start: number,
  limit: number,
  depth: number,
  choice: Choice | undefined,
): Document {
  if (depth > maxDepth) throw new CommandError('BadValue', `documents nest deeper than ${maxDepth} levels`);
  const last = bounds(bytes, start, limit);
  const document: Document = new Map();
  let at = start + 4;
  while (at < last) {
    const type = bytes[at] as number;
    let nameEnd = at + 1;
    while (nameEnd < last && bytes[nameEnd] !== 0) nameEnd++;
    if (nameEnd >= last) throw invalid('a field name is cut off');
    const end = valueEnd(bytes, type, nameEnd + 1, last);
    const name = fieldName(bytes, at + 1, nameEnd);
    const isWanted = choice === undefined || choice.wanted.has(name);
    if (isWanted || choice.others === 'kept') {
      if (document.has(name)) throw invalid('a field appears twice in one document');
      document.set(
        name,
        isWanted
          ? decodeChosen(bytes, type, nameEnd + 1, end, depth, choice?.parts?.get(name))
          : new Scalar(type, bytes.subarray(nameEnd + 1, end)),
      );
    }
    at = end;
  }
  return document;
}

function decodeChosen(
  bytes: Buffer,
  type: number,
  at: number,
  end: number,
  depth: number,
  parts: Parts | undefined,
): Value {
  if (parts === undefined || parts.size === 0) return decodeValue(bytes, type, at, end, depth);
  if (type === bsonType.object)
    return decodeFields(bytes, at, end, depth + 1, { wanted: parts, parts, others: 'left out' });
  if (type !== bsonType.array) return decodeValue(bytes, type, at, end, depth);
  return rawElements(bytes, at, end).map(({ type: of, valueAt, end: to }) =>
    of === bsonType.array
      ? decodeValue(bytes, of, valueAt, to, depth + 1)
      : decodeChosen(bytes, of, valueAt, to, depth + 1, parts),
  );
}

function decodeArray(bytes: Buffer, start: number, limit: number, depth: number): Value[] {
  if (depth > maxDepth) throw new CommandError('BadValue', `documents nest deeper than ${maxDepth} levels`);
  const last = bounds(bytes, start, limit);
  const values: Value[] = [];
  let at = start + 4;
  while (at < last) {
    const type = bytes[at] as number;
    let nameEnd = at + 1;
    while (nameEnd < last && bytes[nameEnd] !== 0) nameEnd++;
    if (nameEnd >= last) throw invalid('an array index is cut off');
    const end = valueEnd(bytes, type, nameEnd + 1, last);
    values.push(decodeValue(bytes, type, nameEnd + 1, end, depth));
    at = end;
  }
  return values;
}

function decodeValue(bytes: Buffer, type: number, at: number, end: number, depth: number): Value {
  switch (type) {
    case bsonType.double:
      return bytes.readDoubleLE(at);
    case bsonType.string: {
      if (bytes[end - 1] !== 0) throw invalid('a string has a wrong length');
      return text(bytes, at + 4, end - 1);
    }
    case bsonType.object:
      return decodeFields(bytes, at, end, depth + 1, undefined);
    case bsonType.array:
      return decodeArray(bytes, at, end, depth + 1);
    case bsonType.bool:
      return bytes[at] !== 0;
    case bsonType.null:
      return null;
    case bsonType.int32:
      return int32(bytes.readInt32LE(at));
    case bsonType.int64:
      return bytes.readBigInt64LE(at);
    default:
      return new Scalar(type, bytes.subarray(at, end));
  }
}

/** Reads one document, checking every length. With `wanted` only those top-level fields are read. */
export function decodeDocument(bytes: Buffer, start = 0, wanted?: ReadonlySet<string>): Document {
  return decodeFields(bytes, start, bytes.length, 1, wanted && { wanted, others: 'left out' });
}

/**
 * Reads these top-level fields of a stored document; the others are their bytes, which encoding puts back as they are.
 */
export function decodePartly(bytes: Buffer, wanted: ReadonlySet<string>): Document {
  return decodeFields(bytes, 0, bytes.length, 1, { wanted, others: 'kept' });
}

/**
 * Reads these parts of a document, also of documents in arrays. Of nested fields that are not asked for there is
 * nothing; `others` is for those of the top.
 */
export function decodeParts(bytes: Buffer, parts: Parts, others: Others = 'kept'): Document {
  return decodeFields(bytes, 0, bytes.length, 1, { wanted: parts, parts, others });
}
