import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { calledFrom } from '../access.ts';
import type { Call, Command } from '../command.ts';
import { CommandError } from '../command-error.ts';
import { figure, table } from '../figures.ts';
import { exceptionsByCode, importSales } from '../import-sales.ts';
import type { ImportTask, Tally } from '../import-task.ts';

const patienceMs = 60_000;

const tally = ({ accepted, duplicates, exceptions }: Tally): string => `${figure(accepted)} accepted, ${figure(duplicates)} known already, ${figure(exceptions)} not accepted`;

const report = (task: ImportTask, codes: Readonly<Record<string, number>>, seconds: number): string => {
  const byCode = Object.entries(codes).sort(([, a], [, b]) => b - a);
  return [
    table([
      ['task', `${task.id}, ${task.state}`],
      ['rows', `${figure(task.rows_done)} of ${figure(task.rows_total)} in ${seconds.toFixed(1)} s (${figure(Math.round(task.rows_done / seconds))}/s)`],
      ['sales', tally(task.sales)],
      ['returns', tally(task.returns)],
      ['exception rows', figure(task.exceptions)],
      ...byCode.map(([code, rows]) => [`  ${code}`, figure(rows)] as const),
    ]),
    ...(task.message === '' ? [] : [task.message]),
    ...(task.failure === '' ? [] : [`failed: ${task.failure}`]),
  ].join('\n');
};

const run = async ({ api, names: [name = ''], json }: Call): ReturnType<Command['run']> => {
  const file = resolve(calledFrom(), name);
  if (!existsSync(file)) throw new CommandError(`no such file: ${name}`);
  const startedAt = Date.now();
  const task = await importSales(api, { file, key: `cli-${randomUUID()}`, patienceMs, quiet: json });
  const seconds = (Date.now() - startedAt) / 1000;
  const codes = await exceptionsByCode(api, task.id);
  return { value: { ...task, seconds, exceptions_by_code: codes }, text: report(task, codes, seconds), ok: task.state === 'done' && task.dead_letters === 0 };
};

export const importSalesCommand: Command = {
  words: ['import', 'sales'],
  usage: 'import sales FILE.csv[.gz] [--club demo]',
  about: 'imports invoices and follows them until every point is posted',
  names: 1,
  run,
};
