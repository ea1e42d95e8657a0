import { amountsOf } from '@vafa/contracts/receipts';
import { judged } from './judged.ts';
import { dayText } from './local-days.ts';
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
  /** External ids of those whom receipts name that can be accepted: who is new among them would be enrolled. */
  readonly members = new Set<string>();
  private readonly sums = {
    sales: 0,
    returns: 0,
    exchanges: 0,
    salesWithoutMember: 0,
    soldTotal: 0n,
    returnedTotal: 0n,
  };
  private readonly exceptions = new Map<string, number>();
  private first = Infinity;
  private last = -Infinity;

  constructor(
    private readonly digits: number,
    private readonly today: Date,
  ) {}

  add(receipt: Receipt): void {
    const { unfit, rows, member, day } = receipt;
    for (const { code } of unfit) this.except(code);
    const verdict = judged(receipt, this.digits, this.today);
    if (verdict.fault !== undefined) {
      for (const _row of rows) this.except(verdict.fault);
      return;
    }
    for (const { code } of verdict.refused) this.except(code);
    const back = member === '' ? [] : verdict.back;
    for (const _row of member === '' ? verdict.back : []) this.except('no_member');
    if (verdict.sold.length + back.length === 0) return;
    if (member !== '') this.members.add(member);
    this.first = Math.min(this.first, day);
    this.last = Math.max(this.last, day);
    this.count(receipt, amountsOf(verdict.sold), amountsOf(back), back.length > 0);
  }

  figures(rows: number): Figures {
    const dayOf = (day: number): string => (Number.isFinite(day) ? dayText(day) : '');
    return {
      rows,
      ...this.sums,
      exceptions: Object.fromEntries(this.exceptions),
      firstDay: dayOf(this.first),
      lastDay: dayOf(this.last),
    };
  }

  private count({ isReturn, member }: Receipt, sold: bigint, returned: bigint, isExchange: boolean): void {
    if (isReturn) {
      this.sums.returns++;
      this.sums.returnedTotal += returned;
      return;
    }
    this.sums.sales++;
    this.sums.soldTotal += sold - returned;
    if (member === '') this.sums.salesWithoutMember++;
    if (isExchange) this.sums.exchanges++;
  }

  private except(code: string): void {
    this.exceptions.set(code, (this.exceptions.get(code) ?? 0) + 1);
  }
}
