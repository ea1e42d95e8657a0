import { CommandError } from '../command-error.ts';
import { decodeDocument, decodeElement, rawElements } from '../bson/decode.ts';
import { bsonType } from '../bson/value.ts';
import type { Document, Value } from '../bson/value.ts';
import { encodeReply } from '../bson/encode.ts';
import type { ReplyDocument } from '../bson/encode.ts';
import type { Request } from '../commands/request.ts';

export const opCode = { reply: 1, query: 2004, msg: 2013 } as const;
export const headerBytes = 16;
export const messageBytesMax = 48_000_000 + 16 * 1024;

export interface Incoming {
  readonly requestId: number;
  readonly opCode: number;
  /** The client wants no answer. */
  readonly silent: boolean;
  readonly request: Request;
}

const checksumPresent = 1;
const moreToCome = 2;
const knownRequiredFlags = checksumPresent | moreToCome;

const malformed = (why: string): CommandError => new CommandError('FailedToParse', `malformed message: ${why}`);

interface Body {
  readonly name: string;
  readonly fields: Document;
  readonly documents: Buffer[];
}

/** Reads a command; the documents of an insert are left as they are, because they are stored as they are. */
function readBody(bytes: Buffer): Body {
  const elements = rawElements(bytes);
  const name = elements[0]?.name;
  if (name === undefined) throw malformed('an empty command');
  const fields: Document = new Map();
  const documents: Buffer[] = [];
  for (const element of elements) {
    if (name === 'insert' && element.name === 'documents') {
      for (const each of rawElements(bytes, element.valueAt, element.end)) {
        if (each.type !== bsonType.object) throw malformed('an insert of something other than documents');
        documents.push(bytes.subarray(each.valueAt, each.end));
      }
    } else fields.set(element.name, decodeElement(bytes, element));
  }
  return { name, fields, documents };
}

function documentEnd(message: Buffer, at: number, limit: number): number {
  const end = at + 5 > limit ? -1 : at + message.readInt32LE(at);
  if (end < at + 5 || end > limit) throw malformed('a document lies outside its message');
  return end;
}

/** A document sequence (section kind 1): an array field that travels beside the body. */
function readSequence(message: Buffer, at: number, limit: number, body: Body): number {
  const end = at + 4 > limit ? -1 : at + message.readInt32LE(at);
  const nameEnd = message.indexOf(0, at + 4);
  if (end < at + 5 || end > limit || nameEnd < 0 || nameEnd >= end)
    throw malformed('a section lies outside its message');
  const name = message.toString('utf8', at + 4, nameEnd);
  const values: Value[] = [];
  for (let start = nameEnd + 1; start < end; ) {
    const stop = documentEnd(message, start, end);
    const bytes = message.subarray(start, stop);
    if (body.name === 'insert' && name === 'documents') body.documents.push(bytes);
    else values.push(decodeDocument(bytes));
    start = stop;
  }
  if (values.length > 0) body.fields.set(name, values);
  return end;
}

function readMsg(message: Buffer): { silent: boolean; body: Body } {
  const flags = message.readUInt32LE(headerBytes);
  if ((flags & 0xffff & ~knownRequiredFlags) !== 0) throw malformed('an unknown flag');
  const limit = message.length - ((flags & checksumPresent) === 0 ? 0 : 4);
  let body: Body | undefined;
  const sequences: number[] = [];
  for (let at = headerBytes + 4; at < limit; ) {
    const kind = message[at];
    if (kind === 0) {
      const end = documentEnd(message, at + 1, limit);
      if (body !== undefined) throw malformed('two bodies');
      body = readBody(message.subarray(at + 1, end));
      at = end;
    } else if (kind === 1) {
      sequences.push(at + 1);
      at = at + 1 + Math.max(5, message.readInt32LE(at + 1));
    } else throw malformed(`a section of kind ${kind}`);
  }
  if (body === undefined) throw malformed('no body');
  for (const at of sequences) readSequence(message, at, limit, body);
  return { silent: (flags & moreToCome) !== 0, body };
}

/** The old form, which drivers use for their first hello. */
function readQuery(message: Buffer): Body {
  const nameEnd = message.indexOf(0, headerBytes + 4);
  const start = nameEnd + 9;
  if (nameEnd < 0) throw malformed('an OP_QUERY without a name');
  const body = readBody(message.subarray(start, documentEnd(message, start, message.length)));
  if (!['hello', 'ismaster', 'isMaster'].includes(body.name)) {
    throw new CommandError('NotImplemented', `OP_QUERY is supported for hello only, not for ${body.name}`);
  }
  // The database stands in the name of the collection, `admin.$cmd`.
  body.fields.set('$db', message.toString('utf8', headerBytes + 4, nameEnd).split('.')[0] as string);
  return body;
}

function databaseOf(fields: Document): string {
  const name = fields.get('$db');
  if (typeof name !== 'string' || name === '' || Buffer.byteLength(name) > 63 || /[/\\. "$\0]/.test(name)) {
    throw new CommandError('InvalidNamespace', 'a database name needs 1 to 63 bytes without / \\ . " $ space and NUL');
  }
  return name;
}

/**
 * @throws CommandError for a message that cannot be read; the connection then stays usable, because its length was
 * right
 */
export function readMessage(message: Buffer): Incoming {
  const code = message.readInt32LE(12);
  const requestId = message.readInt32LE(4);
  if (code !== opCode.msg && code !== opCode.query) throw malformed(`an unknown op code ${code}`);
  if (message.length < headerBytes + 9) throw malformed('a message that is too short');
  const { silent, body } = code === opCode.msg ? readMsg(message) : { silent: false, body: readQuery(message) };
  return {
    requestId,
    opCode: code,
    silent,
    request: { name: body.name, database: databaseOf(body.fields), body: body.fields, documents: body.documents },
  };
}

let nextId = 1;

/** A whole message that answers another one, in the form in which that was asked. */
export function replyMessage(responseTo: number, code: number, reply: ReplyDocument): Buffer {
  const old = code === opCode.query;
  const front = headerBytes + (old ? 20 : 5);
  const message = encodeReply(reply, front);
  message.fill(0, headerBytes, front);
  message.writeInt32LE(message.length, 0);
  message.writeInt32LE(nextId, 4);
  message.writeInt32LE(responseTo, 8);
  message.writeInt32LE(old ? opCode.reply : opCode.msg, 12);
  if (old) message.writeInt32LE(1, headerBytes + 16);
  nextId = (nextId + 1) & 0x7fffffff;
  return message;
}
