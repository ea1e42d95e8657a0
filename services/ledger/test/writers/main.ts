// npm run faults -- --ledger [--seconds 120] [--seed N]: two writers on the same accounts, killed with -9 at random
// moments; on the embedded engine, and also on MONGODB_URI when that is set. Ends with 0 only when nothing is lost,
// doubled or broken.
import { inspect, parseArgs } from 'node:util';
import { openTestEngine } from '@vafa/testing';
import { isGood, killWriters } from './kill-writers.ts';

const { values } = parseArgs({
  options: { ledger: { type: 'boolean' }, seconds: { type: 'string', default: '120' }, seed: { type: 'string' } },
});
const seconds = Number(values.seconds);
const seed = Number(values.seed ?? Date.now() % 1_000_000);
if (!Number.isInteger(seconds) || seconds < 1 || !Number.isInteger(seed)) {
  process.stderr.write('npm run faults -- --ledger [--seconds N] [--seed N]\n');
  process.exit(64);
}

const { MONGODB_URI: external } = process.env;
let good = true;
for (const uri of [undefined, ...(external ? [external] : [])]) {
  if (uri === undefined) delete process.env.MONGODB_URI;
  else process.env.MONGODB_URI = uri;
  const engine = await openTestEngine();
  const result = await killWriters({ uri: engine.uri, database: engine.database('killed'), seconds, seed, writers: 2 });
  await engine.close();
  const { lost, doubled, findings, ...counts } = result;
  const figures = inspect(
    { ...counts, lost: lost.length, doubled: doubled.length, findings: findings.slice(0, 5) },
    { breakLength: Infinity },
  );
  process.stdout.write(
    `${uri === undefined ? 'embedded' : 'MONGODB_URI'}, ${String(seconds)} s, seed ${String(seed)}: ${figures}\n`,
  );
  good &&= isGood(result);
}
process.exit(good ? 0 : 1);
