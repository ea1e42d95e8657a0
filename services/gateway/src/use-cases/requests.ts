import { DomainError, type Clock } from '@vafa/kernel';
import type { LateAnswers } from './late-answers.ts';
import type { RequestStore, WriteRequest } from './request-store.ts';

const leaseMs = 60_000;
const keptMs = 48 * 3_600_000;
/** Of one answer, packed and sealed. */
export const answerBytesMax = 64 * 1_024;
const answersPerCallerMax = 200_000;

export type Turn =
  | { readonly kind: 'execute'; readonly leaseUntil: Date }
  | { readonly kind: 'replay'; readonly answer: Buffer };

/**
 * Idempotency of writes: the first asker executes, a repeat gets the stored answer. A request whose executor died is
 * executed again after its lease, under the same service key, so that the services recognise what had been done. So is
 * one whose answer is too large to be kept, or not kept any more, or may change.
 */
export class Requests {
  /**
   * What this process executes, by its lease; what is stored under its name besides lost an answer of the database on
   * its way.
   */
  private readonly inHand = new Map<string, number>();

  /** `late`: answers that may wait do so, in a process that is alone. */
  constructor(
    private readonly store: RequestStore,
    private readonly clock: Clock,
    private readonly late?: LateAnswers,
  ) {}

  /** Raises `idempotency_key_reused` (another body under the same key) and `idempotency_key_running`. */
  async begin(request: WriteRequest): Promise<Turn> {
    const late = this.late?.get(request.id);
    if (late) {
      requireSame(request, late.request.fingerprint);
      return { kind: 'replay', answer: late.answer };
    }
    const now = this.clock.now();
    const leaseUntil = new Date(now.getTime() + leaseMs);
    const isHere = (this.inHand.get(request.id) ?? 0) > now.getTime();
    if (isHere) return this.repeat(request, now, leaseUntil, isHere);
    this.inHand.set(request.id, leaseUntil.getTime());
    let turn: Turn | undefined;
    try {
      const isNew = await this.store.insert(request, leaseUntil, new Date(now.getTime() + keptMs));
      turn = isNew ? { kind: 'execute', leaseUntil } : await this.repeat(request, now, leaseUntil, isHere);
      return turn;
    } finally {
      if (turn?.kind === 'execute') this.inHand.set(request.id, turn.leaseUntil.getTime());
      else this.letGo(request, leaseUntil);
    }
  }

  /** `mayWait`: a repeat that the services recognise is as good as this answer. */
  async end(request: WriteRequest, leaseUntil: Date, answer: Buffer, mayWait = false): Promise<void> {
    if (answer.length > answerBytesMax) return this.reopen(request, leaseUntil);
    if (mayWait && this.late?.put({ request, leaseUntil, answer })) {
      this.letGo(request, leaseUntil);
      return;
    }
    await this.store.answer(request.id, leaseUntil, answer).finally(() => this.letGo(request, leaseUntil));
  }

  async forget(request: WriteRequest, leaseUntil: Date): Promise<void> {
    await this.store.forget(request.id, leaseUntil).finally(() => this.letGo(request, leaseUntil));
  }

  /** It is done, but a repeat may be answered more: the same request is executed again at once. */
  async reopen(request: WriteRequest, leaseUntil: Date): Promise<void> {
    await this.store.release(request.id, leaseUntil).finally(() => this.letGo(request, leaseUntil));
  }

  sweep(): Promise<void> {
    return this.store.sweep(this.clock.now(), answersPerCallerMax);
  }

  private letGo({ id }: WriteRequest, leaseUntil: Date): void {
    if (this.inHand.get(id) === leaseUntil.getTime()) this.inHand.delete(id);
  }

  /** `isHere`: this process executes it. */
  private async repeat(request: WriteRequest, now: Date, leaseUntil: Date, isHere: boolean): Promise<Turn> {
    const { id } = request;
    const known = await this.store.find(id);
    if (!known) throw running();
    requireSame(request, known.fingerprint);
    if (known.answer) return { kind: 'replay', answer: known.answer };
    // Given while the store was asked.
    const late = this.late?.get(id);
    if (late) return { kind: 'replay', answer: late.answer };
    const isRunning = isHere || (known.leaseUntil > now && known.executor === 'elsewhere');
    // Another lease, so that only one of two who take over at once is answered that it did.
    const next = new Date(Math.max(leaseUntil.getTime(), known.leaseUntil.getTime() + 1));
    if (isRunning || !(await this.store.takeOver(id, known.leaseUntil, next))) throw running();
    return { kind: 'execute', leaseUntil: next };
  }
}

const requireSame = ({ fingerprint }: WriteRequest, known: string): void => {
  if (known !== fingerprint)
    throw new DomainError('invalid', 'idempotency_key_reused', 'this Idempotency-Key was used for another request');
};

const running = (): DomainError =>
  new DomainError(
    'conflict',
    'idempotency_key_running',
    'the first request with this Idempotency-Key is still running; ask again',
  );
