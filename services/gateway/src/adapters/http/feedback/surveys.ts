import type {
  CreateSurveyRequest,
  Answer,
  GetSurveyResultsResponse,
  MemberSurvey,
  Question,
  Response,
  SubmitResponseRequest,
  Survey,
} from '@vafa/contracts/feedback';
import { z } from 'zod';
import { controllerOf } from '../contract/controller-of.ts';
import { overlay } from '../contract/overlay.ts';
import { route } from '../contract/route.ts';
import { theMember } from '../members/the-member.ts';
import { count, prose, text } from '../scalars.ts';

const question = overlay<Question>(
  'vafa.feedback.v1.Question',
  {
    id: { given: z.string().regex(/^[a-z0-9_-]{1,40}$/, 'an id is 1 to 40 of a-z, 0-9, "_" and "-"') },
    kind: { given: true },
    text: { given: text(300) },
    required: { given: true, otherwise: false },
  },
  { id: 'Question' },
);

const survey = overlay<Survey>(
  'vafa.feedback.v1.Survey',
  {
    clubId: { hidden: true },
    code: { given: text(60) },
    title: { given: text(120) },
    questions: { given: true, of: question, items: [1, 20] },
    points: { given: count().max(1_000_000_000_000), otherwise: 0n },
    askAfterSale: { given: true, otherwise: false },
  },
  { id: 'Survey' },
);

export const answer = overlay<Answer>(
  'vafa.feedback.v1.Answer',
  { questionId: { given: true }, score: { given: z.int().min(0).max(10) }, text: { given: prose(2_000) } },
  { oneOf: 'an answer is either a score or a text' },
);

const answers = overlay<SubmitResponseRequest>('vafa.feedback.v1.SubmitResponseRequest', {
  answers: { of: answer, items: [1, 20] },
});
export const response = overlay<Response>(
  'vafa.feedback.v1.Response',
  { answers: { hidden: true }, saleId: { orNull: true } },
  { id: 'Response' },
);
export const memberSurvey = overlay<MemberSurvey>(
  'vafa.feedback.v1.MemberSurvey',
  { survey: { flat: survey }, askedAt: { orNull: true }, saleId: { orNull: true }, answeredAt: { orNull: true } },
  { id: 'MemberSurvey' },
);
const results = overlay<GetSurveyResultsResponse>(
  'vafa.feedback.v1.GetSurveyResultsResponse',
  { survey: { of: survey } },
  { id: 'SurveyResults' },
);

/** A survey is open as soon as it is there. */
const opened = (request: CreateSurveyRequest): Promise<CreateSurveyRequest> =>
  Promise.resolve({ ...request, survey: request.survey && { ...request.survey, open: true } });

const exampleQuestion = { id: 'nps', kind: 'nps', text: 'Would you recommend us?', required: true };
const example = { code: 'visit', title: 'Your visit', questions: [exampleQuestion], points: 10, ask_after_sale: true };

export const SurveysController = controllerOf('Surveys', [
  route('POST /v1/surveys', 'feedback.createSurvey', {
    id: 'createSurvey',
    summary: 'Create a survey',
    access: 'surveys:write',
    writes: true,
    status: 201,
    body: { of: survey, id: 'NewSurvey', example },
    prepare: opened,
    answer: survey,
  }),
  route('GET /v1/surveys', 'feedback.listSurveys', {
    id: 'listSurveys',
    summary: 'List the surveys',
    access: 'surveys:read',
    branches: 'club',
    answer: survey,
  }),
  route('POST /v1/surveys/:survey_id/responses', 'feedback.submitResponse', {
    id: 'answerSurvey',
    summary: "Give a member's answers, once",
    access: 'responses:write',
    branches: 'club',
    writes: true,
    status: 201,
    body: {
      of: answers,
      id: 'NewResponse',
      example: { member_id: 'mem_01hv…', answers: [{ question_id: 'nps', score: 9 }] },
    },
    prepare: theMember,
    answer: response,
    asks: ['membership.getMember'],
  }),
  route('GET /v1/surveys/:survey_id/results', 'feedback.getSurveyResults', {
    id: 'getSurveyResults',
    summary: 'Results of a survey',
    access: 'surveys:read',
    answer: results,
  }),
]);
