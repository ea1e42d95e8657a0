/** Prefixes of the ids that only this service makes. */
export const idPrefixes = {
  survey: 'srv',
  response: 'rsp',
  complaint: 'cmp',
  answer: 'ans',
} as const;
