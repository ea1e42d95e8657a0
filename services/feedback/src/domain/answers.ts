import { DomainError, isPlainLines } from '@vafa/kernel';
import type { Question } from './survey.ts';
import { textExpected, textLengthMax, tidy } from './wording.ts';

/** Either a score or a text, as its question asks. */
export interface Answer {
  readonly questionId: string;
  readonly score?: number;
  readonly text?: string;
}

export const scoreMax = 10;

const invalid = (questionId: string, expected: string): DomainError =>
  new DomainError('invalid', 'invalid_answer', `the answer to ${JSON.stringify(questionId)} is wrong`, {
    question: questionId,
    expected,
  });

const isScore = (score: number | undefined): boolean =>
  score !== undefined && Number.isInteger(score) && score >= 0 && score <= scoreMax;

/** The answer to one question; undefined when its text is left blank. */
const read = ({ id, kind }: Question, { score, text }: Answer): Answer | undefined => {
  if (kind === 'nps') {
    if (!isScore(score) || text !== undefined) throw invalid(id, `must be a whole score from 0 to ${String(scoreMax)}`);
    return { questionId: id, score };
  }
  if (text === undefined || score !== undefined) throw invalid(id, 'must be a text');
  const words = tidy(text);
  if (words === '') return undefined;
  if (!isPlainLines(words, textLengthMax)) throw invalid(id, textExpected);
  return { questionId: id, text: words };
};

/**
 * The answers in the order of the questions, texts tidied, blank ones left out. Raises `invalid_answer` for a question
 * that the survey does not ask, one answered twice, and a required one without an answer. Raises it too for no answer
 * at all, and for a score or text that is wrong.
 */
export const checkAnswers = (questions: readonly Question[], given: readonly Answer[]): Answer[] => {
  const byQuestion = new Map(given.map((answer) => [answer.questionId, answer]));
  const known = new Set(questions.map(({ id }) => id));
  for (const { questionId } of given)
    if (!known.has(questionId)) throw invalid(questionId, 'must be a question of the survey');
  if (byQuestion.size < given.length) {
    const ids = given.map(({ questionId }) => questionId);
    throw invalid(ids.find((id, index) => ids.indexOf(id) < index) ?? '', 'must be answered once');
  }
  const kept = questions.flatMap((question) => {
    const answer = byQuestion.get(question.id);
    const one = answer && read(question, answer);
    if (one === undefined && question.required) throw invalid(question.id, 'must be answered');
    return one ?? [];
  });
  // Saying nothing earns nothing.
  if (kept.length === 0) throw invalid(questions[0]?.id ?? '', 'at least one question must be answered');
  return kept;
};

/** Text that is equal for two responses that say the same. */
export const answersText = (answers: readonly Answer[]): string =>
  JSON.stringify(answers.map(({ questionId, score, text }) => [questionId, score ?? null, text ?? null]));
