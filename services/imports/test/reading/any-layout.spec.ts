import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { readTable, tehran, type TableRead } from './read-table.ts';
import { workbookOf } from './write-workbook.ts';

interface Sold {
  readonly receipt: string;
  readonly sku: string;
  readonly milli: number;
  readonly cents: number;
  readonly day: number;
  readonly member: string;
}

const grouped = (digits: string, sign: string): string => digits.replace(/\B(?=(\d{3})+$)/g, sign);
const decimal = (scaled: number, places: number, point: string, group: string): string => {
  const digits = String(Math.abs(scaled)).padStart(places + 1, '0');
  return `${scaled < 0 ? '-' : ''}${grouped(digits.slice(0, -places), group)}${point}${digits.slice(-places)}`;
};
const persian = (text: string): string => text.replace(/\d/g, (digit) => String.fromCharCode(0x6f0 + Number(digit)));
const iso = (day: number): string => new Date(day * 86_400_000).toISOString().slice(0, 10);
const jalali = (day: number): string => {
  const parts = new Intl.DateTimeFormat('en-u-ca-persian', {
    timeZone: 'UTC',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  }).formatToParts(day * 86_400_000);
  const part = (type: string): string => parts.find((each) => each.type === type)?.value ?? '';
  return `${part('year')}/${part('month')}/${part('day')}`;
};

const headers = {
  en: ['Receipt No', 'SKU', 'Qty', 'Unit Price', 'Date', 'Customer ID'],
  de: ['Belegnr.', 'Artikelnr.', 'Menge', 'Einzelpreis', 'Datum', 'Kundennr.'],
  fa: ['شماره فاکتور', 'کد کالا', 'تعداد', 'فی', 'تاریخ', 'کد مشتری'],
};

/** Ways to write the same table; each is a file that a shop may have. */
const writers: Readonly<
  Record<
    string,
    {
      point: string;
      group: string;
      date: (day: number) => string;
      header: keyof typeof headers;
      isPersian?: true;
      bytes: (cells: string[][], end: string) => Buffer;
    }
  >
> = {
  'English CSV': { point: '.', group: ',', date: iso, header: 'en', bytes: (cells, end) => text(cells, ',', end) },
  'German CSV': {
    point: ',',
    group: '.',
    date: (day) => iso(day).split('-').reverse().join('.'),
    header: 'de',
    bytes: (cells, end) => Buffer.from(text(cells, ';', end).toString(), 'latin1'),
  },
  'French numbers in UTF-16': {
    point: ',',
    group: '\u202f',
    date: iso,
    header: 'en',
    bytes: (cells, end) => Buffer.from(`\ufeff${text(cells, '\t', end).toString()}`, 'utf16le'),
  },
  'Persian CSV': {
    point: '٫',
    group: '٬',
    date: jalali,
    header: 'fa',
    isPersian: true,
    bytes: (cells, end) => text(cells, ',', end),
  },
  'a workbook of texts': {
    point: '.',
    group: ',',
    date: iso,
    header: 'en',
    bytes: (cells) => workbookOf({ sheets: [{ name: 'S', rows: cells }] }),
  },
};

const text = (cells: readonly (readonly string[])[], delimiter: string, end: string): Buffer =>
  Buffer.from(
    cells
      .map((row) =>
        row.map((cell) => (/["\r\n\t,;|]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(delimiter),
      )
      .join(end),
  );

const name = fc.stringMatching(/^[A-Z][0-9]{1,5}$/);
const sold: fc.Arbitrary<Sold> = fc.record({
  receipt: fc.stringMatching(/^[1-9][0-9]{2,6}$/),
  sku: name,
  milli: fc.integer({ min: -5_000_000, max: 5_000_000 }),
  cents: fc.integer({ min: 0, max: 500_000_000 }),
  day: fc.integer({ min: 15_000, max: 20_700 }),
  member: fc.oneof(fc.constant(''), name),
});

/** One row that tells the form of numbers, so that nothing needs to be asked. */
const telling: Sold = { receipt: '100', sku: 'S1', milli: 500, cents: 1, day: 15_013, member: 'M1' };

const shownAs = ({ rows }: TableRead): unknown[] =>
  rows.map((row) =>
    'code' in row ? row : [row.receipt, row.sku, row.quantityMilli, row.unitPrice, row.at.toISOString(), row.member],
  );

describe('a table written in any layout is the same table', () => {
  test.each(Object.entries(writers))('%s', async (_name, { point, group, date, header, isPersian, bytes }) => {
    const known = { ...tehran, timeZone: 'UTC', currency: 'EUR', currencyDigits: 2 };
    await fc.assert(
      fc.asyncProperty(
        fc.array(sold, { minLength: 1, maxLength: 12 }),
        fc.constantFrom('\n', '\r\n', '\r'),
        async (table, end) => {
          const all = [telling, ...table];
          const digits = (each: string): string => (isPersian ? persian(each) : each);
          const cells = all.map((each) => [
            digits(each.receipt),
            each.sku,
            digits(decimal(each.milli, 3, point, group)),
            digits(decimal(each.cents, 2, point, group)),
            digits(date(each.day)),
            each.member,
          ]);
          const read = await readTable(bytes([headers[header], ...cells], end), known);
          const price = (cents: number): string => decimal(cents, 2, '.', '').replace(/\.?0+$/, '') || '0';
          expect(shownAs(read)).toEqual(
            all.map((each) => [
              each.receipt,
              each.sku,
              BigInt(each.milli),
              price(each.cents),
              `${iso(each.day)}T00:00:00.000Z`,
              each.member,
            ]),
          );
        },
      ),
      { numRuns: 30 },
    );
  });
});
