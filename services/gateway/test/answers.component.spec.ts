import { unreadTerms } from '@vafa/contracts';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { OpenAPIObject } from '@nestjs/swagger';
import type { BatchItem } from '@vafa/contracts/checkout';
import { asking, type Method } from './asking.ts';
import { demo, sara, shop } from './fake-services.ts';
import { fullServices } from './full-services.ts';
import { openHttpFixture, type HttpFixture } from './http-fixture.ts';
import { ten } from './promotions.ts';

type Json = Record<string, unknown>;

let fixture: HttpFixture;
let document: OpenAPIObject;
const { services, asked } = fullServices();
const ask = asking(() => fixture);

beforeAll(async () => {
  fixture = await openHttpFixture(services);
  document = (await fixture.app.inject({ url: '/openapi.json' })).json<OpenAPIObject>();
});
beforeEach(() => asked.clear());
afterAll(() => fixture.close());

/** Where the value differs from what the OpenAPI document promises; just the keywords that our answers use. */
const differences = (given: Json, value: unknown, place = ''): string[] => {
  const schema =
    '$ref' in given
      ? ((document.components?.schemas ?? {})[String(given.$ref).split('/').at(-1) ?? ''] as unknown as Json)
      : given;
  // What another service judges is documented as anything.
  if (Object.keys(schema).length === 0) return [];
  if (value === null) return schema.nullable === true ? [] : [`${place} is null`];
  if (Array.isArray(schema.allOf)) return schema.allOf.flatMap((part: Json) => differences(part, value, place));
  if (Array.isArray(schema.anyOf))
    return schema.anyOf.some((one: Json) => differences(one, value, place).length === 0)
      ? []
      : [`${place} is none of its kinds`];
  if (Array.isArray(schema.oneOf))
    return schema.oneOf.filter((one: Json) => differences(one, value, place).length === 0).length === 1
      ? []
      : [`${place} is not one of its kinds`];
  if (Array.isArray(schema.enum)) return schema.enum.includes(value) ? [] : [`${place} is ${JSON.stringify(value)}`];
  if (schema.type === 'array')
    return Array.isArray(value)
      ? value.flatMap((item, index) => differences(schema.items as Json, item, `${place}/${String(index)}`))
      : [`${place} is no list`];
  if (schema.type === 'object')
    return typeof value === 'object' ? fieldDifferences(schema, value as Json, place) : [`${place} is no object`];
  if (schema.type === 'integer') return Number.isInteger(value) ? [] : [`${place} is no integer`];
  return typeof value === schema.type ? [] : [`${place} is no ${String(schema.type)}`];
};

const fieldDifferences = (schema: Json, value: Json, place: string): string[] => {
  const properties = (schema.properties ?? {}) as Record<string, Json>;
  const missing = ((schema.required ?? []) as string[])
    .filter((name) => !(name in value))
    .map((name) => `${place}/${name} is missing`);
  const inside = Object.entries(value).flatMap(([name, field]) => {
    const known =
      properties[name] ??
      (typeof schema.additionalProperties === 'object' ? (schema.additionalProperties as Json) : undefined);
    return known ? differences(known, field, `${place}/${name}`) : [`${place}/${name} is not documented`];
  });
  return [...missing, ...inside];
};

const line = { sku: 'A', quantity: 2, unit_price: '2.55' };
const basket = { branch: 'shop', till: '1', receipt: '7', member_id: sara.id, lines: [line] };
const member = `/v1/members/${sara.id}`;

const calls: [Method, string, unknown?][] = [
  ['POST', '/v1/clubs', { code: 'demo', name: 'Demo', currency: 'GBP', time_zone: 'Europe/London' }],
  ['PATCH', '/v1/clubs/demo', { country: 'GB', reason: 'made without one' }],
  ['GET', '/v1/clubs?page_size=1'],
  ['GET', '/v1/club'],
  ['POST', '/v1/branches', { code: 'shop' }],
  ['GET', '/v1/branches'],
  ['POST', '/v1/tiers', { period_days: 365, tiers: [{ code: 'gold', name: 'Gold', spend_from: 0 }] }],
  ['GET', '/v1/tiers'],
  ['POST', '/v1/members', { name: 'Sara', consents: [{ purpose: 'sms', granted: true }] }],
  ['GET', '/v1/members?phone=0912'],
  ['GET', `/v1/member-cards?member_id=${sara.id}`],
  ['GET', member],
  ['POST', `${member}/adjustments`, { amount: -5, occasion: 'correction', reason: 'counted twice' }],
  ['PATCH', member, { phone: null, card: '7', reason: 'lost' }],
  ['GET', `${member}/corrections?page_size=5`],
  ['GET', `${member}/accounts`],
  ['GET', `${member}/expiring`],
  ['GET', `${member}/statement?page_size=5`],
  ['GET', `${member}/tier`],
  ['PUT', '/v1/sessions/a?dry=true&now=2026-03-01T00:00:00Z', basket],
  ['GET', '/v1/sessions/a'],
  ['POST', '/v1/sessions/a/hold', { points: 100 }],
  ['POST', '/v1/sessions/a/close'],
  ['POST', '/v1/sessions/a/cancel', {}],
  ['POST', '/v1/sessions/a/returns', { lines: [{ position: 1, quantity: 1 }] }],
  ['POST', '/v1/sessions/a/member', { member_id: sara.id, reason: 'the wrong card' }],
  ['POST', '/v1/late-adjudications?dry=true', { from: '2026-01-01T00:00:00Z', to: '2026-02-01T00:00:00Z' }],
  [
    'POST',
    '/v1/sale-batches',
    { items: [{ branch: 'shop', till: '1', receipt: '8', at: '2026-01-01T00:00:00+03:30', lines: [line] }] },
  ],
  [
    'PUT',
    '/v1/catalogue',
    { categories: [{ code: 'tea', name_en: 'Tea' }], tax_classes: [{ code: 'vat', rate: 90_000 }] },
  ],
  ['GET', '/v1/catalogue'],
  ['POST', '/v1/catalogue/goods', { goods: [{ sku: 'TEA', name_en: 'Tea', cost: 5, decimals: 3 }] }],
  ['GET', '/v1/catalogue/goods?category=tea&sku_from=T'],
  ['GET', '/v1/catalogue/goods/TEA'],
  ['POST', '/v1/rewards', { code: 'tea', name: 'Tea', price_points: 100 }],
  ['GET', '/v1/rewards'],
  ['POST', '/v1/redemptions', { member_id: sara.id, reward_id: 'rwd_1' }],
  ['PATCH', '/v1/rewards/rwd_1', { version: 1, open: false }],
  ['GET', '/v1/vouchers/ABC'],
  ['GET', `${member}/vouchers`],
  ['POST', '/v1/vouchers/ABC/use', { branch: 'shop', till: '1', receipt: '7' }],
  ['POST', '/v1/redemptions/rdm_1/cancel', { reason: 'Ordered twice' }],
  ['POST', '/v1/earning-rules', { code: 'pounds', name: 'Pounds', points: 1, per_amount: 100, branches: ['shop'] }],
  ['GET', '/v1/earning-rules'],
  ['GET', '/v1/earning-rules/pounds/versions'],
  [
    'POST',
    '/v1/earning-rules/trial',
    { lines: [{ sku: 'A', amount: 510 }], rule: { code: 'pounds', name: 'Pounds', points: 1, per_amount: 100 } },
  ],
  ['POST', '/v1/promotions', { code: 'ten', name: 'Ten', terms: ten }],
  ['GET', '/v1/promotions'],
  ['GET', '/v1/promotions/ten'],
  ['PUT', '/v1/promotions/ten', { revision: 1, name: 'Ten', terms: ten, budget: 5_000, ends_at: null }],
  ['GET', '/v1/promotions/ten/versions'],
  ['POST', '/v1/promotions/ten/copy', { code: 'ten-again', name: 'Ten again' }],
  ['POST', '/v1/promotions/ten/submit', { revision: 1 }],
  ['POST', '/v1/promotions/ten/approve', { revision: 2 }],
  ['POST', '/v1/promotions/ten/publish'],
  ['POST', '/v1/promotions/ten/pause', { reason: 'wrong goods' }],
  ['POST', '/v1/promotions/ten/resume', {}],
  ['POST', '/v1/promotions/ten/end', {}],
  ['POST', '/v1/promotions/stop', { reason: 'prices are wrong' }],
  [
    'POST',
    '/v1/promotions/try',
    {
      lines: [{ sku: 'A', quantity: 2, unit_price: '2.55', good: { categories: ['drinks'] } }],
      member: { tier: 'gold', occasions: { birthday: '1990-03-10' } },
      left: { budget: 100 },
      promotion: { terms: ten },
    },
  ],
  ['GET', '/v1/promotion-templates?language=fa'],
  [
    'POST',
    '/v1/surveys',
    { code: 'visit', title: 'Visit', questions: [{ id: 'nps', kind: 'nps', text: 'Recommend?' }] },
  ],
  ['GET', '/v1/surveys'],
  ['POST', '/v1/surveys/srv_1/responses', { member_id: sara.id, answers: [{ question_id: 'nps', score: 9 }] }],
  ['GET', '/v1/surveys/srv_1/results'],
  ['POST', '/v1/complaints', { member_id: sara.id, subject: 'Tea', text: 'Cold' }],
  ['GET', '/v1/complaints?status=open'],
  ['GET', '/v1/complaints/cmp_1'],
  ['POST', '/v1/complaints/cmp_1/answers', { text: 'Sorry' }],
  ['GET', '/v1/summary'],
  ['GET', '/v1/summary/hours?from=2026-01-01T00:00:00Z&to=2026-02-01T00:00:00Z'],
  ['POST', '/v1/api-keys', { name: 'Till', verbs: ['*'] }],
  ['GET', '/v1/api-keys'],
  ['GET', '/v1/ledger/verification'],
  ['GET', '/v1/events/dead-letters'],
  ['POST', '/v1/events/replays', {}],
  ['GET', '/health/live'],
  ['GET', '/health/ready'],
];

describe('every answer is as documented', () => {
  // Rows of two would make Jest wait for a callback in the place of the third.
  test.each(calls.map(([method, url, body]) => ({ method, url, body })))(
    '$method $url',
    async ({ method, url, body }) => {
      const { status, body: answer } = await ask(method, url, { body });
      const address = url.split('?')[0] ?? '';
      const path =
        address in document.paths
          ? address
          : (Object.keys(document.paths).find((known) =>
              new RegExp(`^${known.replace(/\{\w+\}/g, '[^/]+')}$`).test(address),
            ) ?? '');
      const operation = (
        document.paths[path] as Record<
          string,
          { responses: Record<string, { content?: Record<string, { schema: Json }> }> }
        >
      )[method.toLowerCase()];
      const schema = operation?.responses[String(status)]?.content?.['application/json']?.schema;
      expect({ status, answer, isDocumented: schema !== undefined }).toMatchObject({ isDocumented: true });
      expect(differences(schema ?? {}, answer)).toEqual([]);
    },
  );
});

describe('what the services are asked', () => {
  test('identifiers reach the services in one form, whatever was pasted with them', async () => {
    const line = { sku: '\ufeff۸۵\u200e', quantity: 1, unit_price: '1' };
    await ask('PUT', '/v1/sessions/forms', {
      body: { branch: '\u202ashop\u202c', till: ' ۱ ', receipt: 'R\u00a0 ７', lines: [line] },
    });
    expect(asked.get('putSession')).toMatchObject({
      branchId: shop.id,
      till: '1',
      receipt: 'R 7',
      lines: [{ sku: '85' }],
    });
    await ask('POST', '/v1/branches', { body: { code: 'شعبه  ۵' } });
    expect(asked.get('ensureBranches')).toMatchObject({ branches: [{ code: 'شعبه 5' }] });
    for (const till of ['\u200e', ' ', 'a\u202eb', 'a\nb', 'x'.repeat(61)])
      expect(
        (await ask('PUT', '/v1/sessions/forms', { body: { branch: 'shop', till, receipt: '1', lines: [line] } })).body
          .code,
      ).toBe('invalid_request');
  });

  test('a session carries the club, the branch by id, and the key of its operation', async () => {
    await ask('PUT', '/v1/sessions/a', { body: basket });
    expect(asked.get('putSession')).toEqual({
      clubId: demo.id,
      sessionId: 'a',
      dry: false,
      now: undefined,
      branchId: shop.id,
      till: '1',
      receipt: '7',
      memberId: sara.id,
      ...unreadTerms,
      lines: [{ sku: 'A', description: '', quantityMilli: 2_000n, unitPrice: '2.55', row: 0n }],
    });
    await ask('POST', '/v1/sessions/a/close', { key: 'k' });
    expect(asked.get('closeSession')).toEqual({ clubId: demo.id, sessionId: 'a', key: 'c:admin:closeSession:k' });
  });

  test('members are found by the one criterion that is named', async () => {
    const pages = { pageSize: 0, pageToken: '' };
    for (const [query, criterion] of [
      ['phone=%2B98912', { $case: 'phone', value: '+98912' }],
      ['card=1', { $case: 'cardNumber', value: '1' }],
      ['external_id=2', { $case: 'externalId', value: '2' }],
      ['q=sa', { $case: 'name', value: 'sa' }],
      ['', undefined],
    ] as const) {
      await ask('GET', `/v1/members?${query}`);
      expect(asked.get('findMembers')).toEqual({ clubId: demo.id, criterion, page: pages });
    }
  });

  test('of a sale batch, what names an unknown branch or member is an exception by itself', async () => {
    const item = { branch: 'shop', till: '1', receipt: '8', at: '2026-01-01T00:00:00+03:30', lines: [line] };
    const items = [
      { ...item, branch: 'nowhere' },
      { ...item, external_id: 'new' },
      { ...item, member_id: 'mem_nobody' },
      { ...item, kind: 'return', member_id: sara.id },
    ];
    const { status, body } = await ask('POST', '/v1/sale-batches', { body: { items }, key: 'batch' });
    expect(status).toBe(200);
    const alone = (code: string) => ({
      status: 'exception',
      sale_id: null,
      exceptions: [{ line: null, code, quantity: null, fits: [] }],
      differs: [],
      repeated: false,
      completed: false,
    });
    const found = {
      line: 1,
      code: 'matched_in_part',
      quantity: 2,
      fits: [{ session_id: 's', position: 2, unit_price: '5', left: 0.5 }],
    };
    const accepted = (saleId: string) => ({
      status: 'accepted',
      sale_id: saleId,
      exceptions: [found],
      differs: [],
      repeated: false,
      completed: true,
    });
    expect(body.items).toEqual([
      alone('branch_not_found'),
      accepted('sal_0'),
      alone('member_not_found'),
      accepted('sal_1'),
    ]);
    expect(asked.get('submitBatch')).toMatchObject({
      source: 'c:admin:submitSales:batch',
      items: [
        { sessionId: '', memberId: 'mem_new', at: new Date('2025-12-31T20:30:00Z'), isReturn: false },
        { sessionId: '', memberId: sara.id, isReturn: true },
      ],
    });
  });

  test('of a sale batch, what is refused for what it says enrols nobody', async () => {
    asked.delete('ensureMembers');
    const item = (external: string, changes: object = {}) => ({
      branch: 'shop',
      receipt: external,
      at: '2026-01-31T10:00:00Z',
      lines: [line],
      external_id: external,
      ...changes,
    });
    const refused = [
      item('future', { at: '2026-02-02T12:00:00.001Z' }),
      item('early', { at: '1904-01-01T00:00:00Z' }),
      item('free', { lines: [{ ...line, unit_price: '0' }] }),
      item('below', {
        lines: [
          { ...line, unit_price: '-1' },
          { ...line, quantity: 0 },
        ],
      }),
      item('back', { lines: [{ ...line, quantity: -1 }] }),
      item('much', {
        lines: [
          { ...line, unit_price: '999999999999' },
          { ...line, unit_price: '999999999999' },
        ],
      }),
      item('long', { lines: Array.from({ length: 10_001 }, () => line) }),
    ];
    await ask('POST', '/v1/sale-batches', { body: { items: refused }, key: 'refused' });
    expect(asked.has('ensureMembers')).toBe(false);
    const { items } = asked.get('submitBatch') as { items: BatchItem[] };
    expect(
      items.map(({ memberId, lines, exceptions }) => [
        memberId,
        lines.length,
        exceptions.length,
        [...new Set(exceptions.map(({ code }) => code))].join(),
      ]),
    ).toEqual([
      ['', 0, 1, 'sold_in_future'],
      ['', 0, 1, 'sold_too_early'],
      ['', 0, 1, 'price_not_positive'],
      ['', 0, 2, 'price_negative,quantity_not_positive'],
      ['', 0, 1, 'quantity_not_positive'],
      ['', 0, 2, 'amount_out_of_range'],
      ['', 0, 10_001, 'too_many_lines'],
    ]);
    await ask('POST', '/v1/sale-batches', {
      body: { items: [...refused, item('ahead', { at: '2026-02-02T12:00:00Z' }), item('waits', { kind: 'return' })] },
      key: 'some',
    });
    expect(asked.get('ensureMembers')).toMatchObject({ externalIds: ['ahead', 'waits'] });
  });

  test('a sale is moved by who asks, and what an exchange gives back stays negative', async () => {
    await ask('POST', '/v1/sessions/a/member', { body: { member_id: null, reason: 'nobody’s' }, key: 'm' });
    expect(asked.get('moveSale')).toEqual({
      clubId: demo.id,
      sessionId: 'a',
      key: 'c:admin:moveSale:m',
      memberId: '',
      reason: 'nobody’s',
      by: 'admin',
    });
    const lines = [line, { ...line, quantity: '-0.5' }];
    await ask('POST', '/v1/sale-batches', {
      body: { items: [{ branch: 'shop', receipt: '8', at: '2026-01-01T00:00:00Z', lines }] },
      key: 'exchange',
    });
    expect(asked.get('submitBatch')).toMatchObject({
      items: [{ till: '', lines: [{ quantityMilli: 2_000n }, { quantityMilli: -500n }] }],
    });
  });

  test('the summary is what the services say: cost and ranking too', async () => {
    const { body } = await ask('GET', '/v1/summary');
    expect(body).toMatchObject({
      members: 3,
      sales: 3,
      sales_without_member: 1,
      points_outstanding: 23,
      liability: { amount: 23, currency: 'GBP' },
      exceptions: 4,
    });
    expect(body.best_members).toEqual([
      { member_id: 'mem_b', external_id: '10', points: 7 },
      { member_id: 'mem_c', external_id: null, points: 7 },
    ]);
    expect(asked.get('getLedgerSummary')).toEqual({
      clubId: demo.id,
      unit: 'points',
      best: 10,
      pointCost: demo.pointCost,
    });
    expect(asked.get('rankMembers')).toEqual({
      clubId: demo.id,
      members: ['mem_a', 'mem_b', 'mem_c'].map((memberId) => ({ memberId, amount: 7n })),
      count: 10,
    });
  });

  test('`now` goes with dry only', async () => {
    expect(await ask('PUT', '/v1/sessions/a?now=2026-03-01T00:00:00Z', { body: basket })).toMatchObject({
      status: 400,
      body: { code: 'invalid_request' },
    });
    expect(asked.has('putSession')).toBe(false);
  });
});
