/** Prefixes of the ids that only this service makes. */
export const idPrefixes = {
  return: 'ret',
  correction: 'cor',
  good: 'gds',
  catalogue: 'ctl',
} as const;
