import type { Clock } from '@vafa/kernel';
import type { Documents } from '@vafa/mongo';
import type { Survey } from '../../domain/survey.ts';
import type { Surveys } from '../../use-cases/surveys.ts';
import type { SurveyState } from './models.ts';
import { MongoSurveys } from './mongo-surveys.ts';

const clubsMax = 10_000;
/** For a survey that was added and whose answer was lost. */
const rememberedMs = 60_000;

/**
 * What is asked after each sale is hardly ever read. Surveys do not change, and new ones are added here: only for a
 * process that is alone with its database.
 */
export class RememberedSurveys implements Surveys {
  private readonly asked = new Map<string, { readonly surveys: readonly Survey[]; readonly until: number }>();
  /** Raised by each new survey: what was read before is not kept after it. */
  private added = 0;

  constructor(
    private readonly surveys: Surveys,
    private readonly clock: Clock,
  ) {}

  async insert(survey: Survey, key: string): Promise<'inserted' | 'exists'> {
    try {
      return await this.surveys.insert(survey, key);
    } finally {
      this.added++;
      this.asked.delete(survey.clubId);
    }
  }

  load(id: string): Promise<Survey | undefined> {
    return this.surveys.load(id);
  }

  list(clubId: string, before: string, limit: number): Promise<readonly Survey[]> {
    return this.surveys.list(clubId, before, limit);
  }

  async askedAfterSale(clubIds: readonly string[]): Promise<readonly Survey[]> {
    const now = this.clock.now().getTime();
    const isKnown = (clubId: string): boolean => (this.asked.get(clubId)?.until ?? 0) > now;
    const known = clubIds.filter(isKnown).flatMap((clubId) => this.asked.get(clubId)?.surveys ?? []);
    const unknown = clubIds.filter((clubId) => !isKnown(clubId));
    if (unknown.length === 0) return known;
    const { added } = this;
    const read = await this.surveys.askedAfterSale(unknown);
    if (added === this.added) this.remember(unknown, read, now + rememberedMs);
    return [...known, ...read];
  }

  private remember(clubIds: readonly string[], read: readonly Survey[], until: number): void {
    if (this.asked.size + clubIds.length > clubsMax) this.asked.clear();
    for (const clubId of clubIds)
      this.asked.set(clubId, { surveys: read.filter((survey) => survey.clubId === clubId), until });
  }
}

/** The surveys of these documents, remembered where nobody else adds any. */
export const surveysOf = (documents: Documents<SurveyState>, alone: boolean, clock: Clock): Surveys => {
  const surveys = new MongoSurveys(documents);
  return alone ? new RememberedSurveys(surveys, clock) : surveys;
};
