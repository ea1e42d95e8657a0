import { once } from 'node:events';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import type { LedgerVerification } from '@vafa/client';
import { runCommandLine } from '../src/run-command-line.ts';

const verified: LedgerVerification = { accounts: 2, commits: 1_234, entries: 5_678, findings: [], root: 'ab12' };
const broken: LedgerVerification = {
  ...verified,
  findings: [{ account: 'a', version: 3, code: 'hash_differs', detail: 'commit 3' }],
};

let server: Server;
let url = '';
const asked: IncomingMessage[] = [];

beforeAll(async () => {
  server = createServer((request, response) => {
    asked.push(request);
    const key = request.headers.authorization;
    const problem = { status: 401, code: 'unknown_api_key', detail: 'the API key is unknown or revoked' };
    response.writeHead(key === 'Bearer wrong' ? 401 : 200, { 'content-type': 'application/json' });
    response.end(JSON.stringify(key === 'Bearer wrong' ? problem : key === 'Bearer broken' ? broken : verified));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(() => {
  server.close();
});

const run = async (...args: string[]): Promise<{ code: number; out: string; err: string }> => {
  const out: string[] = [];
  const err: string[] = [];
  const log = jest.spyOn(console, 'log').mockImplementation((text: string) => void out.push(text));
  const error = jest.spyOn(console, 'error').mockImplementation((text: string) => void err.push(text));
  try {
    return { code: await runCommandLine(args), out: out.join('\n'), err: err.join('\n') };
  } finally {
    log.mockRestore();
    error.mockRestore();
  }
};

describe('vafa', () => {
  test('shows its commands, and each its own help', async () => {
    const all = await run('--help');
    expect(all).toMatchObject({ code: 0, err: '' });
    for (const words of [
      'import sales FILE',
      'summary',
      'member show',
      'ledger verify',
      'events replay',
      'events dead-letters',
    ])
      expect(all.out).toContain(`vafa ${words}`);
    expect((await run('events', 'replay', '--help')).out).toContain('--group NAME');
  });

  test('asks for the club with the key it was given', async () => {
    const { code, out } = await run('ledger', 'verify', '--url', url, '--key', 'right', '--club', 'north');
    expect(code).toBe(0);
    expect(out).toContain('1,234');
    expect(out).toContain('clean');
    expect(asked.at(-1)?.headers).toMatchObject({ authorization: 'Bearer right', 'vafa-club': 'north' });
  });

  test('reads address and key from the data folder', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'vafa-cli-'));
    writeFileSync(join(folder, 'address'), `${url}\n`);
    writeFileSync(join(folder, 'admin-key'), 'from-the-folder\n');
    const { code, out } = await run('ledger', 'verify', '--data', folder, '--json');
    expect(code).toBe(0);
    expect(JSON.parse(out)).toEqual(verified);
    expect(asked.at(-1)?.headers.authorization).toBe('Bearer from-the-folder');
  });

  test('a finding is exit code 1', async () => {
    const { code, out } = await run('ledger', 'verify', '--url', url, '--key', 'broken');
    expect(code).toBe(1);
    expect(out).toContain('hash_differs');
  });

  test.each([
    ['an unknown command', ['frobnicate'], 2, 'unknown command: frobnicate'],
    ['an unknown option', ['summary', '--frob'], 2, "Unknown option '--frob'"],
    ['a missing name', ['member', 'show'], 2, 'usage: vafa member show'],
    ['no server', ['summary', '--url', 'http://127.0.0.1:9', '--key', 'x'], 1, 'no Vafa answers at http://127.0.0.1:9'],
    ['not an address', ['summary', '--url', 'nowhere', '--key', 'x'], 1, 'not an address: nowhere'],
    ['an address of another kind', ['summary', '--url', 'ftp://x', '--key', 'x'], 1, 'not an address: ftp://x'],
    ['a key of other letters', ['summary', '--url', 'http://x', '--key', 'کلید'], 1, '--key has letters'],
    ['a key with a line break', ['summary', '--url', 'http://x', '--key', 'a\nb'], 1, '--key has letters'],
    ['a club with a space', ['summary', '--url', 'http://x', '--key', 'x', '--club', 'a b'], 1, '--club has letters'],
    [
      'a cost of letters',
      ['ledger', 'liability', '--url', 'http://x', '--key', 'x', '--cost', 'abc'],
      2,
      '--cost is a',
    ],
    ['no data folder', ['summary', '--data', '/nonexistent'], 1, 'no --url given and there is no /nonexistent/address'],
  ])('%s is one line', async (_case, args, code, says) => {
    const result = await run(...args);
    expect(result).toMatchObject({ code, out: '' });
    expect(result.err).toContain(says);
    expect(result.err.split('\n')).toHaveLength(1);
  });

  test('a wrong key and a missing file are one line', async () => {
    expect(await run('summary', '--url', url, '--key', 'wrong')).toEqual({
      code: 1,
      out: '',
      err: 'vafa: the key is not valid: name another with --key or VAFA_KEY',
    });
    expect(await run('import', 'sales', '/no/such.csv', '--url', url, '--key', 'right')).toEqual({
      code: 1,
      out: '',
      err: 'vafa: no such file: /no/such.csv',
    });
  });
});
