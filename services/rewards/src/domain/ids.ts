/** Prefixes of the ids that only this service makes. */
export const idPrefixes = {
  reward: 'rwd',
  redemption: 'rdm',
} as const;
