import { once } from 'node:events';
import { mkdtempSync, readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import type {
  ExpiringUnitsPage,
  Entry,
  LedgerExceptionPage,
  LedgerRootPage,
  LedgerTransferPage,
  Liability,
  TrialBalance,
} from '@vafa/client';
import { runCommandLine } from '../src/run-command-line.ts';

const unit: TrialBalance['units'][number] = {
  unit: 'points',
  accounts: 3,
  books: { available: 1_009, issuance: -1_009 },
  open_transfers: { count: 1, amount: 4 },
  open_exceptions: { count: 2, amount: -6 },
  agrees: true,
};
const liability: Liability['units'][number] = {
  unit: 'points',
  accounts: 3,
  available: 900,
  pending: 50,
  held: 60,
  outstanding: 1_010,
  owed: 5,
  issued: 4_000,
  expired: 1_000,
  expired_share: 0.25,
  unposted: 0,
  uncollected: 0,
  months: [
    { month: '2026-02', amount: 15 },
    { month: 'never', amount: 1_000 },
  ],
  cost: { amount: 1_010, currency: 'GBP', digits: 2 },
};
const exception = (key: string): LedgerExceptionPage['items'][number] => ({
  member_id: 'mem_1',
  unit: 'points',
  key,
  book: 'redemption',
  amount: -6,
  reason: 'hold_not_found',
  reference: 'sal_1',
  recorded_at: '2026-01-30T10:00:00.000Z',
  claim: false,
});

const settled: Entry = {
  key: 'e:1:settled',
  kind: 'settle',
  amount: -6,
  available_change: -6,
  pending_change: 0,
  held_change: 0,
  available_after: 4,
  suspended: 6,
  captured: null,
  cause: null,
  reason: 'agreed',
  reference: 'sal_1',
  exception: null,
  basis: null,
  effective_at: '2026-01-31T10:00:00.000Z',
  recorded_at: '2026-01-31T10:00:00.000Z',
};

/** Path and query → what the gateway answers. */
const answers: Readonly<Record<string, unknown>> = {
  '/v1/ledger/trial-balance?unit=points&as_of=2026-01-31T00%3A00%3A00Z': {
    as_of: '2026-01-31T00:00:00.000Z',
    units: [unit],
  } satisfies TrialBalance,
  '/v1/ledger/trial-balance': {
    as_of: '2026-01-31T00:00:00.000Z',
    units: [{ ...unit, agrees: false }],
  } satisfies TrialBalance,
  '/v1/ledger/liability?cost_per_thousand=1000': {
    as_of: '2026-01-31T00:00:00.000Z',
    units: [liability],
  } satisfies Liability,
  '/v1/ledger/exceptions?unit=points&page_size=200': {
    items: [exception('e:1')],
    next_page_token: 'more',
  } satisfies LedgerExceptionPage,
  '/v1/ledger/exceptions?unit=points&page_size=200&page_token=more': {
    items: [exception('e:2')],
    next_page_token: '',
  } satisfies LedgerExceptionPage,
  '/v1/ledger/exceptions/settle': settled,
  '/v1/ledger/transfers?page_size=200': { items: [], next_page_token: '' } satisfies LedgerTransferPage,
  '/v1/ledger/roots?page_size=200': {
    items: [{ day: '2026-01-30', root: 'ab12', accounts: 3, kept_at: '' }],
    next_page_token: '',
  } satisfies LedgerRootPage,
  '/v1/ledger/expiring?before=2026-03-01T00%3A00%3A00Z&page_size=200': {
    items: [{ member_id: 'mem_1', unit: 'points', amount: 15, first_at: '2026-02-01T00:00:00Z' }],
    next_page_token: '',
  } satisfies ExpiringUnitsPage,
};
const csv = 'line,club\r\nopening,demo\r\nclosing,demo\r\n';

let server: Server;
let url = '';

beforeAll(async () => {
  server = createServer((request, response) => {
    const path = request.url ?? '';
    if (path === '/v1/ledger/export?unit=points&format=csv') {
      response.end(csv);
    } else if (path === '/v1/ledger/export?unit=broken') {
      response.write('line,club\r\n', () => {
        response.destroy();
      });
    } else {
      response.writeHead(path in answers ? 200 : 404, { 'content-type': 'application/json' });
      response.end(
        JSON.stringify(answers[path] ?? { status: 404, code: 'unknown_unit', detail: 'the club has no such unit' }),
      );
    }
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
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
    return {
      code: await runCommandLine(['ledger', ...args, '--url', url, '--key', 'k']),
      out: out.join('\n'),
      err: err.join('\n'),
    };
  } finally {
    log.mockRestore();
    error.mockRestore();
  }
};

describe('vafa ledger', () => {
  test('trial-balance says whether it agrees', async () => {
    const { code, out } = await run('trial-balance', '--unit', 'points', '--as-of', '2026-01-31T00:00:00Z');
    expect(code).toBe(0);
    expect(out.split('\n')).toEqual([
      'as of 2026-01-31T00:00:00.000Z',
      'points: 3 accounts',
      '  available   1,009',
      '  issuance   -1,009',
      '  sum             0',
      '  in transit: 4 in 1 open transfers; suspense: -6 in 2 open exceptions',
      '  agrees',
    ]);
    const broken = await run('trial-balance', '--json');
    expect([broken.code, JSON.parse(broken.out)]).toEqual([1, answers['/v1/ledger/trial-balance']]);
  });

  test('liability', async () => {
    const { code, out } = await run('liability', '--cost', '1000');
    expect(code).toBe(0);
    for (const text of [
      '1,010 (900 available, 50 pending, 60 held)',
      '10.10 GBP',
      '1,000 of 4,000 issued, 25.00 %',
      '2026-02',
      'never',
    ])
      expect(out).toContain(text);
  });

  test('lists, all pages of them', async () => {
    expect((await run('exceptions', '--unit', 'points')).out.split('\n')).toEqual([
      '  mem_1  points  hold_not_found  sal_1  -6  e:1',
      '  mem_1  points  hold_not_found  sal_1  -6  e:2',
    ]);
    expect((await run('transfers')).out).toBe('no open transfers');
    expect((await run('roots')).out).toBe('  2026-01-30  ab12  3');
    expect((await run('expiring', '--before', '2026-03-01T00:00:00Z')).out).toBe(
      '  mem_1  points  15  2026-02-01T00:00:00Z',
    );
  });

  test('settle ends an exception', async () => {
    expect((await run('settle', 'e:1', '--member', 'mem_1', '--into', 'account')).out).toBe('settled: -6, available 4');
    expect(await run('settle', 'e:1', '--member', 'mem_1', '--into', 'nowhere')).toMatchObject({ code: 2 });
  });

  test('export into a file, and what breaks off is not taken for whole', async () => {
    const file = join(mkdtempSync(join(tmpdir(), 'vafa-cli-')), 'ledger.csv');
    const { code, out } = await run('export', '--unit', 'points', '--format', 'csv', '--out', file);
    expect([code, out, readFileSync(file, 'utf8')]).toEqual([0, `${file}: ${String(csv.length)} bytes`, csv]);
    expect(await run('export', '--unit', 'broken', '--out', file)).toEqual({
      code: 1,
      out: '',
      err: 'vafa: the export broke off: what was written is not whole',
    });
  });

  test.each([
    ['a unit that is not there', ['export', '--unit', 'gold'], 1, 'the club has no such unit (unknown_unit)'],
    [
      'a folder that is not there',
      ['export', '--unit', 'points', '--format', 'csv', '--out', '/nonexistent/x.csv'],
      1,
      'cannot write /nonexistent/x.csv (ENOENT)',
    ],
    ['no moment', ['expiring'], 2, '--before says until when'],
  ])('%s is one line', async (_name, args, code, says) => {
    const result = await run(...args);
    expect(result).toMatchObject({ code, out: '' });
    expect(result.err).toContain(says);
    expect(result.err.split('\n')).toHaveLength(1);
  });
});
