import {
  QuestionKind,
  type Answer as AnswerMessage,
  type GetSurveyResultsResponse,
  type MemberSurvey as MemberSurveyMessage,
  type Response as ResponseMessage,
  type Survey as SurveyMessage,
} from '@vafa/contracts/feedback';
import { DomainError } from '@vafa/kernel';
import type { Answer } from '../../domain/answers.ts';
import type { Question, SurveyTerms, Survey } from '../../domain/survey.ts';
import type { SurveyResults } from '../../domain/survey-results.ts';
import type { MemberSurvey } from '../../use-cases/list-member-surveys.ts';
import type { Responded } from '../../use-cases/submit-response.ts';

const kinds = { nps: QuestionKind.QUESTION_KIND_NPS, free: QuestionKind.QUESTION_KIND_FREE } as const;

const kindOf = (kind: QuestionKind): Question['kind'] => {
  if (kind === kinds.nps) return 'nps';
  if (kind === kinds.free) return 'free';
  throw new DomainError('invalid', 'invalid_survey', 'a question has no kind', {
    question_kinds: 'must be nps or free',
  });
};

/** Raises `invalid_survey` when there is none, or a question of an unknown kind. */
export const fromSurveyMessage = (survey: SurveyMessage | undefined): SurveyTerms => {
  if (!survey)
    throw new DomainError('invalid', 'invalid_survey', 'there is no survey in the request', { survey: 'missing' });
  const { code, title, points, askAfterSale, open } = survey;
  return {
    code,
    title,
    points,
    askAfterSale,
    open,
    questions: survey.questions.map((question) => ({ ...question, kind: kindOf(question.kind) })),
  };
};

export const toSurveyMessage = (survey: Survey): SurveyMessage => ({
  ...survey,
  questions: survey.questions.map((question) => ({ ...question, kind: kinds[question.kind] })),
});

export const toMemberSurveyMessage = ({ survey, participation }: MemberSurvey): MemberSurveyMessage => ({
  survey: toSurveyMessage(survey),
  askedAt: participation?.askedAt,
  saleId: participation?.saleId ?? '',
  answeredAt: participation?.response?.at,
});

export const fromAnswerMessage = ({ questionId, value }: AnswerMessage): Answer => {
  if (value === undefined) return { questionId };
  return value.$case === 'score' ? { questionId, score: value.value } : { questionId, text: value.value };
};

const toAnswerMessage = ({ questionId, score, text }: Answer): AnswerMessage => ({
  questionId,
  value: score === undefined ? { $case: 'text', value: text ?? '' } : { $case: 'score', value: score },
});

export const toResponseMessage = ({
  surveyId,
  memberId,
  saleId = '',
  response: { id, answers, points, at },
}: Responded): ResponseMessage => ({
  id,
  surveyId,
  memberId,
  answers: answers.map(toAnswerMessage),
  at,
  saleId,
  points,
});

export const toResultsMessage = ({ survey, asked, answered, questions }: SurveyResults): GetSurveyResultsResponse => ({
  survey: toSurveyMessage(survey),
  asked: BigInt(asked),
  answered: BigInt(answered),
  questions: questions.map(({ question, answers, promoters, passives, detractors, nps, texts }) => ({
    questionId: question.id,
    kind: kinds[question.kind],
    answers: BigInt(answers),
    promoters: BigInt(promoters),
    passives: BigInt(passives),
    detractors: BigInt(detractors),
    nps,
    texts: [...texts],
  })),
});
