import { accrueKey } from '@vafa/kernel';
import type { Accrual, AccrualEntry, AccrualTaking, Session } from './session.ts';

/** What the sale's points are in the ledger. A sale that was never corrected has an entry for each rule, made by its close. */
export const entriesOf = ({ saleId, memberId, accruals, entries }: Session): readonly AccrualEntry[] =>
  entries ?? accruals.map(({ ruleId, points }) => ({ key: accrueKey(saleId, ruleId), memberId, ruleId, points }));

/** What a correction gives, as entries. */
export const givenEntries = (saleId: string, correctionId: string, memberId: string, given: readonly Accrual[]): AccrualEntry[] =>
  given.map(({ ruleId, points }) => ({ key: accrueKey(saleId, ruleId, correctionId), memberId, ruleId, points }));

export interface Taken {
  readonly takings: readonly AccrualTaking[];
  /** The entries after it, those that are used up left out. */
  readonly left: readonly AccrualEntry[];
}

/** Takes points of a rule, those given last first: each accrual gives back no more than is left of it. */
export const takeFrom = (entries: readonly AccrualEntry[], ruleId: string, points: bigint): Taken => {
  const takings: AccrualTaking[] = [];
  const left: AccrualEntry[] = [];
  let due = points;
  for (const entry of entries.toReversed()) {
    const taken = entry.ruleId !== ruleId ? 0n : entry.points < due ? entry.points : due;
    due -= taken;
    if (taken > 0n) takings.push({ entryKey: entry.key, memberId: entry.memberId, ruleId, points: taken });
    if (entry.points > taken) left.unshift({ ...entry, points: entry.points - taken });
  }
  return { takings, left };
};

/** Takes all that is left. */
export const takeAll = (entries: readonly AccrualEntry[]): readonly AccrualTaking[] =>
  entries.filter(({ points }) => points > 0n).map(({ key, memberId, ruleId, points }) => ({ entryKey: key, memberId, ruleId, points }));
