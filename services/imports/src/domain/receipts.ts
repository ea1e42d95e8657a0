import { derivedId } from '@vafa/kernel';
import type { LocalDays } from './local-days.ts';
import { asUnfit, isReturnOf, linesMax, unfitReceipt, type Receipt, type UnfitRow } from './receipt.ts';
import type { ReceiptPlan } from './receipt-plan.ts';
import type { ReceiptSpan } from './receipt-span.ts';
import { isRefused, type FileRow, type SaleRow } from './reading/sale-row.ts';

const orphansPerReceipt = 200;

interface OpenReceipt {
  readonly rows: SaleRow[];
  readonly unfit: UnfitRow[];
}

/** Groups rows by receipt over the whole file, however they are mixed, and lets a receipt go with its last row. */
export class Receipts {
  private readonly open = new Map<ReceiptSpan, OpenReceipt>();
  private orphans: UnfitRow[] = [];
  private openRows = 0;

  /** `bySign`: returns are told by their negative quantities. */
  constructor(
    private readonly plan: ReceiptPlan,
    private readonly days: LocalDays,
    private readonly bySign: boolean,
  ) {
    plan.rewind();
  }

  /** Rows in memory. */
  get held(): number {
    return this.openRows;
  }

  /** The receipt that this row completes, if it does. */
  add(row: FileRow): Receipt | undefined {
    const span = this.plan.spanOf(row);
    if (!span) return this.addOrphan(isRefused(row) ? row : asUnfit(row, 'invalid_receipt'));
    if (this.plan.isWithheld(span)) return undefined;
    if (span.rows > linesMax) return this.addOrphan(isRefused(row) ? row : asUnfit(row, 'too_many_lines', { lines: String(span.rows), most: String(linesMax) }));
    let group = this.open.get(span);
    if (!group) {
      group = { rows: [], unfit: [] };
      this.open.set(span, group);
    }
    this.openRows++;
    if (isRefused(row)) group.unfit.push(row);
    else group.rows.push(row);
    if (row.row !== span.last) return undefined;
    this.open.delete(span);
    this.openRows -= group.rows.length + group.unfit.length;
    return this.receiptOf(row.receipt, span, group);
  }

  /** Rows of no receipt that are still to be handed over. */
  rest(): Receipt | undefined {
    return this.orphans.length > 0 ? this.takeOrphans() : undefined;
  }

  private receiptOf(number: string, span: ReceiptSpan, { rows, unfit }: OpenReceipt): Receipt {
    const { contradiction, branch, till, day, member } = span;
    const isDayOnly = rows.every(({ at }) => this.days.isMidnight(at));
    const receipt: Receipt = { number, branch, till, day, member, isReturn: isReturnOf(rows, this.bySign), at: new Date(span.from), isDayOnly, rows, unfit };
    if (!contradiction) return receipt;
    // It keeps its place: mended, it is the same receipt.
    return { ...receipt, member: '', rows: [], unfit: [...unfit, ...rows.map((row) => asUnfit(row, 'receipt_contradicts', { of: contradiction }))] };
  }

  private addOrphan(row: UnfitRow): Receipt | undefined {
    this.orphans.push(row);
    return this.orphans.length >= orphansPerReceipt ? this.takeOrphans() : undefined;
  }

  /** Rows whose receipt cannot be told are kept under a number made of what they say, so that a second import knows them. */
  private takeOrphans(): Receipt {
    const unfit = this.orphans;
    this.orphans = [];
    const text = JSON.stringify(unfit.map(({ fields }) => fields));
    return unfitReceipt(`unreadable-${derivedId('task', text).slice(4)}`, unfit);
  }
}
