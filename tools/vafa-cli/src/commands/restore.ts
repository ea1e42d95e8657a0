import { chmodSync, constants, copyFileSync, existsSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { calledFrom } from '../access.ts';
import { databaseName, digestOf, readManifest, takeEmptyFolder } from '../backup/backup-folder.ts';
import { writeDurably } from '../backup/write-durably.ts';
import type { FolderCommand } from '../command.ts';
import { CommandError } from '../command-error.ts';

/** What may lie in the folder before: the keys, which no backup holds. */
const keyNames = ['master-key', 'admin-key'];

export const restoreCommand: FolderCommand = {
  words: ['restore'],
  usage: 'restore DIR [--data .data]',
  about: 'puts a backup into a new data folder, which may hold nothing but the keys',
  names: 1,
  runOn: async ({ dataFolder, names: [name = ''] }) => {
    const folder = resolve(calledFrom(), name);
    const { begun, bytes, sha256 } = readManifest(folder);
    const source = join(folder, databaseName);
    if (!existsSync(source) || statSync(source).size !== bytes || (await digestOf(source)) !== sha256)
      throw new CommandError(`${source} is not the file that was backed up`);
    takeEmptyFolder(dataFolder, keyNames);
    const target = join(dataFolder, 'database', databaseName);
    mkdirSync(join(dataFolder, 'database'), { mode: 0o700 });
    copyFileSync(source, `${target}.new`, constants.COPYFILE_EXCL);
    chmodSync(`${target}.new`, 0o600);
    // Before the database is there: a start on it has to begin a new epoch of the ledger's events.
    writeDurably(join(dataFolder, 'restored'), `${begun}\n`);
    renameSync(`${target}.new`, target);
    const isKeyThere = existsSync(join(dataFolder, 'master-key'));
    const text = [
      `restored into ${dataFolder} what was there at ${begun}`,
      isKeyThere
        ? 'master-key is there.'
        : `Now put the club's master-key there: ${join(dataFolder, 'master-key')}, mode 0600. It does not start without.`,
      `Then: npm start -- --data ${dataFolder}, and npm run vafa -- ledger verify --data ${dataFolder}`,
    ].join('\n');
    return { value: { folder: dataFolder, begun, master_key: isKeyThere }, text, ok: true };
  },
};
