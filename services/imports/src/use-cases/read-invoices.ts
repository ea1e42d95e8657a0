import { DomainError } from '@vafa/kernel';
import { columnPlaces, type ColumnPlaces } from '../domain/columns.ts';
import { FilePlan } from '../domain/file-plan.ts';
import type { FileRecord } from '../domain/file-record.ts';
import { InvoiceGroups, type Invoice } from '../domain/invoice-groups.ts';
import { readRow, type InvoiceRow, type RefusedRow } from '../domain/invoice-row.ts';
import { LocalTimes } from '../domain/local-time.ts';
import type { FileRecords } from './import-ports.ts';

type Row = InvoiceRow | RefusedRow;

async function* readRows(records: FileRecords, timeZone: string, onHeader: (places: ColumnPlaces) => void, signal: AbortSignal): AsyncGenerator<Row[]> {
  const times = new LocalTimes(timeZone);
  let places: ColumnPlaces | undefined;
  for await (const slice of records.slices) {
    signal.throwIfAborted();
    let rows: readonly FileRecord[] = slice;
    if (!places) {
      places = columnPlaces(slice[0]?.fields ?? []);
      onHeader(places);
      rows = slice.slice(1);
    }
    const known = places;
    yield rows.map((record) => readRow(record, known, times));
  }
}

/** First pass. Raises `wrong_columns`, `empty_file`, `not_text`. */
export const planFile = async (records: FileRecords, timeZone: string, signal: AbortSignal): Promise<FilePlan> => {
  let plan: FilePlan | undefined;
  for await (const rows of readRows(records, timeZone, (places) => (plan = new FilePlan(places)), signal)) {
    for (const row of rows) plan?.add(row);
  }
  if (!plan) throw new DomainError('invalid', 'empty_file', 'the file has no header');
  plan.finish(records.breakOff());
  return plan;
};

/** Second pass: invoices as the file completes them; memory holds the open ones only. */
export async function* readInvoices(records: FileRecords, plan: FilePlan, timeZone: string, signal: AbortSignal): AsyncGenerator<Invoice> {
  const groups = new InvoiceGroups(plan);
  for await (const rows of readRows(records, timeZone, () => undefined, signal)) {
    for (const row of rows) {
      const invoice = groups.add(row);
      if (invoice) yield invoice;
    }
  }
  const rest = groups.rest();
  if (rest) yield rest;
}
