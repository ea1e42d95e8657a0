/** Wide enough that ids of one club sort as numbers do. */
const revisionDigits = 10;

/** The id of an entry of a club's record: two writers cannot both take the same revision. */
export const revisionId = (clubId: string, revision: number): string =>
  `${clubId}/${String(revision).padStart(revisionDigits, '0')}`;
