import { balancesAfter, type Balances, type Commit } from './commit.ts';
import { suspendedBy } from '../account/exceptions.ts';
import { posted, refusals, type Entry, type Refusal } from './entry.ts';

/** A stored entry, with its commit's moment and version. */
export interface RecordedEntry {
  readonly entry: Entry;
  readonly version: number;
  readonly recordedAt: Date;
  readonly availableAfter: bigint;
}

const size = (amount: bigint): bigint => (amount < 0n ? -amount : amount);

/**
 * Units that the account gave or got for a command, as its owner sees it. Less than was asked where a part is in
 * suspense, had expired, or was never posted.
 */
export const bookedBy = (entry: Entry): bigint => {
  switch (entry.kind) {
    case 'refused':
    case 'suspend':
      return 0n;
    case 'burn':
    case 'capture':
      return size(posted(entry, 'redemption'));
    case 'hold':
    case 'void':
      return size(posted(entry, 'held'));
    case 'reverse_burn':
      return (
        posted(entry, 'available') +
        (entry.ended ?? []).reduce((sum, { key, amount }) => (key === entry.target ? sum : sum - amount), 0n)
      );
    default:
      return size(posted(entry, 'available') + posted(entry, 'pending'));
  }
};

/** Units of it that are in suspense instead. */
export const shortfallOf = (entry: Entry): bigint => size(suspendedBy(entry));

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
  return {
    key: entry.key,
    ...refusal,
    repeated,
    recorded: recordedAt(commit, entry),
    balances: balancesAfter(commit, index),
  };
};

export const malformedOutcome = (key: string, message: string): Outcome => ({
  key,
  refusal: 'invalid',
  message,
  repeated: false,
});

export const unknownUnit = (key: string): Outcome => ({
  key,
  refusal: 'unknown_unit',
  message: 'the club has no such unit',
  repeated: false,
});

export const keyReused = (key: string): Outcome => ({
  key,
  refusal: 'key_reused',
  message: 'the key was used with another body',
  repeated: false,
});
