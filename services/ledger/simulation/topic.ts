import type { Commit } from '../src/domain/journal/commit.ts';
import { posted } from '../src/domain/journal/entry.ts';

/** What a commit's event tells. */
export interface CommitEvent {
  readonly account: string;
  readonly clubId: string;
  readonly epoch: number;
  readonly sequence: number;
  readonly available: bigint;
  readonly pending: bigint;
  readonly held: bigint;
  /** Change of the available balance, entry by entry. */
  readonly amounts: readonly bigint[];
}

export const eventOf = ({ account, version, after, entries }: Commit): CommitEvent => ({
  account,
  clubId: account.slice(0, account.indexOf('.')),
  epoch: 1,
  sequence: version,
  available: after.available,
  pending: after.pending,
  held: after.held,
  amounts: entries.map((entry) => posted(entry, 'available')),
});

export const partitions = 4;

const partitionOf = (account: string): number =>
  [...account].reduce((hash, letter) => (hash * 31 + letter.charCodeAt(0)) >>> 0, 7) % partitions;

/** A broker's topic, keyed by account, and the offsets of the group that follows it. */
export class Topic {
  private readonly logs: CommitEvent[][] = Array.from({ length: partitions }, () => []);
  private readonly offsets: number[] = Array.from({ length: partitions }, () => 0);
  private readonly skippedFrom = new Map<number, number>();

  publish(event: CommitEvent): void {
    this.logs[partitionOf(event.account)]?.push(event);
  }

  poll(
    partition: number,
    offset: number,
    limit: number,
  ): readonly { readonly event: CommitEvent; readonly offset: number }[] {
    return (this.logs[partition] ?? [])
      .slice(offset, offset + limit)
      .map((event, index) => ({ event, offset: offset + index }));
  }

  end(partition: number): number {
    return this.logs[partition]?.length ?? 0;
  }

  offset(partition: number): number {
    return this.offsets[partition] ?? 0;
  }

  get isConsumed(): boolean {
    return this.logs.every((log, partition) => log.length <= this.offset(partition));
  }

  /** The group lost its offset and goes on with what comes from now on. */
  skip(partition: number): void {
    if (!this.skippedFrom.has(partition)) this.skippedFrom.set(partition, this.offset(partition));
    this.commit(partition, this.end(partition));
  }

  /** Somebody noticed: back to where events were skipped. */
  rewind(): void {
    for (const [partition, offset] of this.skippedFrom)
      this.commit(partition, Math.min(offset, this.offset(partition)));
    this.skippedFrom.clear();
  }

  /** Also back: a group may be rewound. */
  commit(partition: number, offset: number): void {
    this.offsets[partition] = offset;
  }
}
