import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals';
import type { AccountPage, Member, MemberPage, StatementPage } from '@vafa/client';
import { runCommandLine } from '../src/run-command-line.ts';

const sara: Member = {
  id: 'mem_1',
  name: 'Sara',
  phone: '+989121234567',
  email: null,
  card: null,
  external_id: '17850',
  birth_date: null,
  member_since: '2024-02-29T10:00:00.000Z',
  revision: 3,
  consents: [],
  enrolled_at: '2024-02-29T10:00:00.000Z',
  masked: false,
};
const reza: Member = { ...sara, id: 'mem_2', name: 'Reza', external_id: null };

interface Asked {
  readonly method: string;
  readonly url: string;
  readonly body: string;
}

let server: Server;
let url = '';
const asked: Asked[] = [];

const pageOf = (...items: Member[]): MemberPage => ({ items, next_page_token: '' });

const answerTo = ({ method, url: path, body }: Asked): [number, unknown] => {
  if (method === 'PATCH') return [200, { ...sara, ...(JSON.parse(body) as object), revision: 4 }];
  if (path.includes('/accounts') || path.includes('/statement'))
    return [200, { items: [], next_page_token: '' } satisfies AccountPage & StatementPage];
  if (path === '/v1/members/mem_1' || path === '/v1/members?external_id=17850' || path === '/v1/members?q=sara')
    return [200, path.includes('?') ? pageOf(sara) : sara];
  if (path === '/v1/members?q=all') return [200, pageOf(sara, reza)];
  if (path === '/v1/members?phone=99999') return [400, { code: 'invalid_phone', detail: 'not a phone number' }];
  return [200, path === `/v1/members?phone=${encodeURIComponent('۰۹۱۲ ۱۲۳ ۴۵۶۷')}` ? pageOf(reza) : pageOf()];
};

beforeAll(async () => {
  server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => void parts.push(part));
    request.on('end', () => {
      const call = { method: request.method ?? '', url: request.url ?? '', body: Buffer.concat(parts).toString() };
      asked.push(call);
      const [status, answer] = answerTo(call);
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
});
beforeEach(() => void asked.splice(0));
afterAll(() => void server.close());

const run = async (...args: string[]): Promise<{ code: number; out: string; err: string }> => {
  const out: string[] = [];
  const err: string[] = [];
  const log = jest.spyOn(console, 'log').mockImplementation((line: string) => void out.push(line));
  const error = jest.spyOn(console, 'error').mockImplementation((line: string) => void err.push(line));
  try {
    return {
      code: await runCommandLine(['member', ...args, '--url', url, '--key', 'k']),
      out: out.join('\n'),
      err: err.join('\n'),
    };
  } finally {
    log.mockRestore();
    error.mockRestore();
  }
};

describe('vafa member', () => {
  test.each([
    ['its id', 'mem_1', 'mem_1'],
    ['an external id', '17850', 'mem_1'],
    ['a phone in Persian digits', '۰۹۱۲ ۱۲۳ ۴۵۶۷', 'mem_2'],
    ['a name', 'sara', 'mem_1'],
  ])('shows who is found by %s, with the first purchase', async (_by, name, id) => {
    const { code, out } = await run('show', name);
    expect(code).toBe(0);
    expect(out).toContain(`member ${id}`);
    expect(out).toMatch(/member since\s+2024-02-29/);
  });

  test.each([
    ['nobody', '99999', 'no member 99999'],
    ['several', 'all', 'several members are called all'],
  ])('says when a name finds %s', async (_who, name, message) => {
    const { code, err } = await run('show', name);
    expect(code).toBe(1);
    expect(err).toContain(message);
  });

  test('corrects the fields that are named, of the revision that was seen', async () => {
    const { code, out } = await run(
      'correct',
      '17850',
      '--phone',
      '0912 345 6798',
      '--card',
      '',
      '--reason',
      'swapped',
    );
    expect(code).toBe(0);
    expect(asked.at(-1)).toMatchObject({ method: 'PATCH', url: '/v1/members/mem_1' });
    expect(JSON.parse(asked.at(-1)?.body ?? '')).toEqual({
      phone: '0912 345 6798',
      card: null,
      reason: 'swapped',
      revision: 3,
    });
    expect(out).toContain('revision 4');
    expect(out).toContain('(none)');
  });

  test('wants at least one field to correct', async () => {
    expect(await run('correct', '17850', '--reason', 'none')).toMatchObject({
      code: 2,
      err: expect.stringContaining('name at least one field'),
    });
    expect(asked).toEqual([]);
  });
});
