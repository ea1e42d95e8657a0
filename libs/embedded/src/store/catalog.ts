import { CommandError } from '../command-error.ts';
import { decodeDocument } from '../bson/decode.ts';
import { encodeStored } from '../bson/encode.ts';
import { asBuffer, Collection } from './collection.ts';
import type { DatabaseFile } from './database-file.ts';
import { idIndex, indexDefinition } from './index-definition.ts';
import type { IndexDefinition } from './index-definition.ts';
import { StoredIndex } from './stored-index.ts';

const indexesMax = 64;

/** Which collections and indexes there are, kept in memory and in two tables of the file. */
export class Catalog {
  readonly #file: DatabaseFile;
  readonly #databases = new Map<string, Map<string, Collection>>();

  constructor(file: DatabaseFile) {
    this.#file = file;
    this.reload();
  }

  /** After a rollback: what was cached may tell of things that never were. */
  reload(): void {
    for (const collection of this.all()) collection.dropped = true;
    this.#databases.clear();
    this.#file.forgetStatements();
    const byId = new Map<number, Collection>();
    for (const row of this.#file.statement('SELECT id, database, name FROM collections ORDER BY id').all()) {
      const collection = new Collection(this.#file, Number(row['id']), String(row['database']), String(row['name']));
      byId.set(collection.id, collection);
      this.#remember(String(row['database']), collection);
    }
    for (const row of this.#file
      .statement('SELECT id, collection, definition, arrays FROM indexes ORDER BY id')
      .all()) {
      const definition = indexDefinition(decodeDocument(asBuffer(row['definition'])));
      byId
        .get(Number(row['collection']))
        ?.indexes.push(new StoredIndex(this.#file, Number(row['id']), definition, Number(row['arrays'])));
    }
  }

  #remember(database: string, collection: Collection): void {
    const collections = this.#databases.get(database) ?? new Map<string, Collection>();
    collections.set(collection.name, collection);
    this.#databases.set(database, collections);
  }

  databases(): string[] {
    return [...this.#databases.keys()].sort();
  }

  *all(): Generator<Collection> {
    for (const collections of this.#databases.values()) yield* collections.values();
  }

  collections(database: string): Collection[] {
    return [...(this.#databases.get(database)?.values() ?? [])];
  }

  find(database: string, name: string): Collection | undefined {
    return this.#databases.get(database)?.get(name);
  }

  findOrCreate(database: string, name: string): Collection {
    return this.find(database, name) ?? this.create(database, name);
  }

  create(database: string, name: string): Collection {
    if (name.startsWith('system.') || name.includes('$'))
      throw new CommandError('InvalidNamespace', `the collection name '${name}' is reserved`);
    this.#file.beginWrite();
    const { lastInsertRowid } = this.#file
      .statement('INSERT INTO collections (database, name) VALUES (?, ?)')
      .run(database, name);
    const collection = new Collection(this.#file, Number(lastInsertRowid), database, name);
    collection.createTable();
    this.#remember(database, collection);
    this.addIndex(collection, idIndex());
    return collection;
  }

  /** Builds an index over what is stored. @throws CommandError DuplicateKey, with nothing changed */
  addIndex(collection: Collection, definition: IndexDefinition): void {
    if (collection.indexes.length >= indexesMax)
      throw new CommandError('CannotCreateIndex', `a collection cannot have more than ${indexesMax} indexes`);
    this.#file.beginWrite();
    this.#file.exec('SAVEPOINT build');
    try {
      const adding = this.#file.statement('INSERT INTO indexes (collection, definition, arrays) VALUES (?, ?, 0)');
      const { lastInsertRowid } = adding.run(collection.id, encodeStored(definition.document));
      const index = new StoredIndex(this.#file, Number(lastInsertRowid), definition, 0);
      index.createTable();
      collection.fill(index, decodeDocument);
      this.#file.exec('RELEASE build');
      collection.indexes.push(index);
    } catch (error) {
      if (error instanceof CommandError) this.#file.exec('ROLLBACK TO build; RELEASE build');
      throw error;
    }
  }

  dropIndex(collection: Collection, index: StoredIndex): void {
    this.#file.beginWrite();
    this.#file.statement('DELETE FROM indexes WHERE id = ?').run(index.id);
    this.#file.exec(`DROP TABLE ${index.table}`);
    index.dropped = true;
    collection.indexes.splice(collection.indexes.indexOf(index), 1);
  }

  drop(database: string, collection: Collection): void {
    for (const index of [...collection.indexes]) this.dropIndex(collection, index);
    this.#file.statement('DELETE FROM collections WHERE id = ?').run(collection.id);
    this.#file.exec(`DROP TABLE ${collection.table}`);
    collection.dropped = true;
    const collections = this.#databases.get(database);
    collections?.delete(collection.name);
    if (collections?.size === 0) this.#databases.delete(database);
  }
}
