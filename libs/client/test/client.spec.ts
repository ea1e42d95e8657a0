import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { ApiProblem, Client, mayDo, NotReachable } from '../src/index.ts';

interface Asked {
  readonly line: string;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: string;
}

type Reply = readonly [status: number, body: unknown, type?: string, more?: Readonly<Record<string, string>>];

let server: Server;
let asked: Asked[] = [];
let replies: Reply[] = [];
let client: Client;

beforeAll(async () => {
  server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const line = `${request.method ?? ''} ${request.url ?? ''}`;
      asked.push({ line, headers: request.headers, body: Buffer.concat(parts).toString() });
      const [status, body, type = 'application/json', more] = replies.shift() ?? [500, {}];
      const text = typeof body === 'string' ? body : JSON.stringify(body);
      response.writeHead(status, { 'content-type': type, ...more }).end(text);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  client = new Client({ url: `http://127.0.0.1:${String(port)}`, key: 'vafa_k', club: 'demo' });
});
beforeEach(() => {
  asked = [];
  replies = [];
});
afterAll(() => {
  server.close();
});

describe('the client', () => {
  test('asks an operation by its name, with key, club, Idempotency-Key and body', async () => {
    replies = [[200, { id: 'mem_1' }]];
    await client.call('correctMember', { path: { member_id: 'a/b' }, body: { name: 'Sara' }, key: 'k1' });
    expect(asked).toMatchObject([{ line: 'PATCH /v1/members/a%2Fb', body: '{"name":"Sara"}' }]);
    expect(asked[0]?.headers).toMatchObject({
      authorization: 'Bearer vafa_k',
      'vafa-club': 'demo',
      'idempotency-key': 'k1',
      'content-type': 'application/json',
    });
  });

  test('an answer that does not come in time is none, and the server may have done it', async () => {
    const held = createServer((request) => void request.resume());
    await new Promise<void>((resolve) => held.listen(0, '127.0.0.1', resolve));
    const { port } = held.address() as AddressInfo;
    const impatient = new Client({ url: `http://127.0.0.1:${String(port)}`, answerMs: 20 });
    await expect(impatient.call('getClub')).rejects.toThrow(NotReachable);
    const signal = AbortSignal.abort();
    await expect(impatient.call('getClub', { signal })).rejects.toThrow(NotReachable);
    held.closeAllConnections();
    held.close();
  });

  test('a write without a key gets a new one, which its tries share; where none is taken, none is sent', async () => {
    replies = [
      [503, {}],
      [200, {}],
      [200, {}],
      [200, {}],
    ];
    const path = { session_id: 's' };
    await client.call('closeSession', { path, body: {}, patienceMs: 60_000 });
    await client.call('closeSession', { path, body: {} });
    await client.call('getSession', { path });
    const [first, again, other, read] = asked.map(({ headers }) => headers['idempotency-key']);
    expect([typeof first, again, read]).toEqual(['string', first, undefined]);
    expect(other).not.toBe(first);
  });

  test('tells when a write is answered as before, and was not done now', async () => {
    replies = [
      [201, { id: 'a' }],
      [201, { id: 'a' }, 'application/json', { 'idempotency-replayed': 'true' }],
    ];
    let told = 0;
    const write = { body: { points: 1 } as never, path: { member_id: 'm' }, key: 'k1', onReplay: () => void told++ };
    await client.call('adjustBalance', write);
    expect(told).toBe(0);
    expect(await client.call('adjustBalance', write)).toEqual({ id: 'a' });
    expect(told).toBe(1);
  });

  test('uploads a form as the platform has it, or as it streams', async () => {
    replies = [
      [202, { id: 'tsk_1' }],
      [202, { id: 'tsk_2' }],
    ];
    const form = new FormData();
    form.set('file', new Blob(['a;b']), 'f.csv');
    expect(await client.upload(form, { key: 'k1', dry: true })).toEqual({ id: 'tsk_1' });
    const parts = Readable.from([Buffer.from('--x\r\n'), Buffer.from('a;b')]);
    await client.upload({ type: 'multipart/form-data; boundary=x', parts }, { key: 'k2', dry: false });
    expect(asked).toMatchObject([
      { line: 'POST /v1/imports?dry=true', body: expect.stringContaining('filename="f.csv"') },
      { line: 'POST /v1/imports', body: '--x\r\na;b' },
    ]);
    expect(asked.map(({ headers }) => [headers['idempotency-key'], headers['content-type']])).toEqual([
      ['k1', expect.stringMatching(/^multipart\/form-data; boundary=/)],
      ['k2', 'multipart/form-data; boundary=x'],
    ]);
  });

  test('a call that is given up raises NotReachable', async () => {
    await expect(client.call('isLive', { signal: AbortSignal.abort() })).rejects.toBeInstanceOf(NotReachable);
    expect(asked).toEqual([]);
  });

  test('asks without a key where a cookie says who asks', async () => {
    replies = [[200, {}]];
    await new Client({ url: client.access.url }).call('isReady');
    expect(asked[0]?.headers).not.toHaveProperty('authorization');
  });

  test('a problem says its trace, its wrong places and its details', async () => {
    const errors = [{ pointer: '/phone', code: 'invalid_value', detail: 'four digits are missing' }];
    const told = { code: 'invalid_request', detail: 'see errors', traceId: '4bf9', errors, details: { left: '3' } };
    replies = [
      [400, told, 'application/problem+json'],
      [502, '<html>', 'text/html'],
      [400, 'null', 'application/problem+json'],
    ];
    const asking = () => client.call('isReady').catch((error: unknown) => error);
    expect(await asking()).toMatchObject({ status: 400, traceId: '4bf9', errors, details: { left: '3' } });
    for (const status of [502, 400]) {
      const problem = await asking();
      expect(problem).toBeInstanceOf(ApiProblem);
      expect(problem).toMatchObject({ status, code: 'unknown', traceId: undefined, errors: [], details: {} });
    }
  });

  test('goes through all pages of a list', async () => {
    replies = [
      [200, { items: [{ day: 'b' }], next_page_token: 'more' }],
      [200, { items: [{ day: 'a' }], next_page_token: '' }],
    ];
    expect((await client.items('listLedgerRoots')).map(({ day }) => day)).toEqual(['b', 'a']);
    expect(asked.map(({ line }) => line)).toEqual([
      'GET /v1/ledger/roots?page_size=200',
      'GET /v1/ledger/roots?page_size=200&page_token=more',
    ]);
  });

  test('raises a problem with its code, and what is none with its status', async () => {
    replies = [
      [404, { code: 'member_not_found', detail: 'no such member' }],
      [502, '<html>', 'text/html'],
    ];
    const ask = () => client.call('getMember', { path: { member_id: 'mem_1' } });
    await expect(ask()).rejects.toEqual(new ApiProblem(404, 'member_not_found', 'no such member'));
    await expect(ask()).rejects.toMatchObject({ status: 502, code: 'unknown' });
  });

  test('with patience it asks again while the gateway is away', async () => {
    replies = [
      [503, { code: 'service_unavailable' }],
      [200, { status: 'live' }],
    ];
    expect(await client.call('isLive', { patienceMs: 60_000 })).toEqual({ status: 'live' });
    expect(asked).toHaveLength(2);
    const nowhere = new Client({ url: 'http://127.0.0.1:1', key: 'k' });
    await expect(nowhere.call('isLive')).rejects.toBeInstanceOf(NotReachable);
  });

  test('hands on text as it comes', async () => {
    replies = [[200, 'a,b\n', 'text/csv']];
    const parts: Uint8Array[] = [];
    for await (const part of await client.stream('exportLedger', { query: { format: 'csv' } })) parts.push(part);
    expect(Buffer.concat(parts).toString()).toBe('a,b\n');
  });

  test('a sign-in that has ended is asked for, and what was refused goes again under its key with the new token', async () => {
    const ended: Reply = [401, { code: 'sign_in_ended' }];
    replies = [ended, [200, {}], ended];
    const codes: string[] = [];
    const access = {
      url: client.access.url,
      csrfToken: 'old',
      signInAgain: ({ code }: ApiProblem): Promise<boolean> => {
        codes.push(code);
        access.csrfToken = 'new';
        return Promise.resolve(codes.length === 1);
      },
    };
    const page = new Client(access);
    await page.call('createBranch', { body: { code: 'shop' } });
    await expect(page.call('listBranches')).rejects.toMatchObject({ code: 'sign_in_ended' });
    expect(codes).toEqual(['sign_in_ended', 'sign_in_ended']);
    expect(asked.map(({ headers }) => headers['vafa-csrf-token'])).toEqual(['old', 'new', 'new']);
    expect(asked[1]?.headers['idempotency-key']).toBe(asked[0]?.headers['idempotency-key']);
    expect(asked[1]?.body).toBe('{"code":"shop"}');
  });

  test('a password that is wanted again is asked for in the same way', async () => {
    replies = [
      [403, { code: 'step_up_required' }],
      [200, {}],
    ];
    const page = new Client({ url: client.access.url, signInAgain: () => Promise.resolve(true) });
    await page.call('createBranch', { body: { code: 'shop' } });
    expect(asked[1]?.headers['idempotency-key']).toBe(asked[0]?.headers['idempotency-key']);
  });

  test('what waits for a second person is not taken for done; what is only accepted is', async () => {
    replies = [
      [202, { approval: { id: 'apr_1' } }],
      [202, { id: 'tsk_1' }],
    ];
    const waiting = client.call('createBranch', { body: { code: 'shop' } });
    await expect(waiting).rejects.toMatchObject({ name: 'WaitsForApproval', approval: { id: 'apr_1' } });
    expect(await client.call('createBranch', { body: { code: 'shop' } })).toEqual({ id: 'tsk_1' });
  });

  test('a wrong password is told and not asked for again', async () => {
    replies = [[401, { code: 'sign_in_refused' }]];
    const page = new Client({ url: client.access.url, signInAgain: () => Promise.reject(new Error('it was asked')) });
    const body = { username: 'sara', password: 'x' };
    await expect(page.call('signIn', { body })).rejects.toMatchObject({ code: 'sign_in_refused' });
  });
});

test('what a role may ask for is what the document says', () => {
  expect(mayDo(['cashier'], 'findMembers')).toBe(true);
  expect(mayDo(['cashier'], 'listStaff')).toBe(false);
  expect(mayDo(['cashier', 'administrator'], 'listStaff')).toBe(true);
  expect(mayDo([], 'signIn')).toBe(true);
});
