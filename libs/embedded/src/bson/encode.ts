import { CommandError } from '../command-error.ts';
import { maxDepth, maxDocumentBytes } from './decode.ts';
import { bsonType, Int32, Scalar, typeOf } from './value.ts';
import type { Document, Value } from './value.ts';

/** A document that is already BSON, to be placed in an answer as it is. */
export class RawDocument {
  readonly bytes: Buffer;
  constructor(bytes: Buffer) {
    this.bytes = bytes;
  }
}

export type ReplyValue = Value | RawDocument | readonly RawDocument[] | ReplyDocument | readonly ReplyDocument[];
export type ReplyDocument = Map<string, ReplyValue>;

let scratch = Buffer.allocUnsafe(64 * 1024);

/** Makes room at the end of the shared scratch buffer; it shrinks again after a large document. */
function room(at: number, bytes: number): void {
  if (at + bytes <= scratch.length) return;
  const larger = Buffer.allocUnsafe(Math.max(scratch.length * 2, at + bytes));
  scratch.copy(larger, 0, 0, at);
  scratch = larger;
}

function writeName(at: number, type: number, name: string): number {
  room(at, 2 + name.length * 3);
  scratch[at] = type;
  const end = at + 1 + scratch.write(name, at + 1, 'utf8');
  scratch[end] = 0;
  return end + 1;
}

function writeText(at: number, value: string): number {
  room(at, 5 + value.length * 3);
  const length = scratch.write(value, at + 4, 'utf8');
  scratch.writeInt32LE(length + 1, at);
  scratch[at + 4 + length] = 0;
  return at + 5 + length;
}

function writeBytes(at: number, bytes: Buffer): number {
  room(at, bytes.length);
  bytes.copy(scratch, at);
  return at + bytes.length;
}

function writeFields(start: number, fields: Iterable<[string, ReplyValue]>, levelsLeft: number): number {
  if (levelsLeft === 0) throw new CommandError('BadValue', `documents nest deeper than ${maxDepth} levels`);
  room(start, 4);
  let at = start + 4;
  for (const [name, value] of fields) at = writeElement(at, name, value, levelsLeft);
  room(at, 1);
  scratch[at] = 0;
  scratch.writeInt32LE(at + 1 - start, start);
  return at + 1;
}

function* numbered(values: readonly ReplyValue[]): Generator<[string, ReplyValue]> {
  for (let index = 0; index < values.length; index++) yield [String(index), values[index] as ReplyValue];
}

function writeElement(at: number, name: string, value: ReplyValue, levelsLeft: number): number {
  if (value instanceof RawDocument) return writeBytes(writeName(at, bsonType.object, name), value.bytes);
  if (Array.isArray(value)) return writeFields(writeName(at, bsonType.array, name), numbered(value), levelsLeft - 1);
  if (value instanceof Map)
    return writeFields(writeName(at, bsonType.object, name), value as ReplyDocument, levelsLeft - 1);
  const plain = value as Value;
  const start = writeName(at, typeOf(plain), name);
  room(start, 8);
  if (typeof plain === 'string') return writeText(start, plain);
  if (plain instanceof Int32) return scratch.writeInt32LE(plain.value, start);
  if (typeof plain === 'bigint') return scratch.writeBigInt64LE(plain, start);
  if (typeof plain === 'number') return scratch.writeDoubleLE(plain, start);
  if (typeof plain === 'boolean') return scratch.writeUInt8(plain ? 1 : 0, start);
  return plain instanceof Scalar ? writeBytes(start, plain.bytes) : start;
}

function take(end: number): Buffer {
  const bytes = Buffer.allocUnsafe(end);
  scratch.copy(bytes, 0, 0, end);
  if (scratch.length > 1024 * 1024) scratch = Buffer.allocUnsafe(64 * 1024);
  return bytes;
}

/** BSON of a document to store; refuses one that is too large or nests too deep. */
export function encodeStored(document: Document): Buffer {
  const bytes = take(writeFields(0, document, maxDepth));
  if (bytes.length > maxDocumentBytes)
    throw new CommandError(
      'BSONObjectTooLarge',
      `a document of ${bytes.length} bytes is larger than ${maxDocumentBytes}`,
    );
  return bytes;
}

/** BSON of an answer, with `reserve` bytes left free in front for the message header. */
export function encodeReply(document: ReplyDocument, reserve: number): Buffer {
  room(0, reserve);
  return take(writeFields(reserve, document, maxDepth + 8));
}
