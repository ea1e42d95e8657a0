import { DomainError, type Clock, type Commands } from '@vafa/kernel';
import { checkAnswers, type Answer } from '../domain/answers.ts';
import { participationId, respond, sameResponse, type Participation, type Response } from '../domain/participation.ts';
import { findSurvey } from './find-survey.ts';
import type { Participations } from './participations.ts';
import type { Surveys } from './surveys.ts';

export interface ResponseOrder {
  readonly clubId: string;
  readonly key: string;
  readonly surveyId: string;
  readonly memberId: string;
  readonly answers: readonly Answer[];
}

export type Responded = Participation & { readonly response: Response };

/**
 * Takes a member's answers once per survey, whether or not the member was asked. Raises `survey_not_found`,
 * `invalid_answer`, `survey_closed`, `already_answered`, `key_reused`.
 */
export class SubmitResponse {
  constructor(
    private readonly surveys: Surveys,
    private readonly participations: Participations,
    private readonly commands: Commands,
    private readonly clock: Clock,
  ) {}

  async execute({ clubId, key, surveyId, memberId, answers: given }: ResponseOrder): Promise<Responded> {
    const survey = await findSurvey(this.surveys, clubId, surveyId);
    if (!survey.open) throw new DomainError('refused', 'survey_closed', 'the survey takes no answers');
    const answers = checkAnswers(survey.questions, given);
    const id = participationId(surveyId, memberId);
    await this.commands.enter({ verb: 'respond', clubId, key, body: JSON.stringify([id, answers]) }, id);
    const response = respond(survey, memberId, answers, key, this.clock.now());
    const stands = await this.participations.respond({ id, clubId, surveyId, memberId }, response);
    if (!stands.response) throw new DomainError('internal', 'response_missing', 'the response was not stored');
    sameResponse(stands.response, key, answers);
    return { ...stands, response: stands.response };
  }
}
