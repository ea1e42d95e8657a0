import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { TaskState } from '@vafa/contracts/imports';
import { longestTurn } from '@vafa/testing';
import { gzipSync } from 'node:zlib';
import { ThreadedReader } from '../src/reading/thread/threaded-reader.ts';
import { openImportsWorld, type ImportsWorld } from './imports-world.ts';

let world: ImportsWorld;

beforeAll(async () => {
  world = await openImportsWorld(new ThreadedReader());
});
afterAll(() => world.stop());

const header = 'InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country\n';
const row = (receipt: number | string): string => `${String(receipt)},A,MUG,1,2011-01-04T10:00:00,2.55,17850,France\n`;

/**
 * What the process has to do at once, in ms of its own time: others get their answers in between. The goal is 200; what
 * a cold start compiles, or a slow machine takes, fits beside it. A file that is read in one piece takes tens of
 * seconds.
 */
const turnMsMax = 2_000;

const cases: [string, () => Buffer, string][] = [
  ['400,000 empty lines in 423 bytes', () => gzipSync('\n'.repeat(400_000), { level: 9 }), 'empty_file'],
  [
    'a table with 2,100,000 empty lines',
    () => gzipSync(`${header}${row(1)}${'\n'.repeat(2_100_000)}${row(2)}`),
    'too_many_empty_rows',
  ],
  ['a line of 30,000,000 characters', () => gzipSync(`${header}${'x'.repeat(30_000_000)}\n`), 'record_too_long'],
  ['a quote that is never closed', () => gzipSync(`${header}"${'x,\n'.repeat(5_000_000)}`), ''],
  ['120,000 rows of one receipt', () => gzipSync(`${header}${row(1).repeat(120_000)}`), 'too_many_exceptions'],
  ['a header of 300,000 columns', () => Buffer.from(`${'a,'.repeat(300_000)}\n1\n`), ''],
];

describe('a hostile file', () => {
  test.each(cases)(
    '%s ends, and holds up nobody',
    async (name, make, failure) => {
      const uploadId = await world.upload(make());
      const turn = longestTurn();
      const { task } = await world.imports.startImport({
        clubId: world.clubId,
        key: name,
        uploadId,
        branchIds: [],
        guidance: undefined,
      });
      const over = await world.over(task?.id ?? '');
      expect({ name, isLong: turn.stop() > turnMsMax }).toEqual({ name, isLong: false });
      expect([TaskState.TASK_STATE_DONE, TaskState.TASK_STATE_FAILED]).toContain(over.state);
      if (failure !== '') expect(over.failure).toBe(failure);
      expect(over.sales?.accepted).toBe(0n);
    },
    900_000,
  );
});
