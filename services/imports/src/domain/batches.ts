import { rowCount, type Invoice } from './invoice-groups.ts';

/** Cuts a stream of invoices into batches that depend on the file alone, so that a resumed import makes the same ones. */
export class Batches {
  private invoices: Invoice[] = [];
  private rows = 0;

  constructor(
    private readonly invoicesMax: number,
    private readonly rowsMax: number,
  ) {}

  /** The batch that this invoice fills, if it does. */
  add(invoice: Invoice): readonly Invoice[] | undefined {
    this.invoices.push(invoice);
    this.rows += rowCount(invoice);
    return this.invoices.length >= this.invoicesMax || this.rows >= this.rowsMax ? this.take() : undefined;
  }

  rest(): readonly Invoice[] | undefined {
    return this.invoices.length > 0 ? this.take() : undefined;
  }

  private take(): readonly Invoice[] {
    const batch = this.invoices;
    this.invoices = [];
    this.rows = 0;
    return batch;
  }
}

/** Returns are submitted in order of (time, row) of their first row. */
export const inOrderOfReturn = (invoices: readonly Invoice[]): Invoice[] =>
  [...invoices].sort((a, b) => timeOf(a) - timeOf(b) || firstRow(a) - firstRow(b));

/** An invoice without one readable row has no time of its own and goes last. */
const timeOf = (invoice: Invoice): number => invoice.rows[0]?.at.getTime() ?? Number.MAX_SAFE_INTEGER;
const firstRow = (invoice: Invoice): number => invoice.rows[0]?.row ?? invoice.refused[0]?.row ?? 0;
