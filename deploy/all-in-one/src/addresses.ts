import { relative } from 'node:path';
import type { DataFolder } from './data-folder.ts';

/** As it is shortest to type from here. */
const typed = (path: string): string => {
  const near = relative(process.cwd(), path);
  return near.startsWith('..') || near === '' ? path : near;
};

/** For a shell: quoted only where it must be. */
const quoted = (path: string): string => (/^[\w./@+-]+$/.test(path) ? path : `'${path.replaceAll("'", `'\\''`)}'`);

/** Where things are, and three lines worth trying, to be pasted into a shell in this folder. */
export const addresses = (url: string, folder: DataFolder): string => {
  const key = quoted(typed(folder.file('admin-key')));
  const curl = `curl -s -H "Authorization: Bearer $(cat ${key})" -H "Vafa-Club: demo"`;
  return `
API   ${url}/v1
docs  ${url}/docs
data  ${typed(folder.path)} (log: ${typed(folder.file('vafa.log'))})
key   ${typed(folder.file('admin-key'))} (the administrator's)

try
  ${curl} ${url}/v1/summary
  ${curl} "${url}/v1/members?external_id=18102"
  ${curl} ${url}/v1/rewards
`;
};
