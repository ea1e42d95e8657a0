import type { AuditEntry } from '../domain/audit-entry.ts';

export interface AuditStore {
  /**
   * Adds entries of one club, in order. Answers how many of the first are in: fewer when another process has taken a
   * number meanwhile.
   */
  append(entries: readonly AuditEntry[]): Promise<number>;
  last(clubId: string): Promise<AuditEntry | undefined>;
  /** The latest first, of numbers below `below`. */
  page(filter: AuditFilter, below: number, limit: number): Promise<readonly AuditEntry[]>;
  /** The oldest first, of numbers above `above`. */
  following(filter: AuditFilter, above: number, limit: number): Promise<readonly AuditEntry[]>;
}

export interface AuditFilter {
  readonly clubId: string;
  readonly actorId?: string | undefined;
  readonly operation?: string | undefined;
  readonly subject?: string | undefined;
  /** True: only what was refused; false: only what was done. */
  readonly isRefused?: boolean | undefined;
  readonly from?: Date | undefined;
  readonly to?: Date | undefined;
}

/** Seals the chain: whoever has the database but not the key cannot make an entry that verifies. */
export interface AuditSeal {
  readonly keyId: string;
  sign(text: string): string;
}
