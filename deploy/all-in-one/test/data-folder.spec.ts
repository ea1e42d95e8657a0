import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { takeDataFolder } from '../src/data-folder.ts';
import { adminKey, firstAdministrator, firstAdministratorNote, masterKey } from '../src/secrets.ts';
import { socketFolder } from '../src/socket-folder.ts';

const fresh = (): string => join(mkdtempSync(join(tmpdir(), 'vafa-folder-')), 'data');
const mode = (path: string): string => (statSync(path).mode & 0o777).toString(8);

describe('the data folder', () => {
  test('belongs to its owner, and so do the keys, which stay the same', () => {
    const folder = takeDataFolder(fresh());
    const master = masterKey(folder, undefined);
    const admin = adminKey(folder);
    expect(master).toHaveLength(32);
    expect([mode(folder.path), mode(folder.file('master-key')), mode(folder.file('admin-key'))]).toEqual([
      '700',
      '600',
      '600',
    ]);
    expect(readFileSync(folder.file('master-key'), 'utf8').trim()).toBe(master.toString('hex'));
    expect(masterKey(folder, undefined)).toEqual(master);
    expect(adminKey(folder)).toBe(admin);
    folder.release();
  });

  test('notes for its owner alone how the first administrator signs in, until that was done', () => {
    const folder = takeDataFolder(fresh());
    const note = firstAdministratorNote(folder);
    expect(firstAdministrator(folder)).toBeUndefined();
    note.keep('admin', '0a1b-2c3d-4e5f-6g7h');
    expect(mode(folder.file('first-administrator'))).toBe('600');
    expect(firstAdministrator(folder)).toEqual(['admin', '0a1b-2c3d-4e5f-6g7h']);
    note.forget();
    note.forget();
    expect(firstAdministrator(folder)).toBeUndefined();
    folder.release();
  });

  test('a master key that is given wins, and must be one', () => {
    const folder = takeDataFolder(fresh());
    expect(masterKey(folder, 'ab'.repeat(32))).toEqual(Buffer.alloc(32, 0xab));
    expect(() => masterKey(folder, 'short')).toThrow('VAFA_MASTER_KEY must be 64 hexadecimal digits');
    folder.release();
  });

  test('is taken by one process at a time', () => {
    const path = fresh();
    const other = (): string =>
      execFileSync(
        process.execPath,
        [
          '--input-type=module',
          '-e',
          `import { DatabaseSync } from 'node:sqlite'; try { new DatabaseSync(${JSON.stringify(join(path, 'lock'))}).exec('PRAGMA busy_timeout = 0; BEGIN EXCLUSIVE'); console.log('taken'); } catch (error) { console.log(error.message); }`,
        ],
        { encoding: 'utf8' },
      ).trim();
    const folder = takeDataFolder(path);
    expect(other()).toBe('database is locked');
    folder.release();
    expect(other()).toBe('taken');
  });
});

describe('sockets', () => {
  test('lie in the data folder, or under a short path when that is too long', () => {
    const near = takeDataFolder(fresh());
    const far = takeDataFolder(join(fresh(), 'x'.repeat(90)));
    const [nearSockets, farSockets] = [socketFolder(near), socketFolder(far)];
    expect(nearSockets.path('ledger')).toBe(near.file('sockets/ledger.sock'));
    expect(farSockets.path('membership').length).toBeLessThan(100);
    expect(mode(join(farSockets.path('membership'), '..'))).toBe('700');
    farSockets.remove();
    for (const folder of [near, far]) folder.release();
  });
});
