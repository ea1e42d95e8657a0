import { CommandError, unsupported } from '../command-error.ts';
import { asFlag, asInteger, asNumber, isArray, isDocument } from '../bson/value.ts';
import type { Document, Value } from '../bson/value.ts';
import { show } from '../bson/show.ts';

/** A command as it came over the wire. */
export interface Request {
  readonly name: string;
  readonly database: string;
  /** All fields but `documents`. */
  readonly body: Document;
  /** The documents of an insert, as BSON. */
  readonly documents: readonly Buffer[];
}

const always = new Set([
  '$db',
  'lsid',
  '$clusterTime',
  '$readPreference',
  'comment',
  'maxTimeMS',
  'readConcern',
  'writeConcern',
]);
const readConcerns = new Set(['local', 'majority', 'available']);
const notSupported = new Set([
  'collation',
  'hint',
  'let',
  'arrayFilters',
  'min',
  'max',
  'returnKey',
  'showRecordId',
  'tailable',
  'awaitData',
  'oplogReplay',
  'explain',
  'apiVersion',
  'encryptionInformation',
  'rawData',
  'validator',
  'capped',
  'timeseries',
  'viewOn',
  'expireAfterSeconds',
]);

/** Refuses each field that the command does not know: by name, so that nothing is ignored that the client counts on. */
export function checkFields(where: string, fields: Document, known: readonly string[]): void {
  for (const [name, value] of fields) {
    if (known.includes(name) || always.has(name)) continue;
    if (name === 'txnNumber' || name === 'startTransaction' || name === 'autocommit') {
      throw new CommandError(
        'IllegalOperation',
        `transactions and retryable writes (${name}) are not supported by the embedded database`,
      );
    }
    // A driver may send the default of an option that is off.
    if (notSupported.has(name)) {
      if (asFlag(value) === false && typeof value === 'boolean') continue;
      throw unsupported(`the option '${name}' of ${where}`);
    }
    throw new CommandError('UnknownField', `BSON field '${where}.${name}' is an unknown field`);
  }
}

function checkConcerns(body: Document): void {
  const read = body.get('readConcern');
  const level = isDocument(read) ? (read.get('level') ?? 'local') : 'local';
  if (typeof level !== 'string' || !readConcerns.has(level)) throw unsupported(`the read concern ${show(level)}`);
  if (isDocument(read) && read.has('afterClusterTime')) throw unsupported('causal consistency (afterClusterTime)');
  const write = body.get('writeConcern');
  const w = isDocument(write) ? write.get('w') : undefined;
  if (w !== undefined && w !== 'majority' && asInteger(w) !== 0 && asInteger(w) !== 1) {
    throw new CommandError('UnknownReplWriteConcern', `the write concern w: ${show(w)} cannot be met by one server`);
  }
}

export function checkRequest(request: Request, known: readonly string[]): void {
  checkFields(request.name, request.body, [request.name, ...known]);
  checkConcerns(request.body);
}

export function collectionName(request: Request): string {
  const name = request.body.get(request.name);
  if (typeof name !== 'string')
    throw new CommandError('InvalidNamespace', `collection name has invalid type in ${request.name}`);
  if (name === '' || name.includes('\0') || name.startsWith('.') || Buffer.byteLength(name) > 200) {
    throw new CommandError('InvalidNamespace', 'a collection name needs 1 to 200 bytes, no NUL and no leading dot');
  }
  return name;
}

const wrongType = (name: string, type: string, value: Value): CommandError =>
  new CommandError('TypeMismatch', `the field '${name}' must be ${type}, not ${show(value)}`);

export function documentField(fields: Document, name: string): Document {
  const value = fields.get(name);
  if (value === undefined) return new Map();
  if (!isDocument(value)) throw wrongType(name, 'a document', value);
  return value;
}

export function documentsField(fields: Document, name: string): readonly Document[] {
  const value = fields.get(name);
  if (!isArray(value) || !value.every(isDocument)) throw wrongType(name, 'an array of documents', value ?? null);
  return value;
}

export function flagField(fields: Document, name: string, otherwise: boolean): boolean {
  const value = fields.get(name);
  if (value === undefined) return otherwise;
  const flag = asFlag(value);
  if (flag === undefined) throw wrongType(name, 'a boolean', value);
  return flag;
}

/** A whole number that is not negative; undefined when it is not given. */
export function countField(fields: Document, name: string): number | undefined {
  const value = fields.get(name);
  if (value === undefined || value === null) return undefined;
  const count = asInteger(value);
  if (count === undefined || count < 0) {
    if (asNumber(value) === undefined) throw wrongType(name, 'a number', value);
    throw new CommandError('BadValue', `the field '${name}' must be a whole number that is not negative`);
  }
  return count;
}

export function textField(fields: Document, name: string): string {
  const value = fields.get(name);
  if (typeof value !== 'string') throw wrongType(name, 'a string', value ?? null);
  return value;
}
