import { DomainError, newId, type Clock } from '@vafa/kernel';
import { checkSurvey, surveyText, type Survey, type SurveyTerms } from '../domain/survey.ts';
import type { CommandKeys } from './command-keys.ts';
import type { Surveys } from './surveys.ts';

/** Adds a survey once per key. Raises `invalid_survey`, `key_reused`. */
export class CreateSurvey {
  constructor(
    private readonly surveys: Surveys,
    private readonly keys: CommandKeys,
    private readonly clock: Clock,
  ) {}

  async execute(clubId: string, key: string, given: SurveyTerms): Promise<Survey> {
    const terms = checkSurvey(given);
    const id = await this.keys.owner('create', clubId, key, newId('survey'));
    const survey = { ...terms, id, clubId, createdAt: this.clock.now() };
    if ((await this.surveys.insert(survey, key)) === 'inserted') return survey;
    const first = await this.surveys.load(id);
    if (first && surveyText(first) === surveyText(terms)) return first;
    throw new DomainError('conflict', 'key_reused', 'this key has created another survey');
  }
}
