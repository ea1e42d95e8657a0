import { isAccountId } from '../../domain/account/account-id.ts';
import { LedgerError } from '../../domain/journal/ledger-error.ts';
import type { UnitStore } from '../ports/unit-store.ts';

/** Which books are asked for, as a caller says it. */
export interface BooksQuestion {
  readonly clubId: string;
  /** Absent: all units. */
  readonly unit?: string;
  /** Absent: now. */
  readonly asOf?: Date;
}

export interface BooksScope {
  readonly clubId: string;
  readonly unit?: string;
  readonly at: Date;
}

/** Whether the club has rules for the unit; `points` is always there. */
const hasUnit = async (units: UnitStore, clubId: string, unit: string): Promise<boolean> =>
  unit === 'points' || (await units.list(clubId)).some((each) => each.unit === unit);

/** Raises `invalid_account`, `moment_in_future`, `unknown_unit`, `unavailable`. */
export const scopeOf = async (
  { clubId, unit, asOf }: BooksQuestion,
  units: UnitStore,
  now: Date,
): Promise<BooksScope> => {
  if (!isAccountId({ clubId, memberId: 'any', unit: unit ?? 'any' }))
    throw new LedgerError('invalid', 'invalid_account', 'books are of a club and a unit');
  if (asOf && asOf > now) throw new LedgerError('invalid', 'moment_in_future', 'books are of now or of a past moment');
  if (unit !== undefined && !(await hasUnit(units, clubId, unit)))
    throw new LedgerError('not_found', 'unknown_unit', 'the club has no such unit', { unit });
  return { clubId, at: asOf ?? now, ...(unit !== undefined && { unit }) };
};
