import { CommandError } from '../command-error.ts';
import { asBuffer } from '../store/collection.ts';
import type { Collection, Row } from '../store/collection.ts';
import type { DatabaseFile } from '../store/database-file.ts';
import type { StoredIndex } from '../store/stored-index.ts';
import type { AccessPath } from './access-path.ts';
import type { Interval } from './intervals.ts';

const pageMax = 256;

function* readCollection(collection: Collection, firstPage: number): Generator<Row> {
  let limit = firstPage;
  for (let last = 0; ;) {
    if (collection.dropped) throw new CommandError('CursorNotFound', `the collection ${collection.namespace} was dropped while it was read`);
    const rows = collection.page(last, limit);
    for (const row of rows) {
      yield row;
      last = row.rid;
    }
    if (rows.length < limit) return;
    limit = Math.min(limit * 4, pageMax);
  }
}

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
function indexPage({ file, collection, index, backwards, whole }: IndexScan, interval: Interval, last: Entry | undefined, limit: number): Entry[] {
  const { unique } = index.definition;
  const direction = backwards ? 'DESC' : 'ASC';
  const from = last === undefined || backwards ? interval.low : last.key;
  const to = last === undefined || !backwards ? interval.high : last.key;
  const low = last !== undefined && !backwards && unique ? '>' : '>=';
  const high = last !== undefined && backwards && !unique ? '<=' : '<';
  const beyond = last === undefined || unique ? '' : `AND (i.key, i.rid) ${backwards ? '<' : '>'} (?, ?)`;
  const order = unique ? `i.key ${direction}` : `i.key ${direction}, i.rid ${direction}`;
  const source = whole ? `i.key AS key, i.rid AS rid, c.doc AS doc FROM ${index.table} AS i CROSS JOIN ${collection.table} AS c ON c.rid = i.rid` : `i.key AS key, i.rid AS rid FROM ${index.table} AS i`;
  const rows = file.statement(`SELECT ${source}
    WHERE i.key ${low} ? AND i.key ${high} ? ${beyond} ORDER BY ${order} LIMIT ?`).all(from, to, ...(last === undefined || unique ? [] : [last.key, last.rid]), limit);
  return rows.map((row) => ({ key: asBuffer(row['key']), rid: Number(row['rid']), bytes: whole ? asBuffer(row['doc']) : undefined }));
}

function* readInterval(scan: IndexScan, interval: Interval): Generator<Entry> {
  let limit = scan.firstPage;
  let last: Entry | undefined;
  for (;;) {
    if (scan.index.dropped || scan.collection.dropped) throw new CommandError('CursorNotFound', `an index of ${scan.collection.namespace} was dropped while it was read`);
    const rows = indexPage(scan, interval, last, limit);
    yield* rows;
    last = rows.at(-1);
    if (rows.length < limit) return;
    limit = Math.min(limit * 4, pageMax);
  }
}

function* readIndex(file: DatabaseFile, collection: Collection, path: Extract<AccessPath, { kind: 'index' }>, firstPage: number): Generator<Row> {
  // A document with an array stands in the index more than once, and a long one must not be read for each of its entries.
  const seen = path.index.arrays === 0 ? undefined : new Set<number>();
  const intervals = path.backwards ? [...path.intervals].reverse() : path.intervals;
  for (const interval of intervals) {
    for (const { rid, bytes } of readInterval({ file, collection, index: path.index, backwards: path.backwards, firstPage, whole: seen === undefined }, interval)) {
      if (seen?.has(rid) === true) continue;
      seen?.add(rid);
      const row = bytes === undefined ? collection.get(rid) : { rid, bytes };
      if (row !== undefined) yield row;
    }
  }
}

/** The candidates of an access path, each once, read in pages that grow from `firstPage`. */
export function* readPath(file: DatabaseFile, collection: Collection, path: AccessPath, firstPage: number): Generator<Row> {
  switch (path.kind) {
    case 'collection': return yield* readCollection(collection, firstPage);
    case 'index': return yield* readIndex(file, collection, path, firstPage);
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
