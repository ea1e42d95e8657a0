import type { SaleRow } from './reading/sale-row.ts';

/**
 * Rows of one number across midnight are one receipt when so little lies between them, and all of it in so short a
 * time.
 */
const gapMs = 30 * 60_000;
const extentMs = 60 * 60_000;

/** What contradicts what in a receipt. */
export type Contradiction = 'member' | 'kind';

/** What a first reading of the file tells of one receipt. */
export class ReceiptSpan {
  last = 0;
  rows = 0;
  member = '';
  from: number;
  to: number;
  contradiction: Contradiction | undefined;
  /** Whether any row could be a line: only then the branch that it names is looked for. */
  isPlausible = false;
  /** Whether any row of it could be read. */
  isRead = false;
  private joined: ReceiptSpan | undefined;

  constructor(
    readonly branch: string,
    readonly till: string,
    readonly day: number,
    at: number,
    readonly isReturn: boolean,
  ) {
    this.from = at;
    this.to = at;
  }

  /** The span that this one is a part of, or itself. */
  get whole(): ReceiptSpan {
    return this.joined?.whole ?? this;
  }

  add({ row, member, at, isReturn, quantityMilli, unitPrice }: SaleRow): void {
    this.countRow(row);
    // The time of a row that cannot be read tells the day and nothing more.
    this.from = this.isRead ? Math.min(this.from, at.getTime()) : at.getTime();
    this.to = this.isRead ? Math.max(this.to, at.getTime()) : at.getTime();
    this.isRead = true;
    this.isPlausible ||= quantityMilli !== 0n && !unitPrice.startsWith('-');
    if (member !== '' && this.member !== '' && member !== this.member) this.contradiction ??= 'member';
    if (isReturn !== this.isReturn) this.contradiction ??= 'kind';
    if (this.member === '') this.member = member;
  }

  /** A row that belongs to it, readable or not. */
  countRow(row: number): void {
    this.rows++;
    this.last = Math.max(this.last, row);
  }

  /** Takes in the span of the next day when both are one receipt that crosses midnight. */
  join(next: ReceiptSpan): boolean {
    const isOne =
      next.branch === this.branch &&
      next.till === this.till &&
      next.day === this.day + 1 &&
      next.isReturn === this.isReturn &&
      next.from - this.to <= gapMs &&
      next.to - this.from <= extentMs &&
      (next.member === this.member || next.member === '' || this.member === '');
    if (!isOne) return false;
    next.joined = this;
    this.rows += next.rows;
    this.last = Math.max(this.last, next.last);
    this.to = Math.max(this.to, next.to);
    this.isPlausible ||= next.isPlausible;
    this.isRead ||= next.isRead;
    this.contradiction ??= next.contradiction;
    if (this.member === '') this.member = next.member;
    return true;
  }
}
