import type { Clock } from '@vafa/kernel';
import { cancelSession } from '../domain/session/end-session.ts';
import type { Session } from '../domain/session/session.ts';
import { sessionNotFound } from './get-session.ts';
import type { Sessions } from './sessions.ts';

export class CancelSession {
  constructor(
    private readonly sessions: Pick<Sessions, 'change'>,
    private readonly clock: Clock,
  ) {}

  /** Raises `session_not_found`, `session_closed`. */
  async execute(clubId: string, sessionId: string, key: string): Promise<Session> {
    const now = this.clock.now();
    const session = await this.sessions.change(clubId, sessionId, (found) => cancelSession(found, key, now));
    if (session === undefined) throw sessionNotFound();
    return session;
  }
}
