import { DomainError } from '@vafa/kernel';
import type { Survey } from '../domain/survey.ts';
import type { Surveys } from './surveys.ts';

/** A club's survey by its id. Raises `survey_not_found`, also for another club's. */
export const findSurvey = async (surveys: Surveys, clubId: string, id: string): Promise<Survey> => {
  const survey = await surveys.load(id);
  if (survey?.clubId === clubId) return survey;
  throw new DomainError('not_found', 'survey_not_found', 'the club has no such survey');
};
