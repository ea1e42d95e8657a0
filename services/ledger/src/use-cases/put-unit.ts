import { isAccountId } from '../domain/account/account-id.ts';
import { canonical } from '../domain/journal/canonical.ts';
import { LedgerError } from '../domain/journal/ledger-error.ts';
import { unitProblem, type Unit } from '../domain/time/unit.ts';
import type { ClubUnits } from './club-units.ts';
import type { StoredUnit, UnitStore } from './ports/unit-store.ts';

/** Each club is read as a whole, on every change of it. */
const unitsMax = 1_000;

export class PutUnit {
  constructor(
    private readonly store: UnitStore,
    private readonly units: ClubUnits,
  ) {}

  /**
   * Makes a unit, or changes its rules for what comes. `version` is that of the rules that the caller saw, 0 when there
   * were none; the same rules again change nothing, whatever version. Raises `invalid_unit`, `unit_differs` (kind and
   * decimals stay: amounts are kept in them), `unit_changed`, `too_many_units`, `unavailable`.
   */
  async execute(unit: Unit, version: number): Promise<StoredUnit> {
    const problem = isAccountId({ clubId: unit.clubId, memberId: 'any', unit: unit.unit })
      ? unitProblem(unit)
      : 'a unit is of a club and has a name';
    if (problem !== undefined) throw new LedgerError('invalid', 'invalid_unit', problem);
    for (;;) {
      const all = await this.store.list(unit.clubId);
      const known = all.find((each) => each.unit === unit.unit);
      if (known && canonical(known) === canonical({ ...unit, version: known.version })) return known;
      if (known && (known.kind !== unit.kind || known.decimals !== unit.decimals))
        throw new LedgerError('refused', 'unit_differs', 'kind and decimals of a unit stay as they were made');
      if ((known?.version ?? 0) !== version)
        throw new LedgerError('conflict', 'unit_changed', 'the rules are not those that were seen', {
          version: String(known?.version ?? 0),
        });
      if (!known && all.length >= unitsMax)
        throw new LedgerError('refused', 'too_many_units', `a club has at most ${String(unitsMax)} units`);
      const changed = { ...unit, version: version + 1 };
      if (await this.store.put(changed)) {
        this.units.forget(unit.clubId);
        return changed;
      }
    }
  }
}
