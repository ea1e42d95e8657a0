import { amountOf } from './amount-of.ts';
import { foresee } from './foreseen.ts';
import { dayText } from './local-days.ts';
import type { SaleRow } from './reading/sale-row.ts';
import type { Receipt } from './receipt.ts';

/** What an import of the file would be about. */
export interface Figures {
  readonly rows: number;
  readonly sales: number;
  readonly returns: number;
  /** Receipts with goods that go and goods that come back. */
  readonly exchanges: number;
  readonly salesWithoutMember: number;
  /** Of sales, in minor units; goods that come back in exchanges are taken off. */
  readonly soldTotal: bigint;
  readonly returnedTotal: bigint;
  /** Rows that would not be accepted, by code. */
  readonly exceptions: Readonly<Record<string, number>>;
  /** YYYY-MM-DD in the club's zone; empty without a sale. */
  readonly firstDay: string;
  readonly lastDay: string;
}

/** Adds up receipts without writing anything. */
export class FigureSums {
  private readonly sums = { sales: 0, returns: 0, exchanges: 0, salesWithoutMember: 0, soldTotal: 0n, returnedTotal: 0n };
  private readonly exceptions = new Map<string, number>();
  private first = Infinity;
  private last = -Infinity;

  constructor(
    private readonly digits: number,
    private readonly today: Date,
  ) {}

  add(receipt: Receipt): void {
    for (const { code } of receipt.unfit) this.except(code);
    const { fit, refused } = foresee(receipt, this.digits, this.today);
    for (const code of refused) this.except(code);
    if (fit.length === 0) return;
    this.first = Math.min(this.first, receipt.day);
    this.last = Math.max(this.last, receipt.day);
    const total = fit.reduce((sum, row) => sum + amountOf(row, this.digits), 0n);
    this.count(receipt, fit, total);
  }

  figures(rows: number): Figures {
    const dayOf = (day: number): string => (Number.isFinite(day) ? dayText(day) : '');
    return { rows, ...this.sums, exceptions: Object.fromEntries(this.exceptions), firstDay: dayOf(this.first), lastDay: dayOf(this.last) };
  }

  private count({ isReturn, member }: Receipt, fit: readonly SaleRow[], total: bigint): void {
    if (isReturn) {
      this.sums.returns++;
      this.sums.returnedTotal -= total;
      return;
    }
    this.sums.sales++;
    this.sums.soldTotal += total;
    if (member === '') this.sums.salesWithoutMember++;
    if (fit.some(({ quantityMilli }) => quantityMilli < 0n)) this.sums.exchanges++;
  }

  private except(code: string): void {
    this.exceptions.set(code, (this.exceptions.get(code) ?? 0) + 1);
  }
}
