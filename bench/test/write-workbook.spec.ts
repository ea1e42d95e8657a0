import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { openWorkbookBytes } from '../../services/imports/src/reading/xlsx/workbook.ts';
import { SheetRecords } from '../../services/imports/src/reading/xlsx/sheet-records.ts';
import { csvRows } from '../src/xlsx/csv-rows.ts';
import { writeCsv } from '../src/xlsx/write-csv.ts';
import { writeWorkbook } from '../src/xlsx/write-workbook.ts';

const rows = [
  ['InvoiceNo', 'Description', 'InvoiceDate', 'UnitPrice', 'CustomerID'],
  ['536365', 'Tea, "green" & <black>', '2010-12-01T08:26:59', '2.55', '00017'],
  ['C536366', 'Tea, "green" & <black>', '2010-12-01T23:59:01', '-0.5', ''],
  ['536367', 'line\nbreak', '2010-12-02 00:00:01', '1', '17850'],
];

const given = async function* (): AsyncGenerator<readonly string[]> {
  yield* await Promise.resolve(rows);
};

test('the same rows stand in the workbook and in the CSV', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'vafa-xlsx-'));
  const [xlsx, csv] = [join(folder, 'sales.xlsx'), join(folder, 'sales.csv')];
  await writeWorkbook(xlsx, given());
  await writeCsv(csv, given());

  const workbook = await openWorkbookBytes(await readFile(xlsx));
  const read: (readonly string[])[] = [];
  for await (const slice of new SheetRecords(workbook, workbook.sheets[0]?.part ?? '').slices)
    read.push(...slice.map(({ fields }) => fields));
  const shown = rows.map((cells) => cells.map((cell) => cell.replace(/(\d)T(\d)/, '$1 $2')));
  expect(read).toEqual(shown.map((cells) => (cells.at(-1) === '' ? cells.slice(0, -1) : cells)));
  expect(workbook.texts.filter((text) => text.startsWith('Tea'))).toHaveLength(1);

  const fromCsv: (readonly string[])[] = [];
  for await (const cells of csvRows(csv, 2)) fromCsv.push(cells);
  expect(fromCsv).toEqual(rows.slice(0, 3));
  await rm(folder, { recursive: true });
});
