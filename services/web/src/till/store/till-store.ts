import type { AnswerOf, OwnTill } from '@vafa/client';
import type { Sale } from '../sale/sale.ts';
import type { PaidSale, Receipt } from '../sale/paid-sale.ts';
import type { KeptReport } from './kept-report.ts';
import type { Database } from './database.ts';

/** How the club looks, and how it shows money and days. */
export type TillClub = Pick<AnswerOf<'getClub'>, 'brand_colour' | 'display_unit' | 'calendar'>;

/** By what a till asks, and where it stands as it was told last. */
export interface Pairing {
  readonly secret: string;
  readonly own: OwnTill;
  readonly club: TillClub;
}

export interface TillSettings {
  /** Each receipt is printed when it is paid. */
  readonly printsAll: boolean;
  /** What the reader sends before a code. */
  readonly readerPrefix: string;
  readonly readerSuffix: 'Enter' | 'Tab';
  /** `?` and other keys without F. */
  readonly hasSingleKeys: boolean;
}

const usualSettings: TillSettings = {
  printsAll: false,
  readerPrefix: '',
  readerSuffix: 'Enter',
  hasSingleKeys: true,
};

/** What was sold once at this till: its name and price come back when its code is typed again. */
export interface KnownGoods {
  readonly code: string;
  readonly name: string;
  readonly price: string;
}

const receiptsKept = 300;
/** Receipts count seconds from here: never twice, never back, and eight or nine digits for decades. */
const countedFrom = Date.UTC(2026, 0, 1);

/** What a till keeps on its device: everything that must outlive the page, the network and a broken day. */
export class TillStore {
  constructor(private readonly database: Database) {}

  pairing(): Promise<Pairing | undefined> {
    return this.database.get('kept', 'pairing');
  }

  keepPairing(pairing: Pairing | undefined): Promise<void> {
    return pairing === undefined
      ? this.database.delete('kept', 'pairing')
      : this.database.put('kept', 'pairing', pairing);
  }

  async settings(): Promise<TillSettings> {
    return { ...usualSettings, ...(await this.database.get<Partial<TillSettings>>('kept', 'settings')) };
  }

  keepSettings(settings: TillSettings): Promise<void> {
    return this.database.put('kept', 'settings', settings);
  }

  sale(): Promise<Sale | undefined> {
    return this.database.get('kept', 'sale');
  }

  keepSale(sale: Sale): Promise<void> {
    return this.database.put('kept', 'sale', sale);
  }

  parked(): Promise<readonly Sale[]> {
    return this.database.all('parked');
  }

  /** Puts a sale aside and begins the next; or takes one up again. */
  park(sale: Sale, next: Sale): Promise<void> {
    return this.database.write(['parked', 'kept'], (transaction) => {
      transaction.objectStore('parked').put(sale, sale.id);
      transaction.objectStore('kept').put(next, 'sale');
    });
  }

  takeUp(sale: Sale): Promise<void> {
    return this.database.write(['parked', 'kept'], (transaction) => {
      transaction.objectStore('parked').delete(sale.id);
      transaction.objectStore('kept').put(sale, 'sale');
    });
  }

  waiting(): Promise<readonly PaidSale[]> {
    return this.database.all('waiting');
  }

  /** More is known of a sale that waits. */
  keepWaiting(paid: PaidSale): Promise<void> {
    return this.database.put('waiting', paid.id, paid);
  }

  /** The sale was paid and the next one begins: from here on it is sent until the club has decided. */
  turnOver(paid: PaidSale, receipt: Receipt, next: Sale): Promise<void> {
    return this.database.write(['waiting', 'receipts', 'kept'], (transaction) => {
      transaction.objectStore('waiting').put(paid, paid.id);
      transaction.objectStore('receipts').put(receipt, receipt.id);
      transaction.objectStore('kept').put(next, 'sale');
    });
  }

  /** The club took nothing of it: the sale is at hand again, as it was before it was paid. */
  turnBack(sale: Sale): Promise<void> {
    return this.database.write(['waiting', 'receipts', 'kept'], (transaction) => {
      transaction.objectStore('waiting').delete(sale.id);
      transaction.objectStore('receipts').delete(sale.id);
      transaction.objectStore('kept').put(sale, 'sale');
    });
  }

  /** The club has decided: what waited is done, or stays with the reason why not. */
  settle(id: string, declined: PaidSale | undefined, receipt: Receipt | undefined): Promise<void> {
    return this.database.write(['waiting', 'receipts'], (transaction) => {
      if (declined === undefined) transaction.objectStore('waiting').delete(id);
      else transaction.objectStore('waiting').put(declined, id);
      if (receipt !== undefined) transaction.objectStore('receipts').put(receipt, receipt.id);
    });
  }

  /** Sales, receipts and what is known of goods; pairing and settings stay. */
  clear(): Promise<void> {
    return this.database.write(['kept', 'parked', 'waiting', 'receipts', 'goods'], (transaction) => {
      transaction.objectStore('kept').delete('sale');
      for (const group of ['parked', 'waiting', 'receipts', 'goods'] as const) transaction.objectStore(group).clear();
    });
  }

  /** What the club is to be told of refused sales, in its order. */
  async reports(): Promise<readonly KeptReport[]> {
    return (await this.database.get<readonly KeptReport[]>('kept', 'reports')) ?? [];
  }

  keepReports(reports: readonly KeptReport[]): Promise<void> {
    return this.database.put('kept', 'reports', reports);
  }

  /** Newest first. */
  async receipts(): Promise<readonly Receipt[]> {
    const all = await this.database.all<Receipt>('receipts');
    const sorted = all.toSorted((a, b) => (a.at < b.at ? 1 : -1));
    for (const { id } of sorted.slice(receiptsKept)) await this.database.delete('receipts', id);
    return sorted.slice(0, receiptsKept);
  }

  goods(): Promise<readonly KnownGoods[]> {
    return this.database.all('goods');
  }

  keepGoods(goods: KnownGoods): Promise<void> {
    return this.database.put('goods', goods.code, goods);
  }

  /** How far the device's clock was ahead of the club's when the club was heard last. */
  async clockAheadMs(): Promise<number> {
    return (await this.database.get<number>('kept', 'clock')) ?? 0;
  }

  keepClockAheadMs(aheadMs: number): Promise<void> {
    return this.database.put('kept', 'clock', aheadMs);
  }

  /** What the last receipt was counted by. */
  async lastReceipt(): Promise<number> {
    return (await this.database.get<number>('kept', 'receipt')) ?? 0;
  }

  keepLastReceipt(count: number): Promise<void> {
    return this.database.put('kept', 'receipt', count);
  }
}

/** What the next receipt is counted by, unique at its till also when the device was emptied. */
export const receiptAfter = (last: number, now: Date): number =>
  Math.max(last + 1, Math.floor((now.getTime() - countedFrom) / 1_000));
