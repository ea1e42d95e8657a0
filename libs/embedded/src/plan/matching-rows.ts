import { decodeDocument } from '../bson/decode.ts';
import type { Document } from '../bson/value.ts';
import type { Paced } from '../engine/paced.ts';
import type { KeyField } from '../order/sort-keys.ts';
import { conjuncts, fieldsOf } from '../query/condition.ts';
import type { Condition } from '../query/condition.ts';
import { matches } from '../query/matches.ts';
import type { Collection, Row } from '../store/collection.ts';
import type { DatabaseFile } from '../store/database-file.ts';
import type { AccessPath } from './access-path.ts';
import { readPath } from './read-path.ts';

export interface Match extends Row {
  /** The fields that were asked for. */
  readonly document: Document;
}

const nothing: Document = new Map();
const rowsBetweenPauses = 64;

/** The top-level fields that a filter and a sort need. */
export function neededFields(condition: Condition, sort: readonly KeyField[]): Set<string> {
  const fields = fieldsOf(condition);
  for (const field of sort) fields.add(field.path[0] as string);
  return fields;
}

export interface Search {
  readonly collection: Collection;
  readonly condition: Condition;
  readonly path: AccessPath;
  /** Top-level fields to decode; undefined for all. */
  readonly wanted: ReadonlySet<string> | undefined;
  /** How many rows will be read, as far as known: the size of the first page. */
  readonly expected: number;
}

/** The documents that match, in the order of the access path. */
export function* matchingRows(
  file: DatabaseFile,
  { collection, condition, path, wanted, expected }: Search,
): Paced<Match> {
  const all = conjuncts(condition).length === 0 || (path.kind === 'index' && path.exact);
  let examined = 0;
  for (const row of readPath(file, collection, path, Math.max(1, Math.min(expected, 64)))) {
    file.documentsExamined++;
    if (++examined % rowsBetweenPauses === 0) yield undefined;
    const document = wanted?.size === 0 ? nothing : decodeDocument(row.bytes, 0, wanted);
    if (all || matches(condition, document)) yield { rid: row.rid, bytes: row.bytes, document };
  }
}
