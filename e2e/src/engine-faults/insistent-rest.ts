import { setTimeout as wait } from 'node:timers/promises';
import { ApiProblem, NotReachable, type AnswerOf, type Asking, type OperationId } from '@vafa/client';
import type { Rest } from '../rest.ts';

const patienceMs = 240_000;
const requestMs = 15_000;
const pauseMs = { first: 50, most: 1_000 } as const;

const isPassing = ({ status, code }: ApiProblem): boolean =>
  status >= 500 || status === 408 || code === 'idempotency_key_running';

/**
 * Asks under one key until it is answered, as a till does: lost connections, time-outs, 5xx and
 * `idempotency_key_running` are passing.
 */
export class InsistentRest {
  /** How often each reason made it ask again. */
  readonly retries = new Map<string, number>();
  /** The longest that one request took until it was answered, in milliseconds. */
  slowestMs = 0;
  private readonly rest: Rest;

  constructor(rest: Rest) {
    this.rest = rest;
  }

  /** The first answer that is not passing. Raises ApiProblem for a refusal, and when there is none for four minutes. */
  async call<Id extends OperationId>(id: Id, ...[asked]: Asking<Id>): Promise<AnswerOf<Id>> {
    const start = Date.now();
    // Of all tries, so that a repeat is known for what it is.
    const key = asked?.key ?? crypto.randomUUID();
    try {
      for (let tries = 0; ; tries++) {
        const passing = await this.once(id, { ...asked, key });
        if (typeof passing !== 'string') return passing.answer;
        this.retries.set(passing, (this.retries.get(passing) ?? 0) + 1);
        if (Date.now() - start > patienceMs)
          throw new Error(`${id}: not answered within ${patienceMs} ms, last ${passing}`);
        await wait(Math.min(pauseMs.most, pauseMs.first * 2 ** tries));
      }
    } finally {
      this.slowestMs = Math.max(this.slowestMs, Date.now() - start);
    }
  }

  /** The answer, or why to ask again. */
  private async once<Id extends OperationId>(id: Id, asked: object): Promise<{ answer: AnswerOf<Id> } | string> {
    const signal = AbortSignal.timeout(requestMs);
    try {
      return { answer: await this.rest.call(id, ...([{ ...asked, signal }] as unknown as Asking<Id>)) };
    } catch (error) {
      if (error instanceof NotReachable) return signal.aborted ? 'no answer in time' : 'connection lost';
      if (error instanceof ApiProblem && isPassing(error)) return `${error.status} ${error.code}`;
      throw error;
    }
  }
}
