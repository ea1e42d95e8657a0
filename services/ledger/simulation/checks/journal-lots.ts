import type { Entry, LotDelta } from '../../src/domain/journal/entry.ts';

export interface StoredLot {
  amount: bigint;
  /** Infinity where it never expires. */
  expiresAt: number;
}

/** The lots of an account as its stored changes add up, and nothing else. */
export class JournalLots {
  readonly active = new Map<string, StoredLot>();
  readonly pending = new Map<string, StoredLot>();

  place(place: LotDelta['place']): Map<string, StoredLot> {
    return place === 'active' ? this.active : this.pending;
  }

  /** Answers whether a lot would hold less than nothing. */
  take({ lots }: Entry): boolean {
    let short = false;
    for (const { lot, place, amount, expiresAt } of lots) {
      const all = this.place(place);
      const known = all.get(lot) ?? { amount: 0n, expiresAt: expiresAt?.getTime() ?? Infinity };
      known.amount += amount;
      short ||= known.amount < 0n;
      if (known.amount === 0n) all.delete(lot);
      else all.set(lot, known);
    }
    return short;
  }
}
