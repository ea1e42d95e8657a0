import { describe, expect, test } from '@jest/globals';
import type {
  AdjudicateLateRequest,
  AdjudicateLateResponse,
  BatchItem,
  NewLine,
  Session,
  SubmitBatchRequest,
  SubmitBatchResponse,
} from '@vafa/contracts/checkout';
import type { Answer, Response, SubmitResponseRequest, SubmitResponseResponse } from '@vafa/contracts/feedback';
import type {
  Account,
  Balance,
  Entry,
  GetStatementRequest,
  ListOpenTransfersRequest,
  MeasureLiabilityRequest,
  MeasureLiabilityResponse,
  OpenTransfer,
  UnitLiability,
} from '@vafa/contracts/ledger';
import type {
  Branch,
  ChangeClubRequest,
  Club,
  CorrectMemberRequest,
  Member,
  NewBranch,
} from '@vafa/contracts/membership';
import type { ChangeRewardRequest, Reward } from '@vafa/contracts/rewards';
import { z } from 'zod';
import type { Caller } from '../../../domain/api-key.ts';
import type { Services } from '../../grpc/services.ts';
import { count, points, text } from '../scalars.ts';
import type { Asked } from './asked.ts';
import { overlay } from './overlay.ts';
import { route, type Route } from './route.ts';

const declared = { id: 'tried', summary: 'Tried', access: 'rewards:write' } as const;
const body = { id: 'Tried', example: {} };

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

/** Sends a body through the schema to an rpc that answers the same each time; tells what it and the client got. */
const send = async (
  of: Route,
  sent: object,
  response: object,
  path: Record<string, unknown> = {},
  query = sent,
): Promise<{ asked: unknown; options: unknown; answer: unknown }> => {
  let asked: unknown;
  let options: unknown;
  const rpc = (request: unknown, given: unknown): Promise<object> => {
    asked = request;
    options = given;
    return Promise.resolve(response);
  };
  const services = {
    rewards: new Proxy({}, { get: () => rpc }),
    checkout: new Proxy({}, { get: () => rpc }),
    feedback: new Proxy({}, { get: () => rpc }),
    membership: new Proxy({}, { get: () => rpc }),
    ledger: new Proxy({}, { get: () => rpc }),
    ledgerBooks: new Proxy({}, { get: () => rpc }),
  } as unknown as Services;
  const counted = { currency: 'GBP', currencyDigits: 2 };
  const club = { id: 'clb_1', ...counted };
  const caller: Caller = { id: 'key_9', isAdministrator: false, verbs: [], branchIds: ['brn_1'] };
  const who = { services, club, counted, key: 'c:1', caller } as Asked;
  const given = of.body ? of.body.parse(sent) : {};
  const answer = await of.execute(
    who,
    path,
    (of.query?.parse(query) ?? {}) as Record<string, unknown>,
    given as Record<string, unknown>,
  );
  return { asked, options, answer };
};

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
});

describe('a route, where REST and the contract differ', () => {
  const changed = overlay<ChangeClubRequest>(
    'vafa.membership.v1.ChangeClubRequest',
    { name: { given: text(60) }, country: { given: text(2) }, reason: { given: text(60), otherwise: '' } },
    { judged: [({ name, country }) => name !== undefined || country !== undefined, 'name what changes'] },
  );
  const club = overlay<Club>('vafa.membership.v1.Club', {}, { id: 'Club' });

  test('a parameter of the path is the field that it is declared to be; a body is judged as a whole', async () => {
    const patch = route('PATCH /v1/clubs/:club_code', 'membership.changeClub', {
      ...declared,
      answer: club,
      named: { club_code: 'idOrCode' },
      fill: { by: () => 'key_1' },
      body: { ...body, of: changed },
    });
    const stored = { changes: [], pointCost: 0n, pointValue: 0n };
    const { asked } = await send(patch, { country: 'GB' }, { club: stored }, { club_code: 'demo' });
    expect(asked).toEqual({ idOrCode: 'demo', key: 'c:1', by: 'key_1', reason: '', country: 'GB' });
    expect(patch.body?.safeParse({ reason: 'none' }).error?.message).toContain('name what changes');
    expect(patch.body?.safeParse({ country: 'GB', id_or_code: 'other' }).success).toBe(false);
  });

  test('money is in the currency of the club; decimal text of more than an int64 holds is exact', async () => {
    const money = overlay<UnitLiability>('vafa.ledger.v1.UnitLiability', {
      unit: { hidden: true },
      liability: { hidden: true },
      accounts: { money: true },
      cost: { money: true, orNull: true },
    });
    const answer = overlay<MeasureLiabilityResponse>('vafa.ledger.v1.MeasureLiabilityResponse', {
      units: { of: money },
    });
    const asking = overlay<MeasureLiabilityRequest>('vafa.ledger.v1.MeasureLiabilityRequest', {
      unit: { given: text(60) },
    });
    const get = route('GET /v1/ledger/liability', 'ledgerBooks.measureLiability', {
      ...declared,
      answer,
      query: asking,
      fill: { asOf: () => undefined, costPerThousand: () => 0n, pointCost: () => undefined },
    });
    const units = [
      { accounts: 12n, cost: '', expiredMillionths: 0n },
      { accounts: 0n, cost: '98765432109876543210', expiredMillionths: 0n },
    ];
    const { asked, answer: told } = await send(get, { unit: 'miles' }, { units });
    const pounds = { currency: 'GBP', digits: 2 };
    expect(asked).toMatchObject({ clubId: 'clb_1', unit: 'miles' });
    expect(told).toMatchObject({
      units: [
        { accounts: { amount: 12, ...pounds }, cost: null },
        { accounts: { amount: 0, ...pounds }, cost: { amount: '98765432109876543210', ...pounds } },
      ],
    });
  });

  test('a body may be one of a list that the request holds; its answer is the one in the list', async () => {
    const create = route('POST /v1/branches', 'membership.ensureBranches', {
      ...declared,
      answer: overlay<Branch>('vafa.membership.v1.Branch', { clubId: { hidden: true } }, { id: 'Branch' }),
      body: {
        ...body,
        of: overlay<NewBranch>('vafa.membership.v1.NewBranch', {
          code: { given: text(60) },
          name: { given: text(60), otherwise: '' },
        }),
      },
    });
    const branch = { id: 'brn_1', code: 'oxford', name: 'Oxford' };
    const { asked, answer } = await send(create, { code: 'oxford' }, { branches: [branch] });
    expect(asked).toEqual({ clubId: 'clb_1', branches: [{ code: 'oxford', name: '' }] });
    expect(answer).toEqual(branch);
    await expect(send(create, { code: 'oxford' }, { branches: [] })).rejects.toThrow('without its message');
  });

  test('null takes a value away, and a field may have a name of its own in REST', async () => {
    const change = overlay<CorrectMemberRequest>('vafa.membership.v1.CorrectMemberRequest', {
      ...Object.fromEntries(['phone', 'email', 'externalId', 'birthDate'].map((name) => [name, { given: text(60) }])),
      name: { given: text(60), ifNull: '' },
      cardNumber: { name: 'card', given: text(60), ifNull: '' },
      reason: { given: text(60), otherwise: '' },
      consents: { items: [0, 2], otherwise: [] },
    });
    const member = overlay<Member>('vafa.membership.v1.Member', { cardNumber: { name: 'card' } }, { id: 'Member' });
    const patch = route('PATCH /v1/members/:member_id', 'membership.correctMember', {
      ...declared,
      answer: member,
      fill: { by: () => 'key_1', revision: () => 0 },
      body: { ...body, of: change },
    });
    const stored = { consents: [], cardNumber: '7' };
    const { asked, answer } = await send(patch, { name: null, card: '7' }, { member: stored }, { member_id: 'mem_1' });
    expect(asked).toMatchObject({ memberId: 'mem_1', name: '', cardNumber: '7', phone: undefined });
    expect(answer).toMatchObject({ card: '7' });
    expect(patch.body?.safeParse({ phone: null }).success).toBe(false);
    expect(patch.body?.safeParse({ card_number: '7' }).success).toBe(false);
  });

  test('fields of a message that is flat stand in its place, in what is asked and in what is answered', async () => {
    const ofAccount = overlay<Account>('vafa.ledger.v1.Account', {
      clubId: { hidden: true },
      unit: { given: text(60), otherwise: 'points' },
    });
    const statement = route('GET /v1/members/:member_id/statement', 'ledger.getStatement', {
      ...declared,
      answer: overlay<Entry>('vafa.ledger.v1.Entry', { lots: { hidden: true } }, { id: 'Entry', pageId: 'Statement' }),
      fill: { asOf: () => undefined },
      query: overlay<GetStatementRequest>('vafa.ledger.v1.GetStatementRequest', { account: { flat: ofAccount } }),
    });
    const path = { member_id: 'mem_1' };
    const account = (unit: string) => ({ clubId: 'clb_1', memberId: 'mem_1', unit });
    const page = { pageSize: 0, pageToken: '' };
    const told = { entries: [], nextPageToken: '' };
    const { asked } = await send(statement, {}, told, path);
    expect(asked).toEqual({ account: account('points'), page });
    expect((await send(statement, { unit: 'miles' }, told, path)).asked).toEqual({ account: account('miles'), page });
    expect(statement.query?.safeParse({ member_id: 'mem_2' }).success).toBe(false);

    const transfer = overlay<OpenTransfer>(
      'vafa.ledger.v1.OpenTransfer',
      { from: { flat: ofAccount } },
      { id: 'Transfer', derived: { whose: { schema: z.string(), of: (_each, { caller }) => caller.id } } },
    );
    const list = route('GET /v1/ledger/transfers', 'ledgerBooks.listOpenTransfers', {
      ...declared,
      answer: transfer,
      query: overlay<ListOpenTransfersRequest>('vafa.ledger.v1.ListOpenTransfersRequest', { unit: { given: text(9) } }),
    });
    const sent = { from: account('miles'), toMemberId: 'mem_2', key: 'k', amount: 5n };
    const { answer } = await send(list, {}, { transfers: [sent], nextPageToken: '' });
    const shown = { member_id: 'mem_1', unit: 'miles', to_member_id: 'mem_2', key: 'k', amount: 5, whose: 'key_9' };
    expect(answer).toEqual({ items: [shown], next_page_token: '' });
    await expect(send(list, {}, { transfers: [{ ...sent, from: undefined }], nextPageToken: '' })).rejects.toThrow(
      'without its message',
    );
  });

  test('a list of an rpc that knows no pages is one page where clients know it as one', async () => {
    const balance = overlay<Balance>('vafa.ledger.v1.Balance', {}, { id: 'Account' });
    const declaration = { ...declared, answer: balance, fill: { asOf: () => undefined } };
    const of = (onePage?: true): Route =>
      route('GET /v1/members/:member_id/accounts', 'ledger.getBalances', {
        ...declaration,
        ...(onePage && { onePage }),
      });
    expect((await send(of(true), {}, { balances: [] })).answer).toEqual({ items: [], next_page_token: '' });
    expect((await send(of(), {}, { balances: [] })).answer).toEqual({ items: [] });
  });

  test('a write may have a query; its flags are words there, and its rpc has a deadline of its own', async () => {
    const of = (fields: object) => overlay<AdjudicateLateRequest>('vafa.checkout.v1.AdjudicateLateRequest', fields);
    const late = route('POST /v1/late-adjudications', 'checkout.adjudicateLate', {
      ...declared,
      branches: 'judged',
      deadlineMs: 60_000,
      answer: overlay<AdjudicateLateResponse>('vafa.checkout.v1.AdjudicateLateResponse'),
      fill: { by: () => 'key_1' },
      query: of({ dry: { given: true } }),
      body: { ...body, of: of({ after: { given: text(9), otherwise: '' } }) },
    });
    const told = { sales: 1n, points: 2n, salesWithoutPoints: 0n, next: '' };
    const period = { from: '2026-01-01T00:00:00Z', to: '2026-02-01T00:00:00Z' };
    const sent = await send(late, period, told, {}, { dry: 'true' });
    expect(sent.asked).toMatchObject({ dry: true, from: new Date(period.from), after: '', by: 'key_1' });
    expect(sent.options).toEqual({ deadlineMs: 60_000 });
    expect((await send(late, period, told, {}, {})).asked).toMatchObject({ dry: false });
    expect(late.query?.safeParse({ dry: true }).success).toBe(false);
    expect(late.query?.safeParse({ after: 'x' }).success).toBe(false);
    expect(late.body?.safeParse({ ...period, dry: true }).success).toBe(false);
  });

  test('money is in the currency of its message, where that has one; and a client may send what the contract lacks', async () => {
    const line = overlay<NewLine>('vafa.checkout.v1.NewLine', {
      sku: { given: text(9) },
      unitPrice: { given: text(9) },
      quantityMilli: {
        name: 'quantity',
        given: true,
        codec: { body: z.int(), toMessage: (units: number) => BigInt(units) * 1_000n },
      },
    });
    const item = overlay<BatchItem>(
      'vafa.checkout.v1.BatchItem',
      { receipt: { given: text(9) }, lines: { given: true, of: line } },
      { also: { externalId: { given: text(9), otherwise: '' } } },
    );
    const none = () => '';
    const submit = route('POST /v1/sale-batches', 'checkout.submitBatch', {
      ...declared,
      answer: overlay<SubmitBatchResponse>('vafa.checkout.v1.SubmitBatchResponse'),
      fill: { currency: none, timeZone: none, currencyDigits: () => 0, source: none },
      body: {
        ...body,
        of: overlay<SubmitBatchRequest>('vafa.checkout.v1.SubmitBatchRequest', { items: { of: item } }),
      },
    });
    const sold = { sku: 'A', unit_price: '1', quantity: 2 };
    const { asked } = await send(
      submit,
      { items: [{ receipt: '7', external_id: '9', lines: [sold] }] },
      { outcomes: [] },
    );
    const sent = { receipt: '7', externalId: '9', branchId: '', lines: [{ sku: 'A', quantityMilli: 2_000n, row: 0n }] };
    expect(asked).toMatchObject({ items: [sent] });

    const sale = overlay<Session>(
      'vafa.checkout.v1.Session',
      { total: { money: true }, decision: { hidden: true } },
      { id: 'Sale', counted: (each) => each },
    );
    const get = route('GET /v1/sessions/:session_id', 'checkout.getSession', { ...declared, answer: sale });
    const lists = { lines: [], returns: [], corrections: [], reservations: [] };
    const stored = { ...lists, payable: 0n, remainingTotal: 0n, total: 5n, currency: 'IRR', currencyDigits: 0 };
    const { answer } = await send(get, {}, { session: stored }, { session_id: 'a' });
    expect(answer).toMatchObject({ total: { amount: 5, currency: 'IRR', digits: 0 } });
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
