import { scoreMax } from './answers.ts';
import type { Question, Survey } from './survey.ts';

/** How often a question got a score; texts are counted without one. */
export interface AnswerCount {
  readonly questionId: string;
  readonly score?: number;
  readonly count: number;
}

export interface QuestionResult {
  readonly question: Question;
  readonly answers: number;
  readonly promoters: number;
  readonly passives: number;
  readonly detractors: number;
  /** 100 × (promoters − detractors) / answers, half away from zero; 0 without answers. */
  readonly nps: number;
  /** Latest first. */
  readonly texts: readonly string[];
}

export interface SurveyResults {
  readonly survey: Survey;
  readonly asked: number;
  readonly answered: number;
  readonly questions: readonly QuestionResult[];
}

const promoterMin = 9;
const passiveMin = 7;

export const npsOf = (promoters: number, detractors: number, answers: number): number => {
  if (answers === 0 || promoters === detractors) return 0;
  const exact = (100 * (promoters - detractors)) / answers;
  // Adding zero turns −0, of a score just below it, into 0.
  return Math.sign(exact) * Math.round(Math.abs(exact)) + 0;
};

const sum = (counts: readonly AnswerCount[], from = 0, to = scoreMax): number =>
  counts.reduce((total, { score = 0, count }) => (score >= from && score <= to ? total + count : total), 0);

export const questionResult = (
  question: Question,
  allCounts: readonly AnswerCount[],
  texts: readonly string[],
): QuestionResult => {
  const counts = allCounts.filter(({ questionId }) => questionId === question.id);
  const answers = sum(counts);
  if (question.kind === 'free') return { question, answers, promoters: 0, passives: 0, detractors: 0, nps: 0, texts };
  const [promoters, passives, detractors] = [
    sum(counts, promoterMin),
    sum(counts, passiveMin, promoterMin - 1),
    sum(counts, 0, passiveMin - 1),
  ];
  return { question, answers, promoters, passives, detractors, nps: npsOf(promoters, detractors, answers), texts: [] };
};
