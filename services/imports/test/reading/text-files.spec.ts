import { describe, expect, test } from '@jest/globals';
import { TextDecoder } from 'node:util';
import { gzipSync } from 'node:zlib';
import { berlin, briefly, inspect, london, plainHeader, readTable, tehran } from './read-table.ts';

const rows = ['1;A1;Käse;2;2026-11-05 10:00;1,50;7;Köln', '2;A2;Brötchen;1;2026-11-05 11:00;0,40;;Köln'];
const german = ['InvoiceNo;StockCode;Description;Quantity;InvoiceDate;UnitPrice;CustomerID;Country', ...rows].join(
  '\r\n',
);
const persian = `شماره فاكتور,كد كالا,شرح كالا,تعداد,تاريخ,في,شعبه\n1,A1,برنج ايراني,2,1405/08/12,1250000,تهران\n`;

const oneByte = (text: string, encoding: string): Buffer => {
  const bytes = new Map(
    Array.from({ length: 256 }, (_, byte) => [new TextDecoder(encoding).decode(Uint8Array.of(byte)), byte]),
  );
  return Buffer.from([...text].map((char) => bytes.get(char) ?? 0x3f));
};
const utf16 = (text: string, isBig: boolean, hasMark: boolean): Buffer => {
  const bytes = Buffer.from((hasMark ? '\ufeff' : '') + text, 'utf16le');
  return isBig ? bytes.swap16() : bytes;
};

describe('files in eleven encodings say the same', () => {
  test.each<[string, Buffer]>([
    ['UTF-8', Buffer.from(german)],
    ['UTF-8 with a mark', Buffer.from(`\ufeff${german}`)],
    ['UTF-16LE', utf16(german, false, false)],
    ['UTF-16LE with a mark', utf16(german, false, true)],
    ['UTF-16BE', utf16(german, true, false)],
    ['UTF-16BE with a mark', utf16(german, true, true)],
    ['windows-1252', oneByte(german, 'windows-1252')],
    ['ISO-8859-1', Buffer.from(german, 'latin1')],
    ['gzip', gzipSync(german)],
    ['gzip of windows-1252', gzipSync(oneByte(german, 'windows-1252'))],
  ])('%s', async (_name, bytes) => {
    const { rows: read } = await readTable(bytes, berlin);
    expect(read).toMatchObject([
      { receipt: '1', description: 'Käse', unitPrice: '1.5', member: '7', branch: 'Köln' },
      { description: 'Brötchen', unitPrice: '0.4', member: '' },
    ]);
  });

  test('windows-1256', async () => {
    const { inspection, rows: read } = await readTable(oneByte(persian, 'windows-1256'), tehran);
    expect(inspection.layout.encoding).toBe('windows-1256');
    expect(inspection.decisions).not.toHaveProperty('encoding');
    expect(read).toMatchObject([{ description: 'برنج ايراني', unitPrice: '1250000', branch: 'تهران' }]);
  });

  test('windows-1254 by an answer', async () => {
    const text = `${plainHeader}\n1,A1,Işık şekeri,2,2026-11-05 10:00,1.50,,Iğdır\n`;
    const bytes = oneByte(text, 'windows-1254');
    const { questions } = await inspect(bytes);
    expect(questions).toMatchObject([
      { id: 'encoding', options: [{ value: 'windows-1252' }, { value: 'windows-1254' }, { value: 'windows-1250' }] },
    ]);
    expect(questions[0]?.options[1]?.examples[0]?.to).toContain('şekeri');
    const { rows: read, inspection } = await readTable(bytes, { ...london, answers: { encoding: 'windows-1254' } });
    expect(inspection.decisions.encoding).toBe('windows-1254');
    expect(read).toMatchObject([{ description: 'Işık şekeri', branch: 'Iğdır' }]);
    const russian = oneByte(`${plainHeader}\n1,A1,молоко,2,2026-11-05 10:00,1.50,,Москва\n`, 'koi8-r');
    expect((await readTable(russian, { ...london, answers: { encoding: 'koi8-r' } })).rows).toMatchObject([
      { description: 'молоко', branch: 'Москва' },
    ]);
    await expect(inspect(bytes, { ...london, answers: { encoding: 'ebcdic' } })).rejects.toMatchObject({
      code: 'unknown_encoding',
    });
  });
});

describe('the table in the text', () => {
  const sale = '1,S1,Tea,2,2026-11-05T10:00:00,5.00,7,Shop';
  const read = '1 S1 2000 5 2026-11-05T10:00Z 7 Shop';
  const lines = (...all: string[]): string => all.join('\n');

  test.each([',', ';', '\t', '|'])('delimiter %j', async (delimiter) => {
    expect(await briefly(lines(plainHeader, sale).replaceAll(',', delimiter))).toEqual([read]);
  });

  test.each<[string, string]>([
    ['without a last line end', lines(plainHeader, sale)],
    ['with CRLF after the header', `${plainHeader}\r\n${sale}\n`],
    ['under titles', lines('Sales of the shop', '', 'printed;on;5 November', plainHeader, sale)],
    ["under Excel's first line", lines('sep=;', plainHeader.replaceAll(',', ';'), sale.replaceAll(',', ';'))],
    ['between empty lines', lines('', '', plainHeader, '', sale, '', '')],
    ['between rows of blank cells', lines(plainHeader, ',,,,,,,', sale, ' , ,,,,,, ', '')],
    ['with further blank cells', lines(`${plainHeader},,`, `${sale},,`)],
    ['with cells of spaces around', lines(plainHeader, sale.replaceAll(',', ' , '))],
  ])('%s', async (_name, text) => {
    expect(await briefly(text)).toEqual([read]);
  });

  test('a header in the middle and totals at the end are left out and said', async () => {
    const { rows: found, end } = await readTable(
      lines(plainHeader, sale, plainHeader, sale, 'Total,,,4,,20.00,,', 'Grand total:,,,,,20.00,,', ''),
    );
    expect(found).toHaveLength(2);
    expect(end).toMatchObject({ rows: 2, repeatedHeaders: [3], totalRows: [5, 6] });
  });

  test('a Persian sum, and one without a word', async () => {
    const header = 'شماره فاکتور,کد کالا,شرح کالا,تعداد,تاریخ,فی,شعبه';
    const { rows: found, end } = await readTable(
      lines(header, '1,A1,چای,2,1405/08/12,5000,تهران', ',,جمع کل,2,,5000,', ',,,2,,5000,', ''),
      tehran,
    );
    expect(end.totalRows).toEqual([3]);
    expect(found).toMatchObject([
      { receipt: '1' },
      { row: 4, code: 'empty_field', details: { column: 'شماره فاکتور' } },
    ]);
  });

  test('two tables, below or beside each other, are refused with the place', async () => {
    await expect(
      inspect(
        lines(plainHeader, sale, '', 'Receipt Number,SKU,Quantity,Price,Date,Customer', '2,S1,1,5.00,2026-11-05,7'),
      ),
    ).rejects.toMatchObject({ code: 'two_tables', details: { row: '4' } });
    await expect(inspect(lines(`${plainHeader},,${plainHeader}`, `${sale},,${sale}`))).rejects.toMatchObject({
      code: 'two_tables',
    });
  });

  test('a second table of other things is refused too, words below the table are not', async () => {
    for (const [header, row] of [
      ['Customer,Name,Phone', '7,Ann,1'],
      ['Customer,Name,Phone,,,,,', '7,Ann,1,,,,,'],
      ['Product,Stock,Supplier,Shelf,Reorder', 'Tea,5,ACME,North,12'],
    ]) {
      await expect(inspect(lines(plainHeader, sale, '', header ?? '', row ?? ''))).rejects.toMatchObject({
        code: 'two_tables',
        details: { row: '4' },
      });
    }
    expect((await readTable(lines(plainHeader, sale, '', 'Customer service,Ann,,,,,,', ''))).rows).toHaveLength(2);
    expect((await readTable(lines(plainHeader, sale, ',,,,,,,', sale, ''))).rows).toHaveLength(2);
  });

  test.each<[string, string | Buffer, string]>([
    ['nothing', '', 'empty_file'],
    ['a header only', plainHeader, 'empty_file'],
    ['one column', 'a\nb\nc\n', 'one_column'],
    ['no header', lines(sale, sale), 'no_header'],
    ['an old workbook', Buffer.from('d0cf11e0a1b11ae1', 'hex'), 'file_not_readable'],
    ['a PDF', '%PDF-1.7 …', 'file_not_readable'],
    ['a web page', '<html><table><tr><td>InvoiceNo</td></tr></table>', 'file_not_readable'],
    ['UTF-32', Buffer.from('fffe0000490000006e000000', 'hex'), 'file_not_readable'],
    ['an archive', Buffer.from('504b030414000000', 'hex'), 'file_not_readable'],
    ['NULs', Buffer.from([1, 2, 0, 0, 0, 5, 6, 0, 0, 9]), 'not_text'],
    [
      '501 columns',
      `${Array.from({ length: 501 }, (_, n) => `c${String(n)}`).join(',')}\n${Array.from({ length: 501 }, () => '1').join(',')}\n`,
      'too_many_columns',
    ],
    ['a line of a megabyte', `${plainHeader}\n${'x'.repeat(1_000_000)}\n`, 'record_too_long'],
  ])('%s is refused', async (_name, bytes, code) => {
    await expect(inspect(bytes)).rejects.toMatchObject({ kind: 'invalid', code });
  });

  test('a file of empty lines is refused, packed or not, and one of too many counted', async () => {
    await expect(inspect(gzipSync('\n'.repeat(400_000)))).rejects.toMatchObject({ code: 'empty_file' });
    const many = `${plainHeader}\n${'\n'.repeat(2_000_001)}${sale}`;
    await expect(inspect(gzipSync(many))).rejects.toMatchObject({ code: 'too_many_empty_rows' });
  });
});

describe('an encoding that is told beforehand', () => {
  const text = `${plainHeader}\nP1,S1,Käse,1,2026-11-05,5.00,7,Köln\n`;
  const askable = async (encoding: string, content: string | Buffer = text) =>
    (await inspect(content, { ...london, answers: { encoding } })).askable.encoding;

  test('may be what the file shows, by any of its labels, and nothing else', async () => {
    expect([
      await askable('UTF8'),
      await askable('windows-1252'),
      await askable('windows-1252', Buffer.from(text, 'latin1')),
      await askable('windows-1252', plainHeader + '\nP1,S1,Tea,1,2026-11-05,5.00,7,Shop'),
    ]).toEqual(['any', ['utf-8'], 'any', 'any']);
  });
});

describe('a file that breaks off', () => {
  const line = (number: number): string => `${String(number)},S1,Kässe,1,2026-11-05T10:00:00,5.00,7,Shop`;
  const file = [plainHeader, ...Array.from({ length: 300 }, (_, n) => line(n + 1))].join('\n');

  test('in the middle of a row', async () => {
    const { rows: read, end } = await readTable(file.slice(0, -14));
    expect(end.breakOff).toMatchObject({ cause: 'the last row is cut', row: 301, partial: { receipt: '300' } });
    expect(read).toHaveLength(299);
  });

  test('is whole when its last row has an end: a short one is an exception, and its receipt comes in', async () => {
    for (const end of ['\n', '\r\n', '\r', '\n\n']) {
      const { rows: read, end: reading } = await readTable(`${file.slice(0, -14)}${end}`);
      expect(reading.breakOff).toBeUndefined();
      expect(read.at(-1)).toMatchObject({ row: 301, code: 'wrong_column_count' });
      expect(read).toHaveLength(300);
    }
  });

  test('in the middle of a character', async () => {
    const bytes = Buffer.from(file);
    const cut = bytes.lastIndexOf(Buffer.from('ä')) + 1;
    const { rows: read, end } = await readTable(bytes.subarray(0, cut));
    expect(end.breakOff).toMatchObject({ cause: 'the last row is cut', partial: { receipt: '300' } });
    expect(read).toHaveLength(299);
    const wide = Buffer.from(file, 'utf16le');
    expect((await readTable(wide.subarray(0, wide.length - 31))).end.breakOff).toMatchObject({
      cause: 'the last row is cut',
    });
  });

  test('in a quoted cell', async () => {
    const { rows: read, end } = await readTable(
      `${file}\n301,S1,"Tea,1,2026-11-05T10:00:00,5.00,7,Shop\n${line(302)}\n`,
    );
    expect(end.breakOff).toMatchObject({ cause: 'a quote is never closed', row: 302, partial: { receipt: '301' } });
    expect(read).toHaveLength(300);
  });

  test('in a gzip archive, or by damage in it: all rows before are read, each time the same', async () => {
    const packed = gzipSync(file);
    const ended = await readTable(packed.subarray(0, packed.length - 40));
    expect(ended.end.breakOff?.cause).toBe('compressed data ends early');
    expect(ended.rows.length).toBeGreaterThan(200);
    expect(await readTable(packed.subarray(0, packed.length - 40))).toEqual(ended);
    const damaged = gzipSync([plainHeader, ...Array.from({ length: 9_000 }, (_, n) => line(n * 7_919))].join('\n'));
    damaged.fill(0x55, damaged.length - 400, damaged.length - 100);
    expect((await readTable(damaged)).end.breakOff?.cause).toBe('compressed data is damaged');
  });

  test('right after its last row it does not: the last row counts', async () => {
    const { rows: read, end } = await readTable(file);
    expect([read.length, end.breakOff]).toEqual([300, undefined]);
  });
});
