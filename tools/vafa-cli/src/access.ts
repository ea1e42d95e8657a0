import type { ApiAccess } from '@vafa/client';
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { CommandError } from './command-error.ts';

export interface AccessOptions {
  readonly url?: string;
  readonly key?: string;
  readonly data?: string;
  readonly club?: string;
}

/** Folder from which paths are meant: npm runs scripts in the workspace's root. */
export const calledFrom = (): string => process.env.VAFA_CALLED_FROM ?? process.cwd();

export const dataFolderOf = (data: string | undefined): string => resolve(calledFrom(), data ?? '.data');

const read = (folder: string, name: string, option: string): string => {
  const path = join(folder, name);
  if (!existsSync(path))
    throw new CommandError(
      `no ${option} given and there is no ${path}: start Vafa (npm start), or name --data, --url and --key`,
    );
  return readFileSync(path, 'utf8').trim();
};

/** What is sent in a header: anything else would make every request fail as if nobody answered. */
const inHeader = (option: string, value: string): string => {
  if (/^[!-~]+$/.test(value)) return value;
  throw new CommandError(`${option} has letters, digits and signs of ASCII only, and no spaces`);
};

/** --url and --key, else VAFA_URL and VAFA_KEY, else what the running club wrote to its data folder. */
export const findAccess = (options: AccessOptions): ApiAccess => {
  const folder = dataFolderOf(options.data);
  const url = options.url ?? process.env.VAFA_URL ?? read(folder, 'address', '--url');
  const key = options.key ?? process.env.VAFA_KEY ?? read(folder, 'admin-key', '--key');
  if (!/^https?:$/.test(URL.parse(url)?.protocol ?? '')) throw new CommandError(`not an address: ${url}`);
  return { url, key: inHeader('--key', key), club: inHeader('--club', options.club ?? 'demo') };
};
