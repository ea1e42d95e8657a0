/** What a process ends with, after sysexits.h; 0 after a stop that was asked for, 1 after what nobody expected. */
export const exitCodes = {
  /** An argument that is not known. */
  usage: 64,
  /** An engine stayed unreachable. */
  unavailable: 69,
  /** The address to listen on is taken, or not to be had. */
  address: 71,
  /** An engine is there, but not as it is configured: a topic with fewer partitions. */
  mismatch: 76,
  /** An engine refused the credentials. */
  refused: 77,
  /** The environment is missing or wrong. */
  configuration: 78,
} as const;
