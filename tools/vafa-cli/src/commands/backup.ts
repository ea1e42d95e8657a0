import { statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { calledFrom } from '../access.ts';
import { databaseName, digestOf, takeEmptyFolder, writeManifest } from '../backup/backup-folder.ts';
import { copyDatabase } from '../backup/copy-database.ts';
import type { FolderCommand } from '../command.ts';

const mib = 1024 ** 2;

export const backupCommand: FolderCommand = {
  words: ['backup'],
  usage: 'backup DIR [--data .data]',
  about: 'copies everything of a club in one process into a new folder, while it runs; without its keys',
  names: 1,
  runOn: async ({ dataFolder, names: [name = ''] }) => {
    const folder = resolve(calledFrom(), name);
    takeEmptyFolder(folder);
    const path = join(folder, databaseName);
    const begun = new Date().toISOString();
    await copyDatabase(dataFolder, path);
    const { size } = statSync(path);
    const value = writeManifest(folder, { begun, bytes: size, sha256: await digestOf(path) });
    const text = [
      `backed up to ${folder}: ${(size / mib).toFixed(1)} MiB, everything acknowledged until ${begun}`,
      `No key is in it. Keep ${join(dataFolder, 'master-key')} in another place: without it nothing personal can be read, and no ledger starts.`,
      `${join(dataFolder, 'admin-key')} need not be kept: where there is none, a start makes a new one.`,
      `Restore with: npm run vafa -- restore ${folder} --data NEW-FOLDER`,
    ].join('\n');
    return { value: { folder, ...value }, text, ok: true };
  },
};
