import { describe, expect, test } from '@jest/globals';
import { checkAnswers, type Answer } from './answers.ts';
import type { Question } from './survey.ts';

const questions: Question[] = [
  { id: 'nps', kind: 'nps', text: 'Would you recommend us?', required: true },
  { id: 'why', kind: 'free', text: 'Why?', required: false },
];
const check = (...answers: Answer[]) => checkAnswers(questions, answers);
const score = (value: number): Answer => ({ questionId: 'nps', score: value });
const why = (text: string): Answer => ({ questionId: 'why', text });
const wrong = (expected: string, question: string) =>
  expect.objectContaining({
    kind: 'invalid',
    code: 'invalid_answer',
    details: { question, expected: expect.stringContaining(expected) },
  });

describe('answers', () => {
  test('are kept in the order of the questions, tidied, without blank ones', () => {
    expect(check(why(' Good\r\ntea '), score(9))).toEqual([score(9), why('Good\ntea')]);
    expect(check(score(0), why('  '))).toEqual([score(0)]);
    expect(check(score(0), why('a\rb'))).toEqual([score(0), why('a\nb')]);
    expect(check(score(10))).toEqual([score(10)]);
  });

  test.each([-1, 11, 7.5, Number.NaN])('have no score of %p', (value) => {
    expect(() => check(score(value))).toThrow(wrong('whole score from 0 to 10', 'nps'));
  });

  test('say something, also where nothing is required', () => {
    const optional = [{ id: 'why', kind: 'free' as const, text: 'Why?', required: false }];
    expect(() => checkAnswers(optional, [])).toThrow(wrong('at least one', 'why'));
    expect(() => checkAnswers(optional, [{ questionId: 'why', text: '  ' }])).toThrow(wrong('at least one', 'why'));
  });

  test('are of the kind of their question', () => {
    expect(() => check({ questionId: 'nps', text: '9' })).toThrow(wrong('score', 'nps'));
    expect(() => check(score(9), { questionId: 'why', score: 3 })).toThrow(wrong('text', 'why'));
    expect(() => check(score(9), { questionId: 'why' })).toThrow(wrong('text', 'why'));
    expect(() => check({ ...score(9), text: '9' })).toThrow(wrong('score', 'nps'));
    expect(() => check(score(9), { ...why('Good'), score: 3 })).toThrow(wrong('text', 'why'));
  });

  test('have texts of up to 4,000 characters without control characters', () => {
    expect(check(score(9), why(`a\tb\n${'x'.repeat(3_996)}`))).toHaveLength(2);
    expect(() => check(score(9), why('x'.repeat(4_001)))).toThrow(wrong('4000', 'why'));
    expect(() => check(score(9), why('a\u0007b'))).toThrow(wrong('control', 'why'));
  });

  test('answer what was asked, once, and all that is required', () => {
    expect(() => check(score(9), { questionId: 'who', text: 'me' })).toThrow(wrong('question of the survey', 'who'));
    expect(() => check(score(9), why('a'), why('b'))).toThrow(wrong('once', 'why'));
    expect(() => check(why('a'))).toThrow(wrong('must be answered', 'nps'));
    expect(() => checkAnswers([{ id: 'why', kind: 'free', text: 'Why?', required: true }], [why(' ')])).toThrow(
      wrong('must be answered', 'why'),
    );
  });
});
