import type { Approval, Decision, Outcome, RevisedSettings } from '../domain/approval.ts';

export interface ApprovalStore {
  /** False when the id is known. */
  insert(approval: Approval): Promise<boolean>;
  find(clubId: string, id: string): Promise<Approval | undefined>;
  /** The newest first, of places below `below`. */
  list(filter: ApprovalFilter, below: string | undefined, limit: number): Promise<readonly Approval[]>;
  /** False when it does not wait any more, or has ended. */
  decide(id: string, state: 'approved' | 'rejected' | 'withdrawn', decided: Decided): Promise<boolean>;
  /** Takes over an approved request whose lease is this; false when another was faster, or it is carried out. */
  takeOver(id: string, leaseUntil: Date, newLeaseUntil: Date): Promise<boolean>;
  /** Notes how carrying it out has ended; false when that is known. */
  finish(id: string, state: 'done' | 'failed', outcome: Outcome): Promise<boolean>;
  /** Approved ones that nobody carries out: the lease is over. */
  leftOver(now: Date, limit: number): Promise<readonly Approval[]>;
  /** Forgets those that were over before. */
  sweep(endedBefore: Date): Promise<void>;
}

export interface Decided {
  readonly decision: Decision;
  readonly leaseUntil?: Date;
}

export interface ApprovalFilter {
  readonly clubId: string;
  /** Those of these operations, or of this asker. */
  readonly operations: readonly string[];
  readonly askerId: string;
  readonly operation?: string | undefined;
  readonly state?: Approval['state'] | 'expired' | undefined;
  readonly now: Date;
}

export interface ApprovalSettingsStore {
  find(clubId: string): Promise<RevisedSettings | undefined>;
  /** Keeps them as the next revision; false when those that are kept are not of `settings.revision` any more. */
  replace(clubId: string, settings: RevisedSettings): Promise<boolean>;
  /** The fewest minutes that a club lets a proof count; 0: none asks for one. */
  fewestMinutes(): Promise<number>;
}
