import { rmSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { expectedSummary } from '../src/agreement.ts';
import { allInOneEmbedded, allInOneOnEngines } from '../src/editions/all-in-one.ts';
import type { Edition, EditionClub } from '../src/editions/edition-club.ts';
import { firstRows, importInto, type Imported } from '../src/editions/import-into-club.ts';
import { processPerService } from '../src/editions/process-per-service.ts';
import { sampleFile } from '../src/invoice-files.ts';
import { num } from '../src/rest.ts';
import { newDataFolder } from '../src/running-club.ts';
import { runVafa } from '../src/run-vafa.ts';
import { journey } from './journey.contract.ts';

const { MONGODB_URI: mongodbUri = '', KAFKA_BROKERS: kafkaBrokers = '' } = process.env;
const engines = { mongodbUri, kafkaBrokers };
const hasEngines = mongodbUri !== '' && kafkaBrokers !== '';
// Jest runs this file once without engines and, where they are, once with them.
const editions: readonly Edition[] = hasEngines
  ? [allInOneOnEngines(engines), processPerService(engines)]
  : [allInOneEmbedded];

const folder = newDataFolder();
const rows = 42_481;
const sample = firstRows(sampleFile, rows, folder);

afterAll(() => rmSync(folder, { recursive: true }));

describe.each(editions)('$name', (edition) => {
  let club: EditionClub;

  beforeAll(async () => {
    club = await edition.start();
  }, 300_000);

  afterAll(() => club.remove(), 180_000);

  describe('one member through everything', () => {
    journey(() => club);
  });

  describe('the sample, imported by the command line', () => {
    let imported: Imported;

    beforeAll(async () => {
      imported = await importInto(club, sample);
    }, 600_000);

    test('each row is taken, or an exception with its code', () => {
      const { expected } = sample;
      expect(imported.report).toMatchObject({
        state: 'done',
        rows_total: rows,
        rows_done: rows,
        exceptions: expected.exceptions,
        exceptions_by_code: expected.exceptionsByCode,
        dead_letters: 0,
      });
      expect([num(imported.report.sales.accepted), num(imported.report.returns.accepted)]).toEqual([
        expected.sales,
        expected.returns,
      ]);
    });

    test('the summary is that of the independent calculation, figure by figure', () => {
      expect(imported.summary).toEqual(expectedSummary(sample.expected));
    });

    test('each member has the points of the calculation, and the books are clean', () => {
      expect(imported.disagreements).toEqual([]);
      expect(imported.findings).toEqual([]);
    });

    test('nothing waits in the dead letters', async () => {
      expect(await runVafa(club.dataFolder, 'events', 'dead-letters')).toMatchObject({
        code: 0,
        out: 'no dead letters\n',
      });
    });
  });
});
