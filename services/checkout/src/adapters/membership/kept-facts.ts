import type { SaleTerms } from '../../use-cases/known-clubs.ts';

/** What checkout keeps of a club. */
export interface KeptClub extends SaleTerms {
  readonly kind: 'club';
}

/** What it keeps of a branch. */
export interface KeptBranch {
  readonly kind: 'branch';
  readonly clubId: string;
}

export type KeptFacts = KeptClub | KeptBranch;
