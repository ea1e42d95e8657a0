import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DataFolder } from './data-folder.ts';

/** Unix sockets of this process. */
export interface SocketFolder {
  /** Path of one socket. */
  path(name: string): string;
  remove(): void;
}

/** The kernel holds a socket's path in 108 bytes. */
const pathBytesMax = 100;
const longestName = '/membership.sock';

/** In the data folder, or in a private folder of its own under a short path when that one's is too long. */
export const socketFolder = (folder: DataFolder): SocketFolder => {
  const near = folder.file('sockets');
  const isShort = Buffer.byteLength(near + longestName) <= pathBytesMax;
  rmSync(near, { recursive: true, force: true });
  if (isShort) mkdirSync(near, { mode: 0o700 });
  const path = isShort ? near : mkdtempSync(join(tmpdir(), 'vafa-'));
  return { path: (name) => join(path, `${name}.sock`), remove: () => rmSync(path, { recursive: true, force: true }) };
};
