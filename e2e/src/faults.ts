// The import under kill -9, twenty times by default, over the whole data set:
//   node e2e/src/faults.ts [--kills 20] [--seed N] [--file FILE.csv.gz]
import { inspect, parseArgs } from 'node:util';
import { expectedSummary } from './agreement.ts';
import { readInvoiceRows } from './csv-rows.ts';
import { calculate } from './independent-calculation.ts';
import { wholeFile } from './invoice-files.ts';
import { isSameEnd, killImport } from './kill-import.ts';

const { values } = parseArgs({ options: { kills: { type: 'string' }, seed: { type: 'string' }, file: { type: 'string' } } });
const file = values.file ?? wholeFile;
if (file === undefined) throw new Error('the whole data set is not at hand: name a file with --file');
const kills = Number(values.kills ?? 20);
const seed = Number(values.seed ?? Date.now() % 1_000_000);

console.log(`${kills} kills of the import of ${file}, seed ${seed}`);
const expected = calculate(readInvoiceRows(file));
const result = await killImport({ file, kills, seed, lifeMs: [300, 4_500], say: (text) => console.log(text) }, expected);
console.log(inspect({ ...result, expected: expectedSummary(expected) }, { depth: 2 }));
const good = isSameEnd(result, expected) && result.lost.length === 0 && result.findings === 0;
console.log(good ? 'the same end: nothing lost, nothing doubled' : 'NOT the same end');
process.exit(good ? 0 : 1);
