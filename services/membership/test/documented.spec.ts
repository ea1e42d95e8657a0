import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { identifier } from '@vafa/kernel';
import { readNumber } from '../src/adapters/phones/read-number.ts';
import { isNamed, nameQuery } from '../src/domain/names.ts';
import { normalisePhone } from '../src/domain/phone.ts';

const page = readFileSync(join(import.meta.dirname, '../../../docs/members.md'), 'utf8');

/** Rows of the first table under a heading, without its head. */
const rowsOf = (heading: string): string[][] => {
  const section = page.split(`## ${heading}\n`)[1]?.split('\n## ')[0] ?? '';
  const rows = section
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .slice(2);
  return rows.map((row) =>
    row
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
};

const quoted = (cell: string): string[] =>
  Array.from(cell.matchAll(/`([^`]+)`/g), ([, text = '']) => text).filter((text) => !text.includes('…'));

describe('docs/members.md says what is so', () => {
  test.each(rowsOf('Phone numbers').map((cells) => ({ cells })))(
    'a number: $cells',
    ({ cells: [club = '', written = '', kept = ''] }) => {
      const country = club === 'any' ? '' : club;
      for (const text of quoted(written)) {
        const reading = (): string => normalisePhone(text, country, readNumber);
        if (kept.startsWith('refused')) expect(reading).toThrow(expect.objectContaining({ code: 'invalid_phone' }));
        else expect(`\`${reading()}\``).toBe(kept);
      }
      expect(quoted(written).length).toBeGreaterThan(0);
    },
  );

  test.each(rowsOf('Names').map((cells) => ({ cells })))('a name: $cells', ({ cells: [names = '', asked = ''] }) => {
    const written = names.split(', ');
    const queries = quoted(asked).map(nameQuery);
    for (const name of written)
      expect({ name, found: queries.some((query) => isNamed(name, query)) }).toEqual({ name, found: true });
    for (const query of queries)
      expect({ query, finds: written.filter((name) => isNamed(name, query)).length > 0 }).toEqual({
        query,
        finds: true,
      });
  });

  test('identifiers', () => {
    const rows = rowsOf('Identifiers').flatMap(([written = '', kept = '']) =>
      quoted(written).map((text) => [text, quoted(kept)[0]] as const),
    );
    const told = rows.filter(([, kept]) => kept !== undefined);
    expect(told.length).toBeGreaterThanOrEqual(6);
    for (const [written, kept] of told) expect(identifier(written)).toBe(kept);
    for (const [written] of rows.filter(([, kept]) => kept === undefined)) expect(identifier(written)).toBe(written);
  });
});
