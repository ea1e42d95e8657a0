import { createHash } from 'node:crypto';
import { chmodSync, mkdirSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';

/** sockaddr_un holds 108 bytes, one of them the closing NUL. */
const socketPathBytesMax = 107;

/** The socket in the data folder, or, when that path is too long for a socket, in a private folder of its own. */
export function socketPathFor(folder: string): string {
  const path = join(folder, 'embedded.sock');
  if (Buffer.byteLength(path) <= socketPathBytesMax) return path;
  const digest = createHash('sha256').update(folder).digest('hex').slice(0, 24);
  const short = join(tmpdir(), `vafa-${userInfo().uid}-${digest}`);
  mkdirSync(short, { recursive: true, mode: 0o700 });
  // Fails when someone else made the folder: then it is not private.
  chmodSync(short, 0o700);
  return join(short, 'embedded.sock');
}
