import { expect } from '@jest/globals';
import type { AccountId } from '../src/domain/account/account-id.ts';
import { bodyOf } from '../src/domain/journal/body.ts';
import type { Command } from '../src/domain/journal/command.ts';
import {
  canonicalCommit,
  headAfter,
  untouched,
  type Balances,
  type Commit,
  type Head,
} from '../src/domain/journal/commit.ts';
import { compose, stateAt } from '../src/domain/journal/compose.ts';
import { History } from '../src/domain/journal/history.ts';
import { keyReused, outcomeOf, type Outcome } from '../src/domain/journal/outcome.ts';
import { accrue, sara } from './commands.ts';
import { plainSeal } from './plain-seal.ts';

export const day = (n: number): Date => new Date(Date.UTC(2026, 0, n));

/** One account and all its commits, in memory: given some commands, when others come, then these are the outcomes. */
export class AccountStory {
  readonly commits: Commit[] = [];
  readonly outcomes: Outcome[] = [];
  head: Head;
  now = day(1);

  constructor(readonly id: AccountId = sara) {
    this.head = untouched(id);
  }

  holding(amount: bigint): this {
    return this.when(accrue(amount));
  }

  on(date: Date): this {
    this.now = date;
    return this;
  }

  /** Each command in a commit of its own. */
  when(...commands: readonly Command[]): this {
    for (const command of commands) this.together(command);
    return this;
  }

  /** All commands in one commit. */
  together(...commands: readonly Command[]): this {
    const orders = commands.map((command) => ({ command, bodyHash: plainSeal.digest(bodyOf(command)) }));
    const { commit: draft, state, answers } = compose(this.head, History.of(this.commits), orders, this.now);
    const commit = draft && { ...draft, hash: plainSeal.sign(canonicalCommit(draft)) };
    if (commit) {
      this.commits.push(commit);
      this.head = headAfter(this.id, commit, state);
    }
    this.outcomes.push(
      ...answers.map((answer, index) => {
        if (answer.found === 'here') return outcomeOf(commit as Commit, answer.index, answer.repeated);
        return answer.found === 'stored'
          ? outcomeOf(answer.place.commit, answer.place.index, true)
          : keyReused((commands[index] as Command).key);
      }),
    );
    return this;
  }

  get last(): Outcome {
    return this.outcomes.at(-1) as Outcome;
  }

  thenRefused(refusal: Outcome['refusal']): this {
    expect(this.last.refusal).toBe(refusal);
    return this;
  }

  thenPosted(amounts: Partial<Balances> = {}): this {
    expect(this.last.refusal).toBeUndefined();
    return this.thenBalances(amounts);
  }

  /** As somebody reads them now. */
  thenBalances(amounts: Partial<Balances & { debt: bigint }>): this {
    expect(stateAt(this.head.state, this.now)).toMatchObject(amounts);
    return this;
  }

  thenLots(...lots: readonly (readonly [string, bigint])[]): this {
    expect(stateAt(this.head.state, this.now).lots.map((lot) => [lot.id, lot.amount])).toEqual(lots);
    return this;
  }
}

export const account = (id?: AccountId): AccountStory => new AccountStory(id);
export const given = (story: AccountStory): AccountStory => story;
