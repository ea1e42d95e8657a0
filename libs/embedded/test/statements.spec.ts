import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';

const sources = join(import.meta.dirname, '../src');

test('no statement is parsed at each run for the sake of its limit', () => {
  const texts = readdirSync(sources, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => readFileSync(join(sources, name), 'utf8'));
  const limits = texts.flatMap((text) => text.match(/LIMIT \?[^'`]*/g) ?? []);
  expect(new Set(limits)).toEqual(new Set(['LIMIT ? + 0']));
});
