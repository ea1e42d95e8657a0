import { relative } from 'node:path';
import type { DataFolder } from './data-folder.ts';
import { firstAdministrator } from './secrets.ts';

/** As it is shortest to type from here. */
const typed = (path: string): string => {
  const near = relative(process.cwd(), path);
  return near.startsWith('..') || near === '' ? path : near;
};

/** For a shell: quoted only where it must be. */
const quoted = (path: string): string => (/^[\w./@+-]+$/.test(path) ? path : `'${path.replaceAll("'", `'\\''`)}'`);

/** Where the administrator's key is, for people and for a shell. */
export interface KeyPlace {
  readonly told: string;
  readonly inShell: string;
}

export const keyPlace = (
  folder: DataFolder,
  { VAFA_ADMIN_KEY: given, VAFA_ADMIN_KEY_FILE: file }: NodeJS.ProcessEnv,
): KeyPlace => {
  if (given) return { told: 'VAFA_ADMIN_KEY', inShell: '$VAFA_ADMIN_KEY' };
  const path = file || folder.file('admin-key');
  return { told: typed(path), inShell: `$(cat ${quoted(typed(path))})` };
};

/** How to sign in for the first time, while nobody did; else nothing. */
export const firstSignIn = (folder: DataFolder): string => {
  const [username, password] = firstAdministrator(folder) ?? [];
  return username === undefined || password === undefined
    ? ''
    : `sign-in  ${username}, one-time password ${password} (it also stands in ${typed(folder.file('first-administrator'))})`;
};

/** Where things are, and three lines worth trying, to be pasted into a shell in this folder. */
export const addresses = (url: string, folder: DataFolder, key: KeyPlace): string => {
  const curl = `curl -s -H "Authorization: Bearer ${key.inShell}" -H "Vafa-Club: demo"`;
  const signIn = firstSignIn(folder);
  return `
pages ${url}/console, /till and /club; a club of your own: ${url}/console/setup
API   ${url}/v1
docs  ${url}/docs
data  ${typed(folder.path)} (log: ${typed(folder.file('vafa.log'))})
key   ${key.told} (the administrator's)${signIn === '' ? '' : `\n${signIn}`}

try
  ${curl} ${url}/v1/summary
  ${curl} "${url}/v1/members?external_id=18102"
  ${curl} ${url}/v1/rewards
`;
};
