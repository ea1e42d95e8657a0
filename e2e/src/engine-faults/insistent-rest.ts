import { setTimeout as wait } from 'node:timers/promises';
import type { Body, Reply, Rest } from '../rest.ts';

const patienceMs = 240_000;
const requestMs = 15_000;
const pauseMs = { first: 50, most: 1_000 } as const;

const isPassing = ({ status, body }: Reply): boolean =>
  status >= 500 || status === 408 || body.code === 'idempotency_key_running';

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

  /** The first answer that is not passing. Raises when there is none for four minutes. */
  async request(method: string, path: string, body?: unknown, key: string | null = null): Promise<Reply> {
    const start = Date.now();
    for (let tries = 0; ; tries++) {
      const reply = await this.once(method, path, body, key);
      if (typeof reply !== 'string') {
        this.slowestMs = Math.max(this.slowestMs, Date.now() - start);
        return reply;
      }
      this.retries.set(reply, (this.retries.get(reply) ?? 0) + 1);
      if (Date.now() - start > patienceMs)
        throw new Error(`${method} ${path}: not answered within ${patienceMs} ms, last ${reply}`);
      await wait(Math.min(pauseMs.most, pauseMs.first * 2 ** tries));
    }
  }

  /** As request, for what must succeed. */
  async ok(method: string, path: string, body?: unknown, key: string | null = null): Promise<Body> {
    const { status, body: answer } = await this.request(method, path, body, key);
    if (status >= 300) throw new Error(`${method} ${path} answered ${status}: ${JSON.stringify(answer)}`);
    return answer;
  }

  /** The answer, or why to ask again. */
  private async once(method: string, path: string, body: unknown, key: string | null): Promise<Reply | string> {
    try {
      const reply = await this.rest.request(method, path, { body, key, signal: AbortSignal.timeout(requestMs) });
      return isPassing(reply) ? `${reply.status} ${String(reply.body.code)}` : reply;
    } catch (error) {
      // By name: what fetch raises is of another realm than a test's own classes.
      const { name } = error as Partial<Error>;
      if (name === 'TypeError') return 'connection lost';
      if (name === 'TimeoutError') return 'no answer in time';
      throw error;
    }
  }
}
