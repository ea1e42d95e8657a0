import assert from 'node:assert/strict';
import type { Summary } from '@vafa/client';
import { sample } from './bench-import.ts';
import { startClub, type ClubProcess } from './club-process.ts';
import { importFile } from './import-file.ts';
import { machine, machineText } from './machine.ts';
import { headersOf } from './client-of.ts';
import { keepResult } from './results.ts';
import { row, table, type Row } from './statistics.ts';

export interface SummaryBench {
  readonly rounds: number;
  /** Invoices to load; the sample of the repository when absent. */
  readonly file?: string;
  /** Folder of another build to compare with. */
  readonly base?: string;
  /** One round. */
  readonly smoke: boolean;
  readonly json: boolean;
}

const firstPort = 18_090;

const questions = ['/v1/summary', '/v1/ledger/trial-balance', '/v1/ledger/liability'] as const;

/** What two builds must agree on, whatever else the one counts and the other does not. */
const figures = (answer: string): unknown => {
  const {
    points_accrued: accrued,
    points_taken_back: takenBack,
    points_outstanding: outstanding,
  } = JSON.parse(answer) as Summary;
  return { accrued, takenBack, outstanding };
};

interface Asked {
  readonly ms: number;
  readonly answer: string;
}

const ask = async (club: ClubProcess, path: string): Promise<Asked> => {
  const started = performance.now();
  const response = await fetch(`${club.url}${path}`, { headers: headersOf(club) });
  const answer = await response.text();
  if (response.status !== 200) throw new Error(`${path} was refused: ${answer}`);
  return { ms: performance.now() - started, answer };
};

/**
 * The first question of each kind is not measured: right after an import a busy machine may miss the gateway's
 * deadline.
 */
const untilAnswered = async (club: ClubProcess, path: string): Promise<void> => {
  for (let tries = 1; ; tries++) {
    try {
      await ask(club, path);
      return;
    } catch (error) {
      if (tries === 20) throw error;
    }
  }
};

const measure = async ({ rounds, base, file = sample(), smoke }: SummaryBench): Promise<Row[]> => {
  const clubs: ClubProcess[] = [];
  for (const build of [undefined, ...(base === undefined ? [] : [base])]) {
    const club = await startClub(firstPort + clubs.length, {}, build);
    clubs.push(club);
    await importFile(club, file);
  }
  for (const club of clubs) for (const path of questions) await untilAnswered(club, path);
  const raw = new Map<string, Asked[][]>();
  for (let round = 0; round < (smoke ? 1 : rounds); round++) {
    for (const path of questions) {
      const asked: Asked[] = [];
      // By turns in the other order, so that neither always has the warmer machine.
      const order = [...clubs.keys()];
      try {
        for (const place of round % 2 === 0 ? order : order.reverse())
          asked[place] = await ask(clubs[place] as ClubProcess, path);
      } catch (error) {
        // One without an answer is no figure, and neither is the other's beside it.
        console.error(`a pair was left out: ${error instanceof Error ? error.message : String(error)}`);
        continue;
      }
      if (path === '/v1/summary')
        for (const { answer } of asked)
          assert.deepEqual(
            figures(answer),
            figures(asked[0]?.answer ?? ''),
            `${path} has other figures in the other build`,
          );
      raw.set(path, [...(raw.get(path) ?? []), asked]);
    }
  }
  for (const club of clubs) await club.stop();
  return [...raw].flatMap(([path, asked]) => {
    const here = row(
      `GET ${path}`,
      'ms',
      asked.flatMap(([one]) => one?.ms ?? []),
    );
    if (base === undefined) return [here];
    return [
      here,
      row(
        '  the other build',
        'ms',
        asked.flatMap(([, other]) => other?.ms ?? []),
      ),
      row(
        '  time ÷ that of the other build',
        'ratio',
        asked.map(([one, other]) => (one && other ? one.ms / other.ms : NaN)),
        path === '/v1/summary' ? { must: 0.2 } : {},
      ),
    ];
  });
};

/** Measures what costs accounts, not history: figures over a whole club; beside another build, when one is given. */
export const benchSummary = async (options: SummaryBench): Promise<void> => {
  const rows = await measure(options);
  const result = { machine, engine: 'embedded', rows };
  keepResult('summary', result);
  console.log(options.json ? JSON.stringify(result) : `${machineText}, embedded engine\n${table(rows)}`);
};
