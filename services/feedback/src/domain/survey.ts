import { pointsPerEntryMax } from '@vafa/contracts/points';
import { isPlainLine } from '@vafa/kernel';
import { checkFields } from './fields.ts';
import { lineExpected, tidy } from './wording.ts';

/** nps: a score from 0 to 10; free: a text. */
export type QuestionKind = 'nps' | 'free';

export interface Question {
  /** Unique in the survey. */
  readonly id: string;
  readonly kind: QuestionKind;
  readonly text: string;
  readonly required: boolean;
}

export interface SurveyTerms {
  readonly code: string;
  readonly title: string;
  readonly questions: readonly Question[];
  /** What a response earns; 0: nothing. */
  readonly points: bigint;
  /** Members are asked when a sale of theirs is closed. */
  readonly askAfterSale: boolean;
  /** Whether it takes responses. */
  readonly open: boolean;
}

export interface Survey extends SurveyTerms {
  readonly id: string;
  readonly clubId: string;
  readonly createdAt: Date;
}

const questionsMax = 20;
const codeLengthMax = 60;
const titleLengthMax = 200;
const wordingLengthMax = 500;
const questionIdPattern = /^[a-z0-9_-]{1,40}$/;

const tidied = (given: SurveyTerms): SurveyTerms => ({
  code: tidy(given.code),
  title: tidy(given.title),
  questions: given.questions.map(({ id, kind, text, required }) => ({ id, kind, text: tidy(text), required })),
  points: given.points,
  askAfterSale: given.askAfterSale,
  open: given.open,
});

/** The terms with their texts tidied. Raises `invalid_survey`; its details name every wrong field. */
export const checkSurvey = (given: SurveyTerms): SurveyTerms => {
  const terms = tidied(given);
  const { questions } = terms;
  checkFields('invalid_survey', 'survey', {
    code: [isPlainLine(terms.code, codeLengthMax), lineExpected(codeLengthMax)],
    title: [isPlainLine(terms.title, titleLengthMax), lineExpected(titleLengthMax)],
    questions: [questions.length >= 1 && questions.length <= questionsMax, `must be from 1 to ${String(questionsMax)}`],
    question_ids: [
      questions.every(({ id }) => questionIdPattern.test(id)) &&
        new Set(questions.map(({ id }) => id)).size === questions.length,
      'must each have from 1 to 40 of a-z, 0-9, - and _, and differ from each other',
    ],
    question_texts: [
      questions.every(({ text }) => isPlainLine(text, wordingLengthMax)),
      `each ${lineExpected(wordingLengthMax)}`,
    ],
    points: [terms.points >= 0n && terms.points <= pointsPerEntryMax, `must be from 0 to ${String(pointsPerEntryMax)}`],
  });
  return terms;
};

/** Text that is equal for two surveys that say the same. */
export const surveyText = ({ code, title, questions, points, askAfterSale, open }: SurveyTerms): string =>
  JSON.stringify([
    code,
    title,
    questions.map(({ id, kind, text, required }) => [id, kind, text, required]),
    String(points),
    askAfterSale,
    open,
  ]);
