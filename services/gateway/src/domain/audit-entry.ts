/** Who did it, as it was known then. */
export interface AuditActor {
  /** `nobody`: who was not recognised, as at a failed sign-in. */
  readonly kind: 'person' | 'member' | 'key' | 'nobody';
  /** Id of the staff account, member or API key, or `admin`; empty of nobody. */
  readonly id: string;
}

/** What somebody did or looked at. It holds no personal data of members: only their ids. */
export interface AuditEvent {
  /** Empty: of no club, or of all. */
  readonly clubId: string;
  readonly at: Date;
  readonly actor: AuditActor;
  /** The operation's id. */
  readonly operation: string;
  readonly status: number;
  /** Of the problem that it was answered with. */
  readonly code?: string;
  /** Ids of what it was about, and of what was shown. */
  readonly subjects: readonly string[];
  /** What was asked, as JSON: all of it where it holds nothing personal, else the names of its fields. */
  readonly asked?: string;
  /** What it was about, before and after, as JSON. */
  readonly before?: string;
  readonly after?: string;
  /** Why, as whoever asked said. */
  readonly reason?: string;
  readonly address: string;
  readonly traceId: string;
}

/** An event in its place: number after number, each sealed with the one before. */
export interface AuditEntry extends AuditEvent {
  /** From 1, without gaps, in each club. */
  readonly number: number;
  readonly hash: string;
  /** Names the key of the seal: another key is another name. */
  readonly keyId: string;
}

/** What is sealed, as one text; the hash before it included. */
export const sealedText = (
  { clubId, at, actor, operation, status, code, subjects, asked, before, after, reason, address, traceId }: AuditEvent,
  number: number,
  previousHash: string,
): string =>
  JSON.stringify([
    'vafa-audit-1',
    previousHash,
    clubId,
    number,
    at.toISOString(),
    actor.kind,
    actor.id,
    operation,
    status,
    code ?? null,
    subjects,
    asked ?? null,
    before ?? null,
    after ?? null,
    reason ?? null,
    address,
    traceId,
  ]);
