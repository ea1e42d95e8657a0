import { mayTouchBranch } from '@vafa/grpc';
import type { Decision, Session } from '../../domain/session/session.ts';
import { sessionNotFound } from '../../use-cases/get-session.ts';
import type { LoadedSession } from '../../use-cases/sessions.ts';
import { MongoSessions } from './mongo-sessions.ts';

/**
 * Sessions as a caller sees who may be bound to branches. The stored session's branch counts, in the very read that a
 * command decides on: one of another branch is answered like one that is not there.
 */
export class BranchBoundSessions extends MongoSessions {
  /** Raises `session_not_found` for a session of another branch. */
  override async load(clubId: string, sessionId: string): Promise<LoadedSession | undefined> {
    const session = await super.load(clubId, sessionId);
    if (session) requireOwn(session);
    return session;
  }

  override async recall(clubId: string, sessionId: string): Promise<LoadedSession | undefined> {
    const session = await super.recall(clubId, sessionId);
    return session && mayTouchBranch(session.branchId) ? session : undefined;
  }

  override change(
    clubId: string,
    sessionId: string,
    decide: (session: Session) => Decision | undefined,
    known?: LoadedSession,
  ): Promise<LoadedSession | undefined> {
    const decideOwn = (session: Session): Decision | undefined => {
      requireOwn(session);
      return decide(session);
    };
    return super.change(clubId, sessionId, decideOwn, known);
  }
}

const requireOwn = ({ branchId }: Session): void => {
  if (!mayTouchBranch(branchId)) throw sessionNotFound();
};
