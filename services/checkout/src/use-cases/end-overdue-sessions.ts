import type { Clock } from '@vafa/kernel';
import { expireSession } from '../domain/session/end-session.ts';
import type { Sessions } from './sessions.ts';

const sessionsPerSweep = 200;

/** Ends sessions that nobody closed before their hold's deadline, a crash's included; their events void the holds. */
export class EndOverdueSessions {
  constructor(
    private readonly sessions: Pick<Sessions, 'overdue' | 'change'>,
    private readonly clock: Clock,
  ) {}

  /** Answers how many it looked at; repeat while it is not 0. */
  async execute(): Promise<number> {
    const now = this.clock.now();
    const overdue = await this.sessions.overdue(now, sessionsPerSweep);
    await Promise.all(
      overdue.map(({ clubId, sessionId }) =>
        this.sessions.change(clubId, sessionId, (session) => expireSession(session, now)),
      ),
    );
    return overdue.length;
  }
}
