import { describe, expect, test } from '@jest/globals';
import { gzipSync } from 'node:zlib';
import { brief, briefly, inspect, london, readTable, tehran } from './read-table.ts';
import { workbookOf, zipOf, type WrittenCell, type WrittenSheet } from './write-workbook.ts';

const header = [
  'InvoiceNo',
  'StockCode',
  'Description',
  'Quantity',
  'InvoiceDate',
  'UnitPrice',
  'CustomerID',
  'Country',
];
const day = (serial: number): WrittenCell => ({ attributes: 's="1"', content: `<v>${String(serial)}</v>` });
const sale: readonly WrittenCell[] = [
  536365,
  'S1',
  'Tea & <milk>',
  2,
  day(45627.351388888885),
  2.5499999999999998,
  17850,
  'Shop',
];
const read = '536365 S1 2000 2.55 2024-12-01T08:26Z 17850 Shop';
const formats = ['yyyy-mm-dd hh:mm', '00000', '[$-fa-IR,16]dd/mm/yyyy', '"Day" 0', '[Red]0.00', '[h]:mm'];
const book = (...rows: readonly (readonly WrittenCell[])[]): Buffer =>
  workbookOf({ sheets: [{ name: 'Sales', rows: [header, ...rows] }], formats });
const sheet = (
  name: string,
  rows: readonly (readonly WrittenCell[])[],
  more: Partial<WrittenSheet> = {},
): WrittenSheet => ({ name, rows, ...more });

describe('a workbook', () => {
  test('says what a text of the same rows says', async () => {
    const { inspection, rows } = await readTable(book(sale));
    expect(inspection).toMatchObject({
      layout: { format: 'xlsx', sheet: 'Sales', headerRow: 1 },
      source: 'uci-online-retail',
    });
    expect(rows.map(brief)).toEqual([read]);
    expect(rows).toMatchObject([
      {
        description: 'Tea & <milk>',
        fields: ['536365', 'S1', 'Tea & <milk>', '2', '2024-12-01 08:26:00', '2.55', '17850', 'Shop'],
      },
    ]);
  });

  test('packed once more, under titles, with empty rows between, without references', async () => {
    expect(await briefly(gzipSync(book(sale)))).toEqual([read]);
    const titled = await readTable(
      workbookOf({ sheets: [sheet('Sales', [['Sales of the shop'], [], header, [], sale])], formats }),
    );
    expect(titled.rows).toMatchObject([{ row: 5, receipt: '536365' }]);
    expect(titled.end.emptyRows).toBe(2);
    expect(await briefly(workbookOf({ sheets: [sheet('Sales', [header, sale], { isBare: true })], formats }))).toEqual([
      read,
    ]);
  });

  test('days count from 1900 or 1904, and a time is a part of a day', async () => {
    const from1904 = workbookOf({
      sheets: [sheet('Sales', [header, [1, 'S', 'T', 1, day(45627.351388888885 - 1462), 5, 1, 'Shop']])],
      formats,
      from1904: true,
    });
    expect(await briefly(from1904)).toEqual(['1 S 1000 5 2024-12-01T08:26Z 1 Shop']);
    const parts = workbookOf({
      sheets: [
        sheet('Sales', [
          ['Receipt', 'Date', 'Time', 'SKU', 'Price'],
          ['R1', day(45627), day(0.5), 'S', 5],
          ['R2', 45627, 0.25, 'S', 5],
        ]),
      ],
      formats,
    });
    expect(await briefly(parts)).toEqual(['R1 S 1000 5 2024-12-01T12:00Z', 'R2 S 1000 5 2024-12-01T06:00Z']);
  });

  test.each<[string, WrittenCell, string]>([
    ['zeros in front, as the format shows them', { attributes: 's="2"', content: '<v>42</v>' }, '00042'],
    ['a day in the format of Persian', { attributes: 's="3"', content: '<v>45627</v>' }, '2024-12-01'],
    ['letters in quotes are no day', { attributes: 's="4"', content: '<v>5</v>' }, '5'],
    ['colours are no day', { attributes: 's="5"', content: '<v>5.1</v>' }, '5.1'],
    ['the noise of binary fractions', { attributes: '', content: '<v>0.30000000000000004</v>' }, '0.3'],
    ['a formula with its value', { attributes: '', content: '<f>A1*2</f><v>42</v>' }, '42'],
    ['a formula with its text', { attributes: 't="str"', content: '<f>A1</f><v>C-7</v>' }, 'C-7'],
    [
      'inline text in pieces',
      { attributes: 't="inlineStr"', content: '<is><r><t>C</t></r><r><t>-7</t></r></is>' },
      'C-7',
    ],
    ['an ISO date', { attributes: 't="d"', content: '<v>2024-12-01</v>' }, '2024-12-01'],
    ['an error is nobody', { attributes: 't="e"', content: '<v>#N/A</v>' }, ''],
    [
      'a character that XML does not hold',
      { attributes: 't="inlineStr"', content: '<is><t>C_x0020_7</t></is>' },
      'C 7',
    ],
    ['a line break in a cell', { attributes: 't="inlineStr"', content: '<is><t>C_x000D_&#10;7</t></is>' }, 'C 7'],
  ])('%s', async (_name, cell, text) => {
    expect((await readTable(book([1, 'S', 'T', 1, day(45627), 5, cell, 'Shop']))).rows).toMatchObject([
      { member: text },
    ]);
  });

  test('digits that a number cannot hold are an exception; a formula without a value is one', async () => {
    const rows = [
      [1, 'S', 'T', 1, day(45627), 5, 1234567890123456, 'Shop'],
      [2, 'S', 'T', { attributes: '', content: '<f>A1</f>' }, day(45627), 5, 1, 'Shop'],
      [3, 'S', 'T', 1, day(45627), 5, 123456789012345, 'Shop'],
    ];
    expect(await briefly(book(...rows))).toEqual([
      '2 1 damaged_by_spreadsheet 1.23456789012346E+15',
      '3 2 formula_without_value',
      '3 S 1000 5 2024-12-01T00:00Z 123456789012345 Shop',
    ]);
  });

  test('a formula without a value in a column that nobody reads is a blank cell', async () => {
    const columns = ['Receipt', 'Note', 'Date', 'SKU', 'Price'];
    const { rows } = await readTable(
      workbookOf({
        sheets: [sheet('S', [columns, ['R1', { attributes: '', content: '<f>NOW()</f>' }, '2026-11-05', 'S1', 5]])],
      }),
    );
    expect(rows).toMatchObject([{ receipt: 'R1', fields: ['R1', '', '2026-11-05', 'S1', '5'] }]);
  });

  test('cells that are blank at the end of a row are blank, not cut', async () => {
    const columns = ['Receipt', 'Date', 'SKU', 'Price', 'Customer'];
    const { rows, end } = await readTable(
      workbookOf({
        sheets: [sheet('S', [columns, ['R1', '2026-11-05', 'S1', 5, 'C1'], ['R2', '2026-11-05', 'S1', 5]])],
      }),
    );
    expect(rows.map(brief)).toEqual(['R1 S1 1000 5 2026-11-05T00:00Z C1', 'R2 S1 1000 5 2026-11-05T00:00Z']);
    expect(end.breakOff).toBeUndefined();
  });

  test('Persian digits and Jalali days as text', async () => {
    const columns = ['شماره فاکتور', 'کد کالا', 'تعداد', 'تاریخ', 'فی', 'شعبه'];
    expect(
      await briefly(
        workbookOf({ sheets: [sheet('فروش', [columns, ['۱', 'A', '۲', '۱۴۰۵/۰۸/۱۲', '۱٬۲۵۰٬۰۰۰', 'تهران']])] }),
        tehran,
      ),
    ).toEqual(['1 A 2000 1250000 2026-11-02T20:30Z  تهران']);
  });
});

describe('several sheets', () => {
  const rows = [header, sale];
  const list = [
    ['Name', 'City'],
    ['A', 'B'],
  ];

  test('the one with the table is taken, hidden ones only when no other has one', async () => {
    const { inspection } = await readTable(
      workbookOf({
        sheets: [
          sheet('Cover', [['Shop']]),
          sheet('Customers', list),
          sheet('Old', rows, { state: 'hidden' }),
          sheet('New', rows),
        ],
        formats,
      }),
    );
    expect(inspection.layout.sheet).toBe('New');
    expect(
      (
        await inspect(
          workbookOf({ sheets: [sheet('Cover', [['Shop']]), sheet('Old', rows, { state: 'veryHidden' })], formats }),
        )
      ).layout.sheet,
    ).toBe('Old');
  });

  test('of two with sales a person chooses', async () => {
    const two = workbookOf({ sheets: [sheet('October', rows), sheet('November', rows)], formats });
    expect((await inspect(two)).questions).toMatchObject([
      { id: 'sheet', options: [{ value: 'October' }, { value: 'November' }] },
    ]);
    const { inspection } = await readTable(two, { ...london, answers: { sheet: 'November' } });
    expect(inspection.layout.sheet).toBe('November');
    expect(inspection.decisions).not.toHaveProperty('sheet');
  });
});

describe('a workbook that is none, or a trap', () => {
  const main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"';
  const data = (xml: string): Buffer =>
    workbookOf({ sheets: [{ name: 'S', rows: [header, sale] }], parts: { 'xl/worksheets/sheet1.xml': xml } });

  test.each<[string, () => Buffer, string]>([
    ['an archive without a workbook', () => zipOf({ 'sales.csv': 'a,b\n1,2\n' }), 'file_not_readable'],
    [
      'an OpenDocument table',
      () => zipOf({ mimetype: 'application/vnd.oasis.opendocument.spreadsheet', 'content.xml': '<x/>' }),
      'file_not_readable',
    ],
    ['a binary workbook', () => zipOf({ 'xl/workbook.bin': 'x' }), 'file_not_readable'],
    ['cut', () => book(sale).subarray(0, 900), 'file_not_readable'],
    ['no XML', () => data('<worksheet><sheetData><row'.repeat(3)), 'file_not_readable'],
    [
      'entities of its own',
      () =>
        data(
          `<!DOCTYPE x [<!ENTITY a "aaaa">]><worksheet ${main}><sheetData><row><c t="str"><v>&a;</v></c></row></sheetData></worksheet>`,
        ),
      'file_not_readable',
    ],
    ['elements in elements', () => data('<a>'.repeat(1_000)), 'file_not_readable'],
    [
      'a cell of megabytes',
      () =>
        data(
          `<worksheet ${main}><sheetData><row><c t="str"><v>${'x'.repeat(2_000_000)}</v></c></row></sheetData></worksheet>`,
        ),
      'file_not_readable',
    ],
    [
      'a column beyond all',
      () => data(`<worksheet ${main}><sheetData><row><c r="XFD1"><v>1</v></c></row></sheetData></worksheet>`),
      'too_many_columns',
    ],
    [
      'rows out of their order',
      () => data(`<worksheet ${main}><sheetData><row r="5"/><row r="4"/></sheetData></worksheet>`),
      'too_many_rows',
    ],
    [
      'a row number without end',
      () => data(`<worksheet ${main}><sheetData><row r="99999999999"/></sheetData></worksheet>`),
      'too_many_rows',
    ],
    [
      'a bomb',
      () => data(`<worksheet ${main}><sheetData>${' '.repeat(68_000_000)}</sheetData></worksheet>`),
      'file_packed_too_much',
    ],
    ['no table', () => workbookOf({ sheets: [sheet('S', [['only'], ['one']])] }), 'empty_file'],
    [
      'no header',
      () =>
        workbookOf({
          sheets: [
            sheet('S', [
              [1, 2],
              [3, 4],
            ]),
          ],
        }),
      'no_header',
    ],
  ])('%s is refused', async (_name, bytes, code) => {
    await expect(inspect(bytes())).rejects.toMatchObject({ kind: 'invalid', code });
  });

  test('a bomb in a part that nobody reads does no harm', async () => {
    const bytes = workbookOf({
      sheets: [{ name: 'S', rows: [header, sale] }],
      formats,
      parts: { 'xl/media/image1.xml': ' '.repeat(68_000_000) },
    });
    expect(await briefly(bytes)).toEqual([read]);
  });
});
