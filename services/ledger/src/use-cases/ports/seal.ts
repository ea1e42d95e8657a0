/** Hashes that the journal is kept under. */
export interface Seal {
  /** Keyed hash, for the chain: without the master key nobody can make one. */
  sign(text: string): string;
  /** Plain hash of a command's body. */
  digest(text: string): string;
  /** SHA-256 over all that is added, in hexadecimal. */
  running(): RunningDigest;
}

export interface RunningDigest {
  add(text: string): void;
  hexadecimal(): string;
}
