import type { Publication } from '../domain/club-rules.ts';

/** The durable record of all publications of a club: append only, one writer wins each revision. */
export interface RulePublications {
  /** Publications after `revision`, in order, as of now. */
  since(clubId: string, revision: number): Promise<readonly Publication[]>;
  /**
   * Makes the publication durable with its event, or finds its revision taken; an error leaves open which, so ask again
   * with the same key.
   */
  append(publication: Publication): Promise<'appended' | 'taken'>;
}
