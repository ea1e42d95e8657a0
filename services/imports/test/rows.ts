import type { Inspection } from '../src/domain/reading/inspection.ts';
import type { Layout } from '../src/domain/reading/layout.ts';
import type { Mapping } from '../src/domain/reading/mapping.ts';
import type {
  BreakOff,
  FileRow,
  ReadingEnd,
  RefusalCode,
  RefusedRow,
  SaleRow,
} from '../src/domain/reading/sale-row.ts';
import type { Reading, Rows } from '../src/use-cases/import-ports.ts';

export const layout: Layout = {
  format: 'csv',
  encoding: 'utf-8',
  delimiter: ',',
  headerRow: 1,
  header: ['receipt', 'sku'],
  wholeIds: [],
  numbers: {},
  dates: {},
};

export const mapping: Mapping = {
  rows: 'line',
  columns: { receipt: 'receipt', sku: 'sku', branch: 'branch' },
  returns: { by: 'prefix', prefix: 'C' },
  returnedQuantities: 'negative',
  continuation: false,
  leaveOut: [],
  attributes: [],
};

let rows = 1;

/** Rows are counted from 2. */
export const restartRows = (): void => {
  rows = 1;
};

const nextRow = (): number => ++rows;

/** A row of one A at 2.55, bought by 17850 in France on 4 January 2011; a return when its receipt begins with C. */
export const sale = (
  receipt: string,
  changes: Partial<SaleRow> & { readonly milli?: bigint; readonly time?: string } = {},
): SaleRow => {
  const { milli, time, ...more } = changes;
  const isReturn = receipt.startsWith('C');
  return {
    row: nextRow(),
    fields: [receipt, more.sku ?? 'A'],
    receipt,
    sku: 'A',
    description: 'MUG',
    quantityMilli: milli ?? (isReturn ? -1000n : 1000n),
    unitPrice: '2.55',
    at: new Date(time ?? '2011-01-04T10:00:00Z'),
    member: '17850',
    branch: 'France',
    till: '',
    isReturn,
    attributes: {},
    ...more,
  };
};

export const refused = (receipt: string, code: RefusalCode = 'invalid_price'): RefusedRow => ({
  row: nextRow(),
  fields: [receipt, '?'],
  receipt,
  code,
  details: { column: 'sku', value: '?' },
});

const noEnd: Omit<ReadingEnd, 'rows'> = { totalRows: [], repeatedHeaders: [], leftOut: {}, emptyRows: 0 };

const inspection = (questions: Inspection['questions'], asks: Inspection['questions']): Inspection => ({
  layout,
  columns: [],
  source: 'columns-1',
  mapping,
  questions,
  askable: Object.fromEntries(asks.map(({ id }) => [id, 'any' as const])),
  previewRows: [],
  decisions: { dates: 'dmy' },
  rows: 0,
});

/** A file whose rows are given; its end may be told, and what it asks until it is answered. */
export class MemoryReading implements Reading {
  inspections = 0;
  passes = 0;
  /** Raised by the next pass over the rows. */
  failure: Error | undefined;

  constructor(
    private readonly given: readonly FileRow[],
    private readonly end: Partial<ReadingEnd> & { readonly breakOff?: BreakOff } = {},
    private readonly asks: Inspection['questions'] = [],
  ) {}

  inspect(_file: object, { answers }: { readonly answers: Readonly<Record<string, string>> }): Promise<Inspection> {
    this.inspections++;
    if (this.failure) return Promise.reject(this.failure);
    return Promise.resolve(
      inspection(
        this.asks.filter(({ id }) => !(id in answers)),
        this.asks,
      ),
    );
  }

  rows(): Rows {
    this.passes++;
    const { given, end } = this;
    return {
      async *[Symbol.asyncIterator]() {
        for (let from = 0; from < given.length; from += 50) yield await Promise.resolve(given.slice(from, from + 50));
      },
      end: () => ({ ...noEnd, rows: given.length, ...end }),
    };
  }
}
