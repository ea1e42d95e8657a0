import { accountText, parseAccount, type AccountId } from '../account/account-id.ts';
import { emptyAccount, type AccountState, type Totals } from '../account/account-state.ts';
import { canonical } from './canonical.ts';
import { posted, type Entry, type EntryKind, type LotDelta } from './entry.ts';
import { foldAll } from './fold.ts';
import { LedgerError } from './ledger-error.ts';
import { nextTransition } from '../time/next-transition.ts';
import { readLotName } from '../account/lot-name.ts';
import { storedState, toAccountState, type StoredState } from './stored-state.ts';

/** One write to one account: what is inserted once and never changed. */
export interface Commit {
  /** `{account}/{version, twelve digits}`: sorts by account, then version. */
  readonly id: string;
  readonly account: string;
  /** Gap-free per account, from 1. */
  readonly version: number;
  readonly format: number;
  /** Never before the previous commit's. */
  readonly at: Date;
  readonly entries: readonly Entry[];
  readonly after: After;
  /** In every 32nd commit: the account as it is after it. */
  readonly state?: StoredState;
  /** Hash of the previous commit; empty in the first. */
  readonly prevHash: string;
  /** Keyed hash over everything above. */
  readonly hash: string;
  /** W3C traceparent of the command that caused it, for its event; not read back. */
  readonly traceparent?: string;
}

export type UnsealedCommit = Omit<Commit, 'hash' | 'traceparent'>;

/** Balances after a commit; they hold until `next`. */
export interface After {
  readonly available: bigint;
  readonly pending: bigint;
  readonly held: bigint;
  readonly totals: Totals;
  readonly next?: Date;
}

export type Balances = Pick<After, 'available' | 'pending' | 'held'>;

/** An account with the place of its last commit; version 0 where there is none. */
export interface Head {
  readonly account: AccountId;
  readonly version: number;
  readonly at: Date;
  readonly hash: string;
  /** Of the last commit; 1 where there is none. */
  readonly format: number;
  readonly state: AccountState;
}

/** The newest format that this build reads and writes. */
const commitFormat = 3;
/**
 * What a build that knows only the first format reads. Commits that need no more keep it, so that such a build goes on
 * with their accounts.
 */
const firstFormatKinds: ReadonlySet<EntryKind> = new Set([
  'accrue',
  'burn',
  'hold',
  'capture',
  'void',
  'reverse_accrual',
  'reverse_burn',
  'activate',
  'expire',
  'refused',
]);

/** Whether several accruals may be in a lot that is the account's own. */
const isOwnShared = ({ lot }: LotDelta): boolean => {
  const { origin, sharing } = readLotName(lot);
  return origin === undefined && (sharing === 'activity' || sharing === 'moment');
};

const isFirstFormat = (entry: Entry): boolean =>
  firstFormatKinds.has(entry.kind) &&
  entry.cap === undefined &&
  entry.idleUntil === undefined &&
  !entry.lots.some(isOwnShared) &&
  !(entry.kind === 'reverse_accrual' && entry.lot !== undefined);

const formatOfEntry = (entry: Entry): number => {
  if (entry.ended !== undefined || entry.exception?.amount !== undefined) return commitFormat;
  return isFirstFormat(entry) ? 1 : 2;
};

/**
 * Of a commit with these entries, after a commit of this format: an account that once had something new stays with it.
 */
const formatOf = (before: number, entries: readonly Entry[]): number => Math.max(before, ...entries.map(formatOfEntry));
export const checkpointEvery = 32;
const versionDigits = 12;

export const commitId = (account: string, version: number): string =>
  `${account}/${String(version).padStart(versionDigits, '0')}`;

export const untouched = (account: AccountId): Head => ({
  account,
  version: 0,
  at: new Date(0),
  hash: '',
  format: 1,
  state: emptyAccount,
});

export const afterOf = (state: AccountState): After => {
  const { available, pending, held, totals } = state;
  const next = nextTransition(state);
  return { available, pending, held, totals, ...(next && { next }) };
};

/** The commit that follows a head. */
export const follow = (head: Head, entries: readonly Entry[], state: AccountState, at: Date): UnsealedCommit => {
  const format = formatOf(head.format, entries);
  const account = accountText(head.account);
  const version = head.version + 1;
  const checkpoint = version % checkpointEvery === 0 ? { state: storedState(state) } : {};
  return {
    id: commitId(account, version),
    account,
    version,
    format,
    at,
    entries,
    after: afterOf(state),
    ...checkpoint,
    prevHash: head.hash,
  };
};

/** The bytes that are hashed. */
export const canonicalCommit = (commit: UnsealedCommit): string => canonical(commit);

export const headAfter = (account: AccountId, { version, at, hash, format }: Commit, state: AccountState): Head => ({
  account,
  version,
  at,
  hash,
  format,
  state,
});

export const isReadable = ({ format }: Pick<Commit, 'format'>): boolean =>
  Number.isInteger(format) && format >= 1 && format <= commitFormat;

/** Raises `unknown_commit_format`. */
export const assertReadable = (commit: Pick<Commit, 'account' | 'format'>): void => {
  if (isReadable(commit)) return;
  const details = { account: commit.account, format: String(commit.format) };
  throw new LedgerError(
    'internal',
    'unknown_commit_format',
    'a commit was written in a format that this build does not read',
    details,
  );
};

/** The account that a checkpoint keeps, or that a first commit begins with. */
const startOf = (commit: Commit | undefined): AccountState | undefined => {
  if (commit?.state) return toAccountState(commit.state);
  return commit?.version === 1 ? emptyAccount : undefined;
};

/**
 * The head from an account's last commits, oldest first, back to a checkpoint or its first commit. Raises
 * `journal_broken`, `unknown_commit_format`.
 */
export const headOf = (account: AccountId, tail: readonly Commit[]): Head => {
  tail.forEach((commit) => {
    assertReadable(commit);
  });
  const last = tail.at(-1);
  if (!last) return untouched(account);
  const checkpoint = tail.findLastIndex((commit) => commit.state !== undefined);
  const first = tail[checkpoint + 1];
  const start = startOf(tail[checkpoint] ?? tail[0]);
  if (!start)
    throw new LedgerError('internal', 'journal_broken', 'an account has no checkpoint', {
      account: accountText(account),
    });
  const state = first
    ? foldAll(
        start,
        tail.slice(checkpoint + 1).flatMap((commit) => commit.entries),
      )
    : start;
  return headAfter(account, last, state);
};

/** Balances right after one entry of a commit: those after the commit less what came later in it. */
export const balancesAfter = ({ after, entries }: Commit, index: number): Balances => {
  const later = entries.slice(index + 1);
  const before = (book: 'available' | 'pending' | 'held'): bigint =>
    later.reduce((balance, entry) => balance - posted(entry, book), after[book]);
  return { available: before('available'), pending: before('pending'), held: before('held') };
};

export const accountOf = (commit: Pick<Commit, 'account'>): AccountId => parseAccount(commit.account);
