import { randomBytes } from 'node:crypto';
import { closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, rmSync, writeSync } from 'node:fs';
import { readConfig } from '@vafa/config';
import { administratorKey, type FirstAdministratorNote } from '@vafa/gateway';
import { z } from 'zod';
import { StartError } from './start-error.ts';
import type { DataFolder } from './data-folder.ts';

export const keysConfig = z.object({
  /** Without it, DIR/master-key. */
  VAFA_MASTER_KEY: z.string().optional(),
  /** Without it, DIR/admin-key. */
  VAFA_ADMIN_KEY: administratorKey.optional(),
});

export type GivenKeys = z.infer<typeof keysConfig>;

/** Keys that the environment holds. Raises ConfigError. */
export const readGivenKeys = (environment: NodeJS.ProcessEnv): GivenKeys => readConfig(keysConfig, environment);

/** The file is there complete or not at all, whatever happens in between. */
const writeDurably = (path: string, text: string): void => {
  const unfinished = `${path}.new`;
  const file = openSync(unfinished, 'w', 0o600);
  writeSync(file, text);
  fsyncSync(file);
  closeSync(file);
  renameSync(unfinished, path);
};

const readOrMake = (path: string, make: () => string): string => {
  if (!existsSync(path)) writeDurably(path, `${make()}\n`);
  return readFileSync(path, 'utf8').trim();
};

/** A new key would lock out what is there: its data, and the ledger's chain. */
const refuseNewKey = (folder: DataFolder): void => {
  const path = folder.file('master-key');
  if (existsSync(path) || !existsSync(folder.file('database/embedded.sqlite'))) return;
  throw new StartError(
    `${path} is missing, and ${folder.path} holds data under it: put the key there (mode 0600), or set VAFA_MASTER_KEY`,
  );
};

/** The key that personal data is encrypted under. Losing it loses the personal data. */
export const masterKey = (folder: DataFolder, given: string | undefined): Buffer => {
  if (given === undefined) refuseNewKey(folder);
  const text = given ?? readOrMake(folder.file('master-key'), () => randomBytes(32).toString('hex'));
  if (!/^[0-9a-f]{64}$/i.test(text))
    throw new StartError(
      `${given === undefined ? folder.file('master-key') : 'VAFA_MASTER_KEY'} must be 64 hexadecimal digits`,
    );
  return Buffer.from(text, 'hex');
};

/** The administrator's API key: the one that is given, else that of the folder, made at the first start. */
export const adminKey = (folder: DataFolder, given?: string): string =>
  given ?? readOrMake(folder.file('admin-key'), () => `vafa_admin_${randomBytes(32).toString('base64url')}`);

const firstAdministratorFile = 'first-administrator';

/** Keeps in the folder how the first administrator signs in, until that was done. */
export const firstAdministratorNote = (folder: DataFolder): FirstAdministratorNote => ({
  keep: (username, oneTimePassword) =>
    writeDurably(folder.file(firstAdministratorFile), `username ${username}\none-time password ${oneTimePassword}\n`),
  forget: () => rmSync(folder.file(firstAdministratorFile), { force: true }),
});

/** Username and one-time password of the first administrator; undefined once the note is gone. */
export const firstAdministrator = (folder: DataFolder): readonly [username: string, password: string] | undefined => {
  const path = folder.file(firstAdministratorFile);
  if (!existsSync(path)) return undefined;
  const [, username = '', password = ''] =
    /^username (\S+)\none-time password (\S+)\n$/.exec(readFileSync(path, 'utf8')) ?? [];
  return username === '' ? undefined : [username, password];
};

/** Where the gateway listens, for the command line; gone when nothing listens. */
export const writeAddress = (folder: DataFolder, address: string): void =>
  writeDurably(folder.file('address'), `${address}\n`);

/** Where the running club takes orders, for the command line. */
export const writeControl = (folder: DataFolder, path: string): void =>
  writeDurably(folder.file('control'), `${path}\n`);
