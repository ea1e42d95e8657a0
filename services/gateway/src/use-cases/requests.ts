import { DomainError, type Clock } from '@vafa/kernel';

/** One write as a client asked for it. */
export interface WriteRequest {
  /** Names client, club, method, route and Idempotency-Key. */
  readonly id: string;
  /** Digest of everything that the client asked for. */
  readonly fingerprint: string;
}

export interface KnownRequest {
  readonly fingerprint: string;
  readonly leaseUntil: Date;
  /** Its executor has ended for certain: the lease need not be waited for. */
  readonly isAbandoned: boolean;
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
  sweep(now: Date): Promise<void>;
}

const leaseMs = 60_000;
const keptMs = 48 * 3_600_000;

export type Turn = { readonly kind: 'execute'; readonly leaseUntil: Date } | { readonly kind: 'replay'; readonly answer: Buffer };

/**
 * Idempotency of writes: the first asker executes, a repeat gets the stored answer. A request whose executor died is executed
 * again after its lease, under the same service key, so that the services recognise what had been done.
 */
export class Requests {
  constructor(
    private readonly store: RequestStore,
    private readonly clock: Clock,
  ) {}

  /** Raises `idempotency_key_reused` (another body under the same key) and `idempotency_key_running`. */
  async begin(request: WriteRequest): Promise<Turn> {
    const now = this.clock.now();
    const leaseUntil = new Date(now.getTime() + leaseMs);
    if (await this.store.insert(request, leaseUntil, new Date(now.getTime() + keptMs))) return { kind: 'execute', leaseUntil };
    const known = await this.store.find(request.id);
    if (!known) throw running();
    if (known.fingerprint !== request.fingerprint) throw new DomainError('invalid', 'idempotency_key_reused', 'this Idempotency-Key was used for another request');
    if (known.answer) return { kind: 'replay', answer: known.answer };
    const isRunning = known.leaseUntil > now && !known.isAbandoned;
    if (isRunning || !(await this.store.takeOver(request.id, known.leaseUntil, leaseUntil))) throw running();
    return { kind: 'execute', leaseUntil };
  }

  end(request: WriteRequest, leaseUntil: Date, answer: Buffer): Promise<void> {
    return this.store.answer(request.id, leaseUntil, answer);
  }

  forget(request: WriteRequest, leaseUntil: Date): Promise<void> {
    return this.store.forget(request.id, leaseUntil);
  }

  sweep(): Promise<void> {
    return this.store.sweep(this.clock.now());
  }
}

const running = (): DomainError => new DomainError('conflict', 'idempotency_key_running', 'the first request with this Idempotency-Key is still running; ask again');
