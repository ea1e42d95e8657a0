import { randomUUID } from 'node:crypto';
import type { ClubProcess } from './club-process.ts';

/** Asks the demo club of a process. Raises what it answers but 2xx. */
export const request = async (
  { url, key }: Pick<ClubProcess, 'url' | 'key'>,
  method: 'GET' | 'POST' | 'PUT',
  path: string,
  body?: object,
): Promise<Readonly<Record<string, unknown>>> => {
  const headers = {
    authorization: `Bearer ${key}`,
    'vafa-club': 'demo',
    ...(method === 'POST' && { 'idempotency-key': randomUUID() }),
    ...(body && { 'content-type': 'application/json' }),
  };
  const answer = await fetch(`${url}${path}`, { method, headers, ...(body && { body: JSON.stringify(body) }) });
  if (!answer.ok) throw new Error(`${method} ${path}: ${await answer.text()}`);
  return (await answer.json()) as Readonly<Record<string, unknown>>;
};
