import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { eventually } from '@vafa/testing';
import { gzipSync } from 'node:zlib';
import { fakeServices, smallMembership } from './fake-services.ts';
import { openHttpFixture, type HttpFixture } from './http-fixture.ts';
import { header, MemoryBooks } from './import-fakes.ts';

let fixture: HttpFixture;
let books: MemoryBooks;
let firstTask = '';

beforeAll(async () => {
  books = new MemoryBooks();
  fixture = await openHttpFixture(fakeServices({ membership: smallMembership }), books);
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
      Buffer.from(`--${boundary}\r\ncontent-disposition: form-data; name="${name}"${file === false ? '' : '; filename="f.csv"'}\r\n\r\n`),
      Buffer.from(content),
      Buffer.from('\r\n'),
    ]),
    Buffer.from(`--${boundary}--\r\n`),
  ]);

const send = async (payload: Buffer | string, key: string | undefined, more: Record<string, string> = {}) => {
  const answer = await fixture.app.inject({
    method: 'POST',
    url: '/v1/imports',
    headers: { authorization: `Bearer ${fixture.adminKey}`, 'vafa-club': 'demo', 'content-type': `multipart/form-data; boundary=${boundary}`, ...(key && { 'idempotency-key': key }), ...more },
    payload,
  });
  return { status: answer.statusCode, headers: answer.headers, body: answer.json<Record<string, unknown>>() };
};

const get = async (url: string, club = 'demo') => fixture.app.inject({ url, headers: { authorization: `Bearer ${fixture.adminKey}`, 'vafa-club': club } });

const over = async (id: unknown) =>
  eventually(async () => {
    const task = (await get(`/v1/tasks/${String(id)}`)).json<Record<string, unknown>>();
    expect(['done', 'failed']).toContain(task.state);
    return task;
  });

const rows = [
  '1,A,MUG,2,2011-01-04T10:00:00,2.55,17850,France',
  '1,B,=HYPERLINK("http://x"),0,2011-01-04T10:00:00,2.55,17850,France',
  '2,A,"MUG, red",x,2011-01-04T10:00:00,2.55,,France',
];
const file = `${[header, ...rows].join('\n').replaceAll('=HYPERLINK("http://x")', '"=HYPERLINK(""http://x"")"')}\n`;

describe('POST /v1/imports', () => {
  test('takes a file as a stream and answers with its task, which comes to an end', async () => {
    const { status, body } = await send(form([{ name: 'kind', content: 'sales', file: false }, { name: 'file', content: gzipSync(file) }]), 'first');
    expect(status).toBe(202);
    expect(body).toMatchObject({ id: expect.stringMatching(/^tsk_/) as unknown, kind: 'sales', rows_total: 0 });
    firstTask = String(body.id);
    const task = await over(body.id);
    expect(task).toMatchObject({ state: 'done', phase: 'finished', rows_total: 3, rows_done: 3, sales: { accepted: 1, duplicates: 0, exceptions: 1 }, exceptions: 2, failure: '', dead_letters: 0 });
    // The file goes after its task has ended.
    await eventually(async () => (await fixture.collections.chunks.countDocuments({})) === 0);
  });

  test('a repeat gets the same answer and leaves nothing behind; another file under the key is refused', async () => {
    const before = books.submissions;
    const first = await send(form([{ name: 'file', content: file }]), 'second');
    await over(first.body.id);
    const again = await send(form([{ name: 'file', content: file }]), 'second');
    expect([again.status, again.body, again.headers['idempotency-replayed']]).toEqual([202, first.body, 'true']);
    expect(await send(form([{ name: 'file', content: `${file}3,A,MUG,1,2011-01-04T10:00:00,1,,France\n` }]), 'second')).toMatchObject({ status: 422, body: { code: 'idempotency_key_reused' } });
    expect(books.submissions).toBe(before + 1);
    expect([await fixture.collections.chunks.countDocuments({}), await fixture.collections.uploads.countDocuments({})]).toEqual([0, 0]);
    expect(await over(first.body.id)).toMatchObject({ message: 'Nothing changed: everything in the file was known.' });
  });

  test('a task that was made by a request that died is found again by its key', async () => {
    const first = await send(form([{ name: 'file', content: file }]), 'died');
    await fixture.collections.requests.deleteMany({});
    const again = await send(form([{ name: 'file', content: file }]), 'died');
    expect([again.status, again.body.id]).toEqual([202, first.body.id]);
    await over(first.body.id);
    await eventually(async () => expect(await fixture.collections.uploads.countDocuments({})).toBe(0));
  });

  test.each([
    ['no key', form([{ name: 'file', content: file }]), undefined, {}, 400, 'idempotency_key_missing'],
    ['JSON', '{}', 'json', { 'content-type': 'application/json' }, 415, 'unsupported_media_type'],
    ['no file', form([{ name: 'kind', content: 'sales', file: false }]), 'nofile', {}, 400, 'file_missing'],
    ['another kind', form([{ name: 'file', content: file }, { name: 'kind', content: 'members', file: false }]), 'kind', {}, 400, 'invalid_request'],
    ['another part', form([{ name: 'data', content: file }]), 'part', {}, 400, 'invalid_request'],
    ['no boundary', 'x', 'bare', { 'content-type': 'multipart/form-data' }, 400, 'malformed_request'],
    ['a form that breaks off', form([{ name: 'file', content: file }]).subarray(0, 300), 'broken', {}, 400, 'malformed_request'],
  ])('refuses %s and keeps nothing', async (_case, payload, key, headers, status, code) => {
    expect(await send(payload, key, headers)).toMatchObject({ status, body: { status, code } });
    expect([await fixture.collections.chunks.countDocuments({}), await fixture.collections.uploads.countDocuments({})]).toEqual([0, 0]);
  });
});

describe('GET /v1/tasks', () => {
  test("tells another club's task as not found", async () => {
    const { body } = await send(form([{ name: 'file', content: file }]), 'mine');
    for (const path of [`/v1/tasks/${String(body.id)}`, `/v1/tasks/${String(body.id)}/exceptions.csv`]) {
      expect((await get(path, 'other')).json()).toMatchObject({ status: 404, code: 'task_not_found' });
    }
    await over(body.id);
  });

  test('gives the exceptions as CSV that no spreadsheet takes for formulas', async () => {
    const csv = await get(`/v1/tasks/${firstTask}/exceptions.csv`);
    expect(csv.headers).toMatchObject({ 'content-type': 'text/csv; charset=utf-8', 'content-disposition': 'attachment; filename="exceptions.csv"', 'x-content-type-options': 'nosniff' });
    expect(csv.body.split('\n')).toEqual([
      `${header},row,code,reason`,
      '1,B,"\'=HYPERLINK(""http://x"")",0,2011-01-04T10:00:00,2.55,17850,France,3,price_not_positive,UnitPrice is zero or less',
      '2,A,"MUG, red",x,2011-01-04T10:00:00,2.55,,France,4,invalid_quantity,Quantity is not a whole number',
      '',
    ]);
  });

  test('gives the header alone where there are none', async () => {
    const { body } = await send(form([{ name: 'file', content: `${header}\n9,A,MUG,1,2011-01-04T10:00:00,1,,France\n` }]), 'clean');
    await over(body.id);
    expect((await get(`/v1/tasks/${String(body.id)}/exceptions.csv`)).body).toBe(`${header},row,code,reason\n`);
  });
});
