import { endOfDayAfter } from '@vafa/kernel';
import type { Command } from '../../src/domain/journal/command.ts';
import type { Commit } from '../../src/domain/journal/commit.ts';
import type { Entry } from '../../src/domain/journal/entry.ts';
import { JournalLots } from './journal-lots.ts';

interface Kept {
  readonly entry: Entry;
  reversed: bigint;
  endings: number;
  /** Ends that lots of its units were given since, by the lot's own name. */
  readonly ends: Map<string, number[]>;
}

/** A lot without the names that it got on its way from other accounts, and beside another of its name. */
const ownName = (lot: string): string => lot.replace(/^.*~/, '').replace(/@\d{4}-\d\d-\d\dT[\d:.]+Z$/, '');

const balanceOf = (entry: Entry, book: string): bigint =>
  entry.postings.reduce((sum, posting) => (posting.book === book ? sum + posting.amount : sum), 0n);

const unitsOf = ({ lots, taken }: Entry): readonly { readonly lot: string; readonly expiresAt?: Date }[] =>
  taken ?? lots.filter(({ amount }) => amount < 0n);

/** The laws of the books (I1, I3, I4, I6, I7, I9, I10), read off one account's stored entries alone. */
export class Laws {
  private readonly kept = new Map<string, Kept>();
  private readonly lots = new JournalLots();
  private available = 0n;
  private held = 0n;
  private debt = 0n;
  private version = 0;

  constructor(
    private readonly commandOf: (entry: Entry) => Command | undefined,
    private readonly broken: (law: string, detail: string) => void,
    /** Of the accounts that this one may be merged with. */
    private readonly others: () => Iterable<Laws> = () => [],
  ) {}

  take(commit: Commit): void {
    if (commit.version !== ++this.version) this.broken('I9', `${commit.id} is not version ${String(this.version)}`);
    for (const entry of commit.entries) {
      const say = (law: string, detail: string): void =>
        this.broken(law, `${commit.id} ${entry.kind} ${entry.key}: ${detail}`);
      if (this.kept.has(entry.key)) say('I4', 'the key is in the journal twice');
      if (entry.postings.reduce((sum, { amount }) => sum + amount, 0n) !== 0n) say('I1', 'postings do not sum to zero');
      this.checkOrder(entry, say);
      if (this.lots.take(entry)) say('I7', 'a lot has less than nothing');
      this.checkBalance(entry, say);
      this.checkHold(entry, say);
      this.checkReversal(entry, commit.at, say);
      this.keepEnd(entry);
      this.kept.set(entry.key, { entry, reversed: 0n, endings: 0, ends: new Map() });
    }
    if (this.available !== commit.after.available || this.held !== commit.after.held)
      this.broken('I2', `${commit.id}: balances after it are not the sum of its postings`);
  }

  /** All holds that are open hold what is held. */
  end(): void {
    const open = [...this.kept.values()].reduce(
      (sum, { entry, endings }) => (entry.kind === 'hold' && endings === 0 ? sum + entry.amount : sum),
      0n,
    );
    if (open !== this.held) this.broken('I6', `held ${String(this.held)}, in open holds ${String(open)}`);
  }

  /** I7: who spends takes nothing of a later expiry while there is something of an earlier one. */
  private checkOrder(entry: Entry, say: (law: string, detail: string) => void): void {
    // A contribution to a pool is taken out of what has just come in.
    if (entry.share !== undefined) return;
    if (!['burn', 'hold', 'send', 'settle'].includes(entry.kind) && !(entry.kind === 'adjust' && entry.amount < 0n))
      return;
    const drawn = new Map(
      entry.lots
        .filter(({ place, amount }) => place === 'active' && amount < 0n)
        .map(({ lot, amount }) => [lot, -amount]),
    );
    const last = Math.max(...[...drawn.keys()].map((lot) => this.lots.active.get(lot)?.expiresAt ?? -Infinity));
    const spared = [...this.lots.active].find(
      ([lot, { amount, expiresAt }]) => expiresAt < last && amount > (drawn.get(lot) ?? 0n),
    );
    if (spared) say('I7', `took of a later expiry than ${spared[0]}`);
  }

  /** I3: below nothing only by a policy, a cap, or what was below it before. */
  private checkBalance(entry: Entry, say: (law: string, detail: string) => void): void {
    const change = balanceOf(entry, 'available');
    this.available += change;
    this.held += balanceOf(entry, 'held');
    this.debt += entry.debt;
    const inLots = [...this.lots.active.values()].reduce((sum, { amount }) => sum + amount, 0n);
    if (inLots - this.debt !== this.available)
      say('I7', `lots ${String(inLots)} less debt ${String(this.debt)} are not ${String(this.available)}`);
    if (this.debt < 0n) say('I3', 'the debt is less than nothing');
    if (change >= 0n || this.available >= 0n) return;
    const command = this.commandOf(entry);
    const cap = command?.terms?.cap ?? 0n;
    const isClawback =
      entry.kind === 'settle' ||
      (command && 'policy' in command.verb && (command.verb.policy ?? command.terms?.unit?.negative) === 'unlimited');
    if (!isClawback && this.available < -cap)
      say('I3', `available is ${String(this.available)}, the cap ${String(cap)}`);
  }

  /** I6: a hold ends once, as a whole: captured, or given back. */
  private checkHold(entry: Entry, say: (law: string, detail: string) => void): void {
    const ends = entry.kind === 'capture' || (entry.kind === 'void' && entry.amount > 0n);
    if (!ends) return;
    const hold = this.kept.get(entry.target ?? '');
    if (hold?.entry.kind !== 'hold') return say('I6', 'ends what is not a hold');
    if (++hold.endings > 1) say('I6', 'the hold had ended before');
    const captured = entry.kind === 'capture' ? balanceOf(entry, 'redemption') : 0n;
    // What returns had not found is paid out of what comes back.
    if (
      captured + balanceOf(entry, 'available') + balanceOf(entry, 'suspense') !== hold.entry.amount ||
      balanceOf(entry, 'held') !== -hold.entry.amount
    )
      say('I6', 'captured and given back are not what was held');
  }

  private keepEnd({ kind, target, until }: Entry): void {
    if (kind !== 'extend' || target === undefined || !until) return;
    const name = ownName(target);
    for (const { kept } of [this, ...this.others()])
      for (const { ends } of kept.values()) ends.set(name, [...(ends.get(name) ?? []), until.getTime()]);
  }

  private find(key: string): Kept | undefined {
    for (const { kept } of [this, ...this.others()]) if (kept.has(key)) return kept.get(key);
    return undefined;
  }

  /** Until when units live whose lot has expired since. */
  private graces(entry: Entry, at: Date): readonly (number | undefined)[] {
    const { graceUntil, unit } = this.commandOf(entry)?.terms ?? {};
    return [graceUntil, unit && unit.graceDays > 0 ? endOfDayAfter(at, unit.graceDays, unit.timeZone) : undefined].map(
      (grace) => grace?.getTime(),
    );
  }

  /** I10, and I7 for what comes back: an entry's units once, into their lots, which may have been extended since. */
  private checkReversal(entry: Entry, at: Date, say: (law: string, detail: string) => void): void {
    if (entry.kind !== 'reverse_burn' && entry.kind !== 'reverse_accrual') return;
    const original = this.find(entry.target ?? '');
    if (!original || !['accrue', 'burn', 'capture', 'suspend'].includes(original.entry.kind))
      return say('I10', 'reverses what cannot be reversed');
    original.reversed += entry.amount;
    if (original.reversed > (original.entry.amount < 0n ? -original.entry.amount : original.entry.amount))
      say('I10', 'more is reversed than there was');
    // Of what went to suspense, a person said where the units come from.
    if (entry.kind === 'reverse_accrual' || original.entry.kind === 'suspend') return;
    for (const { lot, expiresAt } of entry.lots) {
      const name = ownName(lot);
      const from = unitsOf(original.entry).filter((units) => ownName(units.lot) === name);
      const own = from.flatMap((units) =>
        units.expiresAt ? [units.expiresAt.getTime(), ...(original.ends.get(name) ?? [])] : [undefined],
      );
      // What ended with the account's activity since ends at once where no grace is granted.
      const allowed = [...own, ...(name.startsWith('idle:') ? [at.getTime()] : []), ...this.graces(entry, at)];
      if (from.length === 0) say('I7', `${lot} gave nothing and gets something back`);
      else if (!allowed.includes(expiresAt?.getTime())) say('I7', `${lot} comes back with another expiry`);
    }
  }
}
