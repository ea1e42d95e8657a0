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

/** An answer that was given and is to be stored. */
export interface LateAnswer {
  readonly request: WriteRequest;
  readonly leaseUntil: Date;
  readonly answer: Buffer;
}

export interface RequestStore {
  /** False when the id is known. */
  insert(request: WriteRequest, leaseUntil: Date, expiresAt: Date): Promise<boolean>;
  find(id: string): Promise<KnownRequest | undefined>;
  /** Takes over an unanswered request whose lease is this; false when another was faster. */
  takeOver(id: string, leaseUntil: Date, newLeaseUntil: Date): Promise<boolean>;
  answer(id: string, leaseUntil: Date, answer: Buffer): Promise<void>;
  /** Many answers in one write. */
  answerMany(answers: readonly LateAnswer[]): Promise<void>;
  /** Forgets an unanswered request, so that it can be asked again. */
  forget(id: string, leaseUntil: Date): Promise<void>;
  /** Lets an unanswered request be executed again at once, by whoever sends the same. */
  release(id: string, leaseUntil: Date): Promise<void>;
  /** Forgets what has expired, and of each caller's answers the oldest beyond so many. */
  sweep(now: Date, perCallerMax: number): Promise<void>;
}
