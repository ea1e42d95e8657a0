/** One member in one browser, until it ends. */
export interface MemberSignIn {
  readonly id: string;
  readonly clubId: string;
  readonly memberId: string;
  /** Of the secret in the cookie, which is kept nowhere. */
  readonly hash: string;
  readonly createdAt: Date;
  /** When something was asked with it, as it was last written down. */
  readonly seenAt: Date;
}

/** A code that was sent for one try to sign in: it counts in the browser that asked for it, and there once. */
export interface SentCode {
  readonly id: string;
  readonly clubId: string;
  /** Absent: nobody has the number, so that no code is right. */
  readonly memberId?: string;
  /** Of the secret of the browser that asked. */
  readonly requestHash: string;
  /** Keyed, of the code. */
  readonly codeHash: string;
  /** Phone and code, for whoever hands it over; sealed. */
  readonly sealed: Uint8Array;
  readonly askedAt: Date;
  readonly endsAt: Date;
  /** Wrong ones that were sent, and the one that is being judged. */
  readonly tries: number;
}

export const codeMs = 10 * 60_000;
export const codeTriesMax = 5;
