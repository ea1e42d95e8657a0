import { randomBytes } from 'node:crypto';
import { bsonType, Scalar } from './value.ts';

const process = randomBytes(5);
let counter = randomBytes(3).readUIntBE(0, 3);

export function newObjectId(nowMs: number = Date.now()): Scalar {
  const bytes = Buffer.alloc(12);
  bytes.writeUInt32BE(Math.floor(nowMs / 1000), 0);
  process.copy(bytes, 4);
  counter = (counter + 1) & 0xffffff;
  bytes.writeUIntBE(counter, 9, 3);
  return new Scalar(bsonType.objectId, bytes);
}

export function newDate(ms: number): Scalar {
  const bytes = Buffer.alloc(8);
  bytes.writeBigInt64LE(BigInt(ms), 0);
  return new Scalar(bsonType.date, bytes);
}
