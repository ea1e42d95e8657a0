import { Client, type ImportPreview, type ImportQuestion, type Task } from '@vafa/client';
import { once } from 'node:events';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { afterAll, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { askOnTerminal, languageOf, questionText } from '../src/ask-questions.ts';
import { CommandError } from '../src/command-error.ts';
import { columns, table } from '../src/figures.ts';
import { importSales } from '../src/import-sales.ts';
import { runCommandLine } from '../src/run-command-line.ts';

const question: ImportQuestion = {
  id: 'order of Datum',
  code: 'date_order',
  text: { en: 'Which day is 01/02/2026?', fa: '01/02/2026 کدام روز است؟' },
  column: 'Datum',
  options: [
    { value: 'dmy', label: { en: 'day first', fa: 'اول روز' }, examples: [{ from: '01/02/2026', to: '2026-02-01' }] },
    { value: 'mdy', label: { en: 'month first', fa: 'اول ماه' }, examples: [] },
  ],
};

const done: Task = {
  id: 'tsk_1',
  kind: 'sales',
  file: 'sales.csv',
  state: 'done',
  phase: 'finished',
  rows_total: 3,
  rows_done: 3,
  rate: 1_000,
  seconds_left: null,
  created_at: '2026-02-02T10:00:00.000Z',
  started_at: '2026-02-02T10:00:00.000Z',
  finished_at: '2026-02-02T10:00:01.000Z',
  sales: { accepted: 2, duplicates: 0, exceptions: 0 },
  returns: { accepted: 0, duplicates: 0, exceptions: 0 },
  exceptions: 1,
  exceptions_by_code: { invalid_date: 1 },
  withheld_invoices: [],
  withheld_rows: 0,
  rows_left_out: 0,
  dead_letters: 0,
  questions: [],
  failure: '',
  notes: ['Left out: 1 row of totals.'],
  message: 'Accepted 2 sales and 0 returns; 1 rows are exceptions.',
};
const preview: ImportPreview = {
  source: 'till',
  source_revision: 0,
  layout: { format: 'csv', encoding: 'utf-8', delimiter: ';' },
  mapping: {
    rows: 'line',
    columns: { receipt: 'Nr' },
    returns: { by: 'sign' },
    returned_quantities: 'negative',
    continuation: false,
    leave_out: [],
    attributes: [],
  },
  decisions: {},
  columns: [
    { header: 'Nr', examples: ['1', '2'], readings: [] },
    { header: 'Notiz', examples: ['x'], readings: [] },
    { header: 'Datum', examples: ['01.02.26'], readings: [{ from: '01.02.26', to: '2026-02-01' }] },
  ],
  questions: [],
  rows: [
    {
      row: 2,
      receipt: '1',
      sku: 'A',
      description: 'Tea',
      quantity: 0.35,
      unit_price: '2.55',
      at: '2026-02-01T10:00:00.000Z',
      member: null,
      branch: 'Köln',
      till: null,
      is_return: false,
      attributes: {},
      code: null,
      details: {},
      reason: null,
    },
  ],
  figures: {
    rows: 3,
    sales: 2,
    returns: 1,
    exchanges: 1,
    sales_without_member: 1,
    sold: { amount: 123_456, currency: 'GBP', digits: 2 },
    returned: { amount: 5, currency: 'GBP', digits: 2 },
    exceptions: { invalid_date: 1 },
    first_day: '2026-02-01',
    last_day: '2026-02-02',
    members_known: 1,
    members_new: 2,
    rows_left_out: { totals: 1, repeated_headers: 0, empty: 0, no_sale: { voided: 2 } },
    break_off: null,
  },
};

let server: Server;
let url = '';
let file = '';
let asks = false;
const seen: { method: string; path: string; body: string }[] = [];

beforeAll(async () => {
  server = createServer((request, response) => {
    void (async () => {
      const parts: Buffer[] = [];
      for await (const part of request) parts.push(part as Buffer);
      const [method = '', path = ''] = [request.method, request.url];
      seen.push({ method, path, body: Buffer.concat(parts).toString() });
      const isDry = path.includes('dry=true');
      const task =
        asks && method !== 'DELETE' ? { ...done, state: 'question', questions: [question], message: '' } : done;
      response
        .writeHead(200, { 'content-type': 'application/json' })
        .end(JSON.stringify(isDry ? { ...preview, questions: asks ? [question] : [] } : task));
    })();
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  file = join(mkdtempSync(join(tmpdir(), 'vafa-import-')), 'sales.csv');
  writeFileSync(file, 'a;b\n1;2\n');
});
beforeEach(() => {
  asks = false;
  seen.length = 0;
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
      code: await runCommandLine(['import', 'sales', file, '--url', url, '--key', 'k', ...args]),
      out: out.join('\n'),
      err: err.join('\n'),
    };
  } finally {
    log.mockRestore();
    error.mockRestore();
  }
};

describe('vafa import sales', () => {
  test('sends the file with what is said of it; what became of it stands last', async () => {
    writeFileSync(`${file}.json`, '{ "columns": { "receipt": "a" } }');
    const { code, out } = await run(
      '--source',
      'till',
      '--map',
      `${file}.json`,
      '--answer',
      'order of Datum=dmy',
      '--answer',
      'sheet=1',
    );
    expect([code, out.split('\n').at(-1)]).toEqual([0, 'Accepted 2 sales and 0 returns; 1 rows are exceptions.']);
    expect(out).toContain('Left out: 1 row of totals.');
    expect(out).toMatch(/invalid_date +1/);
    const [{ body = '' } = {}] = seen;
    for (const part of [
      'name="source"\r\n\r\ntill',
      'name="mapping"\r\n\r\n{"columns":{"receipt":"a"}}',
      'name="answers"\r\n\r\n{"order of Datum":"dmy","sheet":"1"}',
      'filename="sales.csv"',
      'a;b\n1;2\n',
    ])
      expect(body).toContain(part);
  });

  test('without a terminal lists the questions with what to write, ends with 1, and leaves no task waiting', async () => {
    asks = true;
    const { code, out } = await run();
    expect(code).toBe(1);
    expect(out).toContain('Which day is 01/02/2026?');
    expect(out).toContain("--answer 'order of Datum=dmy'");
    expect(seen.at(-1)).toMatchObject({ method: 'DELETE', path: '/v1/tasks/tsk_1' });
  });

  test('whoever leaves the questions leaves no task waiting', async () => {
    asks = true;
    const leaving = importSales(new Client({ url, key: 'k', club: 'demo' }), {
      file,
      key: 'left',
      answers: {},
      patienceMs: 60_000,
      quiet: true,
      answer: () => Promise.reject(new CommandError('the questions were not answered')),
    });
    await expect(leaving).rejects.toThrow('the questions were not answered');
    expect(seen.at(-1)).toMatchObject({ method: 'DELETE', path: '/v1/tasks/tsk_1' });
  });

  test('dry says how the file would be read and what would come of it', async () => {
    const { code, out } = await run('--dry');
    expect(code).toBe(0);
    expect(seen.map(({ method, path }) => `${method} ${path}`)).toEqual(['POST /v1/imports?dry=true']);
    for (const text of [
      'csv in utf-8, separated by ;',
      'Notiz',
      '(not used)',
      '01.02.26 → 2026-02-01',
      '2 of 1,234.56 GBP, 1 of them exchanges, 1 without member',
      '1 of 0.05 GBP',
      '2026-02-01 to 2026-02-02',
      '1 known, 2 new',
      'Köln',
      'rows of totals',
      'voided',
    ])
      expect(out).toContain(text);
    asks = true;
    expect(await run('--dry')).toMatchObject({ code: 1, out: expect.stringContaining('--answer') as unknown });
    expect(JSON.parse((await run('--dry', '--json')).out)).toMatchObject({ questions: [{ id: 'order of Datum' }] });
  });

  test.each([
    ['an answer without a question', ['--answer', 'dmy'], 2, '--answer is a question'],
    ['a mapping that is not there', ['--map', '/no/such.json'], 1, 'no such file'],
  ])('%s is one line', async (_case, args, code, says) => {
    const result = await run(...args);
    expect([result.code, result.out, result.err]).toEqual([code, '', expect.stringContaining(says)]);
  });
});

describe('the guided question', () => {
  test('is asked until one of its options is told, by number or value', async () => {
    const [input, output] = [new PassThrough(), new PassThrough()];
    const asking = askOnTerminal([question, { ...question, id: 'b' }], { input, output, language: 'en' });
    input.write('9\nmaybe\n2\ndmy\n');
    expect(await asking).toEqual({ 'order of Datum': 'mdy', b: 'dmy' });
    const shown = String(output.read());
    expect(shown).toContain('  1) day first   01/02/2026 → 2026-02-01\n  2) month first');
  });

  test('ends when nobody is there any more', async () => {
    const input = new PassThrough();
    const asking = askOnTerminal([question], { input, output: new PassThrough(), language: 'en' });
    input.end();
    await expect(asking).rejects.toThrow('the questions were not answered');
  });

  test('shows nothing that moves the cursor or turns the text', () => {
    const hostile = {
      ...question,
      column: 'Da\u001b[2Jtum\n',
      options: [{ value: 'x', label: { en: 'a\u202eb', fa: '' }, examples: [{ from: '1\r', to: '2' }] }],
    };
    expect(questionText(hostile)).toBe('Which day is 01/02/2026? [Da [2Jtum ]\n  1) a b   1  → 2');
    expect(
      columns([
        ['a\nb', 'c'],
        ['d', 'e'],
      ]),
    ).toBe('  a b  c\n  d    e');
    expect(table([['a\u0007', 'b\u009b']])).toBe('  a   b ');
  });

  test('speaks the language of the terminal', () => {
    expect([languageOf({ LANG: 'fa_IR.UTF-8' }), languageOf({ LANG: 'de_DE' }), languageOf({})]).toEqual([
      'fa',
      'en',
      'en',
    ]);
    expect(questionText(question, 'fa')).toContain('اول روز');
  });
});
