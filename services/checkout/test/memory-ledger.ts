import { DomainError } from '@vafa/kernel';
import type { Posting } from '../src/domain/session/postings.ts';
import type { SessionFact } from '../src/domain/session/session.ts';
import type { HoldCommand, PointsLedger } from '../src/use-cases/points-ledger.ts';

/** Holds points of whoever has some, by the keys of the holds; tells nothing of what became of them. */
export class MemoryLedger implements PointsLedger {
  /** What members may still hold. */
  readonly balances = new Map<string, bigint>();
  private readonly answers = new Map<string, { readonly refusal?: string }>();

  hold({ reservations }: HoldCommand): Promise<{ readonly refusal?: string }> {
    for (const { key, account, amount } of reservations) {
      const known = this.answers.get(key);
      if (known) return Promise.resolve(known);
      const left = (this.balances.get(account) ?? 0n) - amount;
      if (left >= 0n) this.balances.set(account, left);
      this.answers.set(key, left < 0n ? { refusal: 'balance_too_low' } : {});
    }
    return Promise.resolve(this.answers.get(reservations[0]?.key ?? '') ?? {});
  }

  outcomes(): Promise<never> {
    return Promise.reject(new DomainError('unavailable', 'no_ledger', 'nobody books here'));
  }
}

class Sums {
  private readonly sums = new Map<string, bigint>();

  add(name: string, amount: bigint): void {
    const sum = (this.sums.get(name) ?? 0n) + amount;
    if (name === '' || sum === 0n) this.sums.delete(name);
    else this.sums.set(name, sum);
  }

  sorted(): Record<string, bigint> {
    return Object.fromEntries([...this.sums].sort(([a], [b]) => (a < b ? -1 : 1)));
  }
}

interface Entry {
  readonly sign: bigint;
  left: bigint;
}

const signOf = ({ verb }: Posting): bigint => (verb === 'accrue' ? 1n : verb === 'capture' ? -1n : 0n);

/**
 * What the facts make of the members' points. A key that is used twice, a hold that ends twice, and a reversal of what
 * is not there, or not so large, are errors.
 */
export const pointsOf = (facts: readonly SessionFact[]): Record<string, bigint> => {
  const [members, entries, ended] = [new Sums(), new Map<string, Entry>(), new Set<string>()];
  for (const posting of facts.flatMap(({ postings }) => postings)) {
    const { key, account, amount } = posting;
    if (entries.has(key)) throw new Error(`posted twice: ${key}`);
    const sign = signOf(posting);
    entries.set(key, { sign, left: sign === 0n ? 0n : amount });
    if ('holdKey' in posting && ended.size === ended.add(posting.holdKey).size)
      throw new Error(`ended twice: ${posting.holdKey}`);
    members.add(account, sign * amount);
    if (posting.verb !== 'reverse') continue;
    const entry = entries.get(posting.entryKey);
    if (entry === undefined || entry.left < amount)
      throw new Error(`more is taken than there is of ${posting.entryKey}`);
    entry.left -= amount;
    members.add(account, -entry.sign * amount);
  }
  return members.sorted();
};

export const spendOf = (facts: readonly SessionFact[]): Record<string, bigint> => {
  const members = new Sums();
  for (const fact of facts) {
    if (fact.kind === 'closed') members.add(fact.session.memberId, fact.session.total);
    if (fact.kind === 'returned') members.add(fact.session.memberId, -fact.return.amount);
    if (fact.kind !== 'corrected') continue;
    members.add(fact.correction.memberIdBefore, -fact.remainingTotalBefore);
    members.add(fact.correction.memberId, fact.remainingTotal);
  }
  return members.sorted();
};
