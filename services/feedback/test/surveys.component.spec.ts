import { QuestionKind, type Answer, type Survey } from '@vafa/contracts/feedback';
import { sharedIdPrefixes } from '@vafa/contracts/ids';
import { newId } from '@vafa/kernel';
import { eventually } from '@vafa/testing';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { FeedbackWorld, visit, type FeedbackClient } from './feedback-world.ts';
import { idPrefixes } from '../src/domain/ids.ts';

let world: FeedbackWorld;
let feedback: FeedbackClient;
let replica: FeedbackClient;

beforeAll(async () => {
  world = await FeedbackWorld.open();
  [feedback, replica] = [await world.start(), await world.start()];
});
afterAll(() => world.close());

const refusal = (code: string, kind: string) => expect.objectContaining({ kind, code });
const score = (value: number): Answer => ({ questionId: 'nps', value: { $case: 'score', value } });
const why = (value: string): Answer => ({ questionId: 'why', value: { $case: 'text', value } });
const aClub = async (changes: Partial<Survey> = {}) => {
  const clubId = newId(sharedIdPrefixes.club);
  const survey = await world.survey(feedback, clubId, changes);
  const response = (answers: Answer[], memberId = newId(sharedIdPrefixes.member)) => ({
    clubId,
    key: world.key(),
    surveyId: survey.id,
    memberId,
    answers,
  });
  return { clubId, survey, response, results: () => feedback.getSurveyResults({ clubId, surveyId: survey.id }) };
};

describe('surveys of a member', () => {
  test('are those that ask everybody, and say whether they were answered', async () => {
    const { clubId, survey, response } = await aClub({ askAfterSale: false });
    const afterSales = await world.survey(feedback, clubId, { code: 'after', askAfterSale: true });
    const memberId = newId(sharedIdPrefixes.member);
    const mine = async () => (await feedback.listMemberSurveys({ clubId, memberId, page: undefined })).surveys;
    expect(await mine()).toEqual([{ survey, askedAt: undefined, saleId: '', answeredAt: undefined }]);
    await feedback.submitResponse(response([score(9), why('Kind')], memberId));
    expect(await mine()).toEqual([{ survey, askedAt: undefined, saleId: '', answeredAt: world.clock.now() }]);
    expect((await mine()).map(({ survey: one }) => one?.id)).not.toContain(afterSales.id);
    const first = await feedback.listMemberSurveys({ clubId, memberId, page: { pageSize: 1, pageToken: '' } });
    expect(first.surveys).toEqual([]);
    const page = { pageSize: 1, pageToken: first.nextPageToken };
    expect(await feedback.listMemberSurveys({ clubId, memberId, page })).toMatchObject({
      surveys: [{ survey: { id: survey.id } }],
      nextPageToken: '',
    });
  });
});

describe('surveys', () => {
  test('are created once per key', async () => {
    const [clubId, key] = [newId(sharedIdPrefixes.club), world.key()];
    const first = await feedback.createSurvey({ clubId, key, survey: visit() });
    expect(first.survey).toEqual(visit({ id: first.survey?.id, clubId, createdAt: world.clock.now() }));
    world.clock.advance(1_000);
    expect(await replica.createSurvey({ clubId, key, survey: visit({ title: ' Your visit ' }) })).toEqual(first);
    await expect(replica.createSurvey({ clubId, key, survey: visit({ points: 26n }) })).rejects.toEqual(
      refusal('key_reused', 'conflict'),
    );
    expect((await feedback.listSurveys({ clubId, page: undefined })).surveys).toEqual([first.survey]);
  });

  test('of twenty requests at once with one key are one', async () => {
    const [clubId, key] = [newId(sharedIdPrefixes.club), world.key()];
    const made = await Promise.all(
      Array.from({ length: 20 }, (_, at) =>
        (at % 2 ? feedback : replica).createSurvey({ clubId, key, survey: visit() }),
      ),
    );
    expect(new Set(made.map(({ survey }) => survey?.id)).size).toBe(1);
    expect((await feedback.listSurveys({ clubId, page: undefined })).surveys).toHaveLength(1);
  });

  test('that are wrong are refused', async () => {
    const clubId = newId(sharedIdPrefixes.club);
    const unspecified = { id: 'q', kind: QuestionKind.QUESTION_KIND_UNSPECIFIED, text: '?', required: false };
    for (const survey of [
      undefined,
      visit({ questions: [] }),
      visit({ questions: [unspecified] }),
      visit({ title: '' }),
      visit({ points: -1n }),
    ]) {
      await expect(feedback.createSurvey({ clubId, key: world.key(), survey })).rejects.toEqual(
        refusal('invalid_survey', 'invalid'),
      );
    }
    await expect(feedback.createSurvey({ clubId, key: '', survey: visit() })).rejects.toEqual(
      refusal('key_missing', 'invalid'),
    );
    expect((await feedback.listSurveys({ clubId, page: undefined })).surveys).toEqual([]);
  });

  test('are listed page by page, newest first', async () => {
    const clubId = newId(sharedIdPrefixes.club);
    for (const code of ['a', 'b', 'c']) await world.survey(feedback, clubId, { code });
    const first = await feedback.listSurveys({ clubId, page: { pageSize: 2, pageToken: '' } });
    const second = await feedback.listSurveys({ clubId, page: { pageSize: 2, pageToken: first.nextPageToken } });
    expect([first, second].map(({ surveys }) => surveys.map(({ code }) => code))).toEqual([['c', 'b'], ['a']]);
    expect(second.nextPageToken).toBe('');
    await expect(feedback.listSurveys({ clubId, page: { pageSize: 2, pageToken: 'x' } })).rejects.toEqual(
      refusal('invalid_page_token', 'invalid'),
    );
  });
});

describe('after a sale', () => {
  test('a member is asked once, however often events come, and answers once', async () => {
    const { clubId, survey, response, results } = await aClub();
    const [memberId, saleId] = [newId(sharedIdPrefixes.member), newId(sharedIdPrefixes.sale)];
    const sale = world.saleClosed(clubId, { memberId, saleId });
    // By itself first: sales have no order among each other.
    await world.publish([sale]);
    await world.publish([sale, world.saleClosed(clubId, { memberId })]);
    await world.publish([sale, world.saleClosed(clubId, { memberId })]);
    expect(await results()).toMatchObject({ asked: 1n, answered: 0n });
    const given = response([score(9), why('Good tea')], memberId);
    const first = await feedback.submitResponse(given);
    const { id } = first.response ?? { id: '' };
    expect(first.response).toEqual({
      id,
      surveyId: survey.id,
      memberId,
      answers: given.answers,
      at: world.clock.now(),
      saleId,
      points: 25n,
    });
    world.clock.advance(1_000);
    expect(await replica.submitResponse(given)).toEqual(first);
    await world.publish([sale]);
    expect(await results()).toMatchObject({ asked: 1n, answered: 1n });
    const told = [
      { $case: 'surveyAsked', value: { surveyId: survey.id, memberId, saleId } },
      { $case: 'surveyAnswered', value: { surveyId: survey.id, responseId: id, memberId, points: 25n } },
    ];
    await eventually(async () => {
      expect((await feedback.getRelayStatus({})).status?.unrelayed).toBe(0n);
      expect(world.events(clubId)).toEqual(told);
    });
    expect(world.payloads.some((payload) => payload.includes('Good tea'))).toBe(false);
  });

  test('nobody is asked of the past, without a member, by a closed survey, by one that does not ask, or by another club', async () => {
    const { clubId, survey, results } = await aClub();
    const closed = await world.survey(feedback, clubId, { open: false });
    const silent = await world.survey(feedback, clubId, { askAfterSale: false });
    const { results: elsewhere } = await aClub();
    const ended = {
      saleId: 'sal_x',
      sessionId: 's',
      memberId: newId(sharedIdPrefixes.member),
      expired: true,
      postings: [],
      voids: [],
    };
    await world.publish([world.checkoutEvent(clubId, 'sal_x', { $case: 'sessionEnded', value: ended })]);
    await world.sell(clubId, { historical: true }, { memberId: '' }, {}, {});
    expect(await results()).toMatchObject({ survey, asked: 2n });
    for (const { id: surveyId } of [closed, silent])
      expect(await feedback.getSurveyResults({ clubId, surveyId })).toMatchObject({ asked: 0n });
    expect(await elsewhere()).toMatchObject({ asked: 0n });
  });

  test('whoever has answered without being asked is not asked', async () => {
    const { clubId, response, results } = await aClub();
    const memberId = newId(sharedIdPrefixes.member);
    const { response: given } = await feedback.submitResponse(response([score(7)], memberId));
    expect(given).toMatchObject({ saleId: '', points: 25n });
    await world.sell(clubId, { memberId });
    expect(await results()).toMatchObject({ asked: 0n, answered: 1n });
  });
});

describe('a response', () => {
  test('is one per member, of any number at once', async () => {
    const { clubId, response, results } = await aClub();
    const memberId = newId(sharedIdPrefixes.member);
    await world.sell(clubId, { memberId });
    const answers = await Promise.allSettled(
      Array.from({ length: 20 }, (_, at) =>
        (at % 2 ? feedback : replica).submitResponse(response([score(at % 11)], memberId)),
      ),
    );
    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const answer of answers)
      if (answer.status === 'rejected') expect(answer.reason).toEqual(refusal('already_answered', 'refused'));
    expect(await results()).toMatchObject({ asked: 1n, answered: 1n });
    await eventually(() =>
      expect(world.events(clubId).filter(({ $case }) => $case === 'surveyAnswered')).toHaveLength(1),
    );
  });

  test('under a used key is refused when it says something else', async () => {
    const { response } = await aClub();
    const given = response([score(9)]);
    await feedback.submitResponse(given);
    await expect(feedback.submitResponse({ ...given, answers: [score(8)] })).rejects.toEqual(
      refusal('key_reused', 'conflict'),
    );
    await expect(feedback.submitResponse({ ...given, memberId: newId(sharedIdPrefixes.member) })).rejects.toEqual(
      refusal('key_reused', 'conflict'),
    );
    await expect(feedback.submitResponse({ ...given, key: world.key() })).rejects.toEqual(
      refusal('already_answered', 'refused'),
    );
  });

  test('that is wrong, or to a survey that is closed or not there, is refused', async () => {
    const [{ response, results }, closed] = [await aClub(), await aClub({ open: false })];
    for (const answers of [
      [],
      [score(11)],
      [score(9), score(9)],
      [why('no score')],
      [score(9), why('x'.repeat(4_001))],
      [{ questionId: 'nps', value: undefined }],
    ]) {
      await expect(feedback.submitResponse(response(answers))).rejects.toEqual(refusal('invalid_answer', 'invalid'));
    }
    await expect(feedback.submitResponse(closed.response([score(9)]))).rejects.toEqual(
      refusal('survey_closed', 'refused'),
    );
    const notFound = refusal('survey_not_found', 'not_found');
    await expect(
      feedback.submitResponse({ ...response([score(9)]), clubId: newId(sharedIdPrefixes.club) }),
    ).rejects.toEqual(notFound);
    await expect(
      feedback.submitResponse({ ...response([score(9)]), surveyId: newId(idPrefixes.survey) }),
    ).rejects.toEqual(notFound);
    await expect(
      feedback.getSurveyResults({ clubId: newId(sharedIdPrefixes.club), surveyId: closed.survey.id }),
    ).rejects.toEqual(notFound);
    await expect(feedback.submitResponse(response([score(9)], 'sara'))).rejects.toEqual(
      refusal('invalid_id', 'invalid'),
    );
    await expect(feedback.submitResponse({ ...response([score(9)]), key: '' })).rejects.toEqual(
      refusal('key_missing', 'invalid'),
    );
    expect(await results()).toMatchObject({ answered: 0n });
  });
});

test('results count the scores and show the latest fifty texts', async () => {
  const { response, results } = await aClub();
  const empty = { answers: 0n, promoters: 0n, passives: 0n, detractors: 0n, nps: 0, texts: [] };
  expect(await results()).toMatchObject({
    asked: 0n,
    answered: 0n,
    questions: [
      { questionId: 'nps', ...empty },
      { questionId: 'why', ...empty },
    ],
  });
  for (let at = 0; at < 52; at++) {
    world.clock.advance(1_000);
    await feedback.submitResponse(response([score(at % 11), why(`text ${at}`)]));
  }
  await feedback.submitResponse(response([score(0)]));
  const { answered, questions } = await results();
  const texts = Array.from({ length: 50 }, (_, at) => `text ${51 - at}`);
  expect(answered).toBe(53n);
  expect(questions).toEqual([
    {
      ...empty,
      questionId: 'nps',
      kind: QuestionKind.QUESTION_KIND_NPS,
      answers: 53n,
      promoters: 8n,
      passives: 9n,
      detractors: 36n,
      nps: -53,
    },
    { ...empty, questionId: 'why', kind: QuestionKind.QUESTION_KIND_FREE, answers: 52n, texts },
  ]);
});
