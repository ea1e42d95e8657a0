import type { Clock } from '@vafa/kernel';
import { parseAccount } from '../domain/account-id.ts';
import { entriesNeededTogether, lotsNeeded } from '../domain/command.ts';
import { assertReadable, canonicalCommit, headAfter, headOf, type Commit, type Head, type UnsealedCommit } from '../domain/commit.ts';
import { compose, type Composition } from '../domain/compose.ts';
import { decide } from '../domain/decide.ts';
import { History } from '../domain/history.ts';
import { LedgerError } from '../domain/ledger-error.ts';
import { kinshipOf, namesThere, redirected, seenFrom } from '../domain/merges.ts';
import { keyReused, outcomeOf, type Outcome } from '../domain/outcome.ts';
import type { AccountCache } from './account-cache.ts';
import { appendCommits, pauseFor } from './append-commits.ts';
import type { CommitStore } from './commit-store.ts';
import { kinOf } from './kin-of.ts';
import type { Seal } from './seal.ts';
import type { Ticket } from './ticket.ts';

/** Each lost race means that another writer got on; beyond this the account is too busy for this process. */
const racesMax = 200;

interface Loaded {
  readonly account: string;
  readonly tickets: readonly Ticket[];
  readonly head: Head;
  readonly history: History;
}

interface Planned extends Loaded, Pick<Composition, 'answers' | 'state'> {
  readonly commit?: Commit;
}

/** One group commit: the tickets of each account become one commit, and all commits one write. */
export class Flight {
  constructor(
    private readonly store: CommitStore,
    private readonly seal: Seal,
    private readonly cache: AccountCache,
    private readonly clock: Clock,
    private readonly rules: typeof decide = decide,
    private readonly pause = pauseFor,
  ) {}

  /** Settles every ticket but those of accounts whose race was lost: these are answered, to be flown again. Never rejects. */
  async fly(tickets: readonly Ticket[]): Promise<readonly Ticket[]> {
    const accounts = Map.groupBy(tickets, (ticket) => ticket.account);
    try {
      const planned = this.planAll(await this.load(accounts));
      const writing = planned.filter((plan): plan is Planned & { commit: Commit } => plan.commit !== undefined).sort((a, b) => (a.commit.id < b.commit.id ? -1 : 1));
      const appended = writing.length === 0 ? [] : await appendCommits(this.store, writing.map((plan) => plan.commit), this.pause);
      const moved = planned.flatMap((plan) => (plan.commit ? [] : this.settle(plan)));
      return [...moved, ...writing.flatMap((plan, index) => (appended[index] === 'appended' ? this.land(plan) : this.loseRace(plan)))];
    } catch (error) {
      for (const account of accounts.keys()) this.cache.drop(account);
      for (const ticket of tickets) ticket.reject(error);
      return [];
    }
  }

  private async load(accounts: ReadonlyMap<string, readonly Ticket[]>): Promise<Loaded[]> {
    const cached = new Map([...accounts.keys()].map((account) => [account, this.remembered(account)]));
    const missing = [...accounts.keys()].filter((account) => !cached.get(account));
    const tails = missing.length === 0 ? new Map<string, readonly Commit[]>() : await this.store.tails(missing);
    const loading = [...accounts].map(async ([account, tickets]) => {
      try {
        const head = cached.get(account) ?? headOf(parseAccount(account), tails.get(account) ?? []);
        this.cache.put(account, head);
        return [{ account, tickets, head, history: await this.lookBack(account, tickets, head) }];
      } catch (error) {
        return this.fail(account, tickets, error);
      }
    });
    return (await Promise.all(loading)).flat();
  }

  /** Where a merged account's commands go is answered without a write that would tell that it was unmerged: it is read each time. */
  private remembered(account: string): Head | undefined {
    const head = this.cache.get(account);
    return head?.state.merged === undefined ? head : undefined;
  }

  private async lookBack(account: string, tickets: readonly Ticket[], { state }: Head): Promise<History> {
    const about = entriesNeededTogether(tickets.map(({ command }) => command), state);
    const via = tickets.flatMap((ticket) => ticket.via ?? []);
    const kin = (await kinOf(this.store, account, [...(state.kin ?? []), ...via])).map((other) => ({ other, kinship: kinshipOf(state, other, via) }));
    const isKin = kin.length > 0 || state.merged !== undefined;
    const under = [...new Set([...about, ...tickets.flatMap(({ command, lookUp }) => (lookUp || isKin ? [command.key] : []))])];
    if (under.length === 0) return History.of([]);
    const found = await Promise.all(kin.map(async ({ other, kinship }) => ({ kinship, commits: await this.mentioning(other, under, about) })));
    const theirs = found.flatMap(({ commits }) => commits);
    const seen = found.flatMap(({ kinship, commits }) => commits.map((commit) => seenFrom(account, commit, kinship)));
    const commits = [...seen, ...(await this.mentioning(account, under, about))];
    const history = History.of(commits, theirs);
    const lots = [...new Set(tickets.flatMap(({ command }) => lotsNeeded(command, history)))];
    if (lots.length === 0) return history;
    const there = kin.map(async ({ other, kinship }) => (await this.mentioning(other, [], namesThere(account, other, kinship, lots))).map((commit) => seenFrom(account, commit, kinship)));
    return History.of([...(await Promise.all(there)).flat(), ...commits, ...(await this.mentioning(account, [], lots))], theirs);
  }

  private async mentioning(account: string, under: readonly string[], about: readonly string[]): Promise<readonly Commit[]> {
    const commits = await this.store.mentioning(account, under, about);
    commits.forEach(assertReadable);
    return commits;
  }

  private planAll(loaded: readonly Loaded[]): Planned[] {
    const now = this.clock.now();
    return loaded.flatMap((each): Planned[] => {
      try {
        const { commit: draft, ...composed } = compose(each.head, each.history, each.tickets, now, this.rules);
        return [{ ...each, ...composed, ...(draft && { commit: this.sealed(draft, each.tickets) }) }];
      } catch (error) {
        return this.fail(each.account, each.tickets, error);
      }
    });
  }

  private sealed(draft: UnsealedCommit, tickets: readonly Ticket[]): Commit {
    const traceparent = tickets.find((ticket) => ticket.traceparent !== undefined)?.traceparent;
    return { ...draft, hash: this.seal.sign(canonicalCommit(draft)), ...(traceparent !== undefined && { traceparent }) };
  }

  /** One account that cannot be read or added up does not hold up the others. */
  private fail(account: string, tickets: readonly Ticket[], error: unknown): never[] {
    this.cache.drop(account);
    for (const ticket of tickets) ticket.reject(error);
    return [];
  }

  private land(plan: Planned & { readonly commit: Commit }): Ticket[] {
    this.cache.put(plan.account, headAfter(plan.head.account, plan.commit, plan.state));
    return this.settle(plan);
  }

  /** Answers tickets; those of a merged account go on to the one that answers for it. */
  private settle({ account, tickets, answers, commit }: Planned): Ticket[] {
    return tickets.flatMap((ticket, index) => {
      const answer = answers[index];
      if (answer?.found === 'elsewhere') {
        const via = [...(ticket.via ?? []), account];
        return { ...ticket, account: answer.account, command: redirected(ticket.command, answer.account), via };
      }
      let outcome: Outcome = keyReused(ticket.command.key);
      if (answer?.found === 'here' && commit) outcome = outcomeOf(commit, answer.index, answer.repeated);
      else if (answer?.found === 'stored') outcome = outcomeOf(answer.place.commit, answer.place.index, true);
      ticket.resolve(outcome);
      return [];
    });
  }

  /** The version or a key was there already. Which of both the database cannot be trusted to tell: load, look up, decide again. */
  private loseRace({ account, tickets }: Planned): Ticket[] {
    this.cache.drop(account);
    return tickets.filter((ticket) => {
      ticket.lookUp = true;
      ticket.races++;
      if (ticket.races <= racesMax) return true;
      ticket.reject(new LedgerError('unavailable', 'contention', 'too many writers on one account', { account }));
      return false;
    });
  }
}
