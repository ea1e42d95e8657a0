import { describe, expect, test } from '@jest/globals';
import { checkSurvey, surveyText, type Question, type SurveyTerms } from './survey.ts';

const nps: Question = { id: 'nps', kind: 'nps', text: 'Would you recommend us?', required: true };
const terms = (changes: Partial<SurveyTerms> = {}): SurveyTerms => ({
  code: 'visit',
  title: 'Your visit',
  questions: [nps],
  points: 10n,
  askAfterSale: true,
  open: true,
  ...changes,
});
const questions = (count: number): Question[] => Array.from({ length: count }, (_, at) => ({ ...nps, id: `q${at}` }));
const wrongIn = (changes: Partial<SurveyTerms>) => {
  try {
    checkSurvey(terms(changes));
  } catch (error) {
    const { kind, code, details } = error as { kind: string; code: string; details: object };
    expect([kind, code]).toEqual(['invalid', 'invalid_survey']);
    return Object.keys(details);
  }
  return [];
};

describe('a survey', () => {
  test('has its texts tidied', () => {
    expect(checkSurvey(terms({ title: ' Your visit ', questions: [{ ...nps, text: 'Why?\r\n' }] }))).toEqual(
      terms({ questions: [{ ...nps, text: 'Why?' }] }),
    );
  });

  test('has from 1 to 20 questions, each with an id of its own', () => {
    expect(wrongIn({ questions: questions(20) })).toEqual([]);
    expect(wrongIn({ questions: questions(21) })).toEqual(['questions']);
    expect(wrongIn({ questions: [] })).toEqual(['questions']);
    expect(wrongIn({ questions: [nps, nps] })).toEqual(['question_ids']);
    expect(wrongIn({ questions: [{ ...nps, id: 'Not an id' }] })).toEqual(['question_ids']);
    expect(wrongIn({ questions: [{ ...nps, text: ' ' }] })).toEqual(['question_texts']);
  });

  test('names every wrong field', () => {
    expect(wrongIn({ code: '', title: 'a\u0000b', points: -1n })).toEqual(['code', 'title', 'points']);
    expect(wrongIn({ title: 'x'.repeat(201), points: 1_000_000_000_001n })).toEqual(['title', 'points']);
  });

  test('says the same or not', () => {
    expect(surveyText(terms())).toBe(surveyText(terms()));
    for (const other of [
      { code: 'b' },
      { title: 'b' },
      { points: 9n },
      { open: false },
      { askAfterSale: false },
      { questions: [{ ...nps, required: false }] },
    ]) {
      expect(surveyText(terms(other))).not.toBe(surveyText(terms()));
    }
  });
});
