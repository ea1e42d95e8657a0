// The thread that owns the SQLite file and the socket. Plain type stripping must be able to read everything that is
// imported here.
import { chmodSync, rmSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
import type { MessagePort } from 'node:worker_threads';
import { Engine } from './engine/engine.ts';
import { PortServer } from './wire/port-server.ts';
import { WireServer } from './wire/wire-server.ts';

interface WorkerOptions {
  readonly folder: string;
  readonly socketPath: string;
  /** Through which its own process speaks with it. */
  readonly port: MessagePort;
}

const { folder, socketPath, port } = workerData as WorkerOptions;
const cursorSweepMs = 60_000;

const engine = new Engine(folder, (message) => process.stderr.write(`embedded database: ${message}\n`));
// Only now: whoever holds the folder's lock owns its socket, so one that is there is a leftover.
rmSync(socketPath, { force: true });
const server = new WireServer(engine);
const inside = new PortServer(engine, port);
await server.listen(socketPath);
chmodSync(socketPath, 0o600);
setInterval(() => engine.expireCursors(Date.now()), cursorSweepMs).unref();

let backups: Promise<void> = Promise.resolve();

/** One copy after the other; the answer is empty, or says why there is none. */
const copy = async (path: string): Promise<void> => {
  try {
    await engine.backup(path);
    chmodSync(path, 0o600);
    parentPort?.postMessage({ path, problem: '' });
  } catch (error) {
    rmSync(path, { force: true });
    parentPort?.postMessage({ path, problem: error instanceof Error ? error.message : String(error) });
  }
};

const close = async (): Promise<void> => {
  await Promise.all([server.close(), inside.close()]);
  await backups;
  engine.close();
  rmSync(socketPath, { force: true });
  parentPort?.close();
};

parentPort?.on('message', (message: 'close' | { readonly backup: string }) => {
  if (message === 'close') void close();
  else backups = backups.then(() => copy(message.backup));
});
parentPort?.postMessage('ready');
