import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import type { Services } from '../src/use-cases/services.ts';
import { DomainError } from '@vafa/kernel';
import { toBuffer } from '../src/adapters/mongo/collections.ts';
import { demo, fakeServices, other, sara, shop, smallMembership } from './fake-services.ts';
import { openHttpFixture, type HttpFixture } from './http-fixture.ts';

interface Answer {
  readonly status: number;
  readonly type: string;
  readonly headers: Record<string, unknown>;
  readonly body: Record<string, unknown>;
}

interface Ask {
  readonly token?: string | null;
  readonly club?: string | null;
  readonly key?: string | null;
  readonly body?: unknown;
  readonly headers?: Record<string, string>;
}

let fixture: HttpFixture;
let enrolments: { clubId: string; key: string; name: string }[] = [];
let enrol: () => Promise<void> = () => Promise.resolve();
let keys = 0;

const membership: Partial<Services['membership']> = {
  ...smallMembership,
  enrolMember: async ({ clubId, key, name }) => {
    enrolments.push({ clubId, key, name });
    await enrol();
    return { member: { ...sara, clubId, name } };
  },
  ensureBranches: ({ branches }) => Promise.resolve({ branches: branches.map(({ code, name }) => ({ id: `brn_${code}`, clubId: demo.id, code, name })) }),
  findMembers: () => Promise.reject(new Error('a bug with a secret in its text')),
};

beforeAll(async () => {
  fixture = await openHttpFixture(fakeServices({ membership, ledger: { getBalances: () => Promise.resolve({ balances: [] }) } }));
});
afterAll(() => fixture.close());
afterEach(() => {
  enrolments = [];
  enrol = () => Promise.resolve();
});

const ask = async (method: 'GET' | 'POST' | 'PUT' | 'DELETE', url: string, { token, club = 'demo', key, body, headers }: Ask = {}): Promise<Answer> => {
  const name = key === undefined && method === 'POST' ? `key ${String(++keys)}` : key;
  const answer = await fixture.app.inject({
    method,
    url,
    headers: {
      ...(token === null ? {} : { authorization: `Bearer ${token ?? fixture.adminKey}` }),
      ...(club === null ? {} : { 'vafa-club': club }),
      ...(name ? { 'idempotency-key': name } : {}),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body === undefined ? {} : { payload: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const type = String(answer.headers['content-type']).split(';')[0] ?? '';
  return { status: answer.statusCode, type, headers: answer.headers, body: type.endsWith('json') ? answer.json<Record<string, unknown>>() : { text: answer.body } };
};

const makeKey = async (body: object, club = 'demo'): Promise<{ id: string; secret: string }> => (await ask('POST', '/v1/api-keys', { body, club })).body as { id: string; secret: string };

const isProblem = (answer: Answer, status: number, code: string): void => {
  expect({ status: answer.status, type: answer.type, code: answer.body.code }).toEqual({ status, type: 'application/problem+json', code });
  expect(answer.body).toMatchObject({ type: `urn:vafa:problem:${code}`, title: expect.any(String), status, detail: expect.any(String), traceId: expect.any(String) });
};

describe('who may ask', () => {
  test.each([
    ['no key', { token: null }, 401, 'unauthenticated'],
    ['an unknown key', { token: `vafa_${'x'.repeat(40)}` }, 401, 'unknown_api_key'],
    ['no club', { club: null }, 400, 'club_missing'],
    ['an unknown club', { club: 'nowhere' }, 404, 'club_not_found'],
  ])('%s', async (_case, request: Ask, status, code) => {
    const answer = await ask('GET', `/v1/members/${sara.id}`, request);
    isProblem(answer, status, code);
    expect(answer.headers['www-authenticate']).toBe(status === 401 ? 'Bearer' : undefined);
  });

  test('a key does what its verbs say, in its club, for its branches, until it is revoked', async () => {
    const { id, secret } = await makeKey({ name: 'Till', verbs: ['members:read', 'sessions:write'], branches: ['shop'] });
    expect((await ask('GET', `/v1/members/${sara.id}`, { token: secret, club: null })).body).toMatchObject({ id: sara.id, phone: sara.phone, email: null });
    expect((await ask('GET', `/v1/members/${sara.id}`, { token: secret, club: demo.id })).status).toBe(200);
    isProblem(await ask('GET', `/v1/members/${sara.id}`, { token: secret, club: 'other' }), 403, 'other_club');
    isProblem(await ask('POST', '/v1/members', { token: secret, body: { name: 'A' } }), 403, 'verb_missing');
    isProblem(await ask('GET', '/v1/clubs', { token: secret }), 403, 'administrator_only');
    isProblem(await ask('POST', '/v1/api-keys', { token: secret, body: { name: 'more', verbs: ['*'] } }), 403, 'administrator_only');
    expect((await ask('DELETE', `/v1/api-keys/${id}`)).status).toBe(204);
    expect((await ask('DELETE', `/v1/api-keys/${id}`)).status).toBe(204);
    isProblem(await ask('DELETE', `/v1/api-keys/${id}`, { club: 'other' }), 404, 'api_key_not_found');
    fixture.clock.advance(1_000);
    isProblem(await ask('GET', `/v1/members/${sara.id}`, { token: secret, club: null }), 401, 'unknown_api_key');
  });

  test("another club's things are not found, and a key of other branches opens no session", async () => {
    const foreign = await makeKey({ name: 'Foreign', verbs: ['*'] }, 'other');
    isProblem(await ask('GET', `/v1/members/${sara.id}`, { token: foreign.secret, club: null }), 404, 'member_not_found');
    await ask('POST', '/v1/branches', { body: { code: 'elsewhere' } });
    const bound = await fixture.collections.apiKeys.findOne({ _id: foreign.id });
    expect(bound).toMatchObject({ clubId: other.id });
    const till = await makeKey({ name: 'Till', verbs: ['*'], branches: ['shop'] });
    await fixture.collections.apiKeys.updateOne({ _id: till.id }, { $set: { branchIds: ['brn_elsewhere'] } });
    const basket = { branch: shop.code, till: '1', receipt: '1', lines: [{ sku: 'A', quantity: 1, unit_price: '1' }] };
    isProblem(await ask('PUT', '/v1/sessions/a', { token: till.secret, body: basket }), 403, 'other_branch');
  });

  test('keys are listed in pages, never with their secrets', async () => {
    for (const name of ['one', 'two', 'three']) await makeKey({ name, verbs: ['*'] }, 'other');
    const names: unknown[] = [];
    let token = '';
    do {
      const { body } = await ask('GET', `/v1/api-keys?page_size=2${token === '' ? '' : `&page_token=${token}`}`, { club: 'other' });
      expect(JSON.stringify(body)).not.toContain('vafa_');
      names.push(...(body.items as { name: string }[]).map(({ name }) => name));
      token = body.next_page_token as string;
    } while (token !== '');
    expect(names.slice(-3)).toEqual(['one', 'two', 'three']);
  });
});

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
    ['a form', { body: 'name=x', headers: { 'content-type': 'application/x-www-form-urlencoded' } }, 415, 'unsupported_media_type'],
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
    ['an Idempotency-Key that is too long', { body: { name: 'A' }, key: 'k'.repeat(256) }, 400, 'idempotency_key_invalid'],
  ])('%s', async (_case, request: Ask, status, code) => {
    isProblem(await ask('POST', member, request), status, code);
    expect(enrolments).toEqual([]);
  });

  test('each wrong place is pointed at', async () => {
    const lines = [{ sku: 'A', quantity: 0, unit_price: '1' }, { sku: 'A', quantity: '1', unit_price: 1 }, { sku: 'A', quantity: 1.5, unit_price: '-1', 'a/b~c': 1 }];
    const { body } = await ask('PUT', '/v1/sessions/a', { body: { branch: 'shop', till: '1', lines } });
    expect((body.errors as { pointer: string; code: string }[]).map(({ pointer, code }) => [pointer, code])).toEqual([
      ['/receipt', 'missing'],
      ['/lines/0/quantity', 'too_small'],
      ['/lines/1/quantity', 'wrong_type'],
      ['/lines/1/unit_price', 'wrong_type'],
      ['/lines/2/quantity', 'wrong_type'],
      ['/lines/2/unit_price', 'invalid_format'],
      ['/lines/2/a~1b~0c', 'unknown_field'],
    ]);
    const query = await ask('GET', '/v1/members?page_size=201&colour=red');
    expect((query.body.errors as { parameter: string; code: string }[]).map(({ parameter, code }) => [parameter, code])).toEqual([['page_size', 'too_big'], ['colour', 'unknown_field']]);
    isProblem(await ask('GET', '/v1/members?phone=1&q=a'), 400, 'invalid_request');
  });

  test.each([
    ['/v1/nothing', 404, 'route_not_found'],
    ['/', 404, 'route_not_found'],
    ['/v1/sessions/a%2Fb', 400, 'invalid_request'],
    ['/v1/members/%zz', 400, 'malformed_request'],
    [`/v1/members/${'x'.repeat(600)}`, 414, 'path_too_long'],
    [`/v1/members/${'x'.repeat(200)}`, 400, 'invalid_request'],
  ])('GET %s', async (url, status, code) => {
    isProblem(await ask('GET', url), status, code);
  });

  test('what nobody expected shows nothing of itself', async () => {
    const answer = await ask('GET', '/v1/members', { headers: { traceparent: '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01' } });
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

describe('writes', () => {
  const body = { name: 'Sara' };

  test('a repeat gets the same status and body and is not executed', async () => {
    const first = await ask('POST', '/v1/members', { body, key: 'same' });
    const again = await ask('POST', '/v1/members', { body, key: 'same' });
    expect(first.status).toBe(201);
    expect([again.status, again.body, again.headers['idempotency-replayed']]).toEqual([201, first.body, 'true']);
    expect(enrolments).toEqual([{ clubId: demo.id, key: 'c:admin:enrolMember:same', name: 'Sara' }]);
    isProblem(await ask('POST', '/v1/members', { body: { name: 'Reza' }, key: 'same' }), 422, 'idempotency_key_reused');
  });

  test('keys are told apart by client, club and route', async () => {
    await ask('POST', '/v1/members', { body, key: 'apart' });
    await ask('POST', '/v1/members', { body, key: 'apart', club: 'other' });
    const { id, secret } = await makeKey({ name: 'Other', verbs: ['*'] });
    await ask('POST', '/v1/members', { body, key: 'apart', token: secret });
    expect((await ask('POST', '/v1/branches', { body: { code: 'x' }, key: 'apart' })).status).toBe(201);
    expect(enrolments.map(({ clubId, key }) => [clubId, key])).toEqual([
      [demo.id, 'c:admin:enrolMember:apart'],
      [other.id, 'c:admin:enrolMember:apart'],
      [demo.id, `c:${id}:enrolMember:apart`],
    ]);
  });

  test('a refusal is kept as well', async () => {
    enrol = () => Promise.reject(new DomainError('conflict', 'identity_taken', 'the card belongs to another member', { field: 'card' }));
    const first = await ask('POST', '/v1/members', { body, key: 'refused' });
    isProblem(first, 409, 'identity_taken');
    expect(first.body.details).toEqual({ field: 'card' });
    enrol = () => Promise.resolve();
    const again = await ask('POST', '/v1/members', { body, key: 'refused' });
    expect(again.body).toEqual(first.body);
    expect(enrolments).toHaveLength(1);
  });

  test('what was malformed or could not be reached may be asked again under its key', async () => {
    isProblem(await ask('POST', '/v1/members', { body: { nam: 'Sara' }, key: 'fixed' }), 400, 'invalid_request');
    enrol = () => Promise.reject(new DomainError('unavailable', 'service_unavailable', 'membership is away'));
    isProblem(await ask('POST', '/v1/members', { body, key: 'fixed' }), 503, 'service_unavailable');
    enrol = () => Promise.resolve();
    expect((await ask('POST', '/v1/members', { body, key: 'fixed' })).status).toBe(201);
    expect(enrolments.map(({ key }) => key)).toEqual(['c:admin:enrolMember:fixed', 'c:admin:enrolMember:fixed']);
  });

  test('while the first is running a repeat is told so; a dead one is executed again under the same key', async () => {
    let finish: () => void = () => undefined;
    let began: () => void = () => undefined;
    const isRunning = new Promise<void>((resolve) => (began = resolve));
    enrol = () =>
      new Promise((resolve) => {
        finish = resolve;
        began();
      });
    const first = ask('POST', '/v1/members', { body, key: 'slow' });
    await isRunning;
    const meanwhile = await ask('POST', '/v1/members', { body, key: 'slow' });
    isProblem(meanwhile, 409, 'idempotency_key_running');
    expect(meanwhile.headers['retry-after']).toBe('1');
    fixture.clock.advance(61_000);
    const release = finish;
    enrol = () => Promise.resolve();
    expect((await ask('POST', '/v1/members', { body, key: 'slow' })).status).toBe(201);
    release();
    await first;
    expect(new Set(enrolments.map(({ key }) => key))).toEqual(new Set(['c:admin:enrolMember:slow']));
    expect(enrolments).toHaveLength(2);
  });

  test('kept answers are readable with the key of their client only', async () => {
    const made = await makeKey({ name: 'Secret till', verbs: ['*'] });
    await ask('POST', '/v1/members', { body: { name: 'Shirin' }, key: 'private' });
    const kept = await fixture.collections.requests.find({}).toArray();
    const answers = kept.flatMap(({ answer }) => (answer ? [toBuffer(answer)] : []));
    expect(answers.length).toBeGreaterThan(2);
    for (const secret of [made.secret, 'Shirin', 'Secret till']) expect(answers.filter((answer) => answer.includes(secret))).toEqual([]);
  });
});

describe('answers', () => {
  test('points are there before the first entry', async () => {
    const { body } = await ask('GET', `/v1/members/${sara.id}/accounts`);
    expect(body).toEqual({ items: [{ unit: 'points', available: 0, pending: 0, held: 0, lifetime_earned: 0 }], next_page_token: '' });
  });

  test('carry security headers and say nothing of the server', async () => {
    const { headers } = await ask('GET', `/v1/members/${sara.id}`);
    expect(headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'cache-control': 'no-store', 'content-security-policy': "default-src 'none'; frame-ancestors 'none'" });
    expect(Object.keys(headers)).not.toEqual(expect.arrayContaining(['x-powered-by']));
    expect(headers.server).toBeUndefined();
  });

  test('health is open and tells what is down', async () => {
    expect(await ask('GET', '/health/live', { token: null, club: null })).toMatchObject({ status: 200, body: { status: 'live' } });
    expect(await ask('GET', '/health/ready', { token: null, club: null })).toMatchObject({ status: 200, body: { status: 'ready', checks: { database: 'up' } } });
    fixture.checks.ledger = false;
    expect(await ask('GET', '/health/ready', { token: null, club: null })).toMatchObject({ status: 503, body: { status: 'not_ready', checks: { database: 'up', ledger: 'down' } } });
  });

  test('dead letters are listed and replayed by the administrator', async () => {
    const event = { id: 'evt_1', type: 'vafa.checkout.sale_closed.v1', key: 'sal_1', clubId: demo.id, occurredAt: new Date(), epoch: 1, sequence: 1n, payload: Buffer.alloc(0) };
    let isCured = false;
    let handled = 0;
    const consumption = await fixture.stream.consume({
      topic: 'vafa.checkout.v1',
      group: 'ledger',
      handle: () => {
        if (!isCured) return Promise.reject(new DomainError('invalid', 'unknown_event_format', 'format 9'));
        handled++;
        return Promise.resolve();
      },
    });
    await fixture.stream.publish('vafa.checkout.v1', [event]);
    const letters = async (): Promise<Record<string, unknown>[]> => (await ask('GET', '/v1/events/dead-letters?group=ledger', { club: null })).body.items as Record<string, unknown>[];
    const until = async (holds: () => Promise<boolean>): Promise<void> => {
      while (!(await holds())) await new Promise(setImmediate);
    };
    await until(async () => (await letters()).length === 1);
    expect((await letters())[0]).toMatchObject({ event_id: 'evt_1', key: 'sal_1', reason: 'unknown_event_format', message: 'format 9' });
    isCured = true;
    expect(await ask('POST', '/v1/events/replays', { body: { topic: 'vafa.checkout.v1' }, club: null })).toMatchObject({ status: 202, body: { replayed: 1 } });
    await until(async () => (await letters()).length === 0);
    expect(handled).toBe(1);
    await consumption.stop();
  });
});
