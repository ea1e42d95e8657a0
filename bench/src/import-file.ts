import { openAsBlob } from 'node:fs';
import { basename } from 'node:path';
import type { Task } from '@vafa/client';
import type { ClubProcess } from './club-process.ts';
import { clientOf } from './client-of.ts';

const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

export interface Imported {
  readonly rows: number;
  /** Sales that were accepted. */
  readonly sales: number;
  readonly seconds: number;
}

/** Sends a file to the club and waits until every reaction to it is posted. */
export const importFile = async (club: ClubProcess, file: string): Promise<Imported> => {
  const client = clientOf(club);
  const form = new FormData();
  form.set('file', await openAsBlob(file), basename(file));
  const started = performance.now();
  let task = (await client.upload(form, { key: `bench-${basename(file)}`, dry: false })) as Task;
  while (task.state !== 'done') {
    if (task.state === 'failed') throw new Error(`the import failed: ${task.message ?? ''}`);
    if (task.state === 'question') throw new Error('the import asks how the file is to be read');
    await wait(100);
    task = await client.call('getTask', { path: { task_id: task.id } });
  }
  return { rows: task.rows_total, sales: task.sales.accepted, seconds: (performance.now() - started) / 1000 };
};
