import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { disagreements, expectedSummary, shownSummary } from '../src/agreement.ts';
import { readInvoiceRows } from '../src/csv-rows.ts';
import { summaryOf } from '../src/figures.ts';
import { calculate } from '../src/independent-calculation.ts';
import { wholeFile } from '../src/invoice-files.ts';
import { costOf } from '../src/process-cost.ts';
import type { Task } from '@vafa/client';
import type { Rest } from '../src/rest.ts';
import { RunningClub } from '../src/running-club.ts';
import { runVafa, type VafaAnswer } from '../src/run-vafa.ts';

const file = wholeFile ?? '';

(wholeFile ? describe : describe.skip)('the whole data set, through the command line into an empty start', () => {
  const expected = wholeFile ? calculate(readInvoiceRows(file)) : undefined;
  let club: RunningClub;
  let rest: Rest;
  let answer: VafaAnswer;

  beforeAll(async () => {
    club = await RunningClub.start({ empty: true });
    await club.made(120_000);
    rest = club.rest();
    const before = costOf(club.pid)?.cpuSeconds ?? 0;
    const startedAt = Date.now();
    answer = await runVafa(club.options.dataFolder, 'import', 'sales', file, '--json');
    const seconds = (Date.now() - startedAt) / 1000;
    const cost = costOf(club.pid);
    const cpuSeconds = (cost?.cpuSeconds ?? 0) - before;
    const rows = Number((JSON.parse(answer.out) as Task).rows_total);
    const facts = [
      `${rows} rows in ${seconds.toFixed(1)} s`,
      `${Math.round(rows / seconds)} rows/s`,
      `peak memory ${cost?.peakMegabytes ?? 0} MB`,
      `CPU ${cpuSeconds.toFixed(1)} s`,
    ];
    process.stdout.write(`${facts.join(', ')}\n`);
  }, 600_000);

  afterAll(() => club.remove());

  test('is done, with the figures that are known', async () => {
    expect({ code: answer.code, err: answer.err }).toEqual({ code: 0, err: '' });
    expect(JSON.parse(answer.out)).toMatchObject({
      state: 'done',
      rows_total: 320_705,
      dead_letters: 0,
      exceptions_by_code: expected?.exceptionsByCode,
    });
    expect(await summaryOf(rest)).toMatchObject({
      sales: 12_495,
      sales_without_member: 1_082,
      members: 3_317,
      returns: 1_937,
      exceptions: 2_970,
      points_outstanding: 5_028_491,
    });
  });

  test('agrees with the independent calculation, figure by figure and member by member', async () => {
    if (!expected) throw new Error('no calculation');
    expect(await shownSummary(rest)).toEqual(expectedSummary(expected));
    expect(await disagreements(rest, expected)).toEqual([]);
  }, 600_000);

  // That a second import changes nothing is told of the sample, in sample-import.spec.ts.
  test('leaves a ledger in which nothing is wrong', async () => {
    expect((await rest.call('verifyLedger')).findings).toEqual([]);
  }, 600_000);
});
