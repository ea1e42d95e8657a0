import type { Branch } from '../domain/branch.ts';
import type { Club } from '../domain/club.ts';
import type { TierSet } from '../domain/tiers.ts';

export type NewClub = Omit<Club, 'tierSet' | 'tiersRevision' | 'changes' | 'revision' | 'made' | 'brand'>;

/** Clubs with their branches. Each write is one document. */
export interface Clubs {
  /** Claims the code for a club id; answers who holds it and whether it was claimed under this key. */
  claimCode(code: string, id: string, key: string): Promise<{ owner: string; mine: boolean }>;
  insert(club: NewClub, key: string): Promise<void>;
  /** By id or code. */
  find(idOrCode: string): Promise<Club | undefined>;
  /** In order of code, after the given one. */
  list(afterCode: string, limit: number): Promise<readonly Club[]>;
  /**
   * Decides on the stored club, once per key, again after a lost race; the same club back is no change. Answers the
   * club after it, undefined when there is none.
   */
  change(clubId: string, key: string, at: Date, decide: (club: Club) => Club): Promise<Club | undefined>;
  /**
   * Once per key. `seen`: the revision of the set that was seen; 0: all. Answers the club after it, undefined when
   * there is none. Raises `tiers_changed`.
   */
  setTiers(clubId: string, key: string, tiers: TierSet, seen: number, at: Date): Promise<Club | undefined>;
  /** Inserts the branches whose ids are free. */
  ensureBranches(branches: readonly Branch[], at: Date): Promise<void>;
  /** As `change` of a club does. */
  changeBranch(
    branchId: string,
    key: string,
    at: Date,
    decide: (branch: Branch) => Branch,
  ): Promise<Branch | undefined>;
  branches(ids: readonly string[]): Promise<ReadonlyMap<string, Branch>>;
  /** Branches created before codes had one form, by the form that their codes would have now. */
  formerBranches(clubId: string, codes: readonly string[]): Promise<ReadonlyMap<string, Branch>>;
  listBranches(clubId: string, afterCode: string, limit: number): Promise<readonly Branch[]>;
}
