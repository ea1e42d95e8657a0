import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { randomBytes } from 'node:crypto';
import { fakeServices, smallMembership } from './fake-services.ts';
import { openHttpFixture, type HttpFixture } from './http-fixture.ts';
import { mapping, MemoryImports } from './memory-imports.ts';

let fixture: HttpFixture;
let imports: MemoryImports;

beforeAll(async () => {
  imports = new MemoryImports();
  fixture = await openHttpFixture(fakeServices({ membership: smallMembership, imports: imports.service }));
});
afterAll(() => fixture.close());

interface Part {
  readonly name: string;
  readonly content: string | Buffer;
  readonly file?: boolean;
}

const boundary = 'a-boundary';

const form = (parts: readonly Part[]): Buffer =>
  Buffer.concat([
    ...parts.flatMap(({ name, content, file }) => [
      Buffer.from(
        `--${boundary}\r\ncontent-disposition: form-data; name="${name}"${file === false ? '' : '; filename="f.csv"'}\r\n\r\n`,
      ),
      Buffer.from(content),
      Buffer.from('\r\n'),
    ]),
    Buffer.from(`--${boundary}--\r\n`),
  ]);

const send = async (payload: Buffer | string, key: string | undefined, more: Record<string, string> = {}) => {
  const answer = await fixture.app.inject({
    method: 'POST',
    url: '/v1/imports',
    headers: {
      authorization: `Bearer ${fixture.adminKey}`,
      'vafa-club': 'demo',
      'content-type': `multipart/form-data; boundary=${boundary}`,
      ...(key && { 'idempotency-key': key }),
      ...more,
    },
    payload,
  });
  return { status: answer.statusCode, headers: answer.headers, body: answer.json<Record<string, unknown>>() };
};

const get = async (url: string, club = 'demo') =>
  fixture.app.inject({ url, headers: { authorization: `Bearer ${fixture.adminKey}`, 'vafa-club': club } });

const file = 'InvoiceNo,StockCode\n1,A\n';

describe('POST /v1/imports', () => {
  test('hands the file on in pieces and answers with its task', async () => {
    const large = `${file}${randomBytes(400_000).toString('hex')}`;
    const { status, body } = await send(
      form([
        { name: 'kind', content: 'sales', file: false },
        { name: 'file', content: large },
      ]),
      'first',
    );
    expect(status).toBe(202);
    expect(body).toMatchObject({
      kind: 'sales',
      state: 'queued',
      phase: 'reading',
      sales: { accepted: 1, duplicates: 2, exceptions: 3 },
      returns: { accepted: 4 },
      exceptions: 7,
      withheld_invoices: ['9'],
      finished_at: null,
    });
    expect(imports.fileOf(body.id)).toBe(large);
    expect(
      [...imports.uploads.values()].map(({ clubId, caller, chunks, size }) => [clubId, caller, chunks.size, size]),
    ).toEqual([['clb_01demo', 'admin', 4, BigInt(large.length)]]);
  });

  test('a repeat gets the same answer and leaves nothing behind; another file under the key is refused', async () => {
    const first = await send(form([{ name: 'file', content: file }]), 'second');
    const kept = imports.uploads.size;
    const again = await send(form([{ name: 'file', content: file }]), 'second');
    expect([again.status, again.body, again.headers['idempotency-replayed']]).toEqual([202, first.body, 'true']);
    expect(await send(form([{ name: 'file', content: `${file}2,B\n` }]), 'second')).toMatchObject({
      status: 422,
      body: { code: 'idempotency_key_reused' },
    });
    expect(imports.uploads.size).toBe(kept);
  });

  test('a task that was made by a request that died is found again by its key', async () => {
    const first = await send(form([{ name: 'file', content: file }]), 'died');
    const kept = imports.uploads.size;
    await fixture.collections.requests.deleteMany({});
    const again = await send(form([{ name: 'file', content: file }]), 'died');
    expect([again.status, again.body.id, imports.uploads.size]).toEqual([202, first.body.id, kept]);
  });

  test('tells that the quota is used up, and leaves nothing behind', async () => {
    const kept = imports.uploads.size;
    imports.full = 1;
    expect(await send(form([{ name: 'file', content: randomBytes(400_000).toString('hex') }]), 'full')).toMatchObject({
      status: 429,
      body: { code: 'upload_quota_exceeded' },
    });
    imports.full = Number.MAX_SAFE_INTEGER;
    expect(imports.uploads.size).toBe(kept);
  });

  test.each([
    ['no key', form([{ name: 'file', content: file }]), undefined, {}, 400, 'idempotency_key_missing'],
    ['JSON', '{}', 'json', { 'content-type': 'application/json' }, 415, 'unsupported_media_type'],
    ['no file', form([{ name: 'kind', content: 'sales', file: false }]), 'nofile', {}, 400, 'file_missing'],
    [
      'another kind',
      form([
        { name: 'file', content: file },
        { name: 'kind', content: 'members', file: false },
      ]),
      'kind',
      {},
      400,
      'invalid_request',
    ],
    [
      'a mapping that is none',
      form([
        { name: 'file', content: file },
        { name: 'mapping', content: '{"columns":{"price":"x"}}', file: false },
      ]),
      'map',
      {},
      400,
      'invalid_request',
    ],
    [
      'answers that are no JSON',
      form([
        { name: 'answers', content: 'dmy', file: false },
        { name: 'file', content: file },
      ]),
      'answers',
      {},
      400,
      'invalid_request',
    ],
    [
      'a part that is there twice',
      form([
        { name: 'source', content: 'a', file: false },
        { name: 'source', content: 'b', file: false },
        { name: 'file', content: file },
      ]),
      'double',
      {},
      400,
      'invalid_request',
    ],
    ['another part', form([{ name: 'data', content: file }]), 'part', {}, 400, 'invalid_request'],
    ['no boundary', 'x', 'bare', { 'content-type': 'multipart/form-data' }, 400, 'malformed_request'],
    [
      'a form that breaks off',
      form([{ name: 'file', content: file }]).subarray(0, -20),
      'broken',
      {},
      400,
      'malformed_request',
    ],
  ])('refuses %s and keeps nothing', async (_case, payload, key, headers, status, code) => {
    const kept = imports.uploads.size;
    expect(await send(payload, key, headers)).toMatchObject({ status, body: { status, code } });
    expect(imports.uploads.size).toBe(kept);
  });
});

describe('a task', () => {
  test('of another club is not found', async () => {
    const { body } = await send(form([{ name: 'file', content: file }]), 'mine');
    for (const path of [`/v1/tasks/${String(body.id)}`, `/v1/tasks/${String(body.id)}/exceptions.csv`]) {
      expect((await get(path, 'other')).json()).toMatchObject({ status: 404, code: 'task_not_found' });
    }
  });

  test('gives its exceptions as they come, and can be cancelled', async () => {
    const { body } = await send(form([{ name: 'file', content: file }]), 'exceptions');
    const csv = await get(`/v1/tasks/${String(body.id)}/exceptions.csv`);
    expect(csv.headers).toMatchObject({
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': 'attachment; filename="exceptions.csv"',
      'x-content-type-options': 'nosniff',
    });
    expect(csv.body).toBe('a,row,code,reason\n');
    const cancelled = await fixture.app.inject({
      method: 'DELETE',
      url: `/v1/tasks/${String(body.id)}`,
      headers: { authorization: `Bearer ${fixture.adminKey}`, 'vafa-club': 'demo' },
    });
    expect([cancelled.statusCode, cancelled.json()]).toEqual([200, { ...body, state: 'cancelled' }]);
  });
});

const ask = async (method: 'GET' | 'POST' | 'PUT' | 'DELETE', url: string, body?: object) => {
  const headers = {
    authorization: `Bearer ${fixture.adminKey}`,
    'vafa-club': 'demo',
    ...(method === 'POST' && { 'idempotency-key': url }),
    ...(body && { 'content-type': 'application/json' }),
  };
  const answer = await fixture.app.inject({ method, url, headers, ...(body && { payload: JSON.stringify(body) }) });
  return { status: answer.statusCode, body: answer.body === '' ? undefined : answer.json<Record<string, unknown>>() };
};

describe('what is said of a file', () => {
  const part = { columns: { receipt: 'No', unit_price: 'Each' } };
  const parts = [
    { name: 'source', content: 'till', file: false },
    { name: 'mapping', content: JSON.stringify(part), file: false },
    { name: 'answers', content: '{"dates":"dmy"}', file: false },
    { name: 'file', content: file },
  ];

  test('goes with it, and makes another request of it', async () => {
    expect((await send(form(parts), 'said')).status).toBe(202);
    expect(imports.guidance).toEqual({
      source: 'till',
      mapping: JSON.stringify({ columns: { receipt: 'No', unitPrice: 'Each' } }),
      answers: { dates: 'dmy' },
      sourceRevision: undefined,
    });
    expect(await send(form(parts.slice(1)), 'said')).toMatchObject({
      status: 422,
      body: { code: 'idempotency_key_reused' },
    });
  });

  test('shows in a dry run, which keeps nothing', async () => {
    const kept = imports.uploads.size;
    const answer = await fixture.app.inject({
      method: 'POST',
      url: '/v1/imports?dry=true',
      headers: {
        authorization: `Bearer ${fixture.adminKey}`,
        'vafa-club': 'demo',
        'content-type': `multipart/form-data; boundary=${boundary}`,
        'idempotency-key': 'dry',
      },
      payload: form(parts),
    });
    expect([answer.statusCode, imports.uploads.size]).toEqual([200, kept]);
    expect(answer.json()).toMatchObject({
      source: 'till',
      layout: { format: 'csv', delimiter: ';' },
      mapping: { columns: { receipt: 'No', unit_price: 'Each' }, returned_quantities: 'negative', leave_out: [] },
      questions: [
        {
          id: 'dates',
          text: { en: 'Which day?' },
          column: null,
          options: [{ value: 'dmy', examples: [{ from: '01/02/2026', to: '2026-02-01' }] }],
        },
      ],
      rows: [
        { row: 2, quantity: 0.35, unit_price: '2.55', branch: null, code: null },
        { row: 3, at: null, code: 'invalid_date', reason: 'the date is none' },
      ],
      figures: {
        sales: 1,
        sold: { amount: 89, currency: 'GBP', digits: 2 },
        exceptions: { invalid_date: 1 },
        rows_left_out: { totals: 1, repeated_headers: 0, empty: 3, no_sale: { voided: 2 } },
        break_off: null,
      },
    });
  });

  test('answers what a task asks, and tries it again', async () => {
    const { body } = await send(form([{ name: 'file', content: file }]), 'asks');
    const id = encodeURIComponent(String(body.id));
    expect(await ask('POST', `/v1/imports/${id}/answers`, { answers: { dates: 'dmy' } })).toMatchObject({
      status: 202,
      body: {
        id: body.id,
        file: 'sales.csv',
        notes: ['Left out: 1 row of totals.'],
        exceptions_by_code: { invalid_date: 7 },
      },
    });
    expect(imports.answers).toEqual({ dates: 'dmy' });
    expect((await ask('POST', `/v1/imports/${id}x/answers`, { answer: 1 })).status).toBe(400);
    expect((await ask('POST', `/v1/tasks/${id}/retry`)).status).toBe(202);
  });

  test('is kept by source', async () => {
    const whole = {
      rows: 'line',
      columns: part.columns,
      returns: { by: 'sign' },
      returned_quantities: 'negative',
      continuation: false,
      leave_out: [],
      attributes: [],
    };
    expect(await ask('PUT', '/v1/import-sources/till', { mapping: whole, answers: { a: 'b' } })).toMatchObject({
      status: 200,
      body: { name: 'till', mapping: whole, answers: { a: 'b' } },
    });
    expect(imports.sources.get('till')?.mapping).toBe(JSON.stringify(mapping));
    expect((await ask('GET', '/v1/import-sources')).body).toMatchObject({
      items: [{ name: 'till' }],
      next_page_token: '',
    });
    expect((await ask('GET', '/v1/import-sources/till')).body).toMatchObject({ mapping: whole });
    expect(await ask('PUT', '/v1/import-sources/till', { mapping: { ...part, rows: 'page' } })).toMatchObject({
      status: 400,
      body: { code: 'invalid_request' },
    });
    const columns = 'columns-0123456789abcdef';
    expect(await ask('PUT', '/v1/import-sources/till', { mapping: whole, columns: 'a/b' })).toMatchObject({
      status: 400,
      body: { code: 'invalid_request' },
    });
    expect(await ask('PUT', '/v1/import-sources/had-back', { mapping: whole, columns })).toMatchObject({
      status: 200,
      body: { columns },
    });
    expect((await ask('DELETE', '/v1/import-sources/had-back')).status).toBe(204);
    const seen = { mapping: whole, answers: {}, revision: 1 };
    expect(await ask('PUT', '/v1/import-sources/till', seen)).toMatchObject({ status: 200, body: { revision: 2 } });
    const changed = { status: 412, body: { code: 'source_changed', details: { revision: '2' } } };
    expect(await ask('PUT', '/v1/import-sources/till', seen)).toMatchObject(changed);
    expect(await ask('DELETE', '/v1/import-sources/till?revision=1')).toMatchObject(changed);
    expect((await ask('DELETE', '/v1/import-sources/till?revision=2')).status).toBe(204);
    expect(await ask('GET', '/v1/import-sources/till')).toMatchObject({
      status: 404,
      body: { code: 'source_not_found' },
    });
  });
});

describe('GET /v1/tasks', () => {
  test("lists the club's own, or those that are open", async () => {
    const lists = async (query: string, club?: string) =>
      (await get(`/v1/tasks${query}`, club)).json<{ items: { id: string }[] }>().items.map(({ id }) => id);
    for (const key of ['list-1', 'list-2']) await send(form([{ name: 'file', content: file }]), key);
    const all = await lists('');
    expect(all.length).toBeGreaterThan(1);
    expect(await lists('?open=true')).toEqual(all.slice(0, 1));
    expect(await lists('', 'other')).toEqual([]);
    expect((await get('/v1/tasks?open=maybe')).statusCode).toBe(400);
  });
});
