import { randomUUID } from 'node:crypto';
import type { ClubProcess } from './club-process.ts';

/** As the administrator, of the demo club. */
export const headersOf = ({ key }: Pick<ClubProcess, 'key'>) => ({
  authorization: `Bearer ${key}`,
  'vafa-club': 'demo',
});

/** Asks the demo club of a process. Raises what it answers but 2xx. */
export const request = async (
  club: Pick<ClubProcess, 'url' | 'key'>,
  method: 'GET' | 'POST' | 'PUT',
  path: string,
  body?: object,
): Promise<Readonly<Record<string, unknown>>> => {
  const headers = {
    ...headersOf(club),
    ...(method === 'POST' && { 'idempotency-key': randomUUID() }),
    ...(body && { 'content-type': 'application/json' }),
  };
  const answer = await fetch(`${club.url}${path}`, { method, headers, ...(body && { body: JSON.stringify(body) }) });
  if (!answer.ok) throw new Error(`${method} ${path}: ${await answer.text()}`);
  return (await answer.json()) as Readonly<Record<string, unknown>>;
};
