import type { Command } from '../../src/domain/journal/command.ts';
import type { Balances, Commit } from '../../src/domain/journal/commit.ts';
import type { Entry } from '../../src/domain/journal/entry.ts';
import { AccountModel } from '../reference/account-model.ts';
import type { Expected } from '../reference/model.ts';
import type { ModelLot } from '../reference/model-lots.ts';
import { JournalLots, type StoredLot } from './journal-lots.ts';

type Passed = NonNullable<ReturnType<AccountModel['passTime']>>;

/**
 * One account's journal beside the model that is given the same commands at the same moments. Tells the first
 * difference only.
 */
export class CompareWithModel {
  private readonly model: AccountModel;
  private readonly stored = new JournalLots();
  private keptOut: string | undefined;
  private differs = false;
  /** What the model booked ahead of the journal, to tell a moment between two commits. */
  private readonly passed: Passed[] = [];

  constructor(
    private readonly commandOf: (entry: Entry) => Command | undefined,
    private readonly found: (what: string, detail: string) => void,
    note: (kind: string) => void,
  ) {
    this.model = new AccountModel(note);
  }

  take(commit: Commit): void {
    const at = commit.at.getTime();
    for (const entry of commit.entries) {
      if (this.differs) return;
      const expected = this.expect(commit, entry, at);
      if (expected) this.compare(commit, entry, expected);
    }
    if (this.differs) return;
    if (this.passTime(at)) return this.differ(commit, 'due', 'something was due and was not booked');
    this.compareBalances(commit);
  }

  /**
   * Balances at a moment at or after the last commit taken and before the next one; undefined once something differs.
   */
  balancesAt(moment: number): Balances | undefined {
    for (let passed = this.model.passTime(moment); passed; passed = this.model.passTime(moment))
      this.passed.push(passed);
    const { lots, held } = this.model;
    return this.differs ? undefined : { available: lots.available, pending: lots.awaiting, held };
  }

  private passTime(at: number): Passed | undefined {
    return this.passed.shift() ?? this.model.passTime(at);
  }

  /** Undefined for the key that a void keeps out of use. */
  private expect(commit: Commit, entry: Entry, at: number): Expected | undefined {
    if (entry.key.startsWith('t:')) {
      const passed = this.passTime(at);
      if (passed?.kind !== entry.kind || passed.lot !== entry.target)
        this.differ(commit, 'due', `${entry.key} was not next, but ${passed?.kind ?? 'nothing'} ${passed?.lot ?? ''}`);
      return passed;
    }
    if (entry.key === this.keptOut) {
      this.keptOut = undefined;
      if (entry.refusal !== 'hold_voided') this.differ(commit, 'refusal', `${entry.key} should be kept out of use`);
      return undefined;
    }
    if (this.passed.length > 0 || this.model.lots.nextMoment() <= at)
      this.differ(commit, 'due', `something was due before ${entry.key}`);
    const command = this.commandOf(entry);
    if (command) {
      const expected = this.model.decide(command, at);
      this.keptOut = expected.keptOut;
      return expected;
    }
    this.differ(commit, 'entry', `nobody asked for ${entry.kind} ${entry.key}`);
    return undefined;
  }

  private compare(commit: Commit, entry: Entry, expected: Expected): void {
    const found = entry.refusal ?? entry.kind;
    const wanted = expected.refusal ?? expected.kind;
    if (found !== wanted) return this.differ(commit, 'outcome', `${entry.key}: ${found}, not ${wanted}`);
    if (expected.refusal === undefined && entry.amount !== expected.amount)
      return this.differ(
        commit,
        'amount',
        `${entry.key} (${entry.kind}): ${String(entry.amount)}, not ${String(expected.amount)}`,
      );
    this.stored.take(entry);
    // The model may be ahead by what was due at the moment it was asked for.
    if (this.passed.length > 0) return;
    for (const { lot, place } of entry.lots) {
      const problem = difference(this.stored.place(place).get(lot), this.model.lots[place].get(lot));
      if (problem) return this.differ(commit, 'lots', `${entry.key} (${entry.kind}), ${place} lot ${lot}: ${problem}`);
    }
  }

  private compareBalances(commit: Commit): void {
    const { lots, held } = this.model;
    const { after } = commit;
    if (after.available !== lots.available || after.pending !== lots.awaiting || after.held !== held)
      return this.differ(
        commit,
        'balances',
        `${String(after.available)}, ${String(after.pending)}, ${String(after.held)}, not ${String(lots.available)}, ${String(lots.awaiting)}, ${String(held)}`,
      );
    if ((after.next?.getTime() ?? Infinity) !== lots.nextMoment())
      return this.differ(commit, 'next', 'the next moment of the account is another');
    if (this.stored.active.size !== lots.active.size || this.stored.pending.size !== lots.pending.size)
      this.differ(commit, 'lots', 'there are others');
  }

  private differ(commit: Commit, what: string, detail: string): void {
    if (!this.differs) this.found(what, `${commit.id} ${detail}`);
    this.differs = true;
  }
}

const difference = (stored: StoredLot | undefined, model: ModelLot | undefined): string | undefined => {
  if (stored?.amount !== model?.amount)
    return `${String(stored?.amount ?? 0n)} units, not ${String(model?.amount ?? 0n)}`;
  return stored?.expiresAt === model?.expiresAt
    ? undefined
    : `expires ${String(stored?.expiresAt)}, not ${String(model?.expiresAt)}`;
};
