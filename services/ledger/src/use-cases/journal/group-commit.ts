import type { Clock } from '@vafa/kernel';
import { parseAccount } from '../../domain/account/account-id.ts';
import { entriesNeededTogether, lotsNeeded } from '../../domain/journal/entries-needed.ts';
import {
  assertReadable,
  canonicalCommit,
  headAfter,
  headOf,
  type Commit,
  type Head,
  type UnsealedCommit,
} from '../../domain/journal/commit.ts';
import { compose, type Composition } from '../../domain/journal/compose.ts';
import { decide } from '../../domain/journal/decide.ts';
import { History } from '../../domain/journal/history.ts';
import { LedgerError } from '../../domain/journal/ledger-error.ts';
import { kinshipOf, namesThere, redirected, seenFrom } from '../../domain/transfers/merges.ts';
import { keyReused, outcomeOf, type Outcome } from '../../domain/journal/outcome.ts';
import type { AccountCache } from './account-cache.ts';
import { appendCommits, pauseFor } from './append-commits.ts';
import type { CommitStore } from '../ports/commit-store.ts';
import { kinOf } from '../account/kin-of.ts';
import type { Seal } from '../ports/seal.ts';
import type { QueuedCommand } from './queued-command.ts';

/** Each lost race means that another writer got on; beyond this the account is too busy for this process. */
const racesMax = 200;

interface Loaded {
  readonly account: string;
  readonly queued: readonly QueuedCommand[];
  readonly head: Head;
  readonly history: History;
}

interface Planned extends Loaded, Pick<Composition, 'answers' | 'state'> {
  readonly commit?: Commit;
}

/** One group commit: the commands of each account become one commit, and all commits one write. */
export class GroupCommit {
  constructor(
    private readonly store: CommitStore,
    private readonly seal: Seal,
    private readonly cache: AccountCache,
    private readonly clock: Clock,
    private readonly rules: typeof decide = decide,
    private readonly pause = pauseFor,
  ) {}

  /**
   * Settles every command but those of accounts whose race was lost: these are answered, to go again. Never rejects.
   */
  async run(queued: readonly QueuedCommand[]): Promise<readonly QueuedCommand[]> {
    const accounts = Map.groupBy(queued, (each) => each.account);
    try {
      const planned = this.planAll(await this.load(accounts));
      const writing = planned
        .filter((plan): plan is Planned & { commit: Commit } => plan.commit !== undefined)
        .sort((a, b) => (a.commit.id < b.commit.id ? -1 : 1));
      const appended =
        writing.length === 0
          ? []
          : await appendCommits(
              this.store,
              writing.map((plan) => plan.commit),
              this.pause,
            );
      const moved = planned.flatMap((plan) => (plan.commit ? [] : this.settle(plan)));
      return [
        ...moved,
        ...writing.flatMap((plan, index) => (appended[index] === 'appended' ? this.land(plan) : this.loseRace(plan))),
      ];
    } catch (error) {
      for (const account of accounts.keys()) this.cache.drop(account);
      for (const each of queued) each.reject(error);
      return [];
    }
  }

  private async load(accounts: ReadonlyMap<string, readonly QueuedCommand[]>): Promise<Loaded[]> {
    const cached = new Map([...accounts.keys()].map((account) => [account, this.remembered(account)]));
    const missing = [...accounts.keys()].filter((account) => !cached.get(account));
    const tails = missing.length === 0 ? new Map<string, readonly Commit[]>() : await this.store.tails(missing);
    const loading = [...accounts].map(async ([account, queued]) => {
      try {
        const head = cached.get(account) ?? headOf(parseAccount(account), tails.get(account) ?? []);
        this.cache.put(account, head);
        return [{ account, queued, head, history: await this.lookBack(account, queued, head) }];
      } catch (error) {
        return this.fail(account, queued, error);
      }
    });
    return (await Promise.all(loading)).flat();
  }

  /**
   * Where a merged account's commands go is answered without a write that would tell that it was unmerged: it is read
   * each time.
   */
  private remembered(account: string): Head | undefined {
    const head = this.cache.get(account);
    return head?.state.merged === undefined ? head : undefined;
  }

  private async lookBack(account: string, queued: readonly QueuedCommand[], { state }: Head): Promise<History> {
    const about = entriesNeededTogether(
      queued.map(({ command }) => command),
      state,
    );
    const via = queued.flatMap((each) => each.via ?? []);
    const kin = (await kinOf(this.store, account, [...(state.kin ?? []), ...via])).map((other) => ({
      other,
      kinship: kinshipOf(state, other, via),
    }));
    const isKin = kin.length > 0 || state.merged !== undefined;
    const under = [
      ...new Set([...about, ...queued.flatMap(({ command, lookUp }) => (lookUp || isKin ? [command.key] : []))]),
    ];
    if (under.length === 0) return History.of([]);
    const found = await Promise.all(
      kin.map(async ({ other, kinship }) => ({ kinship, commits: await this.mentioning(other, under, about) })),
    );
    const theirs = found.flatMap(({ commits }) => commits);
    const seen = found.flatMap(({ kinship, commits }) => commits.map((commit) => seenFrom(account, commit, kinship)));
    const commits = [...seen, ...(await this.mentioning(account, under, about))];
    const history = History.of(commits, theirs);
    const lots = [...new Set(queued.flatMap(({ command }) => lotsNeeded(command, history)))];
    if (lots.length === 0) return history;
    const there = kin.map(async ({ other, kinship }) =>
      (await this.mentioning(other, [], namesThere(account, other, kinship, lots))).map((commit) =>
        seenFrom(account, commit, kinship),
      ),
    );
    return History.of(
      [...(await Promise.all(there)).flat(), ...commits, ...(await this.mentioning(account, [], lots))],
      theirs,
    );
  }

  private async mentioning(
    account: string,
    under: readonly string[],
    about: readonly string[],
  ): Promise<readonly Commit[]> {
    const commits = await this.store.mentioning(account, under, about);
    commits.forEach(assertReadable);
    return commits;
  }

  private planAll(loaded: readonly Loaded[]): Planned[] {
    const now = this.clock.now();
    return loaded.flatMap((each): Planned[] => {
      try {
        const { commit: draft, ...composed } = compose(each.head, each.history, each.queued, now, this.rules);
        return [{ ...each, ...composed, ...(draft && { commit: this.sealed(draft, each.queued) }) }];
      } catch (error) {
        return this.fail(each.account, each.queued, error);
      }
    });
  }

  private sealed(draft: UnsealedCommit, queued: readonly QueuedCommand[]): Commit {
    const traceparent = queued.find((each) => each.traceparent !== undefined)?.traceparent;
    return {
      ...draft,
      hash: this.seal.sign(canonicalCommit(draft)),
      ...(traceparent !== undefined && { traceparent }),
    };
  }

  /** One account that cannot be read or added up does not hold up the others. */
  private fail(account: string, queued: readonly QueuedCommand[], error: unknown): never[] {
    this.cache.drop(account);
    for (const each of queued) each.reject(error);
    return [];
  }

  private land(plan: Planned & { readonly commit: Commit }): QueuedCommand[] {
    this.cache.put(plan.account, headAfter(plan.head.account, plan.commit, plan.state));
    return this.settle(plan);
  }

  /** Answers commands; those of a merged account go on to the one that answers for it. */
  private settle({ account, queued, answers, commit }: Planned): QueuedCommand[] {
    return queued.flatMap((each, index) => {
      const answer = answers[index];
      if (answer?.found === 'elsewhere') {
        const via = [...(each.via ?? []), account];
        return { ...each, account: answer.account, command: redirected(each.command, answer.account), via };
      }
      let outcome: Outcome = keyReused(each.command.key);
      if (answer?.found === 'here' && commit) outcome = outcomeOf(commit, answer.index, answer.repeated);
      else if (answer?.found === 'stored') outcome = outcomeOf(answer.place.commit, answer.place.index, true);
      each.resolve(outcome);
      return [];
    });
  }

  /**
   * The version or a key was there already. Which of both the database cannot be trusted to tell: load, look up, decide
   * again.
   */
  private loseRace({ account, queued }: Planned): QueuedCommand[] {
    this.cache.drop(account);
    return queued.filter((each) => {
      each.lookUp = true;
      each.races++;
      if (each.races <= racesMax) return true;
      each.reject(new LedgerError('unavailable', 'contention', 'too many writers on one account', { account }));
      return false;
    });
  }
}
