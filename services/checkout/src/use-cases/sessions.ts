import type { Decision, Session } from '../domain/session/session.ts';

/** A session as it was read; only what was read can be saved. */
export interface LoadedSession extends Session {
  readonly version: number;
}

export type SessionHead = Pick<
  Session,
  'sessionId' | 'saleId' | 'state' | 'memberId' | 'openedAt' | 'soldAt' | 'historical'
>;

/** What a sale is counted by. */
export interface SoldHead {
  readonly soldAt: Date;
  readonly memberId: string;
  readonly total: bigint;
}

/** Sales from then (inclusive) to then (exclusive), of these branches or, with none, of all. */
export interface Period {
  readonly from: Date;
  readonly to: Date;
  readonly branchIds: readonly string[];
}

export interface Saving {
  readonly loaded: LoadedSession;
  readonly decision: Decision;
}

export interface NewSession {
  readonly session: Session;
  /** Tells our insert from another's when the answer was lost. */
  readonly key: string;
}

/**
 * Where sessions are kept: state, key of the command and the fact that others must know are one write. Raises
 * `unavailable`.
 */
export interface Sessions {
  load(clubId: string, sessionId: string): Promise<LoadedSession | undefined>;
  /**
   * As this process left it a moment ago, if it remembers. Others may have changed it since: it is good for a save, and
   * for nothing that is answered without one.
   */
  recall(clubId: string, sessionId: string): Promise<LoadedSession | undefined>;
  /** Those that exist, by session id. */
  loadMany(clubId: string, sessionIds: readonly string[]): Promise<ReadonlyMap<string, LoadedSession>>;
  /** What of those that exist tells whose sale they are and when it was, by session id. */
  heads(clubId: string, sessionIds: readonly string[]): Promise<ReadonlyMap<string, SessionHead>>;
  /**
   * Closed sales of members that earned by no rule, made in the period, in the order of their session ids after the one
   * given.
   */
  withoutPoints(clubId: string, period: Period, after: string, limit: number): Promise<readonly LoadedSession[]>;
  /** All closed sales of members, made in the period, in the same order. */
  ofMembers(clubId: string, period: Period, after: string, limit: number): Promise<readonly LoadedSession[]>;
  /** Closed sales of the member with any of these SKUs, made until then; in no promised order. */
  salesWith(clubId: string, memberId: string, skus: readonly string[], until: Date): Promise<readonly LoadedSession[]>;
  /** Sessions whose hold is past its deadline, the longest first. */
  overdue(now: Date, limit: number): Promise<readonly Session[]>;
  /** New sessions, closed ones with their event; `exists` when the id is taken. */
  insertMany(sessions: readonly NewSession[], at: Date): Promise<readonly ('inserted' | 'exists')[]>;
  /** False: it has changed since it was read, and nothing was written. */
  save(loaded: LoadedSession, decision: Decision): Promise<boolean>;
  /** As save, for distinct sessions in one write; true only for what this call wrote. */
  saveMany(savings: readonly Saving[]): Promise<readonly boolean[]>;
  /**
   * Reads, decides, saves, and again after a lost race; undefined when there is no such session. `known`: as it was a
   * moment ago; then it is read only after a lost race.
   */
  change(
    clubId: string,
    sessionId: string,
    decide: (session: Session) => Decision | undefined,
    known?: LoadedSession,
  ): Promise<LoadedSession | undefined>;
  /** Closed sales of the period, one after the other; in no promised order. */
  soldIn(clubId: string, period: Omit<Period, 'branchIds'>): AsyncIterable<SoldHead>;
  totals(clubId: string): Promise<{ sales: number; salesWithoutMember: number; apiReturns: number }>;
}
