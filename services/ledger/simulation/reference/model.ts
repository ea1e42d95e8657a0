import type { Refusal } from '../../src/domain/journal/entry.ts';
import type { ModelLots, Units } from './model-lots.ts';

/** What the model keeps of an entry that later ones may be about. */
export interface Known {
  readonly kind: string;
  readonly amount: bigint;
  readonly owner?: string;
  /** Units that left, in order; of an accrual none. */
  readonly units: readonly Units[];
  /** Of an accrual: the lot that its units are in once they are active. */
  readonly lot?: string;
  /** Of what went to suspense as a whole. */
  readonly book?: string;
  reversed: bigint;
  /** Ends that lots of its units were given since. */
  readonly ends: Map<string, number>;
}

/** What waits for a person. */
export interface Waiting {
  readonly amount: bigint;
  readonly book: string;
  readonly isClaim?: boolean;
}

/** What a command ought to have done. */
export interface Expected {
  readonly kind: string;
  readonly amount: bigint;
  readonly refusal?: Refusal;
  readonly units?: readonly Units[];
  readonly lot?: string;
  readonly book?: string;
  /** The key that a void uses up, so that its hold cannot come any more. */
  readonly keptOut?: string;
}

export const refuse = (refusal: Refusal): Expected => ({ kind: 'refused', amount: 0n, refusal });

/** What the commands see of the account's model, and change in it. */
export interface Model {
  readonly lots: ModelLots;
  readonly holds: Map<string, { readonly owner: string; units: readonly Units[]; readonly amount: bigint }>;
  readonly known: Map<string, Known>;
  readonly expired: Map<string, bigint>;
  readonly sendings: Set<string>;
  readonly hadException: Set<string>;
  readonly exceptions: Map<string, Waiting>;
  /** Units of exceptions that a person settled at the club's cost, by key, less what was reversed of them. */
  readonly atClubsCost: Map<string, bigint>;
  status: 'open' | 'frozen' | 'closed';
  /** Units were earned or spent at some time. */
  isUsed: boolean;
  readonly isUntouched: boolean;
  move(book: string, amount: bigint): void;
  except(key: string, waiting: Waiting): void;
  /** A part of an exception ends. */
  lessen(key: string, part: bigint): void;
  /** What ends at another moment than the lot of that name is not of that lot. */
  apart(name: string, expiresAt: number): string;
  /** Units that an entry took, on their way back: their lots may have been given another end. */
  extended(known: Known, units: readonly Units[]): Units[];
}
