import { expect, test } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const src = join(import.meta.dirname, '../src');
const filesOf = (folder: string): string[] =>
  readdirSync(join(src, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.tsx'))
    .map((name) => readFileSync(join(src, folder, name), 'utf8'));

/** What is seen all the time, or is no part to look at. */
const elsewhere = new Set(['Toasts']);

const drawnIn = (text: string): string[] => [...text.matchAll(/<([A-Z]\w+)/g)].map(([, name = '']) => name);

test('the page of parts shows every component that the kit exports, itself or within another', () => {
  const parts = filesOf('kit').map((text) => ({
    exported: [...text.matchAll(/^export const ([A-Z]\w+) =/gm)].map(([, name = '']) => name),
    drawn: drawnIn(text),
  }));
  const shown = new Set(filesOf('console/kit').flatMap(drawnIn));
  for (let before = -1; before !== shown.size; ) {
    before = shown.size;
    for (const { exported, drawn } of parts)
      if (exported.some((name) => shown.has(name))) for (const name of drawn) shown.add(name);
  }
  const missing = parts.flatMap(({ exported }) => exported).filter((name) => !shown.has(name) && !elsewhere.has(name));
  expect(missing).toEqual([]);
});
