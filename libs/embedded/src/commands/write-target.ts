import { CommandError } from '../command-error.ts';
import { decodeDocument, decodePartly, decodeParts } from '../bson/decode.ts';
import { encodeStored } from '../bson/encode.ts';
import { newObjectId } from '../bson/object-id.ts';
import { deepCopy } from '../bson/value.ts';
import type { Document, Value } from '../bson/value.ts';
import { equal } from '../order/compare.ts';
import type { Paced } from '../engine/paced.ts';
import type { KeyField } from '../order/sort-keys.ts';
import { fieldsOf } from '../query/condition.ts';
import type { Condition } from '../query/condition.ts';
import { matches } from '../query/matches.ts';
import type { Collection } from '../store/collection.ts';
import { partsOfIndexes } from '../store/index-parts.ts';
import { applyChanges } from '../update/apply-update.ts';
import type { Change, Update } from '../update/compile-update.ts';
import { upsertSeed } from '../update/upsert-seed.ts';
import type { Context } from './context.ts';
import { readQuery } from './find.ts';
import { checkDocument } from './insert.ts';

export interface Target {
  readonly rid: number;
  readonly bytes: Buffer;
}

/** The documents that a write will touch, chosen before the first of them changes. */
export function targets(
  context: Context,
  database: string,
  name: string,
  condition: Condition,
  sort: readonly KeyField[],
  limit: number,
): Target[] {
  const found: Target[] = [];
  for (const row of readQuery(context, database, name, { condition, sort, skip: 0, limit }, new Set())) {
    if (row === undefined) context.deadline.check();
    else found.push({ rid: row.rid, bytes: row.bytes });
  }
  return found;
}

const targetsBetweenPauses = 16;

/**
 * The documents of a write over many, chosen before the first of them changes. Other commands may run at each pause. So
 * a document is read again when its turn comes, and passed over when it is gone or no longer matches.
 * @throws CommandError QueryPlanKilled when the collection was dropped in between
 */
export function* eachTarget(
  context: Context,
  collection: Collection,
  search: { database: string; condition: Condition },
): Paced<Target> {
  const { database, condition } = search;
  const rids: number[] = [];
  for (const row of readQuery(
    context,
    database,
    collection.name,
    { condition, sort: [], skip: 0, limit: 0 },
    new Set(),
  )) {
    if (row === undefined) yield undefined;
    else rids.push(row.rid);
  }
  const fields = fieldsOf(condition);
  for (const [index, rid] of rids.entries()) {
    if (index % targetsBetweenPauses === targetsBetweenPauses - 1) yield undefined;
    if (collection.dropped)
      throw new CommandError(
        'QueryPlanKilled',
        `the collection ${collection.namespace} was dropped while it was written to`,
      );
    const row = collection.get(rid);
    if (row !== undefined && matches(condition, decodeDocument(row.bytes, 0, fields))) yield row;
  }
}

function withId(document: Document, id: Value): Document {
  const rest = [...document].filter(([name]) => name !== '_id');
  return new Map([['_id', id], ...rest]);
}

function replacement(old: Document, document: Document): Document {
  checkDocument(document);
  const id = old.get('_id') as Value;
  const newId = document.get('_id');
  if (newId !== undefined && !equal(id, newId))
    throw new CommandError('ImmutableField', "the replacement would change the immutable field '_id'");
  return withId(document, id);
}

interface Updated {
  readonly bytes: Buffer;
  /** Whether it counts as modified. */
  readonly modified: boolean;
}

function replaceTarget(collection: Collection, target: Target, document: Document): Updated {
  const old = decodeDocument(target.bytes);
  const changed = replacement(old, document);
  const bytes = encodeStored(changed);
  if (bytes.equals(target.bytes)) return { bytes, modified: false };
  collection.replace(target.rid, old, changed, bytes);
  return { bytes, modified: true };
}

/** Whether the new value does not depend on the old one. */
const isWhole = ({ path, action }: Change): boolean =>
  path.length === 1 && (action.op === '$set' || action.op === '$unset');

/**
 * However long a document is, only some fields of it are read: those whose new value depends on the old one, and what
 * those indexes ask for whose keys may change.
 */
function changeTarget(collection: Collection, target: Target, changes: readonly Change[]): Updated {
  const names = new Set(changes.map(({ path }) => path[0] as string));
  const read = new Set(changes.flatMap((change) => (isWhole(change) ? [] : [change.path[0] as string])));
  const changed = decodePartly(target.bytes, read.add('_id'));
  const counts = applyChanges(changed, changes, false);
  const bytes = encodeStored(changed);
  if (bytes.equals(target.bytes)) return { bytes, modified: counts };
  const indexes = collection.indexes.filter(({ fields }) => [...fields].some((field) => names.has(field)));
  const old = decodeParts(target.bytes, partsOfIndexes(indexes.map(({ definition }) => definition)), 'left out');
  const now = new Map(old);
  for (const name of names) {
    const value = changed.get(name);
    if (value === undefined) now.delete(name);
    else now.set(name, value);
  }
  collection.replace(target.rid, old, now, bytes, indexes);
  return { bytes, modified: true };
}

/** @returns the document after the update */
export function updateTarget(collection: Collection, target: Target, update: Update): Updated {
  return update.kind === 'replacement'
    ? replaceTarget(collection, target, update.document)
    : changeTarget(collection, target, update.changes);
}

/** Inserts what the filter and the update say. */
export function upsert(collection: Collection, condition: Condition, update: Update): { id: Value; bytes: Buffer } {
  const seed = upsertSeed(condition);
  let document = seed;
  if (update.kind === 'replacement') {
    const id = seed.get('_id') ?? update.document.get('_id') ?? newObjectId();
    document = replacement(new Map([['_id', id]]), deepCopy(update.document) as Document);
  } else applyChanges(document, update.changes, true);
  const id = document.get('_id') ?? newObjectId();
  document = withId(document, id);
  checkDocument(document);
  const bytes = encodeStored(document);
  collection.insert(document, bytes);
  return { id, bytes };
}
