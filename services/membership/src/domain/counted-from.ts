import { spendCounter, spendCountersMax } from '@vafa/contracts/spend-counters';
import { DomainError, startOf } from '@vafa/kernel';
import type { Club } from './club.ts';
import { periodFrom } from './tiers.ts';

const unknown = (name: string): DomainError =>
  new DomainError('invalid', 'unknown_counter', 'nothing is counted under that name', { counter: name });

/** Since when a counter of the club counts, seen from a moment. Raises `unknown_counter`. */
export const countedFrom = (
  name: string,
  at: Date,
  { timeZone, brand: { calendar } }: Pick<Club, 'timeZone' | 'brand'>,
): Date => {
  const counter = spendCounter(name);
  switch (counter?.kind) {
    case 'ever':
      return new Date(0);
    case 'this':
      return startOf(at, counter.unit, calendar, timeZone);
    case 'last':
      return periodFrom(at, counter.days, timeZone);
    default:
      throw unknown(name);
  }
};

/** Raises `unknown_counter`, `too_many`. */
export const requireCounters = (names: readonly string[]): void => {
  if (names.length > spendCountersMax)
    throw new DomainError('invalid', 'too_many', `at most ${String(spendCountersMax)} counters at once`);
  const strange = names.find((name) => spendCounter(name) === undefined);
  if (strange !== undefined) throw unknown(strange);
};
