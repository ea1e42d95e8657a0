import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startClub } from './club-process.ts';
import { measureFloor } from './floor.ts';
import { importFile } from './import-file.ts';
import { row, table, type Row } from './statistics.ts';

const help = `npm run bench -- [--rounds N] [--file FILE] [--smoke] [--json]

Measures the embedded edition on this machine: floor F (the driver's insertOne with 32 in flight), start to ready,
memory at rest, and the import of real invoices as a ratio to F. Raw rounds go to bench/results/.
  --rounds N   rounds of each, interleaved (default 3)
  --file FILE  invoices to import (default: the sample of the repository)
  --smoke      one small round: shows that it runs, measures nothing
  --json       prints {machine, engine, rows}`;

const { values: options } = parseArgs({ options: { rounds: { type: 'string', default: '3' }, file: { type: 'string' }, smoke: { type: 'boolean', default: false }, json: { type: 'boolean', default: false }, help: { type: 'boolean', default: false } }, allowPositionals: true });
const root = join(import.meta.dirname, '../..');
const sample = (): string => {
  const name = readdirSync(join(root, 'samples')).find((file) => file.endsWith('.csv.gz'));
  if (name === undefined) throw new Error('samples/ holds no .csv.gz');
  return join(root, 'samples', name);
};

const inFlight = 32;
const firstPort = 18_080;

const run = async (): Promise<Row[]> => {
  const rounds = options.smoke ? 1 : Number(options.rounds);
  const file = options.file ?? sample();
  if (!existsSync(file)) throw new Error(`${file} is not there`);
  const raw = { floor: [] as number[], again: [] as number[], ready: [] as number[], rest: [] as number[], peak: [] as number[], lines: [] as number[], cpu: [] as number[] };
  for (let round = 0; round < rounds; round++) {
    raw.floor.push(...(await measureFloor(inFlight, 1, options.smoke ? 200 : 10_000)));
    const club = await startClub(firstPort + round);
    raw.ready.push(club.readySeconds);
    raw.rest.push((await club.memory()).now);
    const before = await club.cpuSeconds();
    const { rows, seconds } = await importFile(club, file);
    raw.lines.push(rows / seconds);
    raw.cpu.push(((await club.cpuSeconds()) - before) / seconds);
    raw.peak.push((await club.memory()).peak);
    await club.stop();
    raw.again.push(...(await measureFloor(inFlight, 1, options.smoke ? 200 : 10_000)));
  }
  const ratio = (a: readonly number[], b: readonly number[]): number[] => a.map((value, i) => value / (b[i] ?? NaN));
  return [
    row('floor F: insertOne, 32 in flight', 'per second', raw.floor),
    row('A/A: F again ÷ F (noise)', 'ratio', ratio(raw.again, raw.floor)),
    row('start to ready', 'seconds', raw.ready, { must: 10, aim: 4 }),
    row('memory at rest', 'MB', raw.rest, { must: 450, aim: 250 }),
    row('memory, highest during the import', 'MB', raw.peak),
    row('import, invoice lines', 'per second', raw.lines),
    row('import, CPU cores used', 'ratio', raw.cpu),
    row('import, invoice lines ÷ F', 'ratio', ratio(raw.lines, raw.floor), { must: 1, aim: 3 }),
  ];
};

if (options.help) {
  console.log(help);
} else {
  const rows = await run();
  const machine = { cpu: cpus()[0]?.model ?? 'unknown', cores: availableParallelism(), memoryGiB: Math.round(totalmem() / 2 ** 30), node: process.version };
  const result = { machine, engine: 'embedded', rows };
  mkdirSync(join(root, 'bench/results'), { recursive: true });
  writeFileSync(join(root, 'bench/results', `import-${new Date().toISOString().replaceAll(':', '-')}.json`), JSON.stringify(result, null, 2));
  console.log(options.json ? JSON.stringify(result) : `${machine.cpu}, ${String(machine.cores)} cores, ${String(machine.memoryGiB)} GiB, Node ${machine.node}, embedded engine\n${table(rows)}`);
}
