import { CommandError } from '../command-error.ts';
import { decodeDocument, decodeParts, maxDocumentBytes, rawElements } from '../bson/decode.ts';
import type { Parts } from '../bson/decode.ts';
import type { ReplyDocument, ReplyValue } from '../bson/encode.ts';
import { isSound } from '../bson/is-sound.ts';
import { newObjectId } from '../bson/object-id.ts';
import { bsonType, int32, isArray } from '../bson/value.ts';
import type { Document } from '../bson/value.ts';
import { isRegex } from '../query/pattern.ts';
import type { Collection } from '../store/collection.ts';
import { partsOfIndexes } from '../store/index-parts.ts';
import type { Context } from './context.ts';
import { reply } from './context.ts';
import { checkRequest, collectionName, flagField } from './request.ts';
import type { Request } from './request.ts';

const batchMax = 100_000;

/** Refuses what no document may hold. */
export function checkDocument(document: Document): void {
  for (const name of document.keys()) {
    if (name.startsWith('$'))
      throw new CommandError('DollarPrefixedFieldName', `the field name '${name}' starts with a dollar sign`);
  }
  const id = document.get('_id');
  if (isArray(id) || isRegex(id))
    throw new CommandError('BadValue', `The '_id' value cannot be of type ${isArray(id) ? 'array' : 'regex'}`);
}

function withHead(bytes: Buffer, head: Buffer, from: number, to: number): Buffer {
  const size = Buffer.alloc(4);
  const whole = Buffer.concat([size, head, bytes.subarray(4, from), bytes.subarray(to)]);
  whole.writeInt32LE(whole.length, 0);
  return whole;
}

/** MongoDB keeps _id in front; apart from that the bytes stay as they came. */
function withIdInFront(bytes: Buffer, document: Document): Buffer {
  if (document.keys().next().value === '_id') return bytes;
  const element = rawElements(bytes).find((each) => each.name === '_id');
  if (element !== undefined)
    return withHead(bytes, bytes.subarray(element.start, element.end), element.start, element.end);
  const id = newObjectId();
  document.set('_id', id);
  return withHead(bytes, Buffer.concat([Buffer.from([bsonType.objectId]), Buffer.from('_id\0'), id.bytes]), 4, 4);
}

/** Of a document in which nothing is to be refused only what the indexes ask for is read. */
function insertOne(collection: Collection, bytes: Buffer, parts: Parts): void {
  if (bytes.length > maxDocumentBytes)
    throw new CommandError(
      'BSONObjectTooLarge',
      `a document of ${bytes.length} bytes is larger than ${maxDocumentBytes}`,
    );
  const document = isSound(bytes) ? decodeParts(bytes, parts) : decodeDocument(bytes);
  checkDocument(document);
  collection.insert(document, withIdInFront(bytes, document));
}

function writeError(index: number, error: CommandError): ReplyDocument {
  return new Map<string, ReplyValue>([
    ['index', int32(index)],
    ['code', int32(error.code)],
    ...error.fields,
    ['errmsg', error.message],
  ]);
}

/** Runs statements one by one; collects refusals, and stops at the first when ordered. */
function runStatements(count: number, ordered: boolean, run: (index: number) => void): ReplyDocument[] {
  const errors: ReplyDocument[] = [];
  for (let index = 0; index < count; index++) {
    try {
      run(index);
    } catch (error) {
      if (!(error instanceof CommandError)) throw error;
      errors.push(writeError(index, error));
      if (ordered) break;
    }
  }
  return errors;
}

/** As runStatements, for statements that may be paused. */
export function* runPacedStatements(
  count: number,
  ordered: boolean,
  run: (index: number) => Generator<undefined, void>,
): Generator<undefined, ReplyDocument[]> {
  const errors: ReplyDocument[] = [];
  for (let index = 0; index < count; index++) {
    try {
      yield* run(index);
    } catch (error) {
      if (!(error instanceof CommandError)) throw error;
      errors.push(writeError(index, error));
      if (ordered) break;
    }
  }
  return errors;
}

export const writeErrors = (errors: readonly ReplyDocument[]): [string, ReplyValue][] =>
  errors.length === 0 ? [] : [['writeErrors', errors]];

export function insert(context: Context, request: Request): ReplyDocument {
  checkRequest(request, ['ordered', 'bypassDocumentValidation', 'documents']);
  const { documents } = request;
  if (documents.length === 0 || documents.length > batchMax)
    throw new CommandError('InvalidOptions', `an insert needs 1 to ${batchMax} documents`);
  const ordered = flagField(request.body, 'ordered', true);
  const collection = context.catalog.findOrCreate(request.database, collectionName(request));
  const parts = partsOfIndexes(collection.indexes.map(({ definition }) => definition));
  let inserted = 0;
  const errors = runStatements(documents.length, ordered, (index) => {
    insertOne(collection, documents[index] as Buffer, parts);
    inserted++;
  });
  return reply([['n', int32(inserted)], ...writeErrors(errors)]);
}
