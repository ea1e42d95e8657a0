import { openBrowser } from '@vafa/e2e/src/web/browser.ts';
import { sample } from '../bench-import.ts';
import { machine, machineText } from '../machine.ts';
import { keepResult } from '../results.ts';
import { percentile, row, table, type Row } from '../statistics.ts';
import { MeasuredTill, type Shown } from './measured-till.ts';

export interface TillBench {
  /** Swipes, and as many lines. */
  readonly rounds: number;
  /** Sales to load; the sample of the repository when absent. */
  readonly file?: string;
  /** Folder of another build to compare with. */
  readonly base?: string;
  /** A few of each. */
  readonly smoke: boolean;
  readonly json: boolean;
}

const firstPort = 18_100;
const smokeRounds = 3;
const membersMost = 40;
const works = [
  ['swipe', 'card on the screen after a swipe'],
  ['line', 'effects on the screen after a line'],
] as const;

const rowsOf = (what: string, shown: readonly Shown[]): Row[] => {
  const ms = shown.map((each) => each.ms);
  const of = (share: number): Row => ({ ...row(what, 'ms', ms), value: percentile(ms, share) });
  return [
    { ...of(0.5), name: `${what}, half of them within` },
    { ...of(0.95), name: '  95 of 100 within' },
    row(
      '  requests',
      'count',
      shown.map(({ count }) => count),
    ),
    row(
      '  of these one after another',
      'count',
      shown.map(({ depth }) => depth),
    ),
  ];
};

const measure = async ({ rounds, file = sample(), base, smoke }: TillBench): Promise<Row[]> => {
  const browser = await openBrowser();
  const tills: MeasuredTill[] = [];
  try {
    const times = smoke ? smokeRounds : rounds;
    const members = Math.min(times, membersMost);
    for (const build of [undefined, ...(base === undefined ? [] : [base])])
      tills.push(await MeasuredTill.open(browser, firstPort + tills.length, file, members, build));
    const rows: Row[] = [];
    for (const [work, what] of works) {
      // The first is of a page and a club that have not done it before.
      for (const till of tills) await till[work]();
      const shown = tills.map((): Shown[] => []);
      for (let round = 0; round < times; round++) {
        // By turns in the other order, so that neither always has the warmer machine.
        const order = [...tills.keys()];
        for (const place of round % 2 === 0 ? order : order.toReversed())
          shown[place]?.push(await tills[place]![work]());
      }
      const [here = [], there] = shown;
      rows.push(...rowsOf(what, here));
      if (there === undefined) continue;
      rows.push(...rowsOf('  the other build', there));
      const ratios = here.map(({ ms }, at) => ms / (there[at]?.ms ?? NaN));
      rows.push(row('  time ÷ that of the other build', 'ratio', ratios));
    }
    return rows;
  } finally {
    await browser.close();
    for (const till of tills) await till.stop();
  }
};

/** Measures how long a cashier waits at a till, in a browser and beside a loaded club. It tells, and judges nothing. */
export const benchTill = async (options: TillBench): Promise<void> => {
  const rows = await measure(options);
  const result = { machine, engine: 'embedded', rows };
  keepResult('till', result);
  console.log(options.json ? JSON.stringify(result) : `${machineText}, embedded engine\n${table(rows)}`);
};
