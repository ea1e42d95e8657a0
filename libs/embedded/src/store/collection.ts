import type { StatementSync } from 'node:sqlite';
import { CommandError } from '../command-error.ts';
import type { Document, Value } from '../bson/value.ts';
import { show } from '../bson/show.ts';
import { keyValues } from '../order/sort-keys.ts';
import { limitGiven } from './database-file.ts';
import type { DatabaseFile } from './database-file.ts';
import type { StoredIndex } from './stored-index.ts';

export interface Row {
  readonly rid: number;
  readonly bytes: Buffer;
}

interface Placed {
  readonly index: StoredIndex;
  readonly key: Buffer;
}

export const asBuffer = (blob: unknown): Buffer => {
  const bytes = blob as Uint8Array;
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
};

/** Documents as BSON under a running number, and their indexes; the first index is that of _id. */
export class Collection {
  readonly id: number;
  readonly namespace: string;
  readonly name: string;
  readonly table: string;
  readonly indexes: StoredIndex[] = [];
  dropped = false;
  #nextRid: number | undefined;
  readonly #file: DatabaseFile;
  #inserting: StatementSync | undefined;

  constructor(file: DatabaseFile, id: number, database: string, name: string) {
    this.#file = file;
    this.id = id;
    this.name = name;
    this.namespace = `${database}.${name}`;
    this.table = `c${id}`;
  }

  createTable(): void {
    this.#file.exec(`CREATE TABLE ${this.table} (rid INTEGER PRIMARY KEY, doc BLOB NOT NULL)`);
  }

  #takeRid(): number {
    this.#nextRid ??= Number(
      this.#file.statement(`SELECT coalesce(max(rid), 0) + 1 AS rid FROM ${this.table}`).get()?.['rid'],
    );
    return this.#nextRid++;
  }

  count(): number {
    return Number(this.#file.statement(`SELECT count(*) AS n FROM ${this.table}`).get()?.['n']);
  }

  get(rid: number): Row | undefined {
    const row = this.#file.statement(`SELECT doc FROM ${this.table} WHERE rid = ?`).get(rid);
    return row === undefined ? undefined : { rid, bytes: asBuffer(row['doc']) };
  }

  /** @throws CommandError DuplicateKey, with nothing written */
  insert(document: Document, bytes: Buffer): void {
    const entries = this.#entries(document, this.indexes);
    this.#file.beginWrite();
    const rid = this.#takeRid();
    this.#addAll(entries, rid, document);
    this.#inserting ??= this.#file.prepare(`INSERT INTO ${this.table} (rid, doc) VALUES (?, ?)`);
    this.#inserting.run(rid, bytes);
  }

  /**
   * @param indexes those whose keys may have changed
   * @throws CommandError DuplicateKey, with nothing written
   */
  replace(
    rid: number,
    old: Document,
    document: Document,
    bytes: Buffer,
    indexes: readonly StoredIndex[] = this.indexes,
  ): void {
    const before = this.#entries(old, indexes);
    const after = this.#entries(document, indexes);
    const gone = without(before, after);
    const fresh = without(after, before);
    this.#file.beginWrite();
    this.#addAll(fresh, rid, document);
    for (const { index, key } of gone) index.remove(key, rid);
    this.#file.statement(`UPDATE ${this.table} SET doc = ? WHERE rid = ?`).run(bytes, rid);
  }

  remove(rid: number, document: Document): void {
    this.#file.beginWrite();
    for (const { index, key } of this.#entries(document, this.indexes)) index.remove(key, rid);
    this.#file.statement(`DELETE FROM ${this.table} WHERE rid = ?`).run(rid);
  }

  /** Fills a new index from what is stored. @throws CommandError DuplicateKey; the caller then undoes it all */
  fill(index: StoredIndex, decode: (bytes: Buffer) => Document): void {
    for (let last = 0; ; ) {
      const rows = this.page(last, 500);
      for (const row of rows) {
        const document = decode(row.bytes);
        this.#addAll(this.#entries(document, [index]), row.rid, document);
        last = row.rid;
      }
      if (rows.length < 500) return;
    }
  }

  /** Rows above `rid`, in order of insertion. */
  page(rid: number, limit: number): Row[] {
    const rows = this.#file
      .statement(`SELECT rid, doc FROM ${this.table} WHERE rid > ? ORDER BY rid ${limitGiven}`)
      .all(rid, limit);
    return rows.map((row) => ({ rid: Number(row['rid']), bytes: asBuffer(row['doc']) }));
  }

  #entries(document: Document, indexes: readonly StoredIndex[]): Placed[] {
    return indexes.flatMap((index) => index.keysOf(document).map((key) => ({ index, key })));
  }

  #addAll(entries: readonly Placed[], rid: number, document: Document): void {
    const added: Placed[] = [];
    for (const entry of entries) {
      if (entry.index.add(entry.key, rid)) added.push(entry);
      else {
        for (const { index, key } of added) index.remove(key, rid);
        throw duplicateKey(this.namespace, entry, document);
      }
    }
  }
}

const fewEntries = 8;
const entryText = ({ index, key }: Placed): string => `${String(index.id)} ${key.toString('latin1')}`;

/**
 * What is not among the others. A document with a long array has many entries, and each must not be compared with each.
 */
function without(entries: readonly Placed[], others: readonly Placed[]): readonly Placed[] {
  if (others.length <= fewEntries)
    return entries.filter((entry) => !others.some((each) => each.index === entry.index && each.key.equals(entry.key)));
  const known = new Set(others.map(entryText));
  return entries.filter((entry) => !known.has(entryText(entry)));
}

function duplicateKey(namespace: string, { index, key }: Placed, document: Document): CommandError {
  const { definition } = index;
  const values = keyValues(document, definition.fields, key);
  const keyValue: Document = new Map(
    definition.fields.map((field, at): [string, Value] => [field.name, values[at] ?? null]),
  );
  const message = `E11000 duplicate key error collection: ${namespace} index: ${definition.name} dup key: ${show(keyValue)}`;
  return new CommandError(
    'DuplicateKey',
    message,
    new Map([
      ['keyPattern', definition.key],
      ['keyValue', keyValue],
    ]),
  );
}
