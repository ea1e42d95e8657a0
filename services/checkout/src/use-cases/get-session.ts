import { DomainError } from '@vafa/kernel';
import type { Session } from '../domain/session/session.ts';
import type { Sessions } from './sessions.ts';

export const sessionNotFound = (): DomainError =>
  new DomainError('not_found', 'session_not_found', 'the club has no such session');

export class GetSession {
  constructor(private readonly sessions: Pick<Sessions, 'load'>) {}

  /** Raises `session_not_found`. */
  async execute(clubId: string, sessionId: string): Promise<Session> {
    const session = await this.sessions.load(clubId, sessionId);
    if (session === undefined) throw sessionNotFound();
    return session;
  }
}
