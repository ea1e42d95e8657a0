import { describe, expect, test } from '@jest/globals';
import { npsOf, questionResult } from './survey-results.ts';

describe('the net promoter score', () => {
  test.each([
    [0, 0, 0, 0],
    [3, 0, 3, 100],
    [0, 3, 3, -100],
    [2, 1, 3, 33],
    [1, 2, 3, -33],
    [5, 0, 8, 63],
    [0, 5, 8, -63],
    [4, 4, 9, 0],
    [0, 1, 500, 0],
  ])('of %i promoters and %i detractors among %i is %i', (promoters, detractors, answers, nps) => {
    expect(npsOf(promoters, detractors, answers)).toBe(nps);
  });

  test('takes 9 and 10 as promoters, 7 and 8 as passives, the rest as detractors', () => {
    const counts = Array.from({ length: 11 }, (_, score) => ({ questionId: 'nps', score, count: score + 1 }));
    const question = { id: 'nps', kind: 'nps', text: '?', required: true } as const;
    const foreign = { questionId: 'other', score: 10, count: 99 };
    const expected = { question, answers: 66, promoters: 21, passives: 17, detractors: 28, nps: -11, texts: [] };
    expect(questionResult(question, [...counts, foreign], ['not of a score'])).toEqual(expected);
  });
});

test('a free question counts its texts and shows the latest', () => {
  const question = { id: 'why', kind: 'free', text: '?', required: false } as const;
  const expected = { question, answers: 7, promoters: 0, passives: 0, detractors: 0, nps: 0, texts: ['b', 'a'] };
  expect(
    questionResult(
      question,
      [
        { questionId: 'why', count: 7 },
        { questionId: 'nps', score: 1, count: 2 },
      ],
      ['b', 'a'],
    ),
  ).toEqual(expected);
});
