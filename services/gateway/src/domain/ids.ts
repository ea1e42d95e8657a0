/** Prefixes of the ids that only this service makes. */
export const idPrefixes = {
  apiKey: 'key',
} as const;
