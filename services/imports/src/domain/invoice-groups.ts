import { derivedId } from '@vafa/kernel';
import type { FilePlan } from './file-plan.ts';
import { isRefused, isReturnInvoice, type InvoiceRow, type RefusedRow } from './invoice-row.ts';

/** All rows of one invoice. */
export interface Invoice {
  /** Its receipt. */
  readonly number: string;
  readonly isReturn: boolean;
  /** In file order. */
  readonly rows: readonly InvoiceRow[];
  readonly refused: readonly RefusedRow[];
}

const orphansPerInvoice = 200;

/** Rows in the invoice, refused ones included. */
export const rowCount = (invoice: Invoice): number => invoice.rows.length + invoice.refused.length;

/** Groups rows by invoice over the whole file, however they are mixed, and lets an invoice go with its last row. */
export class InvoiceGroups {
  private readonly open = new Map<string, { rows: InvoiceRow[]; refused: RefusedRow[] }>();
  private orphans: RefusedRow[] = [];

  constructor(private readonly plan: FilePlan) {}

  /** The invoice that this row completes, if it does. */
  add(row: InvoiceRow | RefusedRow): Invoice | undefined {
    if (row.invoice === '') return this.addOrphan(row as RefusedRow);
    if (this.plan.isWithheld(row.invoice)) return undefined;
    let group = this.open.get(row.invoice);
    if (!group) {
      group = { rows: [], refused: [] };
      this.open.set(row.invoice, group);
    }
    if (isRefused(row)) group.refused.push(row);
    else group.rows.push(row);
    if (row.row !== this.plan.lastRow(row.invoice)) return undefined;
    this.open.delete(row.invoice);
    return isReturnInvoice(row.invoice) ? returnOf(row.invoice, group.rows, group.refused) : { number: row.invoice, isReturn: false, ...group };
  }

  /** Rows of no invoice that are still to be handed over. */
  rest(): Invoice | undefined {
    return this.orphans.length > 0 ? this.takeOrphans() : undefined;
  }

  private addOrphan(row: RefusedRow): Invoice | undefined {
    this.orphans.push(row);
    return this.orphans.length >= orphansPerInvoice ? this.takeOrphans() : undefined;
  }

  /** Rows whose invoice cannot be told are kept under a receipt made of what they say, so that a second import knows them. */
  private takeOrphans(): Invoice {
    const refused = this.orphans;
    this.orphans = [];
    const text = JSON.stringify(refused.map(({ fields }) => fields));
    return { number: `unreadable-${derivedId('task', text).slice(4)}`, isReturn: false, rows: [], refused };
  }
}

/** A return belongs to one member, the one its first row names. */
const returnOf = (number: string, rows: readonly InvoiceRow[], refused: readonly RefusedRow[]): Invoice => {
  const member = rows[0]?.member;
  const others = rows.filter((row) => row.member !== member);
  const differing = others.map(({ row, fields, invoice }): RefusedRow => ({ row, fields, invoice, code: 'member_differs' }));
  return { number, isReturn: true, rows: rows.filter((row) => row.member === member), refused: [...refused, ...differing] };
};
