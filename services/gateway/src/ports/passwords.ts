/** Hashes of passwords. Each takes a quarter of a second and some memory: few are made at a time. */
export interface Passwords {
  hash(password: string): Promise<string>;
  /** Takes the same time when there is no hash, and answers false then. Raises `too_many_requests` under a flood. */
  isRight(password: string, hash: string | undefined): Promise<boolean>;
  /** True for a hash that is made otherwise today. */
  isOutdated(hash: string): boolean;
  /** 80 random bits, to be read and typed once. */
  oneTime(): string;
}

/** Secrets of cookies. */
export interface SignInSecrets {
  draw(): string;
  /** True when the gateway drew it: what somebody made up costs no look into the store. */
  isSealed(secret: string): boolean;
  /** What is stored and looked up instead of the secret. */
  hash(secret: string): string;
  /** What a page of ours sends with every write: known to nobody who only has the browser send the cookie. */
  csrfOf(signInId: string): string;
}

/** Holds back who guesses passwords, and nobody else. */
export interface SignInBrakes {
  /**
   * Counts a try as failed until it is told otherwise, so that many at once do not all pass. Raises
   * `too_many_requests`.
   */
  enter(attempt: Attempt): { passed(): void };
}

export interface Attempt {
  readonly username: string;
  readonly address: string;
  /** Of a browser in which this person has signed in before. */
  readonly device: string | undefined;
}
