// The sample on every edition, against the independent calculation:
//   node e2e/src/parity.ts [--rows N] [--only embedded|engines|processes]
// needs MONGODB_URI and KAFKA_BROKERS for all but the embedded edition; all rows unless told otherwise.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual, parseArgs } from 'node:util';
import { expectedSummary } from './agreement.ts';
import { allInOneEmbedded, allInOneOnEngines } from './editions/all-in-one.ts';
import type { Edition } from './editions/edition-club.ts';
import { firstRows, importInto, type Import } from './editions/import-into-club.ts';
import { processPerService } from './editions/process-per-service.ts';
import { sampleFile } from './invoice-files.ts';

const { values } = parseArgs({ options: { rows: { type: 'string' }, only: { type: 'string' } } });
const { MONGODB_URI: mongodbUri = '', KAFKA_BROKERS: kafkaBrokers = '' } = process.env;
const engines = { mongodbUri, kafkaBrokers };
const known: Readonly<Record<string, Edition>> = {
  embedded: allInOneEmbedded,
  engines: allInOneOnEngines(engines),
  processes: processPerService(engines),
};
const chosen = Object.entries(known).filter(([name]) => values.only === undefined || values.only === name);

const run = async (edition: Edition, sample: Import): Promise<boolean> => {
  const club = await edition.start();
  try {
    console.log(`${edition.name}: ready in ${club.readySeconds.toFixed(1)} s`);
    const { seconds, summary, disagreements, findings } = await importInto(club, sample);
    const agrees =
      isDeepStrictEqual(summary, expectedSummary(sample.expected)) &&
      disagreements.length === 0 &&
      findings.length === 0;
    console.log(
      `${edition.name}: ${sample.rows} rows in ${seconds.toFixed(1)} s, ${Math.round(sample.rows / seconds)} rows a second; ${agrees ? 'agrees with the calculation' : 'DISAGREES'}`,
    );
    if (!agrees)
      console.log(
        JSON.stringify({ summary, expected: expectedSummary(sample.expected), disagreements, findings }, undefined, 2),
      );
    return agrees;
  } finally {
    await club.remove();
  }
};

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));
const folder = mkdtempSync(join(tmpdir(), 'vafa-parity-'));
const sample = firstRows(sampleFile, Number(values.rows ?? 42_481), folder);
let agrees = chosen.length > 0;
for (const [, edition] of chosen) agrees = (await run(edition, sample)) && agrees;
rmSync(folder, { recursive: true });
process.exit(agrees ? 0 : 1);
