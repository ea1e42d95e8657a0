/**
 * Prefixes of the ids that several services make or read. Membership makes clubs, branches and members; checkout makes
 * sales. An id that one service alone makes has its prefix in the domain of that service.
 */
export const sharedIdPrefixes = {
  club: 'clb',
  branch: 'brn',
  member: 'mem',
  sale: 'sal',
} as const;
