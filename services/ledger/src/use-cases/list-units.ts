import { isAccountId } from '../domain/account/account-id.ts';
import { LedgerError } from '../domain/journal/ledger-error.ts';
import { plainPoints } from '../domain/time/unit.ts';
import type { StoredUnit, UnitStore } from './ports/unit-store.ts';

export class ListUnits {
  constructor(private readonly store: UnitStore) {}

  /** By name; `points` is there although nobody made it, with version 0. Raises `invalid_account`, `unavailable`. */
  async execute(clubId: string): Promise<readonly StoredUnit[]> {
    if (!isAccountId({ clubId, memberId: 'any', unit: 'any' }))
      throw new LedgerError('invalid', 'invalid_account', 'units are of a club');
    const made = await this.store.list(clubId);
    if (made.some(({ unit }) => unit === 'points')) return made;
    return [...made, { clubId, unit: 'points', version: 0, ...plainPoints }].sort((a, b) => (a.unit < b.unit ? -1 : 1));
  }
}
