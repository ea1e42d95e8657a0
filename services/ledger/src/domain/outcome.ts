import { balancesAfter, type Balances, type Commit } from './commit.ts';
import { refusals, type Entry, type Refusal } from './entry.ts';

/** A stored entry, with its commit's moment and version. */
export interface RecordedEntry {
  readonly entry: Entry;
  readonly version: number;
  readonly recordedAt: Date;
  readonly availableAfter: bigint;
}

/** What became of one command. */
export interface Outcome {
  readonly key: string;
  readonly refusal?: Refusal | 'key_reused' | 'invalid' | 'unknown_unit';
  readonly message?: string;
  /** The key was known: this is the first outcome. */
  readonly repeated: boolean;
  /** Absent when nothing was written. */
  readonly recorded?: RecordedEntry;
  /** Right after the entry. */
  readonly balances?: Balances;
}

export const recordedAt = (commit: Commit, entry: Entry): RecordedEntry => ({
  entry,
  version: commit.version,
  recordedAt: commit.at,
  availableAfter: commit.after.available,
});

/** The outcome that an entry of a commit stands for. */
export const outcomeOf = (commit: Commit, index: number, repeated: boolean): Outcome => {
  const entry = commit.entries[index];
  if (!entry) throw new RangeError(`commit ${commit.id} has no entry ${String(index)}`);
  const refusal = entry.refusal ? { refusal: entry.refusal, message: refusals[entry.refusal] } : {};
  return { key: entry.key, ...refusal, repeated, recorded: recordedAt(commit, entry), balances: balancesAfter(commit, index) };
};

export const malformedOutcome = (key: string, message: string): Outcome => ({ key, refusal: 'invalid', message, repeated: false });

export const unknownUnit = (key: string): Outcome => ({ key, refusal: 'unknown_unit', message: 'the club has no such unit', repeated: false });

export const keyReused = (key: string): Outcome => ({ key, refusal: 'key_reused', message: 'the key was used with another body', repeated: false });
