/** What a code is for. */
export interface OfferedTill {
  readonly clubId: string;
  readonly branchId: string;
  readonly till: string;
  readonly endsAt: Date;
}

export interface TillCodeStore {
  insert(hash: string, offered: OfferedTill): Promise<void>;
  /** Takes the code out, once, for whoever is first; undefined when it is not there or over. */
  take(hash: string, now: Date): Promise<OfferedTill | undefined>;
  /** Forgets those that are over. */
  sweep(now: Date): Promise<void>;
}

export interface TillSecrets {
  /** 50 random bits to be read from one screen and typed into another. */
  drawCode(): string;
  /** Of a code however it was typed: capitals, blanks and dashes do not count. */
  hashCode(code: string): string;
}
