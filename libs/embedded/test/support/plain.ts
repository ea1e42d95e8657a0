import { deserialize, serialize } from 'bson';
import { decodeDocument } from '../../src/bson/decode.ts';
import { encodeStored } from '../../src/bson/encode.ts';
import type { Document } from '../../src/bson/value.ts';
import { matches } from '../../src/query/matches.ts';
import { compileFilter } from '../../src/query/compile-filter.ts';
import { applyChanges } from '../../src/update/apply-update.ts';
import { compileUpdate } from '../../src/update/compile-update.ts';

type Plain = Record<string, unknown>;

/** A document of the engine from plain JavaScript: whole numbers become int32, bigints int64. */
export const toDocument = (plain: Plain): Document => decodeDocument(Buffer.from(serialize(plain)));

/** Types stay visible: int32, Long and Double come back as the classes of the driver. */
export const toPlain = (document: Document): Plain =>
  deserialize(encodeStored(document), { promoteValues: false, bsonRegExp: true });

export const isMatch = (filter: Plain, document: Plain): boolean =>
  matches(compileFilter(toDocument(filter)), toDocument(document));

export function updated(document: Plain, update: Plain, inserting = false): Plain {
  const compiled = compileUpdate(toDocument(update));
  const changed = toDocument(document);
  if (compiled.kind !== 'changes') throw new Error('a test of updates needs operators');
  applyChanges(changed, compiled.changes, inserting);
  return deserialize(encodeStored(changed), { promoteLongs: false, useBigInt64: false });
}

/** The document after the update, as BSON, to compare types and order of fields. */
export function updatedBytes(document: Plain, update: Plain): string {
  const compiled = compileUpdate(toDocument(update));
  const changed = toDocument(document);
  if (compiled.kind !== 'changes') throw new Error('a test of updates needs operators');
  applyChanges(changed, compiled.changes, false);
  return encodeStored(changed).toString('hex');
}
