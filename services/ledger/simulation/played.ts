import fc from 'fast-check';
import { accountText, parseAccount, type AccountId } from '../src/domain/account/account-id.ts';
import type { Command } from '../src/domain/journal/command.ts';
import { plainPoints, type UnitRules } from '../src/domain/time/unit.ts';
import { Books } from './checks/books.ts';
import { Laws } from './checks/laws.ts';
import { DirectLedger } from './direct-ledger.ts';
import { Guess } from './guess.ts';
import type { Operation } from './operation.ts';
import { Random } from './random.ts';
import { ties, told, wishes, type Wish } from './wishes.ts';

const members = ['m1', 'm2', 'm3'];
/** With the club's rules for them, where it made some. */
const units: Readonly<Record<string, UnitRules | undefined>> = {
  points: undefined,
  budget: undefined,
  stars: {
    ...plainPoints,
    timeZone: 'Asia/Tehran',
    expiry: { model: 'after_activity', months: 1 },
    negative: 'unlimited',
    graceDays: 4,
  },
  miles: {
    ...plainPoints,
    timeZone: 'Asia/Tehran',
    expiry: { model: 'end_of_period', months: 1, calendar: 'persian', graceDays: 3 },
    activationDays: 1,
  },
};
export const unitNames = Object.keys(units);

/**
 * One thing that somebody wants of an account; its own chance decides what exactly, so that histories shrink step by
 * step.
 */
export interface Step {
  readonly wish: Wish;
  readonly member: number;
  readonly unit: number;
  readonly chance: number;
  readonly hours: number;
}

const step: fc.Arbitrary<Step> = fc.record({
  wish: fc.oneof(
    ...Object.entries({ ...wishes, ...ties }).map(([wish, weight]) => ({
      weight: weight * 10,
      arbitrary: fc.constant(wish as Wish),
    })),
  ),
  member: fc.nat({ max: members.length - 1 }),
  unit: fc.nat({ max: unitNames.length - 1 }),
  chance: fc.nat(),
  hours: fc.oneof({ weight: 8, arbitrary: fc.constant(0) }, { weight: 2, arbitrary: fc.integer({ min: 1, max: 60 }) }),
});
/** About 200 steps on average, of all lengths alike. */
export const history = fc.noBias(fc.array(step, { maxLength: 400, size: 'max' }));

/** A history on accounts of its own, through the journal; transfers are delivered as time goes by. */
export class Played {
  /** Asked and accepted, by verb. */
  readonly counts = new Map<string, { asked: number; accepted: number }>();
  readonly books = new Books();
  readonly ledger = new DirectLedger((commit) => {
    this.books.take(commit);
    this.lawsOf(commit.account).take(commit);
  });
  readonly operations: Operation[] = [];
  readonly broken: string[] = [];
  readonly laws = new Map<string, Laws>();
  private readonly commands = new Map<string, Command>();
  private readonly guesses = new Map<string, Guess>();

  async play(steps: readonly Step[]): Promise<this> {
    for (const each of steps) {
      if (each.hours > 0) {
        await this.ledger.deliver();
        this.ledger.clock.advance(each.hours * 3_600_000);
      }
      await this.take(each);
    }
    await this.ledger.deliver();
    return this;
  }

  private async take({ wish, member, unit, chance }: Step): Promise<void> {
    const host =
      wish === 'unmerge' ? [...this.guesses.values()].find(({ guests }) => guests.length > 0)?.account : undefined;
    const account: AccountId = host ?? { clubId: 'demo', memberId: members[member] ?? '', unit: unitNames[unit] ?? '' };
    const text = accountText(account);
    const guess = this.guessOf(account);
    const other = accountText({ ...account, memberId: members[(member + 1 + (chance % 2)) % members.length] ?? '' });
    const moment = { random: new Random(chance), now: this.ledger.clock.now().getTime(), other };
    const asked =
      told(guess.status === 'frozen' && wish !== 'mistake' ? 'unfreeze' : wish, guess, moment) ??
      told('accrue', guess, moment);
    if (!asked) return;
    const id = `op${String(this.operations.length + 1)}`;
    const rules = units[account.unit];
    const terms = rules || asked.terms ? { terms: { ...asked.terms, ...(rules && { unit: rules }) } } : {};
    const command: Command = {
      account,
      key: `e:${id}`,
      cause: 'test',
      reason: 'test',
      reference: id,
      ...asked,
      ...terms,
    };
    this.commands.set(command.key, command);
    const operation: Operation = { id, account: text, command, attempts: 1, outcome: await this.ledger.post(command) };
    this.operations.push(operation);
    if (operation.outcome) guess.learn(operation, operation.outcome);
    if (command.verb.kind === 'merge' && operation.outcome?.refusal === undefined)
      this.guessOf(parseAccount(command.verb.into)).guests.push(text);
    this.count(command.verb.kind, operation.outcome?.refusal === undefined);
  }

  private count(verb: string, isAccepted: boolean): void {
    const { asked, accepted } = this.counts.get(verb) ?? { asked: 0, accepted: 0 };
    this.counts.set(verb, { asked: asked + 1, accepted: accepted + (isAccepted ? 1 : 0) });
  }

  private guessOf(account: AccountId): Guess {
    const text = accountText(account);
    const guess = this.guesses.get(text) ?? new Guess(account);
    this.guesses.set(text, guess);
    return guess;
  }

  private lawsOf(account: string): Laws {
    const known = this.laws.get(account);
    if (known) return known;
    const laws = new Laws(
      ({ key }) => this.commands.get(key),
      (law, detail) => this.broken.push(`${law} ${detail}`),
      () => this.laws.values(),
    );
    this.laws.set(account, laws);
    return laws;
  }
}
