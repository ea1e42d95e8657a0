import { DomainError, newId, type Clock, type Commands } from '@vafa/kernel';
import { idPrefixes } from '../domain/ids.ts';
import { checkSurvey, surveyText, type Survey, type SurveyTerms } from '../domain/survey.ts';
import type { Surveys } from './surveys.ts';

/** Adds a survey once per key. Raises `invalid_survey`, `key_reused`. */
export class CreateSurvey {
  constructor(
    private readonly surveys: Surveys,
    private readonly commands: Commands,
    private readonly clock: Clock,
  ) {}

  async execute(clubId: string, key: string, given: SurveyTerms): Promise<Survey> {
    const terms = checkSurvey(given);
    const id = await this.commands.enter(
      { verb: 'create', clubId, key, body: surveyText(terms) },
      newId(idPrefixes.survey),
    );
    const survey = { ...terms, id, clubId, createdAt: this.clock.now() };
    if ((await this.surveys.insert(survey, key)) === 'inserted') return survey;
    const first = await this.surveys.load(id);
    if (first) return first;
    throw new DomainError('internal', 'survey_missing', 'the survey was not stored');
  }
}
