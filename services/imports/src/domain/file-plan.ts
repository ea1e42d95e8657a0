import { invoiceOf, isRefused, type InvoiceRow, type RefusedRow } from './invoice-row.ts';
import type { ColumnPlaces } from './columns.ts';
import type { BreakOff } from './file-record.ts';

interface Span {
  last: number;
  rows: number;
  member: string;
  branch: string;
}

/** What a first reading of the file tells: where each invoice ends, who and what it names, and which invoices may be incomplete. */
export class FilePlan {
  rowsTotal = 0;
  breakOff: BreakOff | undefined;
  private readonly spans = new Map<string, Span>();
  private readonly withheld = new Set<string>();
  private latest = '';

  constructor(readonly places: ColumnPlaces) {}

  add(row: InvoiceRow | RefusedRow): void {
    this.rowsTotal++;
    if (row.invoice === '') return;
    this.latest = row.invoice;
    const span = this.spans.get(row.invoice);
    const [member, branch] = isRefused(row) ? ['', ''] : [row.member, row.branch];
    if (!span) {
      this.spans.set(row.invoice, { last: row.row, rows: 1, member, branch });
      return;
    }
    span.last = row.row;
    span.rows++;
    if (span.branch === '') Object.assign(span, { member, branch });
  }

  /** Of a file that breaks off, the invoice before the break and the one in the cut row may lack rows: both are withheld. */
  finish(breakOff: BreakOff | undefined): void {
    this.breakOff = breakOff;
    if (!breakOff) return;
    if (this.latest !== '') this.withheld.add(this.latest);
    if (breakOff.partial) {
      this.rowsTotal++;
      const cut = invoiceOf(breakOff.partial.fields, this.places);
      if (cut !== '') this.withheld.add(cut);
    }
  }

  isWithheld(invoice: string): boolean {
    return this.withheld.has(invoice);
  }

  /** The row that completes the invoice. */
  lastRow(invoice: string): number {
    return this.spans.get(invoice)?.last ?? 0;
  }

  withheldInvoices(): string[] {
    return [...this.withheld];
  }

  /** Rows of withheld invoices, the cut row included. */
  withheldRows(): number {
    const whole = [...this.withheld].reduce((sum, invoice) => sum + (this.spans.get(invoice)?.rows ?? 0), 0);
    return whole + (this.breakOff?.partial ? 1 : 0);
  }

  /** External ids of the members that the file names, in order of appearance. */
  members(): string[] {
    return this.named((span) => span.member);
  }

  branches(): string[] {
    return this.named((span) => span.branch);
  }

  private named(pick: (span: Span) => string): string[] {
    const names = new Set<string>();
    for (const [invoice, span] of this.spans) if (!this.withheld.has(invoice)) names.add(pick(span));
    names.delete('');
    return [...names];
  }
}
