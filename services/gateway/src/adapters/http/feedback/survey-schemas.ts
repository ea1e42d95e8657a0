import {
  QuestionKind,
  type GetSurveyResultsResponse,
  type Question,
  type Response,
  type Survey,
} from '@vafa/contracts/feedback';
import { z } from 'zod';
import { count, instantOut, pageOf, prose, reference, text } from '../scalars.ts';
import { orNull, toInstant, toNumber } from '../values.ts';

const QuestionSchema = z.strictObject({
  id: z.string().regex(/^[a-z0-9_-]{1,40}$/, 'an id is 1 to 40 of a-z, 0-9, "_" and "-"'),
  kind: z.enum(['nps', 'free']),
  text: text(300),
  required: z.boolean().optional().describe('Default false.'),
});

export const NewSurvey = z
  .strictObject({
    code: text(60),
    title: text(120),
    questions: z.array(QuestionSchema).min(1).max(20),
    points: count().max(1_000_000_000_000).optional().describe('For an answer. Default 0.'),
    ask_after_sale: z
      .boolean()
      .optional()
      .describe('Members are asked when a sale of theirs is closed. Default false.'),
  })
  .meta({
    id: 'NewSurvey',
    example: {
      code: 'visit',
      title: 'Your visit',
      questions: [{ id: 'nps', kind: 'nps', text: 'Would you recommend us?', required: true }],
      points: 10,
      ask_after_sale: true,
    },
  });
export type NewSurvey = z.infer<typeof NewSurvey>;

const kinds = { nps: QuestionKind.QUESTION_KIND_NPS, free: QuestionKind.QUESTION_KIND_FREE } as const;

export const toQuestion = ({
  id,
  kind,
  text: wording,
  required = false,
}: z.infer<typeof QuestionSchema>): Question => ({ id, kind: kinds[kind], text: wording, required });

const kindOf = (kind: QuestionKind): 'nps' | 'free' => (kind === kinds.nps ? 'nps' : 'free');

export const SurveyAnswer = z
  .object({
    id: z.string(),
    code: z.string(),
    title: z.string(),
    questions: z.array(
      z
        .object({ id: z.string(), kind: z.enum(['nps', 'free']), text: z.string(), required: z.boolean() })
        .meta({ id: 'Question' }),
    ),
    points: z.int(),
    ask_after_sale: z.boolean(),
    open: z.boolean(),
    created_at: instantOut(),
  })
  .meta({ id: 'Survey' });
export const SurveyPage = pageOf(SurveyAnswer, 'SurveyPage');

export const toSurvey = (survey: Survey): z.infer<typeof SurveyAnswer> => ({
  id: survey.id,
  code: survey.code,
  title: survey.title,
  questions: survey.questions.map(({ id, kind, text: wording, required }) => ({
    id,
    kind: kindOf(kind),
    text: wording,
    required,
  })),
  points: toNumber(survey.points),
  ask_after_sale: survey.askAfterSale,
  open: survey.open,
  created_at: toInstant(survey.createdAt),
});

export const SurveyPath = z.strictObject({ survey_id: reference() });
export type SurveyPath = z.infer<typeof SurveyPath>;

const NewAnswer = z
  .strictObject({ question_id: reference(), score: z.int().min(0).max(10).optional(), text: prose(2_000).optional() })
  .refine(
    ({ score, text: words }) => (score === undefined) !== (words === undefined),
    'an answer is either a score or a text',
  );

export const NewResponse = z
  .strictObject({ member_id: reference(), answers: z.array(NewAnswer).min(1).max(20) })
  .meta({ id: 'NewResponse', example: { member_id: 'mem_01hv…', answers: [{ question_id: 'nps', score: 9 }] } });
export type NewResponse = z.infer<typeof NewResponse>;

export const ResponseAnswer = z
  .object({
    id: z.string(),
    survey_id: z.string(),
    member_id: z.string(),
    at: instantOut(),
    sale_id: z.string().nullable(),
    points: z.int(),
  })
  .meta({ id: 'Response' });

export const toResponse = (response: Response): z.infer<typeof ResponseAnswer> => ({
  id: response.id,
  survey_id: response.surveyId,
  member_id: response.memberId,
  at: toInstant(response.at),
  sale_id: orNull(response.saleId),
  points: toNumber(response.points),
});

export const ResultsAnswer = z
  .object({
    survey: SurveyAnswer,
    asked: z.int(),
    answered: z.int(),
    questions: z.array(
      z.object({
        question_id: z.string(),
        kind: z.enum(['nps', 'free']),
        answers: z.int(),
        promoters: z.int(),
        passives: z.int(),
        detractors: z.int(),
        nps: z.int().describe('100 × (promoters − detractors) / answers, rounded.'),
        texts: z.array(z.string()).describe('The latest, at most 50.'),
      }),
    ),
  })
  .meta({ id: 'SurveyResults' });

export const toResults = ({
  survey,
  asked,
  answered,
  questions,
}: GetSurveyResultsResponse & { survey: Survey }): z.infer<typeof ResultsAnswer> => ({
  survey: toSurvey(survey),
  asked: toNumber(asked),
  answered: toNumber(answered),
  questions: questions.map((question) => ({
    question_id: question.questionId,
    kind: kindOf(question.kind),
    answers: toNumber(question.answers),
    promoters: toNumber(question.promoters),
    passives: toNumber(question.passives),
    detractors: toNumber(question.detractors),
    nps: question.nps,
    texts: question.texts,
  })),
});
