import { chmodSync, mkdirSync } from 'node:fs';
import { extname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { MessageChannel, Worker } from 'node:worker_threads';
import { PortWay } from './port-way.ts';
import { socketPathFor } from './socket-path.ts';

export interface EmbeddedOptions {
  /** Made when it is not there; only this user may enter it. */
  readonly folder: string;
  /** Default: in the folder, or in a private one under the system's temporary folder when that path is too long. */
  readonly socketPath?: string;
}

export interface Embedded {
  /** A connection string for the mongodb driver and mongoose. */
  readonly uri: string;
  /** For this process, without a socket: `openDatabase` of @vafa/mongo takes it beside the connection string. */
  readonly way: Pick<PortWay, 'ask'>;
  /**
   * Copies everything, as it is at one moment, into a new file, while the database goes on working.
   * @throws Error when the file cannot be written; nothing is left of it then
   */
  backup(path: string): Promise<void>;
  /** Takes no further command, answers what it took, writes everything into the one file, and ends. */
  close(): Promise<void>;
}

/**
 * What a command leaves behind is gone with its answer. Node would let the garbage grow to twice as much before it
 * looks, which makes nothing faster.
 */
const youngMb = 32;

/** The worker beside this file, in source or built form. */
const workerFile = (): string => fileURLToPath(new URL(`./worker${extname(import.meta.url)}`, import.meta.url));

/**
 * Starts the database of a folder in a thread of its own.
 * @throws Error when another process (or an earlier call) has the folder open, or when it cannot be written
 */
export async function openEmbedded(options: EmbeddedOptions): Promise<Embedded> {
  const folder = resolve(options.folder);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  chmodSync(folder, 0o700);
  const socketPath = options.socketPath ?? socketPathFor(folder);
  const { port1, port2 } = new MessageChannel();
  const way = new PortWay(port1);
  const worker = new Worker(workerFile(), {
    workerData: { folder, socketPath, port: port2 },
    transferList: [port2],
    execArgv: [],
    resourceLimits: { maxYoungGenerationSizeMb: youngMb },
  });
  await new Promise<void>((ready, failed) => {
    worker.once('message', () => ready());
    worker.once('error', failed);
    worker.once('exit', (code) => failed(new Error(`the embedded database ended at its start with code ${code}`)));
  });
  // By name: Node's own listeners, which have messages delivered, are among all of them.
  for (const event of ['message', 'error', 'exit']) worker.removeAllListeners(event);
  // After this the process cannot do its work: an error that nobody handles ends it, and durable state is kept by the
  // file.
  worker.on('error', (error) => {
    throw error;
  });
  const ended = new Promise<void>((done) => worker.once('exit', () => done())).then(() =>
    way.end(new Error('the embedded database has ended')),
  );
  return {
    backup: (path) => copyTo(worker, resolve(path)),
    way,
    uri: `mongodb://${encodeURIComponent(socketPath)}/?directConnection=true`,
    close: async () => {
      worker.postMessage('close');
      await ended;
    },
  };
}

interface Copied {
  readonly path: string;
  /** Empty when it was written. */
  readonly problem: string;
}

const copyTo = (worker: Worker, path: string): Promise<void> =>
  new Promise((done, failed) => {
    const over = (error?: Error): void => {
      worker.off('message', listen);
      worker.off('exit', exit);
      if (error) failed(error);
      else done();
    };
    const exit = (): void => over(new Error('the embedded database ended before the copy was done'));
    const listen = (copied: Copied): void => {
      if (copied.path === path) over(copied.problem === '' ? undefined : new Error(copied.problem));
    };
    worker.on('message', listen);
    worker.on('exit', exit);
    worker.postMessage({ backup: path });
  });
