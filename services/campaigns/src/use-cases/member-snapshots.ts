import type { KnownOfMembers } from '../domain/sale-decisions/running-for-sale.ts';
import type { MemberSnapshot } from '../domain/promotions/sale/sale.ts';
import type { RunningPromotions } from '../domain/promotions/running.ts';

/** A sale whose member promotions may ask about. */
export interface AskedMember {
  readonly memberId: string;
  /** As of just before then. */
  readonly at: Date;
  /** What runs then: its conditions say what is to be known. */
  readonly running: RunningPromotions;
}

/** What promotions ask of members. */
export interface MemberSnapshots {
  /** What can be answered at all; promotions that ask for more do not run in sales. */
  readonly known: KnownOfMembers;
  /** In the order asked. */
  of(clubId: string, asked: readonly AskedMember[]): Promise<readonly MemberSnapshot[]>;
}

/** Nothing is known of members but who they are. */
export const idsAlone: MemberSnapshots = {
  known: { conditions: new Set(['member']), heldOut: false },
  of: (_clubId, asked) => Promise.resolve(asked.map(({ memberId: id }) => ({ id }))),
};
