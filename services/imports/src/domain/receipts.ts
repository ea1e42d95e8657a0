import { derivedId } from '@vafa/kernel';
import { idPrefixes } from './ids.ts';
import type { LocalDays } from './local-days.ts';
import { asUnfit, isReturnOf, linesMax, unfitReceipt, type Receipt, type UnfitRow } from './receipt.ts';
import type { ReceiptPlan } from './receipt-plan.ts';
import type { ReceiptSpan } from './receipt-span.ts';
import type { Mapping } from './reading/mapping.ts';
import { isRefused, type FileRow, type SaleRow } from './reading/sale-row.ts';
import { sharedRows } from './shared-amounts.ts';

const orphansPerReceipt = 200;

interface OpenReceipt {
  readonly rows: SaleRow[];
  readonly unfit: UnfitRow[];
}

export interface ReceiptTerms {
  /** Returns are told by their negative quantities. */
  readonly bySign: boolean;
  /** The file says what a receipt comes to as a whole: then none is known before all of its rows are. */
  readonly isShared: boolean;
  /** Minor units of the club's currency. */
  readonly digits: number;
}

/** What a mapping says of receipts. */
export const receiptTerms = (
  { returns, columns }: Pick<Mapping, 'returns' | 'columns'>,
  digits: number,
): ReceiptTerms => ({
  bySign: returns.by === 'sign',
  isShared: [columns.receiptNet, columns.receiptDiscount, columns.refunded].some((header) => header !== undefined),
  digits,
});

/** Groups rows by receipt over the whole file, however they are mixed, and lets a receipt go with its last row. */
export class Receipts {
  private readonly open = new Map<ReceiptSpan, OpenReceipt>();
  private orphans: UnfitRow[] = [];
  private openRows = 0;

  constructor(
    private readonly plan: ReceiptPlan,
    private readonly days: LocalDays,
    private readonly terms: ReceiptTerms,
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
    if (span.rows > linesMax)
      return this.addOrphan(
        isRefused(row) ? row : asUnfit(row, 'too_many_lines', { lines: String(span.rows), most: String(linesMax) }),
      );
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
    const isDayOnly = rows.length > 0 && rows.every(({ at }) => this.days.isMidnight(at));
    const receipt: Receipt = {
      number,
      branch,
      till,
      day,
      member,
      isReturn: rows.length === 0 ? span.isReturn : isReturnOf(rows, this.terms.bySign),
      at: new Date(span.from),
      isDayOnly,
      rows,
      unfit,
    };
    const { isShared, digits } = this.terms;
    if (contradiction) return withoutSale(receipt, 'receipt_contradicts', { of: contradiction });
    if (!isShared) return receipt;
    // What is off the receipt cannot be shared over goods that are not known.
    return unfit.length > 0
      ? withoutSale(receipt, 'receipt_incomplete', {})
      : { ...receipt, rows: sharedRows(rows, digits) };
  }

  private addOrphan(row: UnfitRow): Receipt | undefined {
    this.orphans.push(row);
    return this.orphans.length >= orphansPerReceipt ? this.takeOrphans() : undefined;
  }

  /**
   * Rows whose receipt cannot be told are kept under a number made of what they say, so that a second import knows
   * them.
   */
  private takeOrphans(): Receipt {
    const unfit = this.orphans;
    this.orphans = [];
    const text = JSON.stringify(unfit.map(({ fields }) => fields));
    return unfitReceipt(`unreadable-${derivedId(idPrefixes.task, text).slice(4)}`, unfit);
  }
}

/** It keeps its place: mended, it is the same receipt. */
const withoutSale = (receipt: Receipt, code: string, details: Readonly<Record<string, string>>): Receipt => ({
  ...receipt,
  member: '',
  rows: [],
  unfit: [...receipt.unfit, ...receipt.rows.map((row) => asUnfit(row, code, details))],
});
