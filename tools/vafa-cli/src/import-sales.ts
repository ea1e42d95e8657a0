import { setTimeout as wait } from 'node:timers/promises';
import { isOver, type ImportTask } from './import-task.ts';
import { ProgressLine } from './progress-line.ts';
import { patiently, type RestApi } from './rest-api.ts';
import { sizeOf, uploadSales } from './upload-file.ts';

export interface ImportOrder {
  readonly file: string;
  /** Names this import: the same key continues the same task. */
  readonly key: string;
  /** How long a gateway may be away, between two starts of it, before this gives up. */
  readonly patienceMs: number;
  /** Whether progress is shown. */
  readonly quiet: boolean;
  /** Ends the following; the task itself goes on. */
  readonly signal?: AbortSignal;
}

const askEveryMs = 200;
const megabyte = 1_000_000;

const upload = async (api: RestApi, order: ImportOrder): Promise<ImportTask> => {
  const total = sizeOf(order.file) / megabyte;
  const line = new ProgressLine('uploading', 'MB');
  return patiently(order.patienceMs, () =>
    uploadSales(api, order.file, order.key, (sent) => {
      if (!order.quiet) line.show({ done: sent / megabyte, total });
    }),
  );
};

/** Sends a file of sales to the gateway and follows its task to the end, across restarts of the gateway. */
export const importSales = async (api: RestApi, order: ImportOrder): Promise<ImportTask> => {
  let task = await upload(api, order);
  const line = new ProgressLine('importing', 'rows');
  while (!isOver(task)) {
    await wait(askEveryMs, undefined, { signal: order.signal });
    task = await api.get<ImportTask>(`/v1/tasks/${task.id}`, { patienceMs: order.patienceMs });
    const isReading = task.phase === 'reading';
    if (!order.quiet) line.show({ done: task.rows_done, total: isReading ? undefined : task.rows_total });
  }
  if (!order.quiet) line.end({ done: task.rows_done, total: task.rows_total });
  return task;
};

/** How many rows of each code were not accepted, from the task's exception file. */
export const exceptionsByCode = async (api: RestApi, taskId: string): Promise<Record<string, number>> => {
  const text = await api.fetch(`/v1/tasks/${taskId}/exceptions.csv`, { headers: api.headers() });
  const [header = [], ...rows] = recordsOf(text);
  const place = header.indexOf('code');
  const counts: Record<string, number> = {};
  for (const row of rows) {
    const code = row[place] ?? 'unknown';
    counts[code] = (counts[code] ?? 0) + 1;
  }
  return counts;
};

/** Records of CSV text; quotes may hold commas and line breaks. */
export const recordsOf = (text: string): string[][] => {
  const records: string[][] = [];
  let record: string[] = [];
  for (const [, quoted, plain = '', end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/g)) {
    record.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    if (end === ',') continue;
    if (record.length > 1 || record[0] !== '') records.push(record);
    record = [];
  }
  return records;
};
