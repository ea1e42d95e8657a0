// The thread that reads one file. Plain type stripping with parameter properties must be able to read everything that
// is imported here.
import { isDomainError } from '@vafa/kernel';
import { parentPort, workerData } from 'node:worker_threads';
import { inspectFile } from '../inspecting/inspect-file.ts';
import { readFile } from '../inspecting/read-file.ts';
import type { SourceFile } from '../reading.ts';
import { packRows } from './packed-rows.ts';
import { encodeRows } from './row-codec.ts';
import type { FromThread, Task, ToThread } from './protocol.ts';

const slicesAhead = 4;

const port = parentPort;
if (!port) throw new Error('this file is run as a worker thread');
const tell = (message: FromThread): void => port.postMessage(message);

const waiting = new Map<number, (bytes: Uint8Array | undefined) => void>();
let streams = 0;
let untaken = 0;
let onTaken: () => void = () => undefined;

port.on('message', (message: ToThread) => {
  if (message.kind === 'chunk') {
    const take = waiting.get(message.stream);
    waiting.delete(message.stream);
    take?.(message.bytes);
  } else {
    untaken--;
    onTaken();
  }
});

async function* pulled(): AsyncGenerator<Buffer> {
  const stream = streams++;
  try {
    for (;;) {
      const bytes = await new Promise<Uint8Array | undefined>((resolve) => {
        waiting.set(stream, resolve);
        tell({ kind: 'pull', stream });
      });
      if (!bytes) return;
      yield Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    }
  } finally {
    tell({ kind: 'close', stream });
  }
}

const run = async (task: Task): Promise<void> => {
  const file: SourceFile = { name: task.name, open: pulled };
  if (task.kind === 'inspect') return tell({ kind: 'inspected', inspection: await inspectFile(file, task.known) });
  const reading = await readFile(file, task.layout, task.mapping, task.terms);
  for await (const rows of reading.slices) {
    while (untaken >= slicesAhead) await new Promise<void>((resolve) => (onTaken = resolve));
    untaken++;
    const encoded = encodeRows(rows);
    const packed = task.packs ? packRows(encoded) : undefined;
    port.postMessage({ kind: 'slice', rows: encoded, ...(packed && { packed }) } satisfies FromThread, [
      encoded.texts.buffer,
      encoded.places.buffer,
      encoded.numbers.buffer,
      ...(packed ? [packed.packed.buffer] : []),
    ]);
  }
  tell({ kind: 'read', end: reading.end() });
};

try {
  await run(workerData as Task);
} catch (error) {
  if (!isDomainError(error)) throw error;
  const { kind, code, message, details } = error;
  tell({ kind: 'refused', error: { kind, code, message, details } });
}
port.close();
