import type { AccountState } from '../account/account-state.ts';
import type { Command } from './command.ts';
import { follow, type Head, type UnsealedCommit } from './commit.ts';
import { decide } from './decide.ts';
import type { Entry } from './entry.ts';
import { fold, foldAll } from './fold.ts';
import type { History, Place } from './history.ts';
import { elsewhere } from '../transfers/merges.ts';
import { due } from '../time/due.ts';

/** A well-formed command with the hash of its body. */
export interface Order {
  readonly command: Command;
  readonly bodyHash: string;
  /** Merged accounts that it came by. */
  readonly via?: readonly string[];
}

/**
 * Where an order's answer stands: in the commit now made, in an older one, or nowhere, because another body holds its
 * key.
 */
export type Answer =
  | { readonly found: 'here'; readonly index: number; readonly repeated: boolean }
  | { readonly found: 'stored'; readonly place: Place }
  | { readonly found: 'key_reused' }
  /** The account was merged: the command belongs on this one. */
  | { readonly found: 'elsewhere'; readonly account: string };

export interface Composition {
  /** Absent when every order was answered before. */
  readonly commit?: UnsealedCommit;
  readonly state: AccountState;
  /** In the order of the orders. */
  readonly answers: readonly Answer[];
}

class Composer {
  readonly entries: Entry[] = [];
  private readonly indexes = new Map<string, number>();
  private readonly history: History;

  constructor(
    public state: AccountState,
    history: History,
    private readonly at: Date,
    private readonly rules: typeof decide,
  ) {
    this.history = history.copy();
    this.settle();
  }

  answer({ command, bodyHash, via = [] }: Order): Answer {
    const known = this.history.entry(command.key);
    if (known) return this.repeat(known, bodyHash);
    const account = elsewhere(this.state, command);
    if (account !== undefined && !via.includes(account)) return { found: 'elsewhere', account };
    const [first, ...others] = this.rules(this.state, command, this.history, this.at);
    const index = this.entries.length;
    for (const entry of [{ ...first, bodyHash }, ...others]) this.append(entry);
    this.settle();
    return { found: 'here', index, repeated: false };
  }

  private repeat(known: Entry, bodyHash: string): Answer {
    // An entry without a body was made by another command, to keep this one out.
    if (known.bodyHash !== undefined && known.bodyHash !== bodyHash) return { found: 'key_reused' };
    const place = this.history.place(known.key);
    return place
      ? { found: 'stored', place }
      : { found: 'here', index: this.indexes.get(known.key) ?? 0, repeated: true };
  }

  private append(entry: Entry): void {
    this.indexes.set(entry.key, this.entries.length);
    this.entries.push(entry);
    this.history.add(entry);
    this.state = fold(this.state, entry);
  }

  private settle(): void {
    for (const entry of due(this.state, this.at)) this.append(entry);
  }
}

/**
 * Turns orders on one account into its next commit: first what is due, then each order in turn, and after each what it
 * made due. An order whose key is known, in `history` or earlier in the same commit, gets its first answer. The
 * commit's moment is `now`, or the last commit's where clocks disagree. Without orders it is what is due, if anything
 * is.
 */
export const compose = (
  head: Head,
  history: History,
  orders: readonly Order[],
  now: Date,
  rules = decide,
): Composition => {
  const at = now > head.at ? now : head.at;
  const composer = new Composer(head.state, history, at, rules);
  const answers = orders.map((order) => composer.answer(order));
  const isNew = orders.length === 0 ? composer.entries.length > 0 : answers.some((answer) => answer.found === 'here');
  if (!isNew) return { state: head.state, answers };
  return { commit: follow(head, composer.entries, composer.state, at), state: composer.state, answers };
};

/** The account as it is at a moment, with what is due booked in memory only. */
export const stateAt = (state: AccountState, now: Date): AccountState => foldAll(state, due(state, now));
