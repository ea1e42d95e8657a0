import type { Decision, Redemption } from '../domain/redemption.ts';

/** Where a member's list goes on. */
export interface MemberPlace {
  readonly requestedAt: Date;
  readonly id: string;
}

/** Redemptions of all clubs, durable; each change is one write that carries its event. */
export interface Redemptions {
  insert(redemption: Redemption, key: string): Promise<'inserted' | 'exists'>;
  load(id: string): Promise<Redemption | undefined>;
  byCode(clubId: string, codeHash: string): Promise<Redemption | undefined>;
  /** Decides on the stored state, again after a lost race; answers the state after it, undefined when there is none. */
  change(id: string, decide: (redemption: Redemption) => Decision | undefined): Promise<Redemption | undefined>;
  /** Of a member, newest first: those that gave a voucher, after a place in that order. */
  ofMember(
    clubId: string,
    memberId: string,
    after: MemberPlace | undefined,
    limit: number,
  ): Promise<readonly Redemption[]>;
  /** Pending, or being cancelled, since before that moment, oldest first. */
  unfinishedBefore(moment: Date, limit: number): Promise<readonly Redemption[]>;
}
