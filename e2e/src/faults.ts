// Faults while the club works, and whether it comes to the same end.
//
// The import under kill -9, on the embedded edition, over the whole data set:
//   node e2e/src/faults.ts [--kills 20] [--seed N] [--file FILE.csv.gz]
//
// Sales with holds and returns on one process per service:
//   node e2e/src/faults.ts --engines [--plan services|broker|rebalance|database|mixed|all] [--sales 2000] [--seed N]
//
// The sales need MONGODB_URI, whose engine stays unharmed. Events go through the Kafka at KAFKA_BROKERS, or through the
// log in the database when that is not set.
import { inspect, parseArgs } from 'node:util';
import { expectedSummary } from './agreement.ts';
import { readInvoiceRows } from './csv-rows.ts';
import { planNames, runPlan, type PlanName } from './engine-faults/plans.ts';
import { isGood, reportOf } from './engine-faults/report.ts';
import { calculate } from './independent-calculation.ts';
import { wholeFile } from './invoice-files.ts';
import { isSameEnd, killImport } from './kill-import.ts';

const { values } = parseArgs({
  options: {
    kills: { type: 'string' },
    seed: { type: 'string' },
    file: { type: 'string' },
    engines: { type: 'boolean' },
    plan: { type: 'string' },
    sales: { type: 'string' },
  },
});
const seed = Number(values.seed ?? Date.now() % 1_000_000);
const say = (text: string): void => console.log(text);

const importUnderKills = async (): Promise<boolean> => {
  const file = values.file ?? wholeFile;
  if (file === undefined) throw new Error('the whole data set is not at hand: name a file with --file');
  const kills = Number(values.kills ?? 20);
  say(`${kills} kills of the import of ${file}, seed ${seed}`);
  const expected = calculate(readInvoiceRows(file));
  const result = await killImport({ file, kills, seed, lifeMs: [300, 4_500], say }, expected);
  say(inspect({ ...result, expected: expectedSummary(expected) }, { depth: 2 }));
  return isSameEnd(result, expected) && result.lost.length === 0 && result.findings === 0;
};

const plansOf = (wanted: string): readonly PlanName[] => {
  const found = wanted === 'all' ? planNames : ([...planNames, 'mixed'] as const).filter((name) => name === wanted);
  if (found.length === 0) throw new Error(`--plan is one of ${planNames.join(', ')}, mixed, all; not ${wanted}`);
  return found;
};

const salesUnderFaults = async (): Promise<boolean> => {
  const { MONGODB_URI: mongodbUri, KAFKA_BROKERS: kafkaBrokers } = process.env;
  if (!mongodbUri)
    throw new Error(
      '--engines needs MONGODB_URI (tools/engines/mongodb up), and KAFKA_BROKERS for events through Kafka (tools/engines/kafka up)',
    );
  const sales = Number(values.sales ?? 2_000);
  let isClean = true;
  for (const plan of plansOf(values.plan ?? 'all')) {
    say(`\nplan ${plan}: ${sales} sales, seed ${seed}`);
    const result = await runPlan(plan, {
      seed,
      sales,
      engines: { mongodbUri, ...(kafkaBrokers && { kafkaBrokers }) },
      say,
    });
    for (const line of reportOf(result)) say(line);
    isClean &&= isGood(result);
  }
  return isClean;
};

// What was started ends with this process.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));
const good = await (values.engines ? salesUnderFaults() : importUnderKills());
say(good ? 'the same end: nothing lost, nothing doubled' : 'NOT the same end');
process.exit(good ? 0 : 1);
