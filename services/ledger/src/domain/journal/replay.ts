import { emptyAccount, type AccountState, type Lot } from '../account/account-state.ts';
import { canonical } from './canonical.ts';
import { afterOf, canonicalCommit, checkpointEvery, commitId, isReadable, type Commit } from './commit.ts';
import { posted, type Entry } from './entry.ts';
import { fold } from './fold.ts';
import { storedState } from './stored-state.ts';

/** Something in the journal that cannot be. Codes are stable. */
export interface Finding {
  readonly account: string;
  readonly version: number;
  readonly code: FindingCode;
  readonly detail: string;
}

export type FindingCode =
  | 'unknown_format'
  | 'version_gap'
  | 'id_differs'
  | 'time_goes_back'
  | 'chain_broken'
  | 'hash_differs'
  | 'key_repeated'
  | 'sum_not_zero'
  | 'lots_differ'
  | 'overdrawn'
  | 'reversed_beyond_original'
  | 'not_replayable'
  | 'after_differs'
  | 'state_differs'
  /** What summaries go by does not lead to the account, or not to its last commit. */
  | 'not_listed'
  | 'last_not_found'
  /**
   * Of a club, or of all: a root that was kept at the end of a day is not that of the journal, was changed, or is not
   * there.
   */
  | 'root_differs'
  | 'root_forged'
  | 'root_missing';

const total = (amounts: readonly bigint[]): bigint => amounts.reduce((sum, amount) => sum + amount, 0n);

const amountOf = (lots: readonly Lot[]): bigint => total(lots.map((lot) => lot.amount));

/** Whether what is counted in sums is what lots and holds hold. */
const adds = (state: AccountState): boolean =>
  amountOf(state.lots) - state.debt === state.available &&
  amountOf(state.pendingLots) === state.pending &&
  total(state.holds.map((hold) => hold.amount)) === state.held &&
  state.holds.every((hold) => total(hold.draws.map((each) => each.amount)) === hold.amount);

const outstanding = ({ totals }: AccountState): bigint =>
  totals.issued -
  totals.takenBack -
  totals.burned +
  totals.restored -
  totals.expired -
  total(Object.values(totals.moved ?? {}));

/** Whether a debt may come of it: units that are taken back or corrected away, or what was borrowed below a cap. */
const mayOwe = (entry: Entry, state: AccountState): boolean => {
  if (entry.kind === 'burn' || entry.kind === 'hold') return entry.cap !== undefined && state.available >= -entry.cap;
  return entry.kind === 'reverse_accrual' || entry.kind === 'adjust' || entry.kind === 'settle';
};

const reversibleOf = ({ kind, amount }: Entry): bigint => {
  if (kind === 'suspend') return amount < 0n ? -amount : amount;
  return kind === 'accrue' || kind === 'burn' || kind === 'capture' ? amount : 0n;
};

export interface Shared {
  readonly account: string;
  readonly version: number;
  readonly kin: readonly string[];
  readonly reversed: ReadonlyMap<string, bigint>;
  readonly left: ReadonlyMap<string, bigint>;
}

/**
 * All that an account was ever tied to, over others too, nearest first; what only the other side knows of counts as
 * well.
 */
const tiedTo = (account: string, kin: ReadonlyMap<string, ReadonlySet<string>>): readonly string[] => {
  const tied = new Set([account]);
  for (const each of tied) for (const other of kin.get(each) ?? []) tied.add(other);
  return [...tied].slice(1);
};

const kinOf = (accounts: readonly Shared[]): ReadonlyMap<string, ReadonlySet<string>> => {
  const all = new Map<string, Set<string>>();
  const tie = (one: string, other: string): void => void all.set(one, (all.get(one) ?? new Set()).add(other));
  for (const { account, kin } of accounts) {
    for (const other of kin) {
      tie(account, other);
      tie(other, account);
    }
  }
  return all;
};

/** Whether accounts that share keys reversed more of an entry than there was, together. */
export const reversedTogether = (accounts: readonly Shared[]): readonly Finding[] => {
  const byAccount = new Map(accounts.map((each) => [each.account, each]));
  const kin = kinOf(accounts);
  const left = new Map<string, bigint>();
  return accounts.flatMap(({ account, version, reversed }) => {
    const tied = reversed.size > 0 ? tiedTo(account, kin) : [];
    return [...reversed].flatMap(([key, amount]): Finding[] => {
      const owner = tied.find((other) => byAccount.get(other)?.left.has(key));
      const place = `${owner ?? ''}#${key}`;
      const rest = (left.get(place) ?? byAccount.get(owner ?? '')?.left.get(key) ?? 0n) - amount;
      left.set(place, rest);
      return rest < 0n ? [{ account, version, code: 'reversed_beyond_original', detail: key }] : [];
    });
  });
};

/** Replays one account's commits in order and says what is wrong. Its memory grows with the account's keys. */
export class Replay {
  private state: AccountState = emptyAccount;
  private version = 0;
  private at = new Date(0);
  private hash = '';
  private unreadable = false;
  /** Key → units that can still be reversed. */
  private readonly keys = new Map<string, bigint>();
  /** Key of another account's entry → units reversed of it here. */
  private readonly foreign = new Map<string, bigint>();
  private found: Finding[] = [];

  constructor(
    private readonly account: string,
    private readonly sign: (text: string) => string,
  ) {}

  /**
   * Of an account that shares keys with others, or reversed what it has not, what is to be compared with them: what it
   * reversed of theirs, and what can still be reversed of its own.
   */
  shared(): Shared | undefined {
    const { kin = [] } = this.state;
    return kin.length > 0 || this.foreign.size > 0
      ? { account: this.account, version: this.version, kin, reversed: this.foreign, left: this.keys }
      : undefined;
  }

  /** What is wrong with the next commit. */
  take(commit: Commit): readonly Finding[] {
    this.found = [];
    if (this.unreadable) return [];
    if (!isReadable(commit)) {
      this.unreadable = true;
      this.find(commit, 'unknown_format', `format ${String(commit.format)}; the rest of the account is not checked`);
      return this.found;
    }
    this.checkPlace(commit);
    this.checkChain(commit);
    try {
      for (const entry of commit.entries) this.takeEntry(commit, entry);
      this.checkSums(commit);
    } catch (error) {
      this.unreadable = true;
      this.find(commit, 'not_replayable', error instanceof Error ? error.message : 'cannot be added up');
    }
    return this.found;
  }

  private checkPlace(commit: Commit): void {
    if (commit.version !== this.version + 1) this.find(commit, 'version_gap', `follows ${String(this.version)}`);
    if (commit.account !== this.account || commit.id !== commitId(commit.account, commit.version))
      this.find(commit, 'id_differs', commit.id);
    if (commit.at < this.at) this.find(commit, 'time_goes_back', commit.at.toISOString());
    this.version = commit.version;
    this.at = commit.at;
  }

  private checkChain(commit: Commit): void {
    const { hash, ...unsealed } = commit;
    if (commit.prevHash !== this.hash)
      this.find(commit, 'chain_broken', 'prev_hash is not the hash of the commit before');
    if (this.sign(canonicalCommit(unsealed)) !== hash)
      this.find(commit, 'hash_differs', 'the commit was changed, or another master key made it');
    this.hash = hash;
  }

  private takeEntry(commit: Commit, entry: Entry): void {
    if (this.keys.has(entry.key)) this.find(commit, 'key_repeated', entry.key);
    if (total(entry.postings.map((posting) => posting.amount)) !== 0n) this.find(commit, 'sum_not_zero', entry.key);
    this.keys.set(entry.key, reversibleOf(entry));
    this.takeReversal(commit, entry);
    this.state = fold(this.state, entry);
    if (!adds(this.state)) this.find(commit, 'lots_differ', entry.key);
    if (
      (entry.debt > 0n && !mayOwe(entry, this.state)) ||
      this.state.debt < 0n ||
      (posted(entry, 'available') < 0n && entry.debt < 0n)
    )
      this.find(commit, 'overdrawn', entry.key);
  }

  private takeReversal(commit: Commit, entry: Entry): void {
    if (entry.kind !== 'reverse_accrual' && entry.kind !== 'reverse_burn') return;
    const target = entry.target ?? '';
    // Another account's: that one's units may still be on their way here, so that nothing here tells of it yet.
    if (!this.keys.has(target)) {
      this.foreign.set(target, (this.foreign.get(target) ?? 0n) + entry.amount);
      return;
    }
    const left = (this.keys.get(target) ?? 0n) - entry.amount;
    if (left < 0n) this.find(commit, 'reversed_beyond_original', entry.key);
    this.keys.set(target, left);
  }

  private checkSums(commit: Commit): void {
    if (canonical(afterOf(this.state)) !== canonical(commit.after))
      this.find(commit, 'after_differs', 'the stored balances are not those of the replay');
    if (outstanding(this.state) !== this.state.available + this.state.pending + this.state.held)
      this.find(commit, 'sum_not_zero', 'totals');
    const expected = commit.version % checkpointEvery === 0 ? canonical(storedState(this.state)) : undefined;
    const stored = commit.state === undefined ? undefined : canonical(commit.state);
    if (expected !== stored) this.find(commit, 'state_differs', 'the stored account is not that of the replay');
  }

  private find(commit: Commit, code: FindingCode, detail: string): void {
    this.found.push({ account: this.account, version: commit.version, code, detail });
  }
}
