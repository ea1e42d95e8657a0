import { openAsBlob } from 'node:fs';
import { basename } from 'node:path';
import type { ClubProcess } from './club-process.ts';
import { headersOf, request } from './request.ts';

interface Task {
  id: string;
  state: string;
  rows_total: number;
  sales: { accepted: number };
  message?: string;
}

const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

export interface Imported {
  readonly rows: number;
  /** Sales that were accepted. */
  readonly sales: number;
  readonly seconds: number;
}

/** Sends a file to the club and waits until every reaction to it is posted. */
export const importFile = async (club: ClubProcess, file: string): Promise<Imported> => {
  const form = new FormData();
  form.set('file', await openAsBlob(file), basename(file));
  const started = performance.now();
  const answer = await fetch(`${club.url}/v1/imports`, {
    method: 'POST',
    headers: { ...headersOf(club), 'idempotency-key': `bench-${basename(file)}` },
    body: form,
  });
  if (answer.status !== 202) throw new Error(`the import was refused: ${await answer.text()}`);
  let task = (await answer.json()) as Task;
  while (task.state !== 'done') {
    if (task.state === 'failed') throw new Error(`the import failed: ${task.message ?? ''}`);
    if (task.state === 'question') throw new Error('the import asks how the file is to be read');
    await wait(100);
    task = (await request(club, 'GET', `/v1/tasks/${task.id}`)) as unknown as Task;
  }
  return { rows: task.rows_total, sales: task.sales.accepted, seconds: (performance.now() - started) / 1000 };
};
