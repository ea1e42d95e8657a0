import type { Head } from '../domain/commit.ts';

const weightOf = ({ state }: Head): number => 1 + state.lots.length + state.pendingLots.length + state.holds.length;

/**
 * Heads of accounts that were used lately, bounded by lots and holds. It may be behind the database, which then refuses the
 * next version: never answer a question from it.
 */
export class AccountCache {
  private readonly heads = new Map<string, Head>();
  private weight = 0;

  constructor(private readonly weightMax = 100_000) {}

  get(account: string): Head | undefined {
    const head = this.heads.get(account);
    if (!head) return undefined;
    this.heads.delete(account);
    this.heads.set(account, head);
    return head;
  }

  put(account: string, head: Head): void {
    this.drop(account);
    this.heads.set(account, head);
    this.weight += weightOf(head);
    for (const oldest of this.heads.keys()) {
      if (this.weight <= this.weightMax) return;
      this.drop(oldest);
    }
  }

  drop(account: string): void {
    const head = this.heads.get(account);
    if (!head) return;
    this.heads.delete(account);
    this.weight -= weightOf(head);
  }
}
