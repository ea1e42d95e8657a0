import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { memberIdOf, pointsOf, summaryOf } from '../src/figures.ts';
import { importedSession } from '../src/imported-session.ts';
import type { ImportPreview, Task } from '@vafa/client';
import { num, type Rest } from '../src/rest.ts';
import { runVafa } from '../src/run-vafa.ts';
import { RunningClub } from '../src/running-club.ts';
import { until } from '../src/until.ts';

/** Files of shops as they are handed over, beside the clone where they are there. */
const folder = join(import.meta.dirname, '../../../shared/cases/files');
const onFiles = existsSync(folder) ? describe : describe.skip;

interface ExpectedSale {
  readonly receipt: string;
  /** In the club's zone. */
  readonly day: string;
  readonly branch: string;
  readonly till?: string;
  readonly at: string;
  /** Minor units, line by line. */
  readonly lines: readonly number[];
  /** Minor units that later returns took back. */
  readonly returned?: number;
}

interface ShopFile {
  readonly file: string;
  readonly currency: string;
  readonly timeZone: string;
  readonly answers?: Readonly<Record<string, string>>;
  readonly sales: readonly ExpectedSale[];
  readonly returns?: number;
  readonly exceptions?: Readonly<Record<string, number>>;
  /** A point for each minor unit, so that points show each amount to the last digit. */
  readonly points: Readonly<Record<string, number>>;
}

const teaDay = { day: '2026-11-05', branch: 'Shop', at: '2026-11-05T10:00:00.000Z' };
const riceDay = { day: '2026-11-03', branch: 'تهران' };

/** By expected.txt, worked out by hand. */
const files: readonly ShopFile[] = [
  {
    file: 's1-german-excel.csv',
    currency: 'EUR',
    timeZone: 'Europe/Berlin',
    sales: [
      { receipt: '20240001', day: '2024-12-01', branch: 'Köln', at: '2024-12-01T07:26:00.000Z', lines: [452, 320] },
      { receipt: '20240002', day: '2024-12-01', branch: 'Köln', at: '2024-12-01T08:02:00.000Z', lines: [124_900] },
    ],
    points: { 10023: 772, 10044: 124_900 },
  },
  {
    file: 's1b-german-renamed.csv',
    currency: 'EUR',
    timeZone: 'Europe/Berlin',
    sales: [{ receipt: '20240001', day: '2024-12-01', branch: 'Köln', at: '2024-12-01T07:26:00.000Z', lines: [320] }],
    points: { 10023: 320 },
  },
  {
    file: 's2-square-items.csv',
    currency: 'USD',
    timeZone: 'America/New_York',
    answers: { 'date:Date': 'mdy' },
    sales: [
      {
        receipt: 'TX1abc',
        day: '2026-11-02',
        branch: 'Main St',
        till: 'Till 1',
        at: '2026-11-02T19:05:33.000Z',
        lines: [810, 700],
        returned: 405,
      },
    ],
    returns: 1,
    points: { CU1: 1105 },
  },
  {
    file: 's4-persian.csv',
    currency: 'IRR',
    timeZone: 'Asia/Tehran',
    sales: [
      { ...riceDay, receipt: '1234', at: '2026-11-02T20:30:00.000Z', lines: [250_000_000] },
      { ...riceDay, receipt: '1235', at: '2026-11-02T20:30:00.000Z', lines: [34_300_000] },
    ],
    points: { 5001: 250_000_000, 5002: 34_300_000 },
  },
  {
    file: 's4b-persian-renamed.csv',
    currency: 'IRR',
    timeZone: 'Asia/Tehran',
    sales: ['1234', '1235', '1236', '1237', '1238'].map((receipt) => ({
      ...riceDay,
      receipt,
      at: '2026-11-03T06:30:00.000Z',
      lines: [250_000_000],
    })),
    points: { 5001: 1_250_000_000 },
  },
  {
    file: 's6-uci-original.csv',
    currency: 'GBP',
    timeZone: 'Europe/London',
    answers: { 'date:InvoiceDate': 'mdy' },
    sales: [
      { receipt: '536365', day: '2010-12-01', branch: 'United Kingdom', at: '2010-12-01T08:26:00.000Z', lines: [1530] },
      { receipt: '536366', day: '2010-12-01', branch: 'United Kingdom', at: '2010-12-01T08:28:00.000Z', lines: [1110] },
    ],
    points: { 17850: 2640 },
  },
  {
    file: 's9-money-formats.csv',
    currency: 'GBP',
    timeZone: 'Europe/London',
    // Of one instant the greater receipt gives first: CV1 takes V7's tea, CV2 that of V6.
    sales: [
      { ...teaDay, receipt: 'V1', lines: [124_900] },
      { ...teaDay, receipt: 'V2', lines: [500] },
      { ...teaDay, receipt: 'V3', lines: [500] },
      { ...teaDay, receipt: 'V5', lines: [50] },
      { ...teaDay, receipt: 'V6', lines: [500], returned: 500 },
      { ...teaDay, receipt: 'V7', lines: [500], returned: 500 },
    ],
    returns: 2,
    exceptions: { quantity_not_positive: 1 },
    points: { 'V-1': 124_900 + 500 + 500 + 50 + 500 + 500 - 1000 },
  },
];

const totalOf = (sales: readonly ExpectedSale[]): number =>
  sales.reduce((sum, { lines }) => sum + lines.reduce((all, line) => all + line, 0), 0);

onFiles('files of shops, as they are, into a club of their own', () => {
  let vafa: RunningClub;

  beforeAll(async () => {
    vafa = await RunningClub.start({ empty: true });
  }, 600_000);

  afterAll(() => vafa.remove());

  const newClub = async ({ file, currency, timeZone }: ShopFile, prefix = ''): Promise<Rest> => {
    const code = prefix + file.replace(/\W.*$/, '');
    await vafa.rest().call('createClub', { body: { code, name: file, currency, time_zone: timeZone } });
    const rest = vafa.rest().of(code);
    await rest.call('publishEarningRule', {
      body: {
        code: 'std',
        name: 'a point for each minor unit',
        points: 1,
        per_amount: 1,
      },
    });
    return rest;
  };

  const vafaImport = (rest: Rest, { file, answers = {} }: ShopFile, ...flags: string[]) =>
    runVafa(
      vafa.options.dataFolder,
      'import',
      'sales',
      join(folder, file),
      '--club',
      rest.club,
      '--json',
      ...Object.entries(answers).flatMap(([id, value]) => ['--answer', `${id}=${value}`]),
      ...flags,
    );

  test.each(files)(
    '$file',
    async (expected) => {
      const { sales, returns = 0, exceptions = {}, points } = expected;
      const rest = await newClub(expected);
      const counts = { sales: sales.length, returns, exceptions };

      const dry = await vafaImport(rest, expected, '--dry');
      expect(dry).toMatchObject({ code: 0 });
      const { figures, questions } = JSON.parse(dry.out) as ImportPreview;
      expect(questions).toEqual([]);
      expect(figures).toMatchObject({ ...counts, sold: { amount: totalOf(sales), currency: expected.currency } });
      expect(await summaryOf(rest)).toMatchObject({ members: 0, sales: 0, exceptions: 0 });

      const real = await vafaImport(rest, expected);
      expect(real).toMatchObject({ code: 0 });
      expect(JSON.parse(real.out)).toMatchObject({
        state: 'done',
        exceptions_by_code: exceptions,
        sales: { accepted: sales.length },
        returns: { accepted: returns },
        withheld_rows: 0,
      });
      for (const sale of sales) await expectSale(rest, sale);
      for (const [customer, wanted] of Object.entries(points)) {
        const id = (await memberIdOf(rest, customer)) ?? '';
        await until(`${customer} has ${String(wanted)} points`, 300_000, async () =>
          (await pointsOf(rest, id)).available === wanted ? true : undefined,
        );
      }
      expect(await summaryOf(rest)).toMatchObject({
        members: Object.keys(points).length,
        sales: sales.length,
        returns,
        points_outstanding: Object.values(points).reduce((sum, each) => sum + each, 0),
      });
    },
    600_000,
  );

  const expectSale = async (
    rest: Rest,
    { receipt, day, branch, till = '', at, lines, returned = 0 }: ExpectedSale,
  ): Promise<void> => {
    const session = await rest.call('getSession', {
      path: { session_id: importedSession(receipt, day, branch, till) },
    });
    const total = lines.reduce((sum, line) => sum + line, 0);
    expect(session).toMatchObject({
      receipt,
      state: 'closed',
      total: { amount: total },
      remaining_total: { amount: total - returned },
    });
    expect(session.lines.map(({ amount }) => num(amount.amount))).toEqual(lines);
    expect(session.sold_at).toBe(at);
  };

  test.each(files.filter(({ answers }) => answers))(
    'where two readings are possible the owner is asked, and nothing is written: $file',
    async ({ answers = {}, ...file }) => {
      const rest = await newClub(file, 'asked-');
      for (const flags of [['--dry'], []]) {
        const { code, out } = await vafaImport(rest, file, ...flags);
        expect(code).toBe(1);
        expect((JSON.parse(out) as ImportPreview | Task).questions.map(({ id }) => id)).toEqual(Object.keys(answers));
      }
      expect(await summaryOf(rest)).toMatchObject({ members: 0, sales: 0, exceptions: 0 });
    },
    600_000,
  );
});
