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

  test.each<[string, Partial<SurveyTerms>]>([
    ['the shortest', { code: 'v', title: 't', questions: [{ ...nps, id: 'a', text: '?' }], points: 0n }],
    [
      'the longest',
      {
        code: 'v'.repeat(60),
        title: 't'.repeat(200),
        questions: [{ ...nps, id: `_-${'9'.repeat(38)}`, text: '?'.repeat(500) }],
        points: 1_000_000_000_000n,
      },
    ],
  ])('%s is right', (_name, changes) => {
    expect(checkSurvey(terms(changes))).toEqual(terms(changes));
  });

  test.each(['', 'x'.repeat(41), ' q', 'q ', 'q?', 'Q'])('%j is no id of a question', (id) => {
    expect(wrongIn({ questions: [nps, { ...nps, id }] })).toEqual(['question_ids']);
  });

  test('each of its questions is looked at', () => {
    expect(wrongIn({ questions: [nps, { ...nps, id: 'b', text: '?'.repeat(501) }] })).toEqual(['question_texts']);
    expect(wrongIn({ code: 'v'.repeat(61) })).toEqual(['code']);
  });

  test('says what is expected of a wrong field', () => {
    const wrong = terms({ code: '', title: '', questions: [], points: -1n });
    expect(() => checkSurvey(wrong)).toThrow(
      expect.objectContaining({
        message: expect.stringContaining('code, title, questions, points'),
        details: {
          code: expect.stringContaining('from 1 to 60 characters'),
          title: expect.stringContaining('from 1 to 200 characters'),
          questions: expect.stringContaining('from 1 to 20'),
          points: expect.stringContaining('from 0 to 1000000000000'),
        },
      }),
    );
    const asked = terms({ questions: [{ ...nps, id: 'Q', text: '' }] });
    expect(() => checkSurvey(asked)).toThrow(
      expect.objectContaining({
        details: {
          question_ids: expect.stringContaining('a-z, 0-9'),
          question_texts: expect.stringContaining('from 1 to 500 characters'),
        },
      }),
    );
  });

  test('says something else when a question does', () => {
    const others: Partial<Question>[] = [{ id: 'b' }, { kind: 'free' }, { text: 'b' }];
    for (const other of others) {
      expect(surveyText(terms({ questions: [{ ...nps, ...other }] }))).not.toBe(surveyText(terms()));
    }
  });
});
