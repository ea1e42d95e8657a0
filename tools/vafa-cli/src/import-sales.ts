import { patiently, type Client, type ImportQuestion, type Task } from '@vafa/client';
import { setTimeout as wait } from 'node:timers/promises';
import { isOver } from './import-task.ts';
import { ProgressLine } from './progress-line.ts';
import { sizeOf, uploadSales, type SalesFile } from './upload-file.ts';

/** Answers by the question's id; undefined when nobody is there to answer. */
export type Answering = (questions: readonly ImportQuestion[]) => Promise<Readonly<Record<string, string>> | undefined>;

export interface ImportOrder extends Omit<SalesFile, 'path'> {
  readonly file: string;
  /** Names this import: the same key continues the same task. */
  readonly key: string;
  /** How long a gateway may be away, between two starts of it, before this gives up. */
  readonly patienceMs: number;
  /** Whether progress is shown. */
  readonly quiet: boolean;
  /** Ends the following; the task itself goes on. */
  readonly signal?: AbortSignal;
  /** Default: nobody is there. */
  readonly answer?: Answering;
}

const askEveryMs = 200;
const megabyte = 1_000_000;

const upload = async (api: Client, { file: path, ...order }: ImportOrder): Promise<Task> => {
  const total = sizeOf(path) / megabyte;
  const line = new ProgressLine('uploading', 'MB');
  const onBytes = (sent: number): void => {
    if (!order.quiet) line.show({ done: sent / megabyte, total });
  };
  return patiently(order.patienceMs, () => uploadSales(api, { ...order, path }, { key: order.key, onBytes }));
};

/** Tells a task what it asks, or ends it where nobody can: its file would only take room. */
const answerQuestions = async (
  api: Client,
  task: Task,
  { key, patienceMs, answer }: ImportOrder,
): Promise<Task | undefined> => {
  const end = (): Promise<unknown> => api.call('cancelTask', { path: { task_id: task.id }, patienceMs });
  const answers = await answer?.(task.questions).catch(async (error: unknown) => {
    await end();
    throw error;
  });
  if (answers)
    return api.call('answerImport', {
      path: { task_id: task.id },
      body: { answers },
      key: `${key}-${task.questions.map(({ id }) => id).join('-')}`.slice(0, 255),
      patienceMs,
    });
  await end();
  return undefined;
};

/**
 * Sends a file of sales to the gateway and follows its task to the end, across restarts of the gateway. A task that
 * nobody answers comes back in the state `question`.
 */
export const importSales = async (api: Client, order: ImportOrder): Promise<Task> => {
  let task = await upload(api, order);
  const line = new ProgressLine('importing', 'rows');
  while (!isOver(task)) {
    if (task.state === 'question') {
      const told = await answerQuestions(api, task, order);
      if (!told) return task;
      task = told;
    }
    await wait(askEveryMs, undefined, { signal: order.signal });
    task = await api.call('getTask', { path: { task_id: task.id }, patienceMs: order.patienceMs });
    const isReading = task.phase === 'reading' || task.phase === 'inspecting';
    if (!order.quiet) line.show({ done: task.rows_done, total: isReading ? undefined : task.rows_total });
  }
  if (!order.quiet) line.end({ done: task.rows_done, total: task.rows_total });
  return task;
};
