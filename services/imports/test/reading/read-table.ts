import type { Inspection } from '../../src/domain/reading/inspection.ts';
import { isRefused, type FileRow, type ReadingEnd } from '../../src/domain/reading/sale-row.ts';
import { inspectFile } from '../../src/reading/inspecting/inspect-file.ts';
import { readFile } from '../../src/reading/inspecting/read-file.ts';
import type { Known, SourceFile } from '../../src/reading/reading.ts';

export const london: Known = {
  timeZone: 'Europe/London',
  currency: 'GBP',
  currencyDigits: 2,
  today: new Date('2026-11-27T12:00:00Z'),
};
export const berlin: Known = { ...london, timeZone: 'Europe/Berlin', currency: 'EUR' };
export const tehran: Known = { ...london, timeZone: 'Asia/Tehran', currency: 'IRR', currencyDigits: 0 };
export const newYork: Known = { ...london, timeZone: 'America/New_York', currency: 'USD' };

/** A file of these bytes, in chunks of a size that meets no boundary of anything. */
export const fileOf = (content: string | Uint8Array, chunkBytes = 61, name = 'sales.csv'): SourceFile => {
  const bytes = Buffer.from(content as string);
  return {
    name,
    async *open() {
      for (let from = 0; from < bytes.length; from += chunkBytes)
        yield await Promise.resolve(bytes.subarray(from, from + chunkBytes));
    },
  };
};

export const inspect = (content: string | Uint8Array, known: Known = london): Promise<Inspection> =>
  inspectFile(fileOf(content, Math.max(61, content.length >> 6)), known);

export interface TableRead {
  readonly inspection: Inspection;
  readonly rows: readonly FileRow[];
  readonly end: ReadingEnd;
}

/** Inspects, answers what is asked as told, and reads all rows. Fails when a question stays open. */
export const readTable = async (content: string | Uint8Array, known: Known = london): Promise<TableRead> => {
  const inspection = await inspect(content, known);
  if (inspection.questions.length > 0) throw new Error(`asked: ${inspection.questions.map(({ id }) => id).join(', ')}`);
  const reading = await readFile(
    fileOf(content, Math.max(61, content.length >> 6)),
    inspection.layout,
    inspection.mapping,
    known,
  );
  const rows: FileRow[] = [];
  for await (const slice of reading.slices) rows.push(...slice);
  return { inspection, rows, end: reading.end() };
};

/** A row in one line: what a test compares. */
export const brief = (row: FileRow): string =>
  isRefused(row)
    ? `${String(row.row)} ${row.receipt} ${row.code} ${row.details.value ?? ''}`.trim()
    : [
        row.receipt,
        row.sku,
        String(row.quantityMilli),
        row.unitPrice,
        row.at.toISOString().replace(':00.000Z', 'Z'),
        row.member,
        row.branch,
      ]
        .join(' ')
        .trim() + (row.isReturn ? ' back' : '');

export const briefly = async (content: string | Uint8Array, known: Known = london): Promise<string[]> =>
  (await readTable(content, known)).rows.map(brief);

/** The columns of the documentation's own example, and rows below them. */
export const plainHeader = 'InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country';
