import { describe, expect, test } from '@jest/globals';
import type { Reward } from '@vafa/client';
import { begunOf as rewardOf, termsOf } from '../src/console/rewards/terms.ts';
import { begunOf as complaintOf, nothing as noComplaint } from '../src/console/service/begun.ts';
import { begunOf as surveyOf, nothing as noSurvey } from '../src/console/surveys/begun.ts';

/** As storage gives it back. */
const stored = (value: unknown): unknown => JSON.parse(JSON.stringify(value)) as unknown;

const reward = { id: 'rwd_1', version: 1, code: 'cup', name: 'Cup', price_points: 10, open: true } as Reward;

describe('what was kept of a reward', () => {
  const begun = { seen: { of: reward }, terms: { ...termsOf(reward), name: 'Mug' } };

  test('names the version that it was begun with, whatever is newer', () => {
    expect(rewardOf(stored(begun), { ...reward, version: 2 })).toEqual(begun);
    const fresh = { seen: { of: undefined }, terms: termsOf(undefined) };
    expect(rewardOf(stored(fresh), undefined)).toEqual(fresh);
  });

  test.each([
    ['another reward', { ...begun, seen: { of: { ...reward, id: 'rwd_2' } } }],
    ['no version', { ...begun, seen: { of: { id: 'rwd_1' } } }],
    ['the terms alone, as they were kept once', begun.terms],
    ['nothing of it', { seen: null, terms: null }],
    ['anything', 'cup'],
  ])('is not taken of %s', (_what, kept) => {
    expect(rewardOf(stored(kept), reward)).toBeUndefined();
  });
});

describe('what was kept of a complaint', () => {
  const begun = { ...noComplaint, subject: 'Cold bread' };

  test('says of the member only who it is', () => {
    const member = { id: 'mem_1', name: 'Sara', phone: '09121234567', email: 'sara@example.com' };
    expect(complaintOf(stored({ ...begun, member }))).toEqual({ ...begun, member: { id: 'mem_1', name: 'Sara' } });
    expect(complaintOf(stored(begun))).toEqual(begun);
  });

  test.each([['a text'], [7], [{ name: 'Sara' }], [null]])('has no member in %j', (member) => {
    expect(complaintOf(stored({ ...begun, member }))).toEqual(begun);
  });
});

describe('what was kept of a survey', () => {
  const [question] = noSurvey.questions;

  test('is there again, with no number where none was written', () => {
    expect(surveyOf(stored({ ...noSurvey, points: Number.NaN }))).toEqual({ ...noSurvey, points: Number.NaN });
  });

  test.each([[[]], [[null]], [['q1']], [[{ ...question, text: 7 }]], [[{ ...question, kind: 'other' }]], ['q1']])(
    'is not taken with questions that are %j',
    (questions) => expect(surveyOf(stored({ ...noSurvey, questions }))).toBeUndefined(),
  );
});
