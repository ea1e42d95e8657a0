import { DomainError } from '@vafa/kernel';
import type { Logger } from '@vafa/telemetry';
import type { FastifyRequest } from 'fastify';
import { createHash } from 'node:crypto';
import type { WriteRequest } from '../../use-cases/request-store.ts';
import type { Requests } from '../../use-cases/requests.ts';
import type { Operation } from './operation.ts';
import { ReplayedProblem, toProblem, type Problem } from './problem.ts';
import { sealAnswer, unsealAnswer } from './sealed-answer.ts';

const keyPattern = /^[\x20-\x7e]{1,255}$/;

const digest = (...parts: readonly string[]): string =>
  createHash('sha256').update(JSON.stringify(parts)).digest('hex');

/**
 * Refusals are kept as well, for a repeat must not get a second chance; what was only malformed or could not be reached
 * is not.
 */
const isKept = (status: number): boolean =>
  status < 500 && status !== 400 && status !== 401 && status !== 403 && status !== 429;

/** The Idempotency-Key of a request. Raises `idempotency_key_missing`, `idempotency_key_invalid`. */
const keyOf = (request: FastifyRequest): string => {
  const key = request.headers['idempotency-key'];
  if (key === undefined || key === '')
    throw new DomainError('invalid', 'idempotency_key_missing', 'send the header Idempotency-Key');
  if (typeof key !== 'string' || !keyPattern.test(key))
    throw new DomainError(
      'invalid',
      'idempotency_key_invalid',
      'the Idempotency-Key must be 1 to 255 printable characters',
    );
  return key;
};

/**
 * Gives the write its permanent key: the services remember it by client, operation and Idempotency-Key. Raises what the
 * header's check raises.
 */
export const nameCommand = (request: FastifyRequest, operation: Operation): void => {
  request.vafa.commandKey = `c:${request.vafa.caller?.id ?? ''}:${operation.id}:${keyOf(request)}`;
};

export interface Execution {
  readonly operation: Operation;
  /** Of success, once it is known. */
  readonly status: () => number;
  /** What distinguishes this body from another. */
  readonly body: string;
}

/** Executes writes once per key and keeps their answers. */
export class Once {
  constructor(
    private readonly requests: Requests,
    private readonly log: Logger,
  ) {}

  /** Executes, or answers again what was answered; `replayed` tells which. */
  async execute(
    request: FastifyRequest,
    { operation, status, body }: Execution,
    work: () => Promise<unknown>,
  ): Promise<{ body: unknown; status: number; replayed: boolean }> {
    const { secret = '', caller, club } = request.vafa;
    const write: WriteRequest = {
      // A person's secret changes: who signs in again has it executed again, and the services know the repeat.
      id: digest(
        caller?.id ?? '',
        club?.id ?? '',
        request.method,
        operation.id,
        keyOf(request),
        ...(caller?.signInId === undefined ? [] : [secret]),
      ),
      fingerprint: digest(request.url, body),
      callerId: caller?.id ?? '',
    };
    const turn = await this.requests.begin(write);
    if (turn.kind === 'replay') {
      const kept = unsealAnswer(turn.answer, secret, write.id);
      if (kept.status >= 400) throw new ReplayedProblem(kept.body as Problem);
      return { body: kept.body, status: kept.status, replayed: true };
    }
    const keep = (answered: number, answer: unknown, mayWait = false): Promise<void> =>
      this.keep(
        write,
        turn.leaseUntil,
        isKept(answered) ? sealAnswer({ status: answered, body: answer }, secret, write.id) : undefined,
        mayWait,
      );
    try {
      const answer = await work();
      if (operation.mayChange?.(answer as never)) await this.reopen(write, turn.leaseUntil);
      else await keep(status(), answer, operation.keptLater);
      return { body: answer, status: status(), replayed: false };
    } catch (error) {
      const problem = toProblem(error, request.vafa.traceId);
      await keep(problem.status, problem);
      throw error;
    }
  }

  /**
   * An answer that cannot be kept is given all the same: a repeat is executed under the same key, and the services know
   * it.
   */
  private keep(write: WriteRequest, leaseUntil: Date, answer: Buffer | undefined, mayWait: boolean): Promise<void> {
    return this.note(
      answer ? this.requests.end(write, leaseUntil, answer, mayWait) : this.requests.forget(write, leaseUntil),
    );
  }

  /** The key stays the one of this body; who repeats it has it executed again. */
  private reopen(write: WriteRequest, leaseUntil: Date): Promise<void> {
    return this.note(this.requests.reopen(write, leaseUntil));
  }

  private async note(kept: Promise<void>): Promise<void> {
    try {
      await kept;
    } catch (error) {
      this.log.error({ err: error }, 'the answer of a write could not be kept');
    }
  }
}
