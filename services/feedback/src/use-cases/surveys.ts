import type { Survey } from '../domain/survey.ts';

/** Surveys of all clubs, durable. */
export interface Surveys {
  insert(survey: Survey, key: string): Promise<'inserted' | 'exists'>;
  load(id: string): Promise<Survey | undefined>;
  /** Newest first, those before the id `before` (all when empty), at most `limit`. */
  list(clubId: string, before: string, limit: number): Promise<readonly Survey[]>;
  /** The open ones of these clubs that are asked after a sale. */
  askedAfterSale(clubIds: readonly string[]): Promise<readonly Survey[]>;
}
