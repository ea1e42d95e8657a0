import type { Documents, Versioned } from '@vafa/mongo';
import type { Survey } from '../../domain/survey.ts';
import type { Surveys } from '../../use-cases/surveys.ts';
import type { SurveyState } from './models.ts';

const toSurvey = ({
  _id: id,
  clubId,
  code,
  title,
  questions,
  points,
  askAfterSale,
  open,
  createdAt,
}: Versioned<SurveyState>): Survey => ({
  id,
  clubId,
  code,
  title,
  questions,
  points,
  askAfterSale,
  open,
  createdAt,
});

export class MongoSurveys implements Surveys {
  constructor(private readonly documents: Documents<SurveyState>) {}

  insert({ id, clubId, ...state }: Survey, key: string): Promise<'inserted' | 'exists'> {
    return this.documents.insert({ id, clubId, key, state, at: state.createdAt });
  }

  async load(id: string): Promise<Survey | undefined> {
    const found = await this.documents.load(id);
    return found && toSurvey(found);
  }

  async list(clubId: string, before: string, limit: number): Promise<readonly Survey[]> {
    const found = await this.documents.find(
      { clubId, ...(before !== '' && { _id: { $lt: before } }) },
      { sort: { _id: -1 }, limit },
    );
    return found.map(toSurvey);
  }

  async askedAfterSale(clubIds: readonly string[]): Promise<readonly Survey[]> {
    const found = await this.documents.find({ clubId: { $in: [...clubIds] }, open: true, askAfterSale: true });
    return found.map(toSurvey);
  }
}
