import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { disagreements, expectedSummary, shownSummary } from '../src/agreement.ts';
import { readInvoiceRows } from '../src/csv-rows.ts';
import { importedSession } from '../src/imported-session.ts';
import { memberIdOf, pointsOf, statementOf, summaryOf } from '../src/figures.ts';
import { calculate } from '../src/independent-calculation.ts';
import { sampleFile } from '../src/invoice-files.ts';
import { membersByHand } from '../src/members-by-hand.ts';
import { foldTopics } from '../src/read-topics.ts';
import type { MemberPage, RewardPage, Summary, Task } from '@vafa/client';
import { num, type Rest } from '../src/rest.ts';
import { RunningClub } from '../src/running-club.ts';
import { runVafa } from '../src/run-vafa.ts';
import { until } from '../src/until.ts';

const expected = calculate(readInvoiceRows(sampleFile));

describe('the sample, imported by the command line into an empty club', () => {
  let club: RunningClub;
  let rest: Rest;
  let imported: Task;

  beforeAll(async () => {
    club = await RunningClub.start({ empty: true });
    await club.made(120_000);
    rest = club.rest();
    const { code, out, err } = await runVafa(club.options.dataFolder, 'import', 'sales', sampleFile, '--json');
    expect({ code, err }).toEqual({ code: 0, err: '' });
    imported = JSON.parse(out) as Task;
  }, 600_000);

  afterAll(() => club.remove());

  test('reports every exception by its code', () => {
    expect(imported).toMatchObject({
      state: 'done',
      rows_total: 42_481,
      rows_done: 42_481,
      exceptions: expected.exceptions,
      dead_letters: 0,
    });
    expect(imported.exceptions_by_code).toEqual(expected.exceptionsByCode);
    expect(imported.sales.accepted).toBe(expected.sales);
    expect(imported.returns.accepted).toBe(expected.returns);
  });

  test('agrees figure by figure with the independent calculation', async () => {
    expect(await shownSummary(rest)).toEqual(expectedSummary(expected));
    expect(await summaryOf(rest)).toMatchObject({ points_burned: 0, liability: expected.outstanding });
  });

  test('agrees member by member', async () => {
    expect(await disagreements(rest, expected)).toEqual([]);
  });

  test.each(membersByHand)(
    'member $customer has what was worked out by hand',
    async ({ customer, accrued, takenBack, outstanding }) => {
      const id = (await memberIdOf(rest, customer)) ?? '';
      const entries = await statementOf(rest, id);
      const sum = (kind: string): number =>
        entries.filter((entry) => entry.kind === kind).reduce((total, { amount }) => total + Math.abs(num(amount)), 0);
      expect({
        accrued: sum('accrue'),
        takenBack: sum('reverse_accrual'),
        outstanding: (await pointsOf(rest, id)).available,
      }).toEqual({ accrued, takenBack, outstanding });
      for (const { cause, effective_at: at } of entries) {
        expect(cause).toMatch(/^evt_/);
        expect(at < '2011-01-01').toBe(true);
      }
    },
  );

  test('a consumer that starts late builds the same totals from the beginning of the topics', async () => {
    const totals = await foldTopics(club.options.dataFolder, 'e2e-late');
    expect({
      ...totals,
      returns: totals.returns.size,
      accounts: [...totals.accounts.values()].reduce((sum, points) => sum + points, 0),
    }).toEqual({
      sales: expected.sales,
      salesWithoutMember: expected.salesWithoutMember,
      returns: expected.returns,
      accruedByCheckout: expected.accrued,
      takenBackByCheckout: expected.takenBack,
      accounts: expected.outstanding,
    });
  });

  test('importing it again changes nothing and says so', async () => {
    const before = await summaryOf(rest);
    const verified = await rest.call('verifyLedger');
    const { code, out } = await runVafa(club.options.dataFolder, 'import', 'sales', sampleFile, '--json');
    const again = JSON.parse(out) as Task;
    expect({ code, notes: again.notes }).toEqual({
      code: 0,
      notes: ['Nothing changed: everything in the file was known.'],
    });
    expect([again.sales.accepted, again.returns.accepted]).toEqual([0, 0]);
    expect(again.exceptions_by_code).toEqual(expected.exceptionsByCode);
    expect(await summaryOf(rest)).toEqual(before);
    expect(await rest.call('verifyLedger')).toEqual(verified);
  }, 600_000);

  test('a receipt with other lines, bad rows and a file that breaks off are told apart, and change no known sale', async () => {
    const before = await summaryOf(rest);
    const file = join(club.options.dataFolder, 'strange.csv');
    writeFileSync(
      file,
      [
        'InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country',
        '537410,22834,HAND WARMER,71,2010-12-06T15:03:00,2.1,14409,United Kingdom',
        '700001,A,TEA,many,2010-12-30T10:00:00,1.00,14409,United Kingdom',
        '700001,B,\u202eTEA,1,2010-12-30T10:00:00,1.00,14409,United Kingdom',
        '700001,C,TEA,5,2010-12-30T10:00:00,1.00,14409,United Kingdom',
        '700002,A,TEA,1,2010-12-30T11:00:00,1.00,14409,United Kingdom',
        '700002,B,TEA,1,2010-12-30T11:00:00,1.0',
      ].join('\n'),
    );
    const { code, out } = await runVafa(club.options.dataFolder, 'import', 'sales', file, '--json');
    const report = JSON.parse(out) as Task;
    expect(code).toBe(0);
    expect(report.exceptions_by_code).toEqual({ receipt_differs: 1, invalid_quantity: 1, hostile_text: 1 });
    expect(report).toMatchObject({
      state: 'done',
      sales: { accepted: 1 },
      withheld_invoices: ['700002'],
      notes: [expect.stringContaining('breaks off at row 7')],
    });
    const after = await summaryOf(rest);
    expect(after).toMatchObject({
      sales: before.sales + 1,
      points_accrued: before.points_accrued + 5,
      points_taken_back: before.points_taken_back,
      exceptions: before.exceptions + 3,
    });
    expect(
      (await rest.request('GET', `/v1/sessions/${importedSession('700002', '2010-12-30', 'United Kingdom')}`)).status,
    ).toBe(404);
  }, 300_000);

  test('the command line shows summary, member and a clean ledger', async () => {
    const folder = club.options.dataFolder;
    expect((await runVafa(folder, 'summary')).out).toContain('564,008');
    expect((await runVafa(folder, 'member', 'show', '14409')).out).toContain('182 available');
    expect(await runVafa(folder, 'ledger', 'verify')).toMatchObject({ code: 0, out: expect.stringContaining('clean') });
    expect(await runVafa(folder, 'events', 'dead-letters')).toMatchObject({ code: 0, out: 'no dead letters\n' });
    expect(await runVafa(folder, 'events', 'replay', '--json')).toMatchObject({ code: 0 });
    expect(await runVafa(folder, 'member', 'show', 'nobody')).toMatchObject({
      code: 1,
      err: 'vafa: no member nobody\n',
    });
  });

  test('an imported sale can be read and takes a later return', async () => {
    const path = { session_id: importedSession('537410', '2010-12-06', 'United Kingdom') };
    // Member 14409: 72 × 2.10, all returned by C537413; the other sale is 96 × 1.85 = 177.60.
    expect(await rest.call('getSession', { path })).toMatchObject({
      state: 'closed',
      receipt: '537410',
      till: 'import',
      historical: true,
      total: { amount: 15_120 },
      remaining_total: { amount: 0 },
      points: 0,
      returns: [{ receipt: 'C537413' }],
    });
    const answer = await rest.call('returnLines', {
      path: { session_id: importedSession('537412', '2010-12-06', 'United Kingdom') },
      body: { receipt: 'later', lines: [{ position: 1, quantity: 2 }] },
    });
    // 94 × 1.85 = 173.90 → 173 of 177 points.
    expect(answer).toMatchObject({
      return: { amount: { amount: 370 }, points_taken_back: 4 },
      session: { points: 173 },
    });
    const id = (await memberIdOf(rest, '14409')) ?? '';
    await until('the points are taken back', 120_000, async () =>
      (await pointsOf(rest, id)).available === 178 ? true : undefined,
    );
  });
});

describe('the main job of a first start', () => {
  let club: RunningClub;
  let firstOutput = '';

  beforeAll(async () => {
    club = await RunningClub.start();
    await club.made(180_000);
    firstOutput = club.output;
  }, 600_000);

  afterAll(() => club.remove());

  /** What the stories of a first start add: a sale of 40.80 → 40 points, the survey's 25; 500 + 300 burned. */
  const stories = { sales: 1, accrued: 40 + 25, burned: 500 + 300 };

  test('imports the sample with progress and tells a few stories', () => {
    expect(firstOutput).toMatch(/Vafa is ready at http:\/\/127\.0\.0\.1:\d+ \([\d.]+ s\)/);
    expect(firstOutput).toMatch(/importing 42,481 of 42,481 rows, [\d,]+\/s/);
    expect(firstOutput).toContain('Accepted 1559 sales and 145 returns; 579 rows are exceptions.');
    for (const story of [
      '18102 redeemed',
      '15061 bought for 40.80 GBP, paid 3.00 GBP of it with 300 points and earned 40',
      '15061 answered the survey',
      '16029 complained',
    ])
      expect(firstOutput).toContain(story);
    expect(firstOutput).not.toContain('could not be told');
  });

  test('comes to the calculation and the stories, figure by figure', async () => {
    const { best, ...figures } = await shownSummary(club.rest());
    const { best: _best, ...calculated } = expectedSummary(expected);
    expect(figures).toEqual({
      ...calculated,
      sales: calculated.sales + stories.sales,
      points_accrued: calculated.points_accrued + stories.accrued,
      points_outstanding: calculated.points_outstanding + stories.accrued - stories.burned,
    });
    expect(best[0]).toEqual({ customer: '18102', points: 27_833 - 500 });
    expect((await summaryOf(club.rest())).points_burned).toBe(stories.burned);
  });

  test('the three lines worth trying work as they are printed', async () => {
    const lines = [...firstOutput.matchAll(/^ +(curl .*)$/gm)].map(([, line]) => line ?? '');
    expect(lines).toHaveLength(3);
    const answers = await Promise.all(
      lines.map(
        async (line) =>
          JSON.parse(
            (await promisify(execFile)('bash', ['-c', line], { cwd: join(import.meta.dirname, '../..') })).stdout,
          ) as unknown,
      ),
    );
    const [summary, member, rewards] = answers as [Summary, MemberPage, RewardPage];
    expect(summary.sales).toBe(expected.sales + stories.sales);
    expect(member.items).toMatchObject([{ external_id: '18102' }]);
    expect(rewards.items).toHaveLength(3);
  });

  test('a second start keeps everything and loads nothing twice', async () => {
    const before = { summary: await summaryOf(club.rest()), ledger: await club.rest().call('verifyLedger') };
    expect(await club.stop()).toBe(0);
    const { dataFolder, port } = club.options;
    club = await RunningClub.start({ dataFolder, port });
    await club.made(120_000);
    expect(club.output).not.toContain('importing');
    expect({ summary: await summaryOf(club.rest()), ledger: await club.rest().call('verifyLedger') }).toEqual(before);
  }, 300_000);

  test('a second process on the same folder, or on the same port, is refused with a reason', async () => {
    const { dataFolder, port } = club.options;
    const onFolder = RunningClub.spawn({ dataFolder, port: port === 31_999 ? 10_001 : port + 1 });
    await until('it has ended', 120_000, () => onFolder.exitCode);
    expect(onFolder.output).toContain(`another Vafa is running on ${dataFolder}`);
    const onPort = RunningClub.spawn({ dataFolder: `${dataFolder}-other`, port });
    await until('it has ended', 120_000, () => onPort.exitCode);
    expect(onPort.output).toContain(`port ${port} is in use`);
    expect([onFolder.exitCode, onPort.exitCode]).toEqual([1, 1]);
  }, 300_000);
});
