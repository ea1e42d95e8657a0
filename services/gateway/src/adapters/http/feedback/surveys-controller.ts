import { Body, Controller, Get, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Answer } from '@vafa/contracts/feedback';
import type { Club } from '@vafa/contracts/membership';
import type { Services } from '../../grpc/services.ts';
import { Operation } from '../operation.ts';
import { TheClub, TheCommandKey } from '../request-context.ts';
import { PageQuery, toPage } from '../scalars.ts';
import { SERVICES } from '../services-token.ts';
import { present } from '../values.ts';
import {
  NewResponse,
  NewSurvey,
  ResponseAnswer,
  ResultsAnswer,
  SurveyAnswer,
  SurveyPage,
  SurveyPath,
  toQuestion,
  toResponse,
  toResults,
  toSurvey,
} from './survey-schemas.ts';

const toAnswer = ({ question_id: questionId, score, text }: NewResponse['answers'][number]): Answer => ({
  questionId,
  value: score === undefined ? { $case: 'text', value: text ?? '' } : { $case: 'score', value: score },
});

@ApiTags('Surveys')
@Controller('v1/surveys')
export class SurveysController {
  constructor(@Inject(SERVICES) private readonly services: Services) {}

  @Post()
  @Operation({
    id: 'createSurvey',
    summary: 'Create a survey',
    access: 'surveys:write',
    writes: true,
    status: 201,
    answer: SurveyAnswer,
    errors: ['invalid_survey', 'key_reused'],
  })
  async create(
    @Body({ schema: NewSurvey }) body: NewSurvey,
    @TheClub() { id: clubId }: Club,
    @TheCommandKey() key: string,
  ) {
    const { code, title, points = 0, ask_after_sale: askAfterSale = false } = body;
    const questions = body.questions.map(toQuestion);
    const { survey } = await this.services.feedback.createSurvey({
      clubId,
      key,
      survey: {
        id: '',
        clubId,
        code,
        title,
        questions,
        points: BigInt(points),
        askAfterSale,
        open: true,
        createdAt: undefined,
      },
    });
    return toSurvey(present(survey));
  }

  @Get()
  @Operation({
    id: 'listSurveys',
    summary: 'List the surveys',
    access: 'surveys:read',
    branches: 'club',
    answer: SurveyPage,
    errors: ['invalid_page_token'],
  })
  async list(@Query({ schema: PageQuery }) page: PageQuery, @TheClub() { id: clubId }: Club) {
    const { surveys, nextPageToken } = await this.services.feedback.listSurveys({ clubId, page: toPage(page) });
    return { items: surveys.map(toSurvey), next_page_token: nextPageToken };
  }

  @Post(':survey_id/responses')
  @Operation({
    id: 'answerSurvey',
    summary: "Give a member's answers, once",
    access: 'responses:write',
    branches: 'club',
    writes: true,
    status: 201,
    answer: ResponseAnswer,
    errors: [
      'survey_not_found',
      'member_not_found',
      'survey_closed',
      'already_answered',
      'invalid_answer',
      'key_reused',
    ],
  })
  async respond(
    @Param({ schema: SurveyPath }) { survey_id: surveyId }: SurveyPath,
    @Body({ schema: NewResponse }) body: NewResponse,
    @TheClub() { id: clubId }: Club,
    @TheCommandKey() key: string,
  ) {
    await this.services.membership.getMember({ clubId, memberId: body.member_id });
    const { response } = await this.services.feedback.submitResponse({
      clubId,
      key,
      surveyId,
      memberId: body.member_id,
      answers: body.answers.map(toAnswer),
    });
    return toResponse(present(response));
  }

  @Get(':survey_id/results')
  @Operation({
    id: 'getSurveyResults',
    summary: 'Results of a survey',
    access: 'surveys:read',
    answer: ResultsAnswer,
    errors: ['survey_not_found'],
  })
  async results(@Param({ schema: SurveyPath }) { survey_id: surveyId }: SurveyPath, @TheClub() { id: clubId }: Club) {
    const results = await this.services.feedback.getSurveyResults({ clubId, surveyId });
    return toResults({ ...results, survey: present(results.survey) });
  }
}
