import { DomainError, type Clock } from '@vafa/kernel';

/** One write as a client asked for it. */
export interface WriteRequest {
  /** Names client, club, method, route and Idempotency-Key. */
  readonly id: string;
  /** Digest of everything that the client asked for. */
  readonly fingerprint: string;
  /** Whose it is: how many are kept is bounded for each. */
  readonly callerId: string;
}

export interface KnownRequest {
  readonly fingerprint: string;
  readonly leaseUntil: Date;
  /**
   * Its executor's process: this one, one that has ended for certain (its lease need not be waited for), or one that
   * may run.
   */
  readonly executor: 'here' | 'gone' | 'elsewhere';
  /** Set once it is answered. */
  readonly answer?: Buffer;
}

export interface RequestStore {
  /** False when the id is known. */
  insert(request: WriteRequest, leaseUntil: Date, expiresAt: Date): Promise<boolean>;
  find(id: string): Promise<KnownRequest | undefined>;
  /** Takes over an unanswered request whose lease is this; false when another was faster. */
  takeOver(id: string, leaseUntil: Date, newLeaseUntil: Date): Promise<boolean>;
  answer(id: string, leaseUntil: Date, answer: Buffer): Promise<void>;
  /** Forgets an unanswered request, so that it can be asked again. */
  forget(id: string, leaseUntil: Date): Promise<void>;
  /** Lets an unanswered request be executed again at once, by whoever sends the same. */
  release(id: string, leaseUntil: Date): Promise<void>;
  /** Forgets what has expired, and of each caller's answers the oldest beyond so many. */
  sweep(now: Date, perCallerMax: number): Promise<void>;
}

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

  constructor(
    private readonly store: RequestStore,
    private readonly clock: Clock,
  ) {}

  /** Raises `idempotency_key_reused` (another body under the same key) and `idempotency_key_running`. */
  async begin(request: WriteRequest): Promise<Turn> {
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

  async end(request: WriteRequest, leaseUntil: Date, answer: Buffer): Promise<void> {
    const kept =
      answer.length > answerBytesMax
        ? this.store.release(request.id, leaseUntil)
        : this.store.answer(request.id, leaseUntil, answer);
    await kept.finally(() => this.letGo(request, leaseUntil));
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
  private async repeat({ id, fingerprint }: WriteRequest, now: Date, leaseUntil: Date, isHere: boolean): Promise<Turn> {
    const known = await this.store.find(id);
    if (!known) throw running();
    if (known.fingerprint !== fingerprint)
      throw new DomainError('invalid', 'idempotency_key_reused', 'this Idempotency-Key was used for another request');
    if (known.answer) return { kind: 'replay', answer: known.answer };
    const isRunning = isHere || (known.leaseUntil > now && known.executor === 'elsewhere');
    // Another lease, so that only one of two who take over at once is answered that it did.
    const next = new Date(Math.max(leaseUntil.getTime(), known.leaseUntil.getTime() + 1));
    if (isRunning || !(await this.store.takeOver(id, known.leaseUntil, next))) throw running();
    return { kind: 'execute', leaseUntil: next };
  }
}

const running = (): DomainError =>
  new DomainError(
    'conflict',
    'idempotency_key_running',
    'the first request with this Idempotency-Key is still running; ask again',
  );
