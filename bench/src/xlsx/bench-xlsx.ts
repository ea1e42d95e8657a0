import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sample } from '../bench-import.ts';
import type { ComparedWork } from '../compare/compared-work.ts';
import { measureWork } from '../compare/measure-work.ts';
import { ratioRows, type Pair } from '../compare/ratio-rows.ts';
import { importFile } from '../import-file.ts';
import { machine, machineText } from '../machine.ts';
import { keepResult } from '../results.ts';
import { table } from '../statistics.ts';
import { csvRows } from './csv-rows.ts';
import { writeCsv } from './write-csv.ts';
import { writeWorkbook } from './write-workbook.ts';

export interface XlsxBench {
  readonly rounds: number;
  /** So many rows of the file. */
  readonly rows: number;
  /** A CSV, plain or .gz; the sample of the repository when absent. */
  readonly file?: string;
  /** One round of few rows. */
  readonly smoke: boolean;
  readonly json: boolean;
}

const firstPort = 18_280;
const smokeRows = 1_000;
const formats = { here: 'XLSX', there: 'CSV', must: { unitsPerSecond: 0.3 } };

/** What became of a file; both must come to the same. */
interface Outcome {
  readonly rows: number;
  readonly sales: number;
}

const importNoting = (file: string, outcomes: Outcome[]): ComparedWork => ({
  unit: 'row',
  prepare: (club) =>
    Promise.resolve(async () => {
      const { rows, sales, seconds } = await importFile(club, file);
      outcomes.push({ rows, sales });
      return { units: rows, seconds };
    }),
});

const measure = async (xlsx: string, csv: string, rounds: number): Promise<{ pairs: Pair[]; outcome: Outcome }> => {
  const outcomes: Outcome[] = [];
  const [ofXlsx, ofCsv] = [importNoting(xlsx, outcomes), importNoting(csv, outcomes)];
  const pairs: Pair[] = [];
  for (let round = 0; round < rounds; round++) {
    const port = firstPort + round * 2;
    // By turns, so that neither is always the first.
    if (round % 2 === 0) {
      const there = await measureWork(ofCsv, port);
      pairs.push({ there, here: await measureWork(ofXlsx, port + 1) });
    } else {
      const here = await measureWork(ofXlsx, port);
      pairs.push({ here, there: await measureWork(ofCsv, port + 1) });
    }
  }
  const [outcome] = outcomes;
  assert(outcome !== undefined && outcome.sales > 0, 'no sale was accepted');
  for (const other of outcomes) assert.deepEqual(other, outcome, 'the workbook and the CSV do not come to the same');
  return { pairs, outcome };
};

/** Imports the same rows as a workbook and as a CSV, by turns. Prints the ratios of the one to the other. */
export const benchXlsx = async ({ rounds, rows: rowsMax, file = sample(), smoke, json }: XlsxBench): Promise<void> => {
  if (!existsSync(file)) throw new Error(`${file} is not there`);
  const folder = await mkdtemp(join(tmpdir(), 'vafa-bench-xlsx-'));
  try {
    const [xlsx, csv] = [join(folder, 'sales.xlsx'), join(folder, 'sales.csv')];
    const taken = smoke ? smokeRows : rowsMax;
    await writeCsv(csv, csvRows(file, taken));
    await writeWorkbook(xlsx, csvRows(file, taken));
    const { pairs, outcome } = await measure(xlsx, csv, smoke ? 1 : rounds);
    const rows = ratioRows(pairs, 'row', formats);
    const result = { machine, engine: 'embedded', outcome, rows, pairs };
    keepResult('xlsx', result);
    const counted = `${outcome.rows.toLocaleString('en')} rows, ${outcome.sales.toLocaleString('en')} sales`;
    console.log(json ? JSON.stringify(result) : `${machineText}, embedded engine, ${counted}\n${table(rows)}`);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};
