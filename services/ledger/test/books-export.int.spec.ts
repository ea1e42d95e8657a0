import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Collection } from 'mongodb';
import { openDatabase, syncIndexes } from '@vafa/mongo';
import { openTestEngine, type TestEngine } from '@vafa/testing';
import { MongoUnits, unitModel, type UnitDocument } from '../src/adapters/mongo/mongo-units.ts';
import { exportText, type ExportFormat } from '../src/adapters/text/export-text.ts';
import { AccountsAt } from '../src/use-cases/reports/accounts-at.ts';
import { ExportJournal, type ExportQuestion } from '../src/use-cases/reports/export-journal.ts';
import { GetTrialBalance } from '../src/use-cases/reports/trial-balance.ts';
import type { Journal } from '../src/use-cases/journal/journal.ts';
import { accrue, adjust, burn, capture, hold, open, reverse, send } from './commands.ts';
import { openJournal, type OpenJournal } from './journal-on-engine.ts';
import { turnClock } from './turn-clock.ts';

const account = (memberId: string, unit = 'points', clubId = 'demo') => ({ clubId, memberId, unit });
const at = (text: string): Date => new Date(text);

let engine: TestEngine;
let world: OpenJournal;
let journal: Journal;
let exporting: ExportJournal;
let trial: GetTrialBalance;
let closeUnits: () => Promise<void>;

beforeAll(async () => {
  engine = await openTestEngine();
  world = await openJournal(engine);
  const connection = await openDatabase(engine.uri, engine.database('units'));
  closeUnits = () => connection.close();
  const model = unitModel(connection);
  await syncIndexes([model]);
  const units = new MongoUnits(model.collection as unknown as Collection<UnitDocument>);
  journal = world.writer();
  exporting = new ExportJournal(world.reader, units, world.clock);
  trial = new GetTrialBalance(new AccountsAt(world.reader), world.store, units, world.clock);
  const { clock } = world;
  await journal.post([
    accrue(100n, { account: account('ali'), key: 'e:a' }),
    accrue(11n, { account: account('ali'), expiresAt: at('2026-01-02T12:00:00Z') }),
    open([{ amount: 30n }], { account: account('bea') }),
  ]);
  await journal.post([
    accrue(9n, { account: account('ali', 'points', 'other') }),
    accrue(7n, { account: account('ali', 'status') }),
  ]);
  turnClock(clock, at('2026-01-02T00:00:00Z'));
  await journal.post([
    hold(25n, { account: account('ali'), key: 'e:h' }),
    burn(10_000n, { account: account('ali') }),
    { ...burn(10n, { account: account('bea') }), reason: '=HYPERLINK("http://x","y")', reference: '-1+1,"two"' },
  ]);
  turnClock(clock, at('2026-01-03T00:00:00Z'));
  await journal.post([
    capture('e:h', 20n, { account: account('ali') }),
    reverse('e:a', 30n, { account: account('ali') }),
    adjust(-4n, { account: account('bea') }),
  ]);
  await journal.post([
    send(8n, { account: account('ali'), to: 'demo.bea.points' }),
    burn(500n, { account: account('cem'), finished: true }),
  ]);
  turnClock(clock, at('2026-01-04T00:00:00Z'));
  // More than a checkpoint's worth of commits, and the last of them after the period.
  for (let n = 0; n < 40; n++) await journal.post([accrue(BigInt(n + 1), { account: account('dan') })]);
  turnClock(clock, at('2026-01-05T00:00:00Z'));
});
afterAll(async () => {
  await closeUnits();
  await world.close();
  await engine.close();
});

const text = async (question: ExportQuestion, format: ExportFormat): Promise<string> => {
  let whole = '';
  for await (const part of exportText(exporting.execute(question), format)) whole += part;
  return whole;
};

/** Reads RFC 4180 by itself: the file is judged by what is in it. */
const cellsOf = (csv: string): string[][] => {
  const rows: string[][] = [];
  for (const line of csv.split('\r\n').slice(0, -1)) {
    rows.push(
      [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(([, quoted, plain]) =>
        quoted === undefined ? (plain ?? '') : quoted.replaceAll('""', '"'),
      ),
    );
  }
  return rows;
};

interface Row {
  readonly line: string;
  readonly unit: string;
  readonly books: Readonly<Record<string, bigint>>;
  readonly cells: Readonly<Record<string, string>>;
}

const bookNames = [
  'available',
  'pending',
  'held',
  'issuance',
  'redemption',
  'expiry',
  'opening',
  'adjustment',
  'in_transit',
  'suspense',
];

const fromCsv = (csv: string): Row[] => {
  const [head = [], ...rows] = cellsOf(csv);
  return rows.map((row) => {
    expect(row).toHaveLength(head.length);
    const cells = Object.fromEntries(head.map((name, index) => [name, row[index] ?? '']));
    return {
      line: cells.line ?? '',
      unit: cells.unit ?? '',
      cells,
      books: Object.fromEntries(bookNames.map((book) => [book, BigInt(cells[book] ?? '')])),
    };
  });
};

const fromJsonl = (lines: string): Row[] =>
  lines
    .split('\n')
    .slice(0, -1)
    .map((line) => {
      const { books, ...cells } = JSON.parse(line) as { line: string; unit: string; books: Record<string, string> };
      return {
        line: cells.line,
        unit: cells.unit,
        cells: cells as never,
        books: Object.fromEntries(bookNames.map((book) => [book, BigInt(books[book] ?? 0)])),
      };
    });

const read = { csv: fromCsv, jsonl: fromJsonl };

const movedIn = (rows: readonly Row[], unit: string, book: string): bigint =>
  rows
    .filter((row) => row.line === 'entry' && row.unit === unit)
    .reduce((sum, row) => sum + (row.books[book] ?? 0n), 0n);

const standing = (rows: readonly Row[], line: string, unit: string): Readonly<Record<string, bigint>> =>
  rows.find((row) => row.line === line && row.unit === unit)?.books ?? {};

const periods: [string, ExportQuestion][] = [
  ['all of it', { clubId: 'demo' }],
  ['one unit', { clubId: 'demo', unit: 'points' }],
  [
    'a day in the middle',
    { clubId: 'demo', unit: 'points', from: at('2026-01-02T00:00:00Z'), to: at('2026-01-03T00:00:00Z') },
  ],
  ['from a day on', { clubId: 'demo', from: at('2026-01-03T00:00:00Z') }],
  [
    'a day without entries',
    { clubId: 'demo', unit: 'points', from: at('2026-01-04T12:00:00Z'), to: at('2026-01-04T13:00:00Z') },
  ],
];

describe.each(['csv', 'jsonl'] as const)('as %s', (format) => {
  test.each(periods)('%s: opening and movements are closing, each line sums to zero', async (_name, question) => {
    const rows = read[format](await text(question, format));
    const units = rows.filter(({ line }) => line === 'closing').map(({ unit }) => unit);
    expect(units.length).toBeGreaterThan(0);
    expect(rows.filter(({ line }) => line === 'opening').length).toBeGreaterThan(0);
    for (const row of rows) expect(Object.values(row.books).reduce((sum, amount) => sum + amount, 0n)).toBe(0n);
    for (const unit of units) {
      for (const book of bookNames)
        expect((standing(rows, 'opening', unit)[book] ?? 0n) + movedIn(rows, unit, book)).toBe(
          standing(rows, 'closing', unit)[book],
        );
    }
    expect(rows.some(({ cells }) => cells.club !== 'demo')).toBe(false);
  });
});

describe('export', () => {
  test('periods that meet fit together, and none has an entry of another', async () => {
    const [first, second] = [
      await text({ clubId: 'demo', unit: 'points', to: at('2026-01-03T00:00:00Z') }, 'csv'),
      await text({ clubId: 'demo', unit: 'points', from: at('2026-01-03T00:00:00Z') }, 'csv'),
    ].map(fromCsv);
    const whole = fromCsv(await text({ clubId: 'demo', unit: 'points' }, 'csv'));
    expect(standing(first ?? [], 'closing', 'points')).toEqual(standing(second ?? [], 'opening', 'points'));
    const keys = (rows: readonly Row[] = []) =>
      rows.filter(({ line }) => line === 'entry').map(({ cells }) => `${cells.member ?? ''} ${cells.key ?? ''}`);
    expect([...keys(first), ...keys(second)].sort()).toEqual(keys(whole).sort());
    expect(new Set(keys(whole)).size).toBe(keys(whole).length);
  });

  test('closes where the trial balance stands, when nothing is due', async () => {
    await journal.post([accrue(1n, { account: account('ali') })]);
    turnClock(world.clock, at('2026-01-05T00:00:01Z'));
    const { units } = await trial.execute({ clubId: 'demo', unit: 'points' });
    expect(standing(fromCsv(await text({ clubId: 'demo', unit: 'points' }, 'csv')), 'closing', 'points')).toEqual(
      units[0]?.books,
    );
  });

  test('has refusals and exceptions, with why', async () => {
    const rows = fromCsv(await text({ clubId: 'demo', unit: 'points' }, 'csv'));
    expect(
      rows
        .filter(({ cells }) => cells.refusal === 'balance_too_low')
        .map(({ cells }) => cells.kind)
        .sort(),
    ).toEqual(['refused', 'suspend']);
  });

  test('gives a spreadsheet no formula', async () => {
    const csv = await text({ clubId: 'demo', unit: 'points' }, 'csv');
    const [row] = fromCsv(csv).filter(({ cells }) => cells.reason?.includes('HYPERLINK'));
    expect([row?.cells.reason, row?.cells.reference]).toEqual([`'=HYPERLINK("http://x","y")`, `'-1+1,"two"`]);
    const texts = fromCsv(csv).flatMap(({ cells }) =>
      Object.entries(cells)
        .filter(([name]) => !bookNames.includes(name) && name !== 'amount')
        .map(([, cell]) => cell),
    );
    expect(texts.filter((cell) => /^[=+\-@\t\r]/.test(cell))).toEqual([]);
  });

  test('is read as it is asked for', async () => {
    let commits = 0;
    const counted = {
      commits: async function* (clubId: string | undefined) {
        for await (const commit of world.reader.commits(clubId)) {
          commits++;
          yield commit;
        }
      },
    };
    const none = { list: () => Promise.resolve([]), put: () => Promise.resolve(false) };
    const lines = new ExportJournal(counted, none, world.clock).execute({ clubId: 'demo' })[Symbol.asyncIterator]();
    for (let n = 0; n < 3; n++) await lines.next();
    expect(commits).toBeLessThanOrEqual(3);
    await lines.return?.();
  });

  test.each([
    [
      'a period that ends before it begins',
      { clubId: 'demo', from: at('2026-01-03T00:00:00Z'), to: at('2026-01-02T00:00:00Z') },
      'invalid_period',
    ],
    ['a period that has not ended', { clubId: 'demo', to: at('2030-01-01T00:00:00Z') }, 'moment_in_future'],
    ['a unit that the club has not', { clubId: 'demo', unit: 'gold' }, 'unknown_unit'],
    ['a club that is no name', { clubId: '' }, 'invalid_account'],
  ])('%s is refused', async (_name, question, code) => {
    await expect(text(question, 'csv')).rejects.toMatchObject({ code });
  });
});
