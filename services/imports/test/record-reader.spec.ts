import { describe, expect, test } from '@jest/globals';
import { gzipSync } from 'node:zlib';
import { RecordReader } from '../src/adapters/csv/record-reader.ts';
import type { FileRecord } from '../src/domain/file-record.ts';

const header = 'InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country\n';
const line = (invoice: number, text = 'MUG'): string => `${String(invoice)},A1,${text},1,2011-01-04T10:00:00,2.55,17850,France\n`;
const file = header + Array.from({ length: 5_000 }, (_, n) => line(536_365 + n, `MUG ${String(n)}`)).join('');

async function* inChunks(bytes: Buffer, size: number): AsyncGenerator<Buffer> {
  for (let from = 0; from < bytes.length; from += size) yield await Promise.resolve(bytes.subarray(from, from + size));
}

const read = async (bytes: Buffer | string, size = 10_000) => {
  const reader = new RecordReader(inChunks(Buffer.from(bytes), size));
  const records: FileRecord[] = [];
  for await (const slice of reader.slices) records.push(...slice);
  return { records, breakOff: reader.breakOff() };
};

describe('reading a file', () => {
  test.each([7, 4_096, 1_000_000])('plain, in chunks of %d bytes', async (size) => {
    const { records, breakOff } = await read(file.slice(0, 20_000 - (20_000 % 3)).replace(/[^\n]*$/, ''), size);
    expect(breakOff).toBeUndefined();
    expect(records[1]?.fields).toEqual(['536365', 'A1', 'MUG 0', '1', '2011-01-04T10:00:00', '2.55', '17850', 'France']);
    expect(records.map(({ row }) => row)).toEqual(records.map((_, place) => place + 1));
  });

  test('gzip, and gzip in two members', async () => {
    const half = file.indexOf('\n', file.length / 2) + 1;
    const two = Buffer.concat([gzipSync(file.slice(0, half)), gzipSync(file.slice(half))]);
    for (const bytes of [gzipSync(file), two]) {
      const { records, breakOff } = await read(bytes);
      expect(breakOff).toBeUndefined();
      expect(records).toHaveLength(5_001);
    }
  });

  test('quotes, quoted commas and line breaks, empty lines, a byte order mark', async () => {
    const { records, breakOff } = await read(`\ufeff${header}\n1,A1,"a ""big"", mug\nblue",1,d,1,,France\n2,A1,12" pipe,1,d,1,,France\n`);
    expect(breakOff).toBeUndefined();
    expect(records[0]?.fields[0]).toBe('InvoiceNo');
    expect(records.slice(1).map(({ row, fields }) => [row, fields[2]])).toEqual([[3, 'a "big", mug\nblue'], [4, '12" pipe']]);
  });

  test('invalid UTF-8 shows as the replacement character', async () => {
    const { records } = await read(Buffer.from(header + line(1, 'CAF\u00c9'), 'latin1'));
    expect(records[1]?.fields[2]).toBe('CAF\ufffd');
  });

  test('a file with NUL bytes is refused', async () => {
    await expect(read(Buffer.from(file, 'utf16le'))).rejects.toMatchObject({ code: 'not_text' });
  });

  test('an empty file has no records', async () => {
    expect(await read('')).toEqual({ records: [], breakOff: undefined });
  });
});

describe('a file that breaks off', () => {
  test('in the middle of a row', async () => {
    const { records, breakOff } = await read(file.slice(0, -20));
    expect(breakOff).toMatchObject({ cause: 'the last row is cut', row: 5_001, partial: { row: 5_001 } });
    expect(breakOff?.partial?.fields[0]).toBe('541364');
    expect(records).toHaveLength(5_000);
  });

  test('right before its last line break', async () => {
    const { records, breakOff } = await read(file.slice(0, -1));
    expect(breakOff).toMatchObject({ cause: 'the last line has no end', row: 5_001 });
    expect(records).toHaveLength(5_000);
  });

  test('in a quoted field, near the end or far before it', async () => {
    for (const tail of [50, 4_000]) {
      const cut = Array.from({ length: tail }, (_, n) => line(600_000 + n)).join('');
      const { records, breakOff } = await read(`${file}541365,A1,"MUG ,1,2011-01-04T10:00:00,2.55,,France\n${cut}`);
      expect(breakOff).toMatchObject({ cause: 'a quote is never closed', row: 5_002 });
      expect(breakOff?.partial?.fields[0]).toBe('541365');
      expect(records).toHaveLength(5_001);
    }
  });

  test('in a gzip archive: everything that is there is read, each time the same', async () => {
    const packed = gzipSync(file);
    const once = await read(packed.subarray(0, packed.length - 900));
    expect(once.breakOff?.cause).toBe('compressed data ends early');
    expect(once.records.length).toBeGreaterThan(4_000);
    const again = await read(packed.subarray(0, packed.length - 900), 333);
    expect(again).toEqual(once);
  });

  test('in the trailer of a gzip archive: no row is cut, the last invoice is still unsure', async () => {
    const { records, breakOff } = await read(gzipSync(file).subarray(0, -4));
    expect(breakOff).toEqual({ cause: 'compressed data ends early', row: 5_001 });
    expect(records).toHaveLength(5_001);
  });

  test('by damage in a gzip archive', async () => {
    const packed = Buffer.from(gzipSync(file));
    packed.fill(0x55, packed.length - 400, packed.length - 100);
    expect((await read(packed)).breakOff?.cause).toBe('compressed data is damaged');
  });
});
