import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { startClub } from './club-process.ts';
import { measureFloor } from './floor.ts';
import { importFile } from './import-file.ts';
import { machine, machineText } from './machine.ts';
import { keepResult } from './results.ts';
import { row, table, type Row } from './statistics.ts';

export interface ImportBench {
  readonly rounds: number;
  /** Invoices to import; the sample of the repository when absent. */
  readonly file?: string;
  /** One small round. */
  readonly smoke: boolean;
  readonly json: boolean;
}

const root = join(import.meta.dirname, '../..');
export const sample = (): string => {
  const name = readdirSync(join(root, 'samples')).find((file) => file.endsWith('.csv.gz'));
  if (name === undefined) throw new Error('samples/ holds no .csv.gz');
  return join(root, 'samples', name);
};

const inFlight = 32;
const firstPort = 18_080;

const measure = async (options: ImportBench): Promise<Row[]> => {
  const rounds = options.smoke ? 1 : options.rounds;
  const file = options.file ?? sample();
  if (!existsSync(file)) throw new Error(`${file} is not there`);
  const raw = {
    floor: [] as number[],
    again: [] as number[],
    ready: [] as number[],
    rest: [] as number[],
    peak: [] as number[],
    lines: [] as number[],
    cpu: [] as number[],
  };
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

/** Measures the embedded edition on this machine, prints it and keeps the raw rounds. */
export const benchImport = async (options: ImportBench): Promise<void> => {
  const rows = await measure(options);
  const result = { machine, engine: 'embedded', rows };
  keepResult('import', result);
  console.log(options.json ? JSON.stringify(result) : `${machineText}, embedded engine\n${table(rows)}`);
};
