import { chmodSync, existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { backup, DatabaseSync } from 'node:sqlite';
import type { StatementSync } from 'node:sqlite';

const statementsMax = 4000;
/** Of a new file. A long document needs half as many pages as of SQLite's 4,096; a small write is little larger. */
const pageBytes = 8_192;
/** About 2 MiB, for which writers wait. */
const pagesAtOnce = 250;
/** Of the write-ahead log, before it is worked into the file. */
const logPagesMax = 4_000;
const formatVersion = 1;

/** The folder belongs to another process. */
class FolderInUse extends Error {}

/**
 * How many rows at most, where a statement is used again. Given a bare parameter there, SQLite (3.53) plans by its
 * value, and parses the statement anew each time it is run.
 */
export const limitGiven = 'LIMIT ? + 0';

/** One SQLite file in a folder, with one transaction that is opened by the first write of a turn. */
export class DatabaseFile {
  readonly #database: DatabaseSync;
  readonly #statements = new Map<string, StatementSync>();
  #writing = false;
  /** How many candidate documents searches have looked at. */
  documentsExamined = 0;

  constructor(folder: string) {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const path = join(folder, 'embedded.sqlite');
    const fresh = !existsSync(path);
    this.#database = new DatabaseSync(path, { timeout: 0 });
    if (fresh) chmodSync(path, 0o600);
    try {
      // In exclusive mode the lock taken below is kept until the process ends, however it ends.
      this.#database.exec(
        `PRAGMA page_size = ${pageBytes}; PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA cache_size = -32000`,
      );
      this.#database.exec(
        `PRAGMA wal_autocheckpoint = ${logPagesMax}; PRAGMA journal_size_limit = 67108864; PRAGMA temp_store = MEMORY`,
      );
      this.#database.exec('BEGIN IMMEDIATE; COMMIT');
    } catch (error) {
      this.#database.close();
      if (error instanceof Error && /locked|busy/i.test(error.message)) {
        throw new FolderInUse(`the embedded database in ${folder} is in use by another process`);
      }
      throw error;
    }
    this.#prepare(folder);
  }

  #prepare(folder: string): void {
    const version = this.#database.prepare('PRAGMA user_version').get()?.['user_version'];
    if (version === formatVersion) return;
    if (version !== 0)
      throw new Error(`the embedded database in ${folder} has format ${version}; this version reads ${formatVersion}`);
    this.#database.exec(`BEGIN;
      CREATE TABLE collections (id INTEGER PRIMARY KEY, database TEXT NOT NULL, name TEXT NOT NULL, UNIQUE (database, name));
      CREATE TABLE indexes (id INTEGER PRIMARY KEY, collection INTEGER NOT NULL, definition BLOB NOT NULL, arrays INTEGER NOT NULL);
      PRAGMA user_version = ${formatVersion};
      COMMIT`);
  }

  /** Runs statements that change the schema or are run once. */
  exec(sql: string): void {
    this.#database.exec(sql);
  }

  /** For a statement that its user keeps. */
  prepare(sql: string): StatementSync {
    return this.#database.prepare(sql);
  }

  /** For a statement that is kept here, under its text. */
  statement(sql: string): StatementSync {
    const known = this.#statements.get(sql);
    if (known !== undefined) return known;
    if (this.#statements.size >= statementsMax) this.#statements.clear();
    const prepared = this.#database.prepare(sql);
    this.#statements.set(sql, prepared);
    return prepared;
  }

  forgetStatements(): void {
    this.#statements.clear();
  }

  /**
   * Writes the whole file as it is at the end of the copy, while others go on reading and writing. SQLite copies pages
   * again that are written meanwhile. Nothing may be written before `begun` is called: Node gives a copy up whose first
   * step meets a transaction that writes (findings/node-sqlite-backup-while-writing.sh).
   */
  async backup(path: string, begun: () => void): Promise<void> {
    try {
      await backup(this.#database, path, { rate: pagesAtOnce, progress: begun });
    } finally {
      begun();
    }
  }

  get writing(): boolean {
    return this.#writing;
  }

  /** Must be called before each write. */
  beginWrite(): void {
    if (this.#writing) return;
    this.#database.exec('BEGIN IMMEDIATE');
    this.#writing = true;
  }

  /** Returns once the write-ahead log is fsynced. */
  commit(): void {
    this.#database.exec('COMMIT');
    this.#writing = false;
  }

  rollback(): void {
    this.#writing = false;
    if (this.#database.isTransaction) this.#database.exec('ROLLBACK');
  }

  close(): void {
    this.#statements.clear();
    if (this.#database.isTransaction) this.#database.exec('ROLLBACK');
    this.#database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
    this.#database.close();
  }
}
