import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = join(import.meta.dirname, '../../../services/web/src/club/words');

/** Texts of the member's club by their ids, as its catalogue has them. */
export const clubWords = (language: 'fa' | 'en'): Readonly<Record<string, string>> => {
  const text = readFileSync(join(folder, `${language}.ts`), 'utf8');
  return Object.fromEntries([...text.matchAll(/'([\w.-]+)':\s+'([^']*)'/g)].map(([, id, said]) => [id, said]));
};
