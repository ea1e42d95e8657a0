import type { Commit } from '../../src/domain/journal/commit.ts';
import { isSending } from '../../src/domain/journal/entry.ts';

/** Key of a sending within the ledger: its account and its entry. */
const sending = (account: string, key: string): string => `${account}#${key}`;

/**
 * Sums over all accounts, kept while commits land: what is on the way and what waits for a person must be listed
 * somewhere.
 */
export class Books {
  private inTransit = 0n;
  private suspense = 0n;
  private outside = 0n;
  private readonly sent = new Map<string, bigint>();
  private readonly exceptions = new Map<string, bigint>();

  take({ account, entries }: Commit): void {
    for (const entry of entries) {
      const { kind, key, amount, target, postings, exception, ended = [] } = entry;
      for (const { book, amount: moved } of postings) {
        this.outside += moved;
        if (book === 'in_transit') this.inTransit += moved;
        if (book === 'suspense') this.suspense += moved;
      }
      if (isSending(entry)) this.sent.set(sending(account, key), amount);
      if (kind === 'receive') this.sent.delete(key.slice('e:receive:'.length));
      if (kind === 'return') this.sent.delete(sending(account, target ?? ''));
      for (const part of ended) this.lessen(sending(account, part.key), part.amount);
      if (exception) this.exceptions.set(sending(account, key), exception.amount ?? amount);
      if (kind === 'settle') this.exceptions.delete(sending(account, target ?? ''));
    }
  }

  private lessen(name: string, part: bigint): void {
    const left = (this.exceptions.get(name) ?? 0n) - part;
    if (left === 0n) this.exceptions.delete(name);
    else this.exceptions.set(name, left);
  }

  /** What does not add up at this moment. */
  problems(): { readonly check: string; readonly detail: string }[] {
    const total = (amounts: Iterable<bigint>): bigint => [...amounts].reduce((sum, amount) => sum + amount, 0n);
    const onTheWay = total(this.sent.values());
    const waiting = total(this.exceptions.values());
    return [
      ...(this.outside === 0n ? [] : [{ check: 'law I1', detail: `all books together are ${String(this.outside)}` }]),
      ...(this.inTransit === onTheWay
        ? []
        : [
            {
              check: 'in transit',
              detail: `${String(this.inTransit)} in transit, ${String(onTheWay)} in open transfers`,
            },
          ]),
      ...(this.suspense === waiting
        ? []
        : [
            {
              check: 'suspense',
              detail: `${String(this.suspense)} in suspense, ${String(waiting)} in open exceptions`,
            },
          ]),
    ];
  }

  /** Transfers that have come to no end. */
  get openTransfers(): number {
    return this.sent.size;
  }
}
