import type { Clock } from '@vafa/kernel';
import { parseAccount } from '../../domain/account/account-id.ts';
import { afterOf, canonicalCommit, headOf, type Commit } from '../../domain/journal/commit.ts';
import { compose } from '../../domain/journal/compose.ts';
import { History } from '../../domain/journal/history.ts';
import { appendCommits, pauseFor } from '../journal/append-commits.ts';
import type { CommitStore } from '../ports/commit-store.ts';
import type { DueAccount, DueAccounts, Looked } from '../ports/due-accounts.ts';
import type { Seal } from '../ports/seal.ts';

const accountsPerRound = 200;

export interface Touched {
  /** Accounts that were looked at. */
  readonly accounts: number;
  /** Those in which something was due and is booked now. */
  readonly booked: number;
  readonly entries: number;
  /** Accounts that cannot be read or added up: they are left as they are. */
  readonly unreadable: readonly string[];
}

interface Plan {
  readonly looked: Looked;
  readonly commit?: Commit;
}

/**
 * Books what came due in accounts that nobody touched, so that activations and expiries are in statements and events.
 * It is what the next command of the account would have booked before itself; keys and versions make a repeat, a crash
 * between two steps and another replica at the same time harmless.
 */
export class TouchDueAccounts {
  constructor(
    private readonly accounts: DueAccounts,
    private readonly store: CommitStore,
    private readonly seal: Seal,
    private readonly clock: Clock,
    private readonly perRound = accountsPerRound,
    private readonly pause = pauseFor,
  ) {}

  /**
   * Goes through all that is due by now, once, in bounded rounds. `isWanted` false: it ends after the round in hand.
   * Raises `unavailable`.
   */
  async execute(isWanted: () => boolean = () => true): Promise<Touched> {
    const until = this.clock.now();
    let touched: Touched = { accounts: 0, booked: 0, entries: 0, unreadable: [] };
    let last: DueAccount | undefined;
    while (isWanted()) {
      const seen = await this.accounts.due(until, last, this.perRound);
      if (seen.length === 0) break;
      touched = sum(touched, await this.round(seen));
      last = seen.at(-1);
    }
    return touched;
  }

  private async round(seen: readonly DueAccount[]): Promise<Touched> {
    const tails = await this.store.tails(seen.map(({ account }) => account));
    const unreadable: string[] = [];
    const plans = seen.flatMap((each): Plan[] => {
      try {
        return [this.plan(each, tails.get(each.account) ?? [])];
      } catch {
        unreadable.push(each.account);
        return [];
      }
    });
    const commits = plans.flatMap(({ commit }) => commit ?? []).sort((a, b) => (a.id < b.id ? -1 : 1));
    const answers = commits.length === 0 ? [] : await appendCommits(this.store, commits, this.pause);
    const landed = new Set(commits.filter((_commit, index) => answers[index] === 'appended'));
    // Where another writer was first it has booked what was due; the next run sees what is next there.
    await this.accounts.looked(plans.filter(({ commit }) => !commit || landed.has(commit)).map(({ looked }) => looked));
    return {
      accounts: seen.length,
      booked: landed.size,
      entries: [...landed].reduce((count, { entries }) => count + entries.length, 0),
      unreadable,
    };
  }

  private plan(seen: DueAccount, tail: readonly Commit[]): Plan {
    const head = headOf(parseAccount(seen.account), tail);
    const { commit: draft, state } = compose(head, History.of([]), [], this.clock.now());
    const { next } = afterOf(state);
    const looked = { seen, version: draft?.version ?? head.version, ...(next && { next }) };
    return { looked, ...(draft && { commit: { ...draft, hash: this.seal.sign(canonicalCommit(draft)) } }) };
  }
}

const sum = (one: Touched, other: Touched): Touched => ({
  accounts: one.accounts + other.accounts,
  booked: one.booked + other.booked,
  entries: one.entries + other.entries,
  unreadable: [...one.unreadable, ...other.unreadable],
});
