import type { Clock } from '@vafa/kernel';
import { plainPoints, type UnitRules } from '../domain/time/unit.ts';
import type { UnitStore } from './ports/unit-store.ts';

type Rules = ReadonlyMap<string, UnitRules>;

/** How long a change of rules may take to reach a replica; what it decides meanwhile is by the rules before. */
const staleAfterMs = 1_000;

/** The rules of each club's units, kept in memory for a second. */
export class ClubUnits {
  private readonly clubs = new Map<string, { readonly readAt: number; readonly rules: Promise<Rules> }>();

  constructor(
    private readonly store: UnitStore,
    private readonly clock: Clock,
  ) {}

  /** By unit; `points` is always there. Raises `unavailable`. */
  of(clubId: string): Promise<Rules> {
    const now = this.clock.now().getTime();
    const known = this.clubs.get(clubId);
    if (known && Math.abs(now - known.readAt) < staleAfterMs) return known.rules;
    const rules = this.read(clubId);
    this.clubs.set(clubId, { readAt: now, rules });
    rules.catch(() => {
      this.forget(clubId);
    });
    return rules;
  }

  forget(clubId: string): void {
    this.clubs.delete(clubId);
  }

  private async read(clubId: string): Promise<Rules> {
    const units = await this.store.list(clubId);
    return new Map<string, UnitRules>([
      ['points', plainPoints],
      ...units.map(({ clubId: _club, unit, version: _version, ...rules }) => [unit, rules] as const),
    ]);
  }
}
