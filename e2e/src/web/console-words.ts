import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const source = join(import.meta.dirname, '../../../services/web/src');

/** A text of the console, or of the door before it, by its id, as the catalogues have it. */
export const consoleWords = (language: 'fa' | 'en'): ((id: string) => string) => {
  const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith(`words-${language}.ts`),
  );
  const texts = new Map(
    files.flatMap((name) => {
      const text = readFileSync(join(source, name), 'utf8');
      return [...text.matchAll(/'([\w.-]+)':\s+'([^']*)'/g)].map(([, id = '', said = '']) => [id, said] as const);
    }),
  );
  return (id) => {
    const said = texts.get(id);
    if (said === undefined) throw new RangeError(`no page says ${id}`);
    return said;
  };
};
