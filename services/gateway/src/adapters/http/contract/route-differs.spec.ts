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
import { z } from 'zod';
import { body, declared, send } from '../../../../test/tried-route.ts';
import { seenRevision, text } from '../scalars.ts';
import { overlay } from './overlay.ts';
import { route, type Route } from './route.ts';

describe('a route, where REST and the contract differ', () => {
  const changed = overlay<ChangeClubRequest>(
    'vafa.membership.v1.ChangeClubRequest',
    {
      name: { given: text(60) },
      country: { given: text(2) },
      brandColour: { given: text(7) },
      logoText: { given: text(3) },
      reason: { given: text(60), otherwise: '' },
      revision: seenRevision,
    },
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
    expect(asked).toEqual({ idOrCode: 'demo', key: 'c:1', by: 'key_1', reason: '', revision: 0, country: 'GB' });
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
    const branch = { id: 'brn_1', code: 'oxford', name: 'Oxford', closed: false, changes: [] };
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
    const stored = {
      ...lists,
      payable: 0n,
      remainingTotal: 0n,
      gross: 0n,
      discount: 0n,
      total: 5n,
      currency: 'IRR',
      currencyDigits: 0,
    };
    const { answer } = await send(get, {}, { session: stored }, { session_id: 'a' });
    expect(answer).toMatchObject({ total: { amount: 5, currency: 'IRR', digits: 0 } });
  });
});
