import type { Clock } from '@vafa/kernel';
import { noRules, withPublications, type ClubRules, type Publication } from '../domain/club-rules.ts';
import { FreshRecord } from './fresh-record.ts';
import type { RulePublications } from './rule-publications.ts';

/** The compiled rules of clubs, kept in memory. */
export class FreshRules extends FreshRecord<ClubRules, Publication> {
  constructor(published: RulePublications, clock: Clock, forMs?: number) {
    super(published, { empty: noRules, add: withPublications }, clock, forMs);
  }
}
