/** Prefixes of the ids that only this service makes. */
export const idPrefixes = {
  task: 'tsk',
} as const;
