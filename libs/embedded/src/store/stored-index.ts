import type { StatementSync } from 'node:sqlite';
import type { Document } from '../bson/value.ts';
import { documentKeys } from '../order/sort-keys.ts';
import { matches } from '../query/matches.ts';
import type { DatabaseFile } from './database-file.ts';
import type { IndexDefinition } from './index-definition.ts';
import { partsOfIndexes } from './index-parts.ts';

const none: readonly Buffer[] = [];

/** One index: a table of (key, rid). In a unique one the key alone is the primary key. */
export class StoredIndex {
  readonly id: number;
  readonly definition: IndexDefinition;
  readonly table: string;
  /** The top-level fields that its keys depend on. */
  readonly fields: ReadonlySet<string>;
  /** Bit n: field n of some document led through an array. Never cleared. */
  arrays: number;
  dropped = false;
  readonly #file: DatabaseFile;
  #adding: StatementSync | undefined;
  #removing: StatementSync | undefined;

  constructor(file: DatabaseFile, id: number, definition: IndexDefinition, arrays: number) {
    this.#file = file;
    this.id = id;
    this.definition = definition;
    this.arrays = arrays;
    this.table = `i${id}`;
    this.fields = new Set(partsOfIndexes([definition]).keys());
  }

  createTable(): void {
    const primaryKey = this.definition.unique ? 'key' : 'key, rid';
    this.#file.exec(
      `CREATE TABLE ${this.table} (key BLOB NOT NULL, rid INTEGER NOT NULL, PRIMARY KEY (${primaryKey})) WITHOUT ROWID`,
    );
  }

  /** The document's keys here: none when a partial index leaves it out. */
  keysOf(document: Document): readonly Buffer[] {
    const { partial, fields } = this.definition;
    if (partial !== undefined && !matches(partial, document)) return none;
    const { keys, arrays } = documentKeys(document, fields);
    if ((arrays & ~this.arrays) !== 0) this.#rememberArrays(arrays);
    return keys;
  }

  #rememberArrays(arrays: number): void {
    this.#file.beginWrite();
    this.arrays |= arrays;
    this.#file.statement('UPDATE indexes SET arrays = ? WHERE id = ?').run(this.arrays, this.id);
  }

  /** @returns false when another document holds the key of a unique index */
  add(key: Buffer, rid: number): boolean {
    const verb = this.definition.unique ? 'INSERT OR IGNORE' : 'INSERT';
    this.#adding ??= this.#file.prepare(`${verb} INTO ${this.table} (key, rid) VALUES (?, ?)`);
    return this.#adding.run(key, rid).changes === 1;
  }

  remove(key: Buffer, rid: number): void {
    this.#removing ??= this.#file.prepare(`DELETE FROM ${this.table} WHERE key = ? AND rid = ?`);
    this.#removing.run(key, rid);
  }
}
