import type { Client, ImportPreview, Task } from '@vafa/client';
import { randomUUID } from 'node:crypto';
import { createReadStream, statSync } from 'node:fs';
import { basename } from 'node:path';

/** A file of sales, and what is said of it. */
export interface SalesFile {
  readonly path: string;
  readonly source?: string;
  /** JSON. */
  readonly mapping?: string;
  readonly answers?: Readonly<Record<string, string>>;
}

const fieldsOf = ({ source, mapping, answers }: SalesFile): [string, string][] => [
  ...(source === undefined ? [] : [['source', source] as [string, string]]),
  ...(mapping === undefined ? [] : [['mapping', mapping] as [string, string]]),
  ...(answers === undefined || Object.keys(answers).length === 0
    ? []
    : [['answers', JSON.stringify(answers)] as [string, string]]),
];

/** A file as a multipart form, streamed from the disk. */
async function* formOf(file: SalesFile, boundary: string, onBytes: (sent: number) => void): AsyncGenerator<Uint8Array> {
  for (const [name, value] of fieldsOf(file))
    yield Buffer.from(`--${boundary}\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`);
  const name = basename(file.path).replace(/[\\"\r\n]/g, '_');
  yield Buffer.from(
    `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\ncontent-type: application/octet-stream\r\n\r\n`,
  );
  let sent = 0;
  for await (const chunk of createReadStream(file.path)) {
    yield chunk as Uint8Array;
    sent += (chunk as Uint8Array).length;
    onBytes(sent);
  }
  yield Buffer.from(`\r\n--${boundary}--\r\n`);
}

export const sizeOf = (path: string): number => statSync(path).size;

export interface Upload {
  /** The same key gives the same task. */
  readonly key: string;
  onBytes(sent: number): void;
}

const form = (file: SalesFile, { onBytes }: Upload) => {
  const boundary = `vafa-${randomUUID()}`;
  return { type: `multipart/form-data; boundary=${boundary}`, parts: formOf(file, boundary, onBytes) };
};

/** Uploads a file of sales. Raises ApiProblem and NotReachable. */
export const uploadSales = async (api: Client, file: SalesFile, upload: Upload): Promise<Task> =>
  (await api.upload(form(file, upload), { key: upload.key, dry: false })) as Task;

/** How the file would be read; nothing is written. Raises ApiProblem and NotReachable. */
export const previewSales = async (api: Client, file: SalesFile, upload: Upload): Promise<ImportPreview> =>
  (await api.upload(form(file, upload), { key: upload.key, dry: true })) as ImportPreview;
