import type { SaleTerms } from '../../use-cases/known-clubs.ts';

/** What checkout keeps of a club. */
export interface KeptClub extends SaleTerms {
  readonly kind: 'club';
}

/** What it keeps of a branch. */
export interface KeptBranch {
  readonly kind: 'branch';
  readonly clubId: string;
  readonly isClosed: boolean;
}

/** And of a member: whose it is, nothing of the person. */
export interface KeptMember {
  readonly kind: 'member';
  readonly clubId: string;
}

export type KeptFacts = KeptClub | KeptBranch | KeptMember;
