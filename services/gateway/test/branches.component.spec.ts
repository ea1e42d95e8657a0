import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { contextOfCall } from '@vafa/grpc';
import type { OpenAPIObject } from '@nestjs/swagger';
import { asking, isProblem, type Ask, type Method } from './asking.ts';
import { demo, sara, shop } from './fake-services.ts';
import { fullServices } from './full-services.ts';
import { openHttpFixture, type HttpFixture } from './http-fixture.ts';

let fixture: HttpFixture;
let secret = '';
const ask = asking(() => fixture);
const { services, asked } = fullServices();
const mall = { ...shop, id: 'brn_02mall', code: 'mall' };
const looked: string[] = [];
/** For whom checkout was asked. */
const contexts: unknown[] = [];
const commands = [
  'putSession',
  'getSession',
  'holdSession',
  'closeSession',
  'cancelSession',
  'returnLines',
  'submitBatch',
] as const;

/** What a key that is bound to branches may at all; nothing is open to it that is not named here. */
const open = [
  'GET /v1/club',
  'GET /v1/events/live',
  'GET /v1/branches',
  'GET /v1/tiers',
  'GET /v1/till',
  'GET /v1/catalogue',
  'GET /v1/catalogue/goods',
  'GET /v1/catalogue/goods/{sku}',
  'GET /v1/rewards',
  'GET /v1/earning-rules',
  'GET /v1/surveys',
  'POST /v1/members',
  'GET /v1/members',
  'GET /v1/member-cards',
  'GET /v1/members/{member_id}',
  'PATCH /v1/members/{member_id}',
  'GET /v1/members/{member_id}/accounts',
  'GET /v1/members/{member_id}/expiring',
  'GET /v1/members/{member_id}/statement',
  'GET /v1/members/{member_id}/tier',
  'PUT /v1/sessions/{session_id}',
  'GET /v1/sessions',
  'GET /v1/sessions/{session_id}',
  'POST /v1/sessions/{session_id}/hold',
  'POST /v1/sessions/{session_id}/close',
  'POST /v1/sessions/{session_id}/cancel',
  'POST /v1/sessions/{session_id}/returns',
  'POST /v1/sessions/{session_id}/member',
  'POST /v1/late-adjudications',
  'POST /v1/sale-batches',
  'POST /v1/redemptions',
  'POST /v1/vouchers/{code}/use',
  'GET /v1/vouchers/{code}',
  'GET /v1/members/{member_id}/vouchers',
  'POST /v1/surveys/{survey_id}/responses',
  'POST /v1/complaints',
  'POST /v1/practice',
  'POST /v1/refused-sales',
];

beforeAll(async () => {
  const { getBranch } = services.membership;
  const noted = (method: keyof typeof services.checkout) => {
    const call = services.checkout[method] as (request: object) => Promise<unknown>;
    return (request: object) => {
      contexts.push(contextOfCall());
      return call(request);
    };
  };
  fixture = await openHttpFixture({
    ...services,
    membership: Object.assign(Object.create(services.membership) as typeof services.membership, {
      getBranch: (request: Parameters<typeof getBranch>[0]) => {
        looked.push(request.idOrCode);
        return request.idOrCode === mall.id || request.idOrCode === mall.code
          ? Promise.resolve({ branch: mall })
          : getBranch(request);
      },
    }),
    checkout: Object.assign(
      Object.create(services.checkout) as typeof services.checkout,
      Object.fromEntries(commands.map((method) => [method, noted(method)])),
    ),
  });
  secret = String(
    (await ask('POST', '/v1/api-keys', { body: { name: 'Till', verbs: ['*'], branches: ['shop'] } })).body.secret,
  );
});
afterAll(() => fixture.close());

const asTill = (method: Method, url: string, request: Ask = {}) =>
  ask(method, url, { token: secret, club: null, ...request });
const basket = (branch: string) => ({
  branch,
  till: '1',
  receipt: '1',
  lines: [{ sku: 'A', quantity: 1, unit_price: '1' }],
});
const shown = ({ status, body: { traceId: _own, ...body } }: Awaited<ReturnType<typeof ask>>): object => ({
  status,
  body,
});

const closed = ['branch_bound', 'administrator_only', 'sign_in_only'];

/** Judged by who is a person or a member, not by branches; or public. */
const isOfPeople = (name: string): boolean =>
  name.includes('/sign-in') || name === 'POST /v1/tills' || / \/v1\/(me$|me\/|brand|clubs\/\{club_code\}\/)/.test(name);

test('every operation says what a key that is bound to branches may; by default nothing', async () => {
  const { paths } = (await fixture.app.inject({ url: '/openapi.json' })).json<OpenAPIObject>();
  const operations = Object.entries(paths).flatMap(([path, item]) =>
    Object.keys(item).map((method) => `${method.toUpperCase()} ${path}`),
  );
  const allowed: string[] = [];
  for (const operation of operations.filter((name) => !name.includes('/health/') && !isOfPeople(name))) {
    const [method = '', path = ''] = operation.split(' ');
    // Refused behind the branches, so that what is answered without an end does not begin.
    const { body } = await asTill(method as Method, `${path.replace(/\{\w+\}/g, 'x')}?undeclared=1`, {});
    if (!closed.includes(String(body.code))) allowed.push(operation);
  }
  expect(allowed.sort()).toEqual([...open].sort());
});

describe('a key of one branch', () => {
  test('is answered of another branch as of one that is not there, and nothing is looked up', async () => {
    await asTill('PUT', '/v1/sessions/a', { body: basket('shop') });
    looked.length = 0;
    for (const foreign of ['mall', mall.id]) {
      const known = await asTill('PUT', '/v1/sessions/a', { body: basket(foreign) });
      isProblem(known, 404, 'branch_not_found');
      expect(shown(known)).toEqual(shown(await asTill('PUT', '/v1/sessions/a', { body: basket('nowhere') })));
    }
    expect(looked).toEqual([]);
  });

  test('is told to checkout with every command: who it is, its club and its branches', async () => {
    contexts.length = 0;
    await asTill('PUT', '/v1/sessions/a', { body: basket('shop') });
    await asTill('GET', '/v1/sessions/a');
    await asTill('POST', '/v1/sessions/a/hold', { body: { points: 1 } });
    for (const verb of ['close', 'cancel']) await asTill('POST', `/v1/sessions/a/${verb}`);
    await asTill('POST', '/v1/sessions/a/returns', { body: { lines: [{ position: 1, quantity: 1 }] } });
    await asTill('POST', '/v1/sale-batches', { body: { items: [{ ...basket('shop'), at: '2026-01-31T16:05:00Z' }] } });
    const till = { caller: expect.stringMatching(/^key_/), role: 'key', clubId: demo.id, branchIds: [shop.id] };
    expect(contexts).toEqual(Array.from({ length: 7 }, () => till));
    await ask('GET', '/v1/sessions/a');
    expect(contexts.at(-1)).toEqual({ caller: 'admin', role: 'administrator', clubId: demo.id, branchIds: [] });
  });

  test('of a batch, an item of another branch is an exception like one of none, and enrols nobody', async () => {
    asked.delete('ensureMembers');
    const item = (branch: string, external: string) => ({
      ...basket(branch),
      at: '2026-01-31T16:05:00Z',
      external_id: external,
    });
    const refused = await asTill('POST', '/v1/sale-batches', {
      body: { items: [item('mall', 'm-1'), item('nowhere', 'm-2')] },
    });
    const [foreign, unknown] = refused.body.items as object[];
    expect(foreign).toMatchObject({ status: 'exception', exceptions: [{ code: 'branch_not_found' }] });
    expect(foreign).toEqual(unknown);
    expect(asked.has('ensureMembers')).toBe(false);
    await asTill('POST', '/v1/sale-batches', { body: { items: [item('mall', 'm-1'), item('shop', 'm-3')] } });
    expect(asked.get('ensureMembers')).toEqual({ clubId: demo.id, externalIds: ['m-3'] });
  });

  test('sees its own branch, and rules that hold in it', async () => {
    expect((await asTill('GET', '/v1/branches')).body).toMatchObject({ items: [{ id: shop.id }], next_page_token: '' });
    const rules = (await asTill('GET', '/v1/earning-rules')).body.items as { branch_ids: string[] }[];
    expect(rules.map(({ branch_ids }) => branch_ids)).toEqual([[shop.id]]);
  });

  test('uses vouchers in its branch without naming it', async () => {
    await asTill('POST', '/v1/vouchers/ABC/use', { body: {} });
    expect(asked.get('useVoucher')).toMatchObject({ branchId: shop.id });
    isProblem(await asTill('POST', '/v1/vouchers/ABC/use', { body: { branch: 'mall' } }), 404, 'branch_not_found');
    isProblem(await asTill('POST', '/v1/vouchers/ABC/use'), 400, 'invalid_request');
    isProblem(await ask('POST', '/v1/vouchers/ABC/use', { body: {} }), 400, 'invalid_request');
  });

  test('sees of a voucher no member, and in a list no code', async () => {
    const { body } = await asTill('GET', '/v1/vouchers/ABC');
    expect(body).toMatchObject({ voucher: { code: 'ABC', member_id: `mem_…${sara.id.slice(-4)}` } });
    expect((await asTill('GET', `/v1/members/${sara.id}/vouchers`)).body).toMatchObject({
      items: [{ code: '…ABC', member_id: sara.id }],
    });
    expect((await ask('GET', '/v1/vouchers/ABC')).body).toMatchObject({ voucher: { member_id: sara.id } });
  });
});

test('a branch that was changed here is looked up anew', async () => {
  const seen = async () => {
    looked.length = 0;
    await asTill('GET', '/v1/branches');
    await asTill('PUT', '/v1/sessions/a', { body: basket('shop') });
    return looked;
  };
  await seen();
  expect(await seen()).toEqual([]);
  await ask('PATCH', '/v1/branches/shop', { body: { closed: true, reason: 'the lease ended' } });
  expect(asked.get('changeBranch')).toMatchObject({
    clubId: demo.id,
    idOrCode: 'shop',
    name: undefined,
    closed: true,
    reason: 'the lease ended',
    by: 'admin',
  });
  expect(await seen()).toEqual([shop.id]);
  isProblem(await ask('PATCH', '/v1/branches/shop', { body: { reason: 'none' } }), 400, 'invalid_request');
});
