import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { StartError } from './start-error.ts';

/** The folder that holds everything of one club, owned by one process at a time. */
export interface DataFolder {
  readonly path: string;
  file(name: string): string;
  /** Lets another process have it. */
  release(): void;
}

/**
 * Makes the folder (readable by its owner only) and takes it. The lock is one of the operating system's, through
 * SQLite: it goes away with the process, however that ends. Raises StartError when another process has the folder.
 */
export const takeDataFolder = (path: string): DataFolder => {
  mkdirSync(path, { recursive: true, mode: 0o700 });
  const lock = new DatabaseSync(join(path, 'lock'));
  try {
    lock.exec('PRAGMA busy_timeout = 0; BEGIN EXCLUSIVE');
  } catch (error) {
    lock.close();
    if ((error as { errcode?: number }).errcode !== 5) throw error;
    throw new StartError(
      `another Vafa is running on ${path}; its address is in ${join(path, 'address')}. Stop it, or name another folder with --data.`,
    );
  }
  return { path, file: (name) => join(path, name), release: () => lock.close() };
};
