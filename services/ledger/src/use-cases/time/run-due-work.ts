import type { KeepRoots } from '../journal/keep-roots.ts';
import type { RebuildDueAccounts } from './rebuild-due-accounts.ts';
import type { Touched, TouchDueAccounts } from './touch-due-accounts.ts';

export interface DueWork {
  /** Days whose root was kept. */
  readonly days: readonly string[];
  /** Accounts that were noted again from the journal; absent when that was not its turn. */
  readonly noted?: number;
  readonly touched: Touched;
}

/**
 * What a ledger does by the clock. Balances are right without it; it makes visible what came due, and keeps what shows
 * commits that were cut off.
 */
export class RunDueWork {
  constructor(
    private readonly keeping: KeepRoots,
    private readonly rebuilding: RebuildDueAccounts,
    private readonly touching: TouchDueAccounts,
  ) {}

  /**
   * Safe to repeat and to run in several places. Where something is due is read anew from the journal once a day, or
   * when asked. Raises `unavailable`.
   */
  async execute({
    rebuild = false,
    isWanted = () => true,
  }: {
    readonly rebuild?: boolean;
    readonly isWanted?: () => boolean;
  } = {}): Promise<DueWork> {
    const days = await this.keeping.execute();
    const noted = rebuild || days.length > 0 ? { noted: await this.rebuilding.execute() } : {};
    return { days, ...noted, touched: await this.touching.execute(isWanted) };
  }
}
