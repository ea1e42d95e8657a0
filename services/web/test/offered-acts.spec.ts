import { globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { mayDo, type OperationId } from '@vafa/client';

const consoleFolder = join(import.meta.dirname, '../src/console');
const roles = ['cashier', 'shift_lead', 'marketer', 'service_agent', 'analyst', 'administrator'] as const;

interface Described {
  readonly paths: Readonly<Record<string, Readonly<Record<string, { readonly operationId?: string }>>>>;
}
const { paths } = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../../docs/openapi.json'), 'utf8'),
) as Described;
const writes = new Set(
  Object.values(paths).flatMap((methods) =>
    Object.entries(methods).flatMap(([method, { operationId }]) => (method === 'get' ? [] : [operationId])),
  ),
);

interface Seen {
  readonly path: string;
  readonly asks: OperationId;
  /** The file of its page. */
  readonly file: string;
}

const placePattern = /path: '([^']+)',[^}]*?asks: '(\w+)'[^}]*?load: [^}]*?import\('(\.\/[^']+)'\)/g;
const places = globSync('*/places.ts', { cwd: consoleFolder }).flatMap((list) => {
  const text = readFileSync(join(consoleFolder, list), 'utf8');
  return [...text.matchAll(placePattern)].map(
    ([, path = '', asks, page = '']): Seen => ({
      path,
      asks: asks as OperationId,
      file: join(consoleFolder, dirname(list), page),
    }),
  );
});

/** The text of a page with all that it draws, as far as the console goes. */
const textOf = (file: string, known = new Set<string>()): string => {
  if (known.has(file) || !file.startsWith(consoleFolder)) return '';
  known.add(file);
  const text = readFileSync(file, 'utf8');
  const parts = [...text.matchAll(/(?:from|import\()\s*'(\.[^']+\.tsx?)'/g)];
  return [text, ...parts.map(([, part = '']) => textOf(join(dirname(file), part), known))].join('\n');
};

/** What a page loads and does not offer: one form enrols and corrects, goods are read where categories are written. */
const elsewhere: Readonly<Record<string, readonly OperationId[]>> = {
  '/members': ['correctMember'],
  '/members/$memberId': ['enrolMember'],
  '/promotions/$promotion': ['stopPromotions'],
  '/goods': ['setCatalogue'],
};

const found = (text: string, pattern: RegExp): Set<OperationId> =>
  new Set([...text.matchAll(pattern)].map(([, id]) => id as OperationId));

describe('an act that a page offers is one that whoever sees the page may do, or is asked for first', () => {
  test('of every place', () => expect(places.length).toBeGreaterThan(25));

  test.each(places.map((place) => [place.path, place] as const))('%s', (path, { asks, file }) => {
    const text = textOf(file);
    // Steps of a life are asked for by a table of their operations.
    const table = text.includes('may(operations[') ? found(text, /^ {2}\w+: '(\w+)',$/gm) : [];
    const guarded = new Set([...found(text, /\bmay\(\s*'(\w+)'/g), ...table, ...(elsewhere[path] ?? [])]);
    const offered = [...found(text, /\bapi\.call\(\s*'(\w+)'/g)].filter((id) => writes.has(id) && !guarded.has(id));
    const seeing = roles.filter((role) => mayDo([role], asks));
    const refused = offered.flatMap((id) =>
      seeing.filter((role) => !mayDo([role], id)).map((role) => `${role} is offered ${id}`),
    );
    expect(refused).toEqual([]);
  });
});
