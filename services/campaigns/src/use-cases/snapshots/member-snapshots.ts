import type { MemberNeeds } from '../../domain/promotions/asking/member-needs.ts';
import type { MemberSnapshot } from '../../domain/promotions/sale/sale.ts';
import type { KnownOfMembers } from '../../domain/sale-decisions/running-for-sale.ts';

/** Who buys, and when. */
export interface Buyer {
  readonly memberId: string;
  /** What happened then or later does not count. */
  readonly at: Date;
}

/** What promotions ask of members. Raises `unavailable` for what is not known while its owner is away. */
export interface MemberSnapshots {
  /** What can be answered at all; promotions that ask for more do not run in sales. */
  readonly known: KnownOfMembers;
  /** Undefined: the club has no such member. Where nothing is needed nobody is asked, and the id alone is answered. */
  of(clubId: string, memberId: string, at: Date, needs: MemberNeeds): Promise<MemberSnapshot | undefined>;
  /** Of many by one question, in the order asked. */
  ofAll(clubId: string, buyers: readonly Buyer[], needs: MemberNeeds): Promise<readonly (MemberSnapshot | undefined)[]>;
}

/** A snapshot, and how long it is one. */
export interface ToldSnapshot {
  readonly snapshot: MemberSnapshot;
  /** Exclusive: until then it stays as it is, unless something is told of the member, of tiers or of the club. */
  readonly holdsUntil: Date;
}

/** Who knows members: membership. */
export interface SnapshotSource {
  /** In the order asked; undefined for whom the club does not have. Raises `unavailable`. */
  ask(clubId: string, buyers: readonly Buyer[], needs: MemberNeeds): Promise<readonly (ToldSnapshot | undefined)[]>;
}

/** What ends a snapshot. */
export interface SnapshotNews {
  /** The member was corrected or erased. */
  changed(clubId: string, memberId: string): void;
  /** A sale of these members was closed, returned or corrected; membership may still have to count it. */
  sold(clubId: string, memberIds: readonly string[]): void;
  /** The club, or its tiers. */
  clubChanged(clubId: string): void;
  /** Whether anything is known of members of the club: else nobody needs to tell what they bought. */
  knows(clubId: string): boolean;
  /** Something was told and not heard. */
  missed(): void;
}

/** Tells the news from now on; `stop` ends it. */
export type FollowMembers = (news: SnapshotNews) => Promise<{ stop(): Promise<void> }>;
