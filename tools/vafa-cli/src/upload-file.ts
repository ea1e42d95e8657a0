import { randomUUID } from 'node:crypto';
import { createReadStream, statSync } from 'node:fs';
import { basename } from 'node:path';
import type { ImportTask } from './import-task.ts';
import type { RestApi } from './rest-api.ts';

/** A file as a multipart form of one part, streamed from the disk. */
async function* formOf(path: string, boundary: string, onBytes: (sent: number) => void): AsyncGenerator<Uint8Array> {
  const name = basename(path).replace(/[^\w.-]/g, '_');
  yield Buffer.from(`--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\ncontent-type: application/octet-stream\r\n\r\n`);
  let sent = 0;
  for await (const chunk of createReadStream(path)) {
    yield chunk as Uint8Array;
    sent += (chunk as Uint8Array).length;
    onBytes(sent);
  }
  yield Buffer.from(`\r\n--${boundary}--\r\n`);
}

export const sizeOf = (path: string): number => statSync(path).size;

/** Uploads a file of sales; the same key gives the same task. Raises ApiProblem and NotReachable. */
export const uploadSales = async (api: RestApi, path: string, key: string, onBytes: (sent: number) => void): Promise<ImportTask> => {
  const boundary = `vafa-${randomUUID()}`;
  const headers = { ...api.headers(key), 'content-type': `multipart/form-data; boundary=${boundary}` };
  const answer = await api.fetch('/v1/imports', { method: 'POST', headers, body: formOf(path, boundary, onBytes), duplex: 'half' } as RequestInit);
  return JSON.parse(answer) as ImportTask;
};
