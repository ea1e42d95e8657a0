import type { Basket } from '@vafa/client';
import type { PayWay, Sale, SaleVoucher } from './sale.ts';

/** Keys under which the steps of a sale are sent; each is made once and kept until the club has decided. */
export interface SaleKeys {
  readonly hold: string;
  readonly close: string;
  readonly cancel: string;
  readonly batch: string;
}

/** Why the club did not take a sale that was paid: a person has to see to it. */
export interface Decline {
  readonly code: string;
  readonly text: string;
  readonly traceId?: string;
}

/** A sale that was paid and of which the club has not said yet that it has it. */
export interface PaidSale {
  readonly id: string;
  readonly basket: Basket;
  readonly lookUp?: { readonly by: 'phone' | 'card'; readonly value: string };
  readonly points: number;
  readonly vouchers: readonly SaleVoucher[];
  readonly paidAt: string;
  /** The club had not told its time: the device's clock was taken to be so far ahead. Unset where it had. */
  readonly guessedAheadMs?: number;
  /** What was settled when it was first told, for a repeat under its key says the same. */
  readonly told?: { readonly at: string; readonly member_id?: string };
  readonly keys: SaleKeys;
  readonly decline?: Decline;
  /** It was refused before, and is tried again. */
  readonly refused?: Decline;
}

/** What is printed, and what a return begins with. */
export interface Receipt {
  readonly id: string;
  readonly number: string;
  readonly at: string;
  /** The branch, and its till: receipts of an earlier version of the till name both in one. */
  readonly place: string;
  readonly till?: string;
  readonly buyer?: string;
  readonly lines: readonly { readonly name: string; readonly quantity: string; readonly amount: string }[];
  readonly total: string;
  readonly pointsPay: string;
  readonly points: number;
  readonly toPay: string;
  readonly way: PayWay;
  /** What the club said of it; before that nothing is known of points. */
  readonly earned?: number;
  readonly state: 'waiting' | 'taken' | 'declined';
  readonly vouchers: readonly string[];
}

/** A new sale: nothing of the one before but its kind and the way to pay. */
export const nextSale = (receipt: string, after: Pick<Sale, 'kind' | 'way'>, id: string, now: Date): Sale => ({
  id,
  receipt,
  kind: after.kind,
  amount: '',
  lines: [],
  points: 0,
  vouchers: [],
  way: after.way,
  openedAt: now.toISOString(),
  isSent: false,
});
