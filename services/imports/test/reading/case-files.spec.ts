import { describe, expect, test } from '@jest/globals';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Known } from '../../src/reading/reading.ts';
import { berlin, brief, inspect, london, newYork, readTable, tehran } from './read-table.ts';

/** The files of shops as they are handed over; beside the clone where they are there. */
const folder = join(import.meta.dirname, '../../../../../shared/cases/files');
const onFiles = existsSync(folder) ? describe : describe.skip;

/** Reads a file, and answers its questions with these. */
const read = async (name: string, known: Known, answers: Readonly<Record<string, string>> = {}): Promise<string[]> => {
  const bytes = readFileSync(join(folder, name));
  const asked = (await inspect(bytes, known)).questions.map(({ id }) => id);
  expect(asked).toEqual(Object.keys(answers));
  return (await readTable(bytes, { ...known, answers })).rows.map(brief);
};

onFiles('files of shops', () => {
  test('German Excel', async () => {
    expect(await read('s1-german-excel.csv', berlin)).toEqual([
      '20240001 4711 350 12.9 2024-12-01T07:26Z 10023 Köln',
      '20240001 4712 1000 3.2 2024-12-01T07:26Z 10023 Köln',
      '20240002 4713 1000 1249 2024-12-01T08:02Z 10044 Köln',
    ]);
    expect(await read('s1b-german-renamed.csv', berlin)).toEqual([
      '20240001 4712 1000 3.2 2024-12-01T07:26Z 10023 Köln',
    ]);
  });

  test('Square', async () => {
    expect(await read('s2-square-items.csv', newYork, { 'date:Date': 'mdy' })).toEqual([
      'TX1abc LAT-1 2000 4.05 2026-11-02T19:05:33.000Z CU1 Main St',
      'TX1abc BEA-1 350 20 2026-11-02T19:05:33.000Z CU1 Main St',
      'TX2abc LAT-1 -1000 4.05 2026-11-03T14:00Z CU1 Main St back',
    ]);
  });

  test('Persian', async () => {
    expect(await read('s4-persian.csv', tehran)).toEqual([
      '1234 1001 2000 1250000 2026-11-02T20:30Z 5001 تهران',
      '1235 1002 350 980000 2026-11-02T20:30Z 5002 تهران',
    ]);
    const renamed = await read('s4b-persian-renamed.csv', tehran);
    expect(renamed.map((row) => row.slice(row.indexOf(' 2000')))).toEqual(
      Array.from({ length: 5 }, () => ' 2000 1250000 2026-11-03T06:30Z 5001 تهران'),
    );
  });

  test('UCI', async () => {
    expect(await read('s6-uci-original.csv', london, { 'date:InvoiceDate': 'mdy' })).toEqual([
      '536365 85123A 6000 2.55 2010-12-01T08:26Z 17850 United Kingdom',
      '536366 22633 6000 1.85 2010-12-01T08:28Z 17850 United Kingdom',
    ]);
  });

  test('money in many forms', async () => {
    expect(
      (await read('s9-money-formats.csv', london)).map((row) => row.replace(/ S1 (\S+ \S+) \S+ V-1 Shop/, ' $1')),
    ).toEqual([
      'V1 1000 1249',
      'V2 1000 5',
      'V3 1000 5',
      'V4 -1000 5',
      'V5 1000 0.5',
      'V6 1000 5',
      'CV1 -1000 5 back',
      'CV2 -1000 5 back',
      'V7 1000 5',
    ]);
  });
});
