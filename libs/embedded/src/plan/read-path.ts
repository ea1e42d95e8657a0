import { CommandError } from '../command-error.ts';
import { asBuffer } from '../store/collection.ts';
import type { Collection, Row } from '../store/collection.ts';
import { limitGiven } from '../store/database-file.ts';
import type { DatabaseFile } from '../store/database-file.ts';
import type { StoredIndex } from '../store/stored-index.ts';
import type { AccessPath } from './access-path.ts';
import type { Interval } from './intervals.ts';

const pageMax = 256;

function* readCollection(collection: Collection, firstPage: number): Generator<Row> {
  let limit = firstPage;
  for (let last = 0; ; ) {
    if (collection.dropped)
      throw new CommandError('CursorNotFound', `the collection ${collection.namespace} was dropped while it was read`);
    const rows = collection.page(last, limit);
    for (const row of rows) {
      yield row;
      last = row.rid;
    }
    if (rows.length < limit) return;
    limit = Math.min(limit * 4, pageMax);
  }
}

type IndexPath = Extract<AccessPath, { kind: 'index' }>;

/** An entry of an index; where documents stand in it more than once, without the document. */
interface Entry {
  readonly key: Buffer;
  readonly rid: number;
  readonly bytes: Buffer | undefined;
}

interface IndexScan {
  readonly file: DatabaseFile;
  readonly collection: Collection;
  readonly index: StoredIndex;
  readonly backwards: boolean;
  readonly firstPage: number;
  /** Whether the documents are read with the entries. */
  readonly whole: boolean;
}

/**
 * One page of an interval behind (or, backwards, before) the last row read. No statement stays open between pages.
 * In a unique index the key alone tells the place, elsewhere key and rid.
 */
function indexPage(
  { file, collection, index, backwards, whole }: IndexScan,
  interval: Interval,
  last: Entry | undefined,
  limit: number,
): Entry[] {
  const { unique } = index.definition;
  const direction = backwards ? 'DESC' : 'ASC';
  const from = last === undefined || backwards ? interval.low : last.key;
  const to = last === undefined || !backwards ? interval.high : last.key;
  const low = last !== undefined && !backwards && unique ? '>' : '>=';
  const high = last !== undefined && backwards && !unique ? '<=' : '<';
  const beyond = last === undefined || unique ? '' : `AND (i.key, i.rid) ${backwards ? '<' : '>'} (?, ?)`;
  const order = unique ? `i.key ${direction}` : `i.key ${direction}, i.rid ${direction}`;
  const source = whole
    ? `i.key AS key, i.rid AS rid, c.doc AS doc FROM ${index.table} AS i CROSS JOIN ${collection.table} AS c ON c.rid = i.rid`
    : `i.key AS key, i.rid AS rid FROM ${index.table} AS i`;
  const rows = file
    .statement(`SELECT ${source}
    WHERE i.key ${low} ? AND i.key ${high} ? ${beyond} ORDER BY ${order} ${limitGiven}`)
    .all(from, to, ...(last === undefined || unique ? [] : [last.key, last.rid]), limit);
  return rows.map((row) => ({
    key: asBuffer(row['key']),
    rid: Number(row['rid']),
    bytes: whole ? asBuffer(row['doc']) : undefined,
  }));
}

function* readInterval(scan: IndexScan, interval: Interval): Generator<Entry> {
  let limit = scan.firstPage;
  let last: Entry | undefined;
  for (;;) {
    if (scan.index.dropped || scan.collection.dropped)
      throw new CommandError(
        'CursorNotFound',
        `an index of ${scan.collection.namespace} was dropped while it was read`,
      );
    const rows = indexPage(scan, interval, last, limit);
    yield* rows;
    last = rows.at(-1);
    if (rows.length < limit) return;
    limit = Math.min(limit * 4, pageMax);
  }
}

const pointsAtOnce = 64;

/** Documents under single keys of a unique index, many in one statement; in the order of the keys. */
function* readPoints(
  file: DatabaseFile,
  collection: Collection,
  { index, intervals, backwards }: IndexPath,
): Generator<Row> {
  const keys = intervals.map(({ point }) => point as Buffer);
  if (backwards) keys.reverse();
  const sql = `SELECT i.rid AS rid, c.doc AS doc FROM ${index.table} AS i CROSS JOIN ${collection.table} AS c ON c.rid = i.rid
    WHERE i.key IN (${'?,'.repeat(pointsAtOnce - 1)}?) ORDER BY i.key ${backwards ? 'DESC' : 'ASC'}`;
  for (let from = 0; from < keys.length; from += pointsAtOnce) {
    if (index.dropped || collection.dropped)
      throw new CommandError('CursorNotFound', `an index of ${collection.namespace} was dropped while it was read`);
    const some = keys.slice(from, from + pointsAtOnce);
    // The statement is the same for any number: what is missing is asked for twice.
    while (some.length < pointsAtOnce) some.push(some[0] as Buffer);
    for (const row of file.statement(sql).all(...some)) yield { rid: Number(row['rid']), bytes: asBuffer(row['doc']) };
  }
}

/** How many documents an exact path holds: nothing but the index is read. */
export function countPath(file: DatabaseFile, { index, intervals }: IndexPath): number {
  const counted = file.statement(`SELECT count(*) AS n FROM ${index.table} WHERE key >= ? AND key < ?`);
  return intervals.reduce((sum, { low, high }) => sum + Number(counted.get(low, high)?.['n']), 0);
}

function* readIndex(file: DatabaseFile, collection: Collection, path: IndexPath, firstPage: number): Generator<Row> {
  if (
    path.index.definition.unique &&
    path.index.arrays === 0 &&
    path.intervals.length > 1 &&
    path.intervals.every(({ point }) => point !== undefined)
  )
    return yield* readPoints(file, collection, path);
  // A document with an array stands in the index more than once, and a long one must not be read for each of its
  // entries.
  const seen = path.index.arrays === 0 ? undefined : new Set<number>();
  const intervals = path.backwards ? [...path.intervals].reverse() : path.intervals;
  for (const interval of intervals) {
    for (const { rid, bytes } of readInterval(
      { file, collection, index: path.index, backwards: path.backwards, firstPage, whole: seen === undefined },
      interval,
    )) {
      if (seen?.has(rid) === true) continue;
      seen?.add(rid);
      const row = bytes === undefined ? collection.get(rid) : { rid, bytes };
      if (row !== undefined) yield row;
    }
  }
}

/** The candidates of an access path, each once, read in pages that grow from `firstPage`. */
export function* readPath(
  file: DatabaseFile,
  collection: Collection,
  path: AccessPath,
  firstPage: number,
): Generator<Row> {
  switch (path.kind) {
    case 'collection':
      return yield* readCollection(collection, firstPage);
    case 'index':
      return yield* readIndex(file, collection, path, firstPage);
    case 'union': {
      const seen = new Set<number>();
      for (const part of path.paths) {
        for (const row of readPath(file, collection, part, firstPage)) {
          if (!seen.has(row.rid)) yield row;
          seen.add(row.rid);
        }
      }
    }
  }
}
