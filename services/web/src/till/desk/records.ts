import type { Basket, OwnTill } from '@vafa/client';
import type { Decline, PaidSale, Receipt } from '../sale/paid-sale.ts';
import { lineAmount, totalOf, type Counting, type Sale } from '../sale/sale.ts';
import type { RefusalReport } from '../store/kept-report.ts';
import { clubClock } from './club-clock.ts';

type Lines = Basket['lines'];

/** A sale as the club takes it. */
export const basketOf = ({ branch, till }: OwnTill, { receipt, buyer }: Sale, lines: Lines): Basket => ({
  branch: branch.id,
  till,
  receipt,
  lines,
  ...(buyer?.memberId !== undefined && { member_id: buyer.memberId }),
});

/** What is sent of a sale from its payment on, with the keys of all steps. */
export const paidOf = (own: OwnTill, sale: Sale, lines: Lines, points: number): PaidSale => ({
  id: sale.id,
  basket: basketOf(own, sale, lines),
  ...(sale.buyer?.lookUp && { lookUp: sale.buyer.lookUp }),
  points,
  vouchers: sale.vouchers,
  paidAt: clubClock.now().toISOString(),
  ...(!clubClock.isHeard && { guessedAheadMs: clubClock.aheadMs }),
  keys: {
    hold: crypto.randomUUID(),
    close: crypto.randomUUID(),
    cancel: crypto.randomUUID(),
    batch: crypto.randomUUID(),
  },
});

const messageMax = 500;

/** What the club is told of a sale that it did not take. */
export const reportOf = ({ id, basket, paidAt, told }: PaidSale, why: Decline, counting: Counting): RefusalReport => ({
  session_id: id,
  receipt: basket.receipt,
  paid_at: told?.at ?? paidAt,
  total: Number(totalOf(basket.lines, counting)),
  code: why.code,
  message: why.text.slice(0, messageMax),
  ...(basket.member_id !== undefined && { member_id: basket.member_id }),
  ...(why.traceId !== undefined && { trace_id: why.traceId }),
});

interface Sums {
  readonly total: bigint;
  readonly points: number;
  /** What the points pay. */
  readonly pay: bigint;
  readonly digits: number;
}

/** The paper of a sale, as far as the till itself knows it. */
export const receiptOf = (
  { branch, till }: OwnTill,
  sale: Sale,
  lines: Lines,
  { total, points, pay, digits }: Sums,
): Receipt => ({
  id: sale.id,
  number: sale.receipt,
  at: clubClock.now().toISOString(),
  place: branch.name,
  till,
  ...(sale.buyer && { buyer: sale.buyer.name }),
  lines: lines.map((line) => ({
    name: line.description ?? line.sku,
    quantity: String(line.quantity),
    amount: lineAmount(line, digits).toString(),
  })),
  total: total.toString(),
  points,
  pointsPay: pay.toString(),
  toPay: (total - pay).toString(),
  way: sale.way,
  state: 'waiting',
  vouchers: sale.vouchers.map(({ reward }) => reward),
});
