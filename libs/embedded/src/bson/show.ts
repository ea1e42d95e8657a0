import { bsonType, Int32, Scalar } from './value.ts';
import type { Value } from './value.ts';

function showScalar(value: Scalar): string {
  switch (value.type) {
    case bsonType.objectId:
      return `ObjectId('${value.bytes.toString('hex')}')`;
    case bsonType.date:
      return `new Date(${value.bytes.readBigInt64LE(0)})`;
    case bsonType.timestamp:
      return `Timestamp(${value.bytes.readUInt32LE(4)}, ${value.bytes.readUInt32LE(0)})`;
    case bsonType.binary:
      return `BinData(${value.bytes[4]}, ${value.bytes.subarray(5).toString('hex').toUpperCase()})`;
    case bsonType.minKey:
      return 'MinKey';
    case bsonType.maxKey:
      return 'MaxKey';
    case bsonType.regex: {
      const [pattern, options] = value.bytes.toString('utf8').split('\0');
      return `/${pattern}/${options}`;
    }
    default:
      return `<${value.bytes.toString('hex')}>`;
  }
}

function showAll(value: Value | undefined): string {
  if (value === undefined || value === null) return 'null';
  if (value instanceof Int32) return String(value.value);
  if (value instanceof Scalar) return showScalar(value);
  if (value instanceof Map)
    return value.size === 0
      ? '{}'
      : `{ ${[...value].map(([name, field]) => `${name}: ${showAll(field)}`).join(', ')} }`;
  if (Array.isArray(value)) return value.length === 0 ? '[]' : `[ ${value.map(showAll).join(', ')} ]`;
  if (typeof value === 'string') return JSON.stringify(value);
  return typeof value === 'number' && Number.isInteger(value) ? value.toFixed(1) : String(value);
}

/** A value as the shell prints it, for error messages; cut off, because values come from outside. */
export function show(value: Value | undefined): string {
  const text = showAll(value);
  return text.length > 1000 ? `${text.slice(0, 1000)}…` : text;
}
