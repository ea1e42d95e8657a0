import type { Question } from '../domain/survey.ts';
import { questionResult, type SurveyResults } from '../domain/survey-results.ts';
import { findSurvey } from './find-survey.ts';
import type { Participations } from './participations.ts';
import type { Surveys } from './surveys.ts';

const textsMax = 50;

/** What a survey has brought so far. Raises `survey_not_found`. */
export class GetSurveyResults {
  constructor(
    private readonly surveys: Surveys,
    private readonly participations: Participations,
  ) {}

  async execute(clubId: string, surveyId: string): Promise<SurveyResults> {
    const survey = await findSurvey(this.surveys, clubId, surveyId);
    const [totals, counts, texts] = await Promise.all([
      this.participations.totals(surveyId),
      this.participations.answerCounts(surveyId),
      Promise.all(survey.questions.map((question) => this.latestTexts(surveyId, question))),
    ]);
    return {
      survey,
      ...totals,
      questions: survey.questions.map((question, index) => questionResult(question, counts, texts[index] ?? [])),
    };
  }

  private async latestTexts(surveyId: string, { id, kind }: Question): Promise<readonly string[]> {
    return kind === 'free' ? this.participations.latestTexts(surveyId, id, textsMax) : [];
  }
}
