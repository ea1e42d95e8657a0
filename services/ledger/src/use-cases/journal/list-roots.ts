import { LedgerError } from '../../domain/journal/ledger-error.ts';
import type { DailyRoot, RootStore } from '../ports/root-store.ts';

export interface RootPage {
  readonly roots: readonly DailyRoot[];
  /** The next page is of days before this one; absent on the last. */
  readonly before?: string;
}

const day = /^\d{4}-\d{2}-\d{2}$/;

export class ListRoots {
  constructor(private readonly roots: RootStore) {}

  /** Newest first, of days before one. Raises `invalid_page_token`, `unavailable`. */
  async execute(before: string | undefined, size: number): Promise<RootPage> {
    if (before !== undefined && !day.test(before))
      throw new LedgerError('invalid', 'invalid_page_token', 'the page token is not one of this list');
    const found = await this.roots.list(before, size + 1);
    const roots = found.slice(0, size);
    const last = roots.at(-1);
    return { roots, ...(found.length > size && last && { before: last.day }) };
  }
}
