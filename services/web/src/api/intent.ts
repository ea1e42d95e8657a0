import { ApiProblem, NotReachable } from '@vafa/client';

/** Answers that say nothing of what became of the write: it may be sent again, under the same key. */
export const isOpenEnded = (error: unknown): boolean => {
  if (error instanceof NotReachable) return true;
  if (!(error instanceof ApiProblem)) return false;
  return error.status >= 500 || [401, 408, 429].includes(error.status) || error.code === 'idempotency_key_running';
};

/** The same values give the same text, in whichever order their names were put down. */
export const canonical = (value: unknown): string =>
  // Nothing has no JSON, and is a body too.
  JSON.stringify([value], (_name, each: unknown) =>
    typeof each === 'object' && each !== null && !Array.isArray(each)
      ? Object.fromEntries(Object.entries(each).sort(([a], [b]) => (a < b ? -1 : 1)))
      : each,
  );

interface Attempt {
  readonly said: string;
  readonly key: string;
  running?: Promise<unknown>;
}

/**
 * One thing that a person wants done once: a sale closed, a member enrolled. Its Idempotency-Key is made at the first
 * attempt and kept while nobody knows whether that came through, so that trying again does nothing twice. It is given
 * up when the gateway has decided, or when something else is wanted.
 */
export class Intent {
  private attempt: Attempt | undefined;

  constructor(private readonly newKey: () => string = () => crypto.randomUUID()) {}

  /** Whether an attempt is open: sent, and not known to be decided. */
  get isOpen(): boolean {
    return this.attempt !== undefined;
  }

  /**
   * Sends what is wanted under the key of this intent. A second press while it is under way gets the same answer.
   * Raises what `send` raises.
   */
  async run<Body, Answer>(body: Body, send: (body: Body, key: string) => Promise<Answer>): Promise<Answer> {
    const said = canonical(body);
    const attempt = this.attempt?.said === said ? this.attempt : { said, key: this.newKey() };
    this.attempt = attempt;
    if (attempt.running !== undefined) return attempt.running as Promise<Answer>;
    const running = send(body, attempt.key);
    attempt.running = running;
    try {
      const answer = await running;
      this.giveUp(attempt);
      return answer;
    } catch (error) {
      if (!isOpenEnded(error)) this.giveUp(attempt);
      throw error;
    } finally {
      delete attempt.running;
    }
  }

  private giveUp(attempt: Attempt): void {
    if (this.attempt === attempt) this.attempt = undefined;
  }
}
