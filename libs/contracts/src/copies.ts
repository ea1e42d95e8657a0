import { enums, messages, rpcs } from './generated/shapes.ts';
import type { FieldShape } from './shape.ts';

/**
 * The same value as its receiver would read it from the wire. Raises an Error for what the wire does not carry.
 * Nothing in it is shared with the original but what cannot be changed.
 */
export type Copy = (value: unknown) => unknown;

export interface RpcCopies {
  readonly request: Copy;
  readonly response: Copy;
}

type Values = Record<string, unknown>;
/** Puts one property, or one union, into the copy. */
type Put = (from: Values, into: Values) => void;
interface Union {
  readonly $case: string;
  readonly value: unknown;
}

const int32Max = 0x7fffffff;

const text = (value: unknown): string => {
  const written = String(value);
  return written.isWellFormed() ? written : written.toWellFormed();
};

const int32 = (value: unknown): number => {
  if (!Number.isInteger(value) || (value as number) > int32Max || (value as number) < -int32Max - 1)
    throw new RangeError('a number of a message is no int32');
  // The wire has one zero.
  return (value as number) + 0;
};

const int64 = (value: unknown): bigint => {
  if (typeof value !== 'bigint' || BigInt.asIntN(64, value) !== value)
    throw new RangeError('a number of a message is no int64');
  return value;
};

const moment = (value: unknown): Date => {
  const time = (value as Date).getTime();
  if (Number.isNaN(time)) throw new RangeError('a moment of a message is none');
  return new Date(time);
};

const timestamp = 'google.protobuf.Timestamp';
const scalars: ReadonlyMap<string, Copy> = new Map<string, Copy>([
  ['string', text],
  ['int64', int64],
  ['int32', int32],
  ['bool', Boolean],
  ['bytes', (value) => Buffer.from(value as Uint8Array)],
  [timestamp, moment],
]);

const known = new Map<string, Copy>();

const copyOfType = (type: string): Copy =>
  scalars.get(type) ?? (type in enums ? int32 : (value) => copyOf(type)(value));

const listPut = (property: string, copy: Copy): Put => {
  return (from, into) => {
    const copied: unknown[] = [];
    for (const item of from[property] as readonly unknown[]) copied.push(copy(item));
    into[property] = copied;
  };
};

const mapPut = (property: string, copy: Copy): Put => {
  return (from, into) => {
    const copied: Values = {};
    for (const [key, value] of Object.entries(from[property] as object)) copied[text(key)] = copy(value);
    into[property] = copied;
  };
};

const valuePut = (property: string, copy: Copy): Put => {
  return (from, into) => {
    into[property] = copy(from[property]);
  };
};

const messagePut = (property: string, copy: Copy): Put => {
  return (from, into) => {
    const value = from[property];
    into[property] = value === undefined ? undefined : copy(value);
  };
};

/** Is not there where it is not set. */
const optionalPut = (property: string, copy: Copy): Put => {
  return (from, into) => {
    const value = from[property];
    if (value !== undefined) into[property] = copy(value);
  };
};

const unionPut = (property: string, cases: ReadonlyMap<string, Copy>): Put => {
  return (from, into) => {
    const union = from[property] as Union | undefined;
    const copy = cases.get(union?.$case ?? '');
    into[property] = union && copy ? { $case: union.$case, value: copy(union.value) } : undefined;
  };
};

const fieldPut = ({ property, type, list, optional, map }: FieldShape): Put => {
  if (map !== undefined) return mapPut(property, copyOfType(map));
  if (list) return listPut(property, copyOfType(type));
  if (optional) return optionalPut(property, copyOfType(type));
  const hasZero = type !== timestamp && (scalars.has(type) || type in enums);
  return (hasZero ? valuePut : messagePut)(property, copyOfType(type));
};

/** In the order in which they come from the wire: a union stands where its first case does, what is optional last. */
const putsOf = (fields: readonly FieldShape[]): Put[] => {
  const unions = new Map<string, Map<string, Copy>>();
  return fields
    .toSorted((one, other) => Number(one.optional ?? false) - Number(other.optional ?? false))
    .flatMap((field) => {
      if (field.oneOf === undefined) return [fieldPut(field)];
      const cases = unions.get(field.oneOf);
      if (cases) {
        cases.set(field.property, copyOfType(field.type));
        return [];
      }
      const first = new Map([[field.property, copyOfType(field.type)]]);
      unions.set(field.oneOf, first);
      return [unionPut(field.oneOf, first)];
    });
};

/** Copies messages of a full name. Raises an Error for a name that there is not. */
const copyOf = (message: string): Copy => {
  const found = known.get(message);
  if (found) return found;
  const fields = messages[message];
  if (!fields) throw new Error(`there is no message ${message}`);
  const puts = putsOf(fields);
  const made: Copy = (value) => {
    const copied: Values = {};
    for (const put of puts) put(value as Values, copied);
    return copied;
  };
  known.set(message, made);
  return made;
};

/** Copies what an rpc is asked and answers, by its path; undefined for one that is of no contract. */
export const copiesOf = (path: string): RpcCopies | undefined => {
  const rpc = rpcs[path];
  return rpc && { request: copyOf(rpc.request), response: copyOf(rpc.response) };
};
