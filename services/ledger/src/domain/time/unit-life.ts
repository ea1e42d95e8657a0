import { endOfDayAfter, endOfDayMonthsAfter, endOfPeriod } from '@vafa/kernel';
import type { AccountState } from '../account/account-state.ts';
import type { Command, Terms, Verb } from '../journal/command.ts';
import type { Draw } from '../journal/entry.ts';
import type { History } from '../journal/history.ts';
import { activityLot, besideLot, momentLot, neverExpiring, readLotName } from '../account/lot-name.ts';
import type { UnitRules } from './unit.ts';

/** When units end that are earned at a moment; undefined where they have no end of their own. */
export const expiryOf = ({ expiry, timeZone }: UnitRules, earnedAt: Date): Date | undefined => {
  if (expiry.model === 'fixed_date') return expiry.at;
  if (expiry.model === 'never' || expiry.model === 'after_activity') return undefined;
  if (expiry.model === 'after_earning') return endOfDayMonthsAfter(earnedAt, expiry.months, timeZone);
  return endOfPeriod(earnedAt, expiry.months, expiry.calendar, timeZone, expiry.graceDays);
};

const later = (a: Date, b: Date): Date => (a > b ? a : b);

/**
 * The lot of units that have no end of their own: they never end, or all together when the account was idle too long.
 */
export const undated = (
  { idle }: Pick<AccountState, 'idle'>,
  { terms }: { readonly terms?: Terms | undefined },
): string =>
  idle !== undefined || terms?.unit?.expiry.model === 'after_activity' ? activityLot(idle?.era ?? 0) : neverExpiring;

/** Moves the moment at which an idle account's units end, never back. `starts`: only when no such moment is set yet. */
export const activity = (
  { idle }: AccountState,
  { terms, effectiveAt }: Command,
  at: Date,
  starts = false,
): { readonly idleUntil?: Date } => {
  const { unit } = terms ?? {};
  if (unit?.expiry.model !== 'after_activity' || (starts && idle)) return {};
  const until = endOfDayMonthsAfter(effectiveAt ?? at, unit.expiry.months, unit.timeZone);
  return idle && until <= idle.until ? {} : { idleUntil: until };
};

interface Life {
  /** Where the units are once they are active. */
  readonly lot: string;
  readonly activeAt?: Date;
  readonly expiresAt?: Date;
}

/** A lot of that name, active, pending or held, has another end. */
const endsOtherwise = ({ lots, pendingLots, holds }: AccountState, name: string, expiresAt: Date): boolean => {
  const known =
    lots.find(({ id }) => id === name) ??
    pendingLots.find(({ id }) => id === name) ??
    holds.flatMap((hold) => hold.draws).find(({ lot }) => lot === name);
  return known !== undefined && known.expiresAt?.getTime() !== expiresAt.getTime();
};

/** The name that units come in under: what ends at another moment is not of the same lot. */
export const apart = (state: AccountState, name: string, expiresAt: Date | undefined): string =>
  expiresAt && endsOtherwise(state, name, expiresAt) ? besideLot(name, expiresAt) : name;

/** Units that an entry took, with the ends that their lots were given since. */
export const asExtended = (
  state: AccountState,
  key: string,
  units: readonly Draw[],
  history: History,
): readonly Draw[] =>
  units.map((each) => {
    const expiresAt = history.extendedSince(key, each.lot);
    return expiresAt && each.expiresAt && expiresAt > each.expiresAt
      ? { ...each, lot: apart(state, each.lot, expiresAt), expiresAt }
      : each;
  });

/** One lot for all that ends at this moment, unless a lot of that name was given another end since. */
const togetherUntil = (state: AccountState, expiresAt: Date): string | undefined => {
  const lot = momentLot(expiresAt);
  return endsOtherwise(state, lot, expiresAt) ? undefined : lot;
};

/** When earned units become spendable and end: as the command says, else as the club's rules for the unit do. */
export const lifeOf = (state: AccountState, command: Command<Extract<Verb, { kind: 'accrue' }>>, at: Date): Life => {
  const { verb, terms, key } = command;
  const earnedAt = command.effectiveAt ?? at;
  const { unit } = terms ?? {};
  const activeAt =
    verb.activeAt ??
    (unit && unit.activationDays > 0 ? endOfDayAfter(earnedAt, unit.activationDays, unit.timeZone) : undefined);
  const pending = activeAt && activeAt > at ? { activeAt } : {};
  if (verb.expiresAt) return { lot: key, expiresAt: verb.expiresAt, ...pending };
  const end = unit && expiryOf(unit, earnedAt);
  if (!end) return { lot: undated(state, command), ...pending };
  // What was pending until after its end is never spendable.
  if (pending.activeAt) return { lot: key, expiresAt: later(end, pending.activeAt), ...pending };
  return { lot: togetherUntil(state, end) ?? key, expiresAt: end };
};

/** Until when units live whose lot has expired: as the command says, else as the club's rules do. */
export const graceOf = ({ terms }: Command, at: Date): Date | undefined => {
  const { unit, graceUntil } = terms ?? {};
  return graceUntil ?? (unit && unit.graceDays > 0 ? endOfDayAfter(at, unit.graceDays, unit.timeZone) : undefined);
};

/** Whether units are of a lot of the account's own that ended with an earlier spell of activity. */
const hasEnded = ({ lot, expiresAt }: Draw, era: number): boolean => {
  const { origin, generation } = readLotName(lot);
  return expiresAt === undefined && origin === undefined && generation !== undefined && generation < era;
};

/**
 * Units on their way back into active lots. Those whose lot has expired since live until the end of the grace, if the
 * club grants one; else they keep the end that they had, and expire at once.
 */
export const returning = ({ idle }: AccountState, draws: readonly Draw[], at: Date, grace?: Date): readonly Draw[] => {
  const until = grace !== undefined && grace > at ? grace : undefined;
  return draws.map((each) => {
    if (idle && hasEnded(each, idle.era)) return { ...each, expiresAt: until ?? at };
    return until && each.expiresAt && each.expiresAt <= at ? { ...each, expiresAt: until } : each;
  });
};
