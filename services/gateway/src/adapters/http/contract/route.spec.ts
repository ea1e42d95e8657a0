import { describe, expect, test } from '@jest/globals';
import type { Answer, Response, SubmitResponseRequest, SubmitResponseResponse } from '@vafa/contracts/feedback';
import type { ChangeRewardRequest, Reward } from '@vafa/contracts/rewards';
import { z } from 'zod';
import { body, declared, send } from '../../../../test/tried-route.ts';
import { count, points, text } from '../scalars.ts';
import { overlay } from './overlay.ts';
import { route } from './route.ts';

const stored: Reward = {
  id: 'rwd_1',
  clubId: 'clb_1',
  code: 'coffee',
  name: 'A coffee',
  description: '',
  pricePoints: 100n,
  voucherDays: 30,
  open: true,
  version: 1,
  createdAt: new Date('2026-01-01T00:00:00Z'),
  changedAt: undefined,
};

const reward = overlay<Reward>(
  'vafa.rewards.v1.Reward',
  {
    clubId: { hidden: true },
    code: { given: text(60) },
    pricePoints: { given: points() },
    voucherDays: { given: count().max(3_660), otherwise: 7 },
    open: { given: true, otherwise: true },
    changedAt: { orNull: true },
  },
  { id: 'Reward', derived: { state: { schema: z.string(), of: ({ open }) => (open ? 'open' : 'closed') } } },
);

describe('a route', () => {
  test('makes the message within a request of what a client sends; what it leaves out is as declared, the rest as not set', async () => {
    const create = route('POST /v1/rewards', 'rewards.createReward', {
      ...declared,
      answer: reward,
      body: { ...body, of: reward },
    });
    const { asked } = await send(create, { code: 'coffee', price_points: 100 }, { reward: stored });
    const own = {
      id: '',
      clubId: 'clb_1',
      name: '',
      description: '',
      version: 0,
      createdAt: undefined,
      changedAt: undefined,
    };
    expect(asked).toEqual({
      clubId: 'clb_1',
      key: 'c:1',
      reward: { ...own, code: 'coffee', pricePoints: 100n, voucherDays: 7, open: true },
    });
    const { asked: spaced } = await send(create, { code: '  coffee\t', price_points: 100 }, { reward: stored });
    expect(spaced).toEqual(asked);
    expect(create.body?.safeParse({ code: 'coffee', price_points: 100, id: 'mine' }).success).toBe(false);
    expect(create.body?.safeParse({ code: 'coffee', price_points: 0 }).success).toBe(false);
  });

  test('answers names, numbers and moments as REST has them, without what is hidden and with what is derived', async () => {
    const create = route('POST /v1/rewards', 'rewards.createReward', {
      ...declared,
      answer: reward,
      body: { ...body, of: reward },
    });
    const { answer } = await send(create, { code: 'coffee', price_points: 100 }, { reward: stored });
    const {
      clubId: _hidden,
      pricePoints: _points,
      voucherDays: _days,
      createdAt: _made,
      changedAt: _changed,
      ...same
    } = stored;
    expect(answer).toEqual({
      ...same,
      price_points: 100,
      voucher_days: 30,
      created_at: '2026-01-01T00:00:00.000Z',
      changed_at: null,
      state: 'open',
    });
    await expect(send(create, { code: 'coffee', price_points: 100 }, {})).rejects.toThrow('without its message');
  });

  test('leaves unset what is not sent of a change, whatever stands for it in what is made', async () => {
    const change = overlay<ChangeRewardRequest>(
      'vafa.rewards.v1.ChangeRewardRequest',
      { version: { given: count().max(100) }, name: { given: text(60) }, description: { given: text(60) } },
      { like: reward },
    );
    const patch = route('PATCH /v1/rewards/:reward_id', 'rewards.changeReward', {
      ...declared,
      answer: reward,
      body: { ...body, of: change },
    });
    const { asked } = await send(patch, { version: 1, price_points: 120 }, { reward: stored }, { reward_id: 'rwd_1' });
    const left = { name: undefined, description: undefined, voucherDays: undefined, open: undefined };
    expect(asked).toEqual({ clubId: 'clb_1', key: 'c:1', rewardId: 'rwd_1', version: 1, pricePoints: 120n, ...left });
    expect(patch.body?.safeParse({ price_points: 0, version: 1 }).success).toBe(false);
  });

  test('takes of a union just one case', async () => {
    const answer = overlay<Answer>(
      'vafa.feedback.v1.Answer',
      { questionId: { given: true }, score: { given: count().max(100) }, text: { given: text(60) } },
      { oneOf: 'one or the other' },
    );
    const of = overlay<SubmitResponseRequest>('vafa.feedback.v1.SubmitResponseRequest', {
      answers: { of: answer, items: [1, 20] },
    });
    const response = overlay<Response>('vafa.feedback.v1.Response', {
      answers: { hidden: true },
      saleId: { orNull: true },
    });
    const submit = route('POST /v1/surveys/:survey_id/responses', 'feedback.submitResponse', {
      ...declared,
      answer: response,
      body: { ...body, of },
    });
    const given: SubmitResponseResponse = {
      response: {
        id: 'rsp_1',
        surveyId: 'sur_1',
        memberId: 'mem_1',
        answers: [],
        at: new Date(0),
        saleId: '',
        points: 5n,
      },
    };
    const { asked, answer: told } = await send(
      submit,
      { member_id: 'mem_1', answers: [{ question_id: 'nps', score: 9 }] },
      given,
      { survey_id: 'sur_1' },
    );
    expect(asked).toMatchObject({
      surveyId: 'sur_1',
      memberId: 'mem_1',
      answers: [{ questionId: 'nps', value: { $case: 'score', value: 9 } }],
    });
    expect(told).toEqual({
      id: 'rsp_1',
      survey_id: 'sur_1',
      member_id: 'mem_1',
      at: '1970-01-01T00:00:00.000Z',
      sale_id: null,
      points: 5,
    });
    expect(
      submit.body?.safeParse({ member_id: 'mem_1', answers: [{ question_id: 'nps', score: 9, text: 'x' }] }).error
        ?.message,
    ).toContain('one or the other');
    expect(submit.body?.safeParse({ member_id: 'mem_1', answers: [] }).success).toBe(false);
  });

  test('answers a list that has pages by pages', async () => {
    const list = route('GET /v1/rewards', 'rewards.listRewards', { ...declared, answer: reward });
    const { asked, answer } = await send(list, { page_size: '2' }, { rewards: [stored], nextPageToken: 'more' });
    expect(asked).toEqual({ clubId: 'clb_1', page: { pageSize: 2, pageToken: '' } });
    expect(answer).toMatchObject({ items: [{ code: 'coffee' }], next_page_token: 'more' });
  });

  test('an rpc need not be asked', async () => {
    const list = route('GET /v1/rewards', 'rewards.listRewards', {
      ...declared,
      answer: reward,
      through: (request, _asked, ask) =>
        request.page?.pageSize === 1 ? Promise.resolve({ rewards: [], nextPageToken: '' }) : ask(request),
    });
    const page = { rewards: [stored], nextPageToken: '' };
    expect((await send(list, { page_size: '1' }, page)).answer).toEqual({ items: [], next_page_token: '' });
    expect((await send(list, { page_size: '2' }, page)).answer).toMatchObject({ items: [{ id: 'rwd_1' }] });
  });
});

describe('a declaration that does not agree with the contract is refused when it is loaded', () => {
  test('a message or a field that is not there', () => {
    expect(() => overlay('vafa.rewards.v1.Prize')).toThrow('no message vafa.rewards.v1.Prize');
    expect(() => overlay<{ prize: string }>('vafa.rewards.v1.Reward', { prize: { hidden: true } })).toThrow(
      'no field prize',
    );
  });

  test('text without limits', () => {
    expect(() =>
      route('POST /v1/redemptions/:redemption_id/cancel', 'rewards.cancelRedemption', {
        ...declared,
        answer: reward,
        body,
      }),
    ).toThrow('limits');
  });

  test('a number that the contract cannot hold', () => {
    const days = overlay<Reward>('vafa.rewards.v1.Reward', { voucherDays: { given: count(), otherwise: 0 } });
    expect(() =>
      route('POST /v1/rewards', 'rewards.createReward', { ...declared, answer: reward, body: { ...body, of: days } }),
    ).toThrow('voucher_days: the contract has 32 bits');
  });

  test('an answer that the rpc does not give', () => {
    expect(() => route('POST /v1/complaints', 'feedback.openComplaint', { ...declared, answer: reward })).toThrow(
      'holds no vafa.rewards.v1.Reward',
    );
  });
});
