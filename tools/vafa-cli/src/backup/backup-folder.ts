import { createHash } from 'node:crypto';
import { createReadStream, existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CommandError } from '../command-error.ts';
import { writeDurably } from './write-durably.ts';

export const databaseName = 'embedded.sqlite';
const manifestName = 'backup.json';
const format = 1;

/** What a backup says of itself; it is written last, so that a folder without it is none. */
export interface Manifest {
  readonly format: number;
  /** When the backup was begun: what was acknowledged by then is in it. */
  readonly begun: string;
  readonly bytes: number;
  readonly sha256: string;
  readonly keys: string;
}

const aboutKeys =
  'No key is in here. master-key belongs beside the database of the restored data folder and, until then, in another place than this backup.';

export const digestOf = async (path: string): Promise<string> => {
  const digest = createHash('sha256');
  for await (const part of createReadStream(path)) digest.update(part as Buffer);
  return digest.digest('hex');
};

/** Makes the folder; one that is there must be empty, apart from these names. Raises CommandError. */
export const takeEmptyFolder = (path: string, apartFrom: readonly string[] = []): void => {
  if (existsSync(path)) {
    const others = readdirSync(path).filter((name) => !apartFrom.includes(name));
    if (others.length > 0)
      throw new CommandError(`${path} is not empty (${others.slice(0, 5).join(', ')}): name a new folder`);
  }
  mkdirSync(path, { recursive: true, mode: 0o700 });
};

export const writeManifest = (folder: string, written: Pick<Manifest, 'begun' | 'bytes' | 'sha256'>): Manifest => {
  const manifest: Manifest = { format, ...written, keys: aboutKeys };
  writeDurably(join(folder, manifestName), `${JSON.stringify(manifest, null, 2)}\n`);
  return manifest;
};

/** Raises CommandError for what is no whole backup. */
export const readManifest = (folder: string): Manifest => {
  const path = join(folder, manifestName);
  if (!existsSync(path)) throw new CommandError(`${folder} holds no whole backup: there is no ${manifestName}`);
  const manifest = JSON.parse(readFileSync(path, 'utf8')) as Manifest;
  if (manifest.format !== format)
    throw new CommandError(`${path} has format ${String(manifest.format)}; this version reads ${String(format)}`);
  return manifest;
};
