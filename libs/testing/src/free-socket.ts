import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A gRPC address on a Unix socket that nobody uses. */
export const freeSocket = (): string => `unix:${join(mkdtempSync(join(tmpdir(), 'vafa-')), 's.sock')}`;
