/** Prefixes of the ids that only this service makes. */
export const idPrefixes = {
  rule: 'rul',
  promotion: 'prm',
} as const;
