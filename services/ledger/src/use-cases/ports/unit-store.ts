import type { Unit } from '../../domain/time/unit.ts';

export interface StoredUnit extends Unit {
  /** 1 when it was made; one more with each change. */
  readonly version: number;
}

/** The clubs' rules of units. Every method raises DomainError `unavailable` when the database does not answer. */
export interface UnitStore {
  /** By unit. */
  list(clubId: string): Promise<readonly StoredUnit[]>;
  /**
   * Writes it where its version is one more than that of what is there (1: nothing is there), and says whether it was.
   */
  put(unit: StoredUnit): Promise<boolean>;
}
