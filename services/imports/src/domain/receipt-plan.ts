import type { LocalDays } from './local-days.ts';
import { ReceiptSpan } from './receipt-span.ts';
import { isRefused, type BreakOff, type FileRow, type ReadingEnd, type ReceiptPlace } from './reading/sale-row.ts';

interface NumberSpans {
  readonly first: ReceiptSpan;
  /** Of the row that was read last; rows that cannot be read go there. */
  latest: ReceiptSpan | undefined;
  /** By branch, till and day, where the number stands for more than one receipt. */
  all?: Map<string, ReceiptSpan>;
}

const keyOf = (branch: string, till: string, day: number): string => `${String(day)}\u0000${till}\u0000${branch}`;

/**
 * What a first reading of the file tells: which receipts there are, where each ends, who and what they name, and which
 * may be incomplete.
 */
export class ReceiptPlan {
  rowsTotal = 0;
  breakOff: BreakOff | undefined;
  private readonly numbers = new Map<string, NumberSpans>();
  /** Rows without a place that came before the first one with it. */
  private readonly early = new Map<string, number[]>();
  private readonly withheld = new Map<ReceiptSpan, string>();
  private withheldNumber = '';
  private latest: string | undefined;

  constructor(private readonly days: LocalDays) {}

  add(row: FileRow): void {
    this.rowsTotal++;
    if (row.receipt === '') return;
    this.latest = row.receipt;
    if (!isRefused(row)) this.spanFor(row.receipt, row).add(row);
    else if (row.place) this.spanFor(row.receipt, row.place).countRow(row.row);
    else this.addRefused(row.receipt, row.row);
  }

  /**
   * Of a file that breaks off, the receipt before the break and the one in the cut row may lack rows: both are
   * withheld.
   */
  finish({ breakOff }: ReadingEnd): void {
    this.breakOff = breakOff;
    this.joinNights();
    if (!breakOff) return;
    for (const number of [this.latest, breakOff.partial?.receipt]) {
      if (number === undefined || number === '') continue;
      const span = this.numbers.get(number)?.latest?.whole;
      if (span) this.withheld.set(span, number);
      else this.withheldNumber = number;
    }
    if (breakOff.partial) this.rowsTotal++;
  }

  /** Begins a second reading of the same rows. */
  rewind(): void {
    for (const known of this.numbers.values()) known.latest = undefined;
  }

  /**
   * The receipt that a row belongs to, row after row; undefined for one of a number of which no row tells its place.
   */
  spanOf(row: FileRow): ReceiptSpan | undefined {
    const known = this.numbers.get(row.receipt);
    const place = isRefused(row) ? row.place : row;
    if (!known || !place) return (known?.latest ?? known?.first)?.whole;
    known.latest = known.all?.get(keyOf(place.branch, place.till, this.days.dayOf(place.at))) ?? known.first;
    return known.latest.whole;
  }

  isWithheld(span: ReceiptSpan): boolean {
    return this.withheld.has(span);
  }

  withheldReceipts(): string[] {
    return [...new Set([...this.withheld.values(), ...(this.withheldNumber === '' ? [] : [this.withheldNumber])])];
  }

  /** Rows of withheld receipts, the cut row included. */
  withheldRows(): number {
    const whole = [...this.withheld.keys()].reduce((sum, { rows }) => sum + rows, 0);
    return whole + (this.breakOff?.partial ? 1 : 0);
  }

  /**
   * Names of branches; an empty one where a receipt names none. Rows that cannot be read have a place as well: mended,
   * they come back to it.
   */
  branches(): string[] {
    const names = new Set<string>();
    for (const { first, all } of this.numbers.values()) {
      for (const span of all?.values() ?? [first])
        if ((span.isPlausible || !span.isRead) && !this.withheld.has(span.whole)) names.add(span.branch);
    }
    return [...names];
  }

  private addRefused(number: string, row: number): void {
    const span = this.numbers.get(number)?.latest;
    if (span) {
      span.countRow(row);
      return;
    }
    const early = this.early.get(number);
    if (early) early.push(row);
    else this.early.set(number, [row]);
  }

  private spanFor(number: string, { branch, till, at, isReturn }: ReceiptPlace): ReceiptSpan {
    const day = this.days.dayOf(at);
    const known = this.numbers.get(number);
    const latest = known?.latest;
    if (latest?.day === day && latest.branch === branch && latest.till === till) return latest;
    const key = keyOf(branch, till, day);
    const span = known?.all?.get(key) ?? new ReceiptSpan(branch, till, day, at.getTime(), isReturn);
    if (!known) {
      this.numbers.set(number, { first: span, latest: span });
      for (const early of this.early.get(number) ?? []) span.countRow(early);
      this.early.delete(number);
      return span;
    }
    known.all ??= new Map([[keyOf(known.first.branch, known.first.till, known.first.day), known.first]]);
    known.all.set(key, span);
    known.latest = span;
    return span;
  }

  private joinNights(): void {
    for (const { all } of this.numbers.values()) {
      if (!all) continue;
      const spans = [...all.values()].sort((a, b) => a.day - b.day);
      for (const span of spans) {
        const next = all.get(keyOf(span.branch, span.till, span.day + 1));
        // What is a part of the night before does not reach into the night after.
        if (next && span.whole === span) span.join(next);
      }
    }
  }
}
