import { BSON, type Document } from 'mongodb';

const msgCode = 2013;
const headerBytes = 16;
const flagsBytes = 4;
const [bodyKind, sequenceKind] = [0, 1];

/** Documents that travel beside a command, as the array field of that name. */
export interface Sequence {
  /** With the closing NUL. */
  readonly name: Buffer;
  readonly documents: readonly Uint8Array[];
}

export const sequenceName = (name: string): Buffer => Buffer.from(`${name}\0`);

export const bytesOf = (parts: readonly Uint8Array[]): number => parts.reduce((sum, part) => sum + part.length, 0);

export const commandBody = (database: string, command: Document): Uint8Array =>
  BSON.serialize({ ...command, $db: database });

/** An OP_MSG without its number. */
export const wireMessage = (body: Uint8Array, sequence?: Sequence): Buffer => {
  const beside = sequence ? sequence.name.length + 4 + bytesOf(sequence.documents) : 0;
  const message = Buffer.allocUnsafe(headerBytes + flagsBytes + 1 + body.length + (sequence ? 1 + beside : 0));
  message.writeInt32LE(message.length, 0);
  message.fill(0, 4, headerBytes + flagsBytes);
  message.writeInt32LE(msgCode, 12);
  let at = message.writeUInt8(bodyKind, headerBytes + flagsBytes);
  message.set(body, at);
  at += body.length;
  if (!sequence) return message;
  at = message.writeUInt8(sequenceKind, at);
  at = message.writeInt32LE(beside, at);
  for (const part of [sequence.name, ...sequence.documents]) {
    message.set(part, at);
    at += part.length;
  }
  return message;
};
