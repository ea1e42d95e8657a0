import type { Decision, Redemption } from '../domain/redemption.ts';

/** Redemptions of all clubs, durable; each change is one write that carries its event. */
export interface Redemptions {
  insert(redemption: Redemption, key: string): Promise<'inserted' | 'exists'>;
  load(id: string): Promise<Redemption | undefined>;
  byCode(clubId: string, codeHash: string): Promise<Redemption | undefined>;
  /** Decides on the stored state, again after a lost race; answers the state after it, undefined when there is none. */
  change(id: string, decide: (redemption: Redemption) => Decision | undefined): Promise<Redemption | undefined>;
  /** Pending since before that moment, oldest first. */
  pendingBefore(moment: Date, limit: number): Promise<readonly Redemption[]>;
}
