import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { asking, isProblem, type Ask } from './asking.ts';
import { fakeServices, smallMembership } from './fake-services.ts';
import { openHttpFixture, type HttpFixture } from './http-fixture.ts';

let fixture: HttpFixture;
const ask = asking(() => fixture);

let enrolments = 0;

beforeAll(async () => {
  const enrolMember = () => {
    enrolments++;
    return Promise.resolve({ member: undefined });
  };
  const findMembers = () => Promise.reject(new Error('a bug with a secret in its text'));
  fixture = await openHttpFixture(fakeServices({ membership: { ...smallMembership, enrolMember, findMembers } }));
});
afterAll(() => fixture.close());

describe('what is not a proper request', () => {
  const deep = `${'['.repeat(500_000)}${']'.repeat(500_000)}`;
  const member = '/v1/members';
  test.each([
    ['JSON that breaks off', { body: '{"name": "' }, 400, 'malformed_request'],
    ['a prototype', { body: '{"__proto__": {"isAdministrator": true}}' }, 400, 'malformed_request'],
    ['a constructor', { body: '{"constructor": {"prototype": {"a": 1}}}' }, 400, 'malformed_request'],
    ['deep nesting', { body: deep }, 400, 'malformed_request'],
    ['more than 1 MiB', { body: JSON.stringify({ name: 'x'.repeat(1024 ** 2) }) }, 413, 'body_too_large'],
    ['plain text', { body: 'name', headers: { 'content-type': 'text/plain' } }, 415, 'unsupported_media_type'],
    [
      'a form',
      { body: 'name=x', headers: { 'content-type': 'application/x-www-form-urlencoded' } },
      415,
      'unsupported_media_type',
    ],
    ['no body', {}, 400, 'invalid_request'],
    ['a list', { body: [] }, 400, 'invalid_request'],
    ['null', { body: 'null' }, 400, 'invalid_request'],
    ['an operator', { body: { name: { $gt: '' } } }, 400, 'invalid_request'],
    ['an unknown field', { body: { name: 'A', admin: true } }, 400, 'invalid_request'],
    ['a NUL', { body: { name: 'a\0b' } }, 400, 'invalid_request'],
    ['half a surrogate', { body: '{"name": "\\ud800"}' }, 400, 'invalid_request'],
    ['a direction override', { body: { name: '\u202egnp' } }, 400, 'invalid_request'],
    ['a date that is none', { body: { birth_date: '1990-02-30' } }, 400, 'invalid_request'],
    ['no Idempotency-Key', { body: { name: 'A' }, key: null }, 400, 'idempotency_key_missing'],
    [
      'an Idempotency-Key that is too long',
      { body: { name: 'A' }, key: 'k'.repeat(256) },
      400,
      'idempotency_key_invalid',
    ],
  ])('%s', async (_case, request: Ask, status, code) => {
    isProblem(await ask('POST', member, request), status, code);
    expect(enrolments).toBe(0);
  });

  const tooNew = { version: 2 ** 31, name: 'A' };
  const consent = (at: string) => ({ name: 'A', consents: [{ purpose: 'sms', granted: true, at }] });
  test.each([
    ['a version beyond 32 bits', 'PATCH', '/v1/rewards/rwd_1', tooNew, '/version', 'too_big'],
    [
      'a revision beyond 32 bits',
      'PATCH',
      '/v1/members/mem_1',
      { name: 'A', revision: 2 ** 31 },
      '/revision',
      'too_big',
    ],
    [
      'a moment before the year 1',
      'POST',
      member,
      consent('0001-01-01T00:00:00+00:01'),
      '/consents/0/at',
      'invalid_value',
    ],
    ['a moment after 9999', 'POST', member, consent('9999-12-31T23:59:59-00:01'), '/consents/0/at', 'invalid_value'],
  ] as const)('%s is beyond the contract', async (_case, method, url, body, pointer, code) => {
    const answer = await ask(method, url, { body });
    isProblem(answer, 400, 'invalid_request');
    expect(answer.body.errors).toEqual([expect.objectContaining({ pointer, code })]);
  });

  test('each wrong place is pointed at', async () => {
    const lines = [
      { sku: 'A', quantity: 0, unit_price: '1' },
      { sku: 'A', quantity: true, unit_price: 1 },
      { sku: 'A', quantity: 1.5005, unit_price: '-1', 'a/b~c': 1 },
    ];
    const { body } = await ask('PUT', '/v1/sessions/a', { body: { branch: 'shop', till: '1', lines } });
    expect((body.errors as { pointer: string; code: string }[]).map(({ pointer, code }) => [pointer, code])).toEqual([
      ['/receipt', 'missing'],
      ['/lines/0/quantity', 'too_small'],
      ['/lines/1/quantity', 'invalid_value'],
      ['/lines/1/unit_price', 'wrong_type'],
      ['/lines/2/quantity', 'invalid_value'],
      ['/lines/2/unit_price', 'invalid_format'],
      ['/lines/2/a~1b~0c', 'unknown_field'],
    ]);
    const query = await ask('GET', '/v1/members?page_size=201');
    expect(
      (query.body.errors as { parameter: string; code: string }[]).map(({ parameter, code }) => [parameter, code]),
    ).toEqual([['page_size', 'too_big']]);
    isProblem(await ask('GET', '/v1/members?phone=1&q=a'), 400, 'invalid_request');
  });

  test('blanks around an identifier are taken off before it is judged, wherever one is sent', async () => {
    const padded = (most: number): string => `\t  ${'x'.repeat(most)} \n`;
    const [line, told] = [
      { sku: padded(64), quantity: 1, unit_price: '1' },
      { till: padded(60), receipt: padded(90) },
    ];
    const at = '2026-01-31T16:05:00Z';
    const rule = { code: 'a', name: 'A', points: 1, per_amount: 1, branches: [padded(120)], skus: [padded(64)] };
    const bodies = [
      ['POST', '/v1/branches', { code: padded(60) }],
      ['PUT', '/v1/sessions/a', { branch: padded(120), ...told, lines: [line] }],
      ['POST', '/v1/sessions/a/returns', { receipt: padded(90), lines: [{ position: 1, quantity: 1 }] }],
      [
        'POST',
        '/v1/sale-batches',
        { items: [{ branch: padded(120), ...told, at, external_id: padded(64), lines: [line] }] },
      ],
      ['POST', '/v1/earning-rules', rule],
      ['POST', '/v1/vouchers/ABC/use', { branch: padded(120), till: padded(60), receipt: padded(60) }],
      ['POST', '/v1/api-keys', { name: 'Till', verbs: ['*'], branches: [padded(120)] }],
    ] as const;
    for (const [method, url, body] of bodies) {
      const answer = await ask(method, url, { body });
      expect([url, answer.body.errors]).toEqual([url, undefined]);
      const longer = JSON.stringify(body).replaceAll('xx', 'xxx').replaceAll('\\t  ', '').replaceAll(' \\n', '');
      if (!url.startsWith('/v1/vouchers')) isProblem(await ask(method, url, { body: longer }), 400, 'invalid_request');
    }
  });

  test('a text is as long as what is kept of it: spaces around it are not', async () => {
    const padded = (most: number): string => `\t  ${'x'.repeat(most)} \n`;
    const complaint = { member_id: 'mem_1', subject: padded(200), text: padded(4_000) };
    const bodies = [
      ['POST', '/v1/members', { name: padded(120), external_id: padded(64) }, 'name'],
      ['PATCH', '/v1/members/mem_1', { name: padded(120), reason: padded(200) }, 'reason'],
      ['POST', '/v1/rewards', { code: padded(60), name: padded(120), price_points: 1 }, 'code'],
      ['POST', '/v1/complaints', complaint, 'text'],
      ['POST', '/v1/sessions/a/member', { member_id: 'mem_1', reason: padded(300) }, 'reason'],
    ] as const;
    for (const [method, url, body, name] of bodies) {
      expect([url, (await ask(method, url, { body })).body.errors]).toEqual([url, undefined]);
      const wrong = async (value: string): Promise<unknown> =>
        (await ask(method, url, { body: { ...body, [name]: value } })).body.errors;
      const [longest] = Object.entries(body).flatMap(([each, value]) => (each === name ? [String(value).trim()] : []));
      expect([url, await wrong(`${longest ?? ''}x`)]).toEqual([url, [expect.objectContaining({ code: 'too_big' })]]);
      expect([url, await wrong(' \t ')]).toEqual([url, [expect.objectContaining({ pointer: `/${name}` })]]);
    }
    const id = `x${' '.repeat(119)}`;
    expect((await ask('GET', `/v1/members/${encodeURIComponent(`${id} `)}`)).status).toBe(400);
    expect((await ask('GET', `/v1/members/${encodeURIComponent(id)}`)).status).toBe(404);
  });

  test('a number in a query is plain decimal digits, for every parameter that is one', async () => {
    const { paths } = (await fixture.app.inject({ url: '/openapi.json' })).json<{
      paths: Record<string, Record<string, { parameters?: { name: string; in: string; schema: { type?: string } }[] }>>;
    }>();
    // Routes of a member's own are declared as the others are, and need one.
    const ofOthers = Object.entries(paths).filter(([path]) => !path.startsWith('/v1/me'));
    const numbers = ofOthers.flatMap(([path, { get: { parameters = [] } = {} }]) =>
      parameters.flatMap((one) => (one.in === 'query' && one.schema.type === 'integer' ? [[path, one.name]] : [])),
    );
    expect(new Set(numbers.map(([, name]) => name))).toEqual(
      new Set(['page_size', 'cost_per_thousand', 'number', 'purchase']),
    );
    for (const [path = '', name = ''] of numbers) {
      for (const value of ['1e2', '0x10', '0b1', '1.0', '+1', '%201', '1%20', '-0', '', 'Infinity', '٥', '1_0']) {
        const answer = await ask('GET', `${path.replace(/\{\w+\}/g, 'x')}?${name}=${value}`);
        expect([path, value, answer.status]).toEqual([path, value, 400]);
        const errors = (answer.body.errors as { parameter: string }[]).filter(({ parameter }) => parameter === name);
        expect([path, value, errors.length]).toEqual([path, value, 1]);
      }
    }
  });

  test.each([
    ['/v1/nothing', 404, 'route_not_found'],
    ['/v1/sessions/a%2Fb', 400, 'invalid_request'],
    ['/v1/members/%zz', 400, 'malformed_request'],
    [`/v1/members/${'x'.repeat(600)}`, 414, 'path_too_long'],
    [`/v1/members/${'x'.repeat(200)}`, 400, 'invalid_request'],
  ])('GET %s', async (url, status, code) => {
    isProblem(await ask('GET', url), status, code);
  });

  test('what nobody expected shows nothing of itself', async () => {
    const answer = await ask('GET', '/v1/members', {
      headers: { traceparent: '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01' },
    });
    isProblem(answer, 500, 'internal');
    expect(JSON.stringify(answer.body)).not.toContain('secret');
    expect(answer.body.traceId).toBe('4bf92f3577b34da6a3ce929d0e0e4736');
  });

  test('a service that is away is 503 with Retry-After', async () => {
    const answer = await ask('GET', '/v1/rewards', { headers: { 'x-request-id': 'till-7/42' } });
    isProblem(answer, 503, 'service_unavailable');
    expect(answer.headers['retry-after']).toBe('1');
    expect(answer.body.traceId).toBe('till-7/42');
  });
});
