// The ledger under faults, from a seed:
//   node services/ledger/simulation/main.ts [--seed N] [--ops N] [--round N] [--json]
// Ends with 0 only when nothing was found.
import { parseArgs } from 'node:util';
import { report, reportText } from './report.ts';
import { simulate } from './simulate.ts';

const { values } = parseArgs({
  options: { seed: { type: 'string' }, ops: { type: 'string' }, round: { type: 'string' }, json: { type: 'boolean' } },
});
const seed = Number(values.seed ?? Date.now() % 1_000_000);
const operations = Number(values.ops ?? 100_000);
const firstRound = Number(values.round ?? 1);
if (
  !Number.isSafeInteger(firstRound) ||
  !Number.isSafeInteger(seed) ||
  seed < 0 ||
  !Number.isSafeInteger(operations) ||
  operations < 1
) {
  process.stderr.write('--seed, --ops and --round are whole numbers\n');
  process.exit(2);
}

// Errors are made by the thousand, and where they come from is known.
Error.stackTraceLimit = 0;
const started = performance.now();
const progressEvery = 50_000;
let shown = progressEvery;
const simulation = await simulate({
  seed,
  operations,
  firstRound,
  onRound: (tally) => {
    if (tally.operations < shown) return;
    shown += progressEvery;
    process.stderr.write(`${String(tally.operations)} operations, ${String(tally.found)} findings\n`);
  },
});
const figures = report(simulation, seed, (performance.now() - started) / 1_000);
process.stdout.write(`${values.json ? JSON.stringify(figures, undefined, 2) : reportText(figures)}\n`);
process.exitCode = simulation.tally.found === 0 ? 0 : 1;
