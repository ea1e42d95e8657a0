import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { costsOf, counting, type Costs } from '@vafa/e2e/src/costs/costs.ts';
import { clientOf } from './client-of.ts';

const root = join(import.meta.dirname, '../..');
const clockTicksPerSecond = 100;
/** Times 50 ms; a busy machine takes its time. */
const triesMax = 6_000;

const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

export interface ClubProcess {
  readonly url: string;
  readonly key: string;
  readonly readySeconds: number;
  /** User and system CPU since the start, in seconds. */
  cpuSeconds(): Promise<number>;
  /** Resident memory now and at its highest, in MB. */
  memory(): Promise<{ now: number; peak: number }>;
  /** What it asked databases and its own services for since it began, of one that counts. */
  costs(): Promise<Costs>;
  stop(): Promise<void>;
}

const statusField = (status: string, field: string): number =>
  Number(new RegExp(`${field}:\\s+(\\d+) kB`).exec(status)?.[1] ?? NaN) / 1024;

/** Ready is not yet the demo club with its rule and rewards, which are made right after. */
const untilDemo = async (url: string, key: string): Promise<void> => {
  const client = clientOf({ url, key });
  for (let tries = 0; tries < triesMax; tries++) {
    const items = await client.call('listRewards').then(
      (page) => page.items,
      () => [],
    );
    if (items.length > 0) return;
    await wait(50);
  }
  throw new Error('the demo club was not there within five minutes');
};

const untilReady = async (url: string, child: ChildProcess): Promise<void> => {
  for (let tries = 0; tries < triesMax; tries++) {
    if (child.exitCode !== null) throw new Error(`the club ended with code ${String(child.exitCode)}`);
    const ready = await fetch(`${url}/health/ready`).then(
      (answer) => answer.status === 200,
      () => false,
    );
    if (ready) return;
    await wait(50);
  }
  throw new Error('the club was not ready within five minutes');
};

/**
 * What names engines of the scale edition: a club that is measured has none of it, else it would meet what an earlier
 * one left there.
 */
const {
  MONGODB_URI: _uri,
  MONGODB_URI_FILE: _file,
  EVENTS: _events,
  KAFKA_BROKERS: _brokers,
  VAFA_NAMESPACE: _namespace,
  ...withoutEngines
} = process.env;

/**
 * Starts an empty club on the embedded engine, in a process and a data folder of its own, on a port of this machine.
 * `environment` comes on top of this process's; `build`: the folder of another build; `isCounted`: it counts its costs.
 */
export const startClub = async (
  port: number,
  environment: Readonly<Record<string, string>> = {},
  build = root,
  isCounted = false,
): Promise<ClubProcess> => {
  const data = await mkdtemp(join(tmpdir(), 'vafa-bench-'));
  const started = performance.now();
  const child = spawn(
    process.execPath,
    [
      ...(isCounted ? counting : []),
      join(build, 'deploy/all-in-one/dist/main.js'),
      ...['--empty', '--data', data, '--port', String(port)],
    ],
    {
      stdio: ['ignore', 'ignore', 'ignore', ...(isCounted ? ['ipc' as const] : [])],
      env: { ...withoutEngines, ...environment },
    },
  );
  const url = `http://127.0.0.1:${String(port)}`;
  // Whatever ends the bench ends the club too.
  process.once('exit', () => child.kill('SIGKILL'));
  await untilReady(url, child);
  const readySeconds = (performance.now() - started) / 1000;
  const key = (await readFile(join(data, 'admin-key'), 'utf8')).trim();
  await untilDemo(url, key);
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const proc = `/proc/${String(child.pid)}`;
  return {
    url,
    key,
    readySeconds,
    cpuSeconds: async () => {
      const fields = (await readFile(`${proc}/stat`, 'utf8')).split(') ')[1]?.split(' ') ?? [];
      return (Number(fields[11]) + Number(fields[12])) / clockTicksPerSecond;
    },
    memory: async () => {
      const status = await readFile(`${proc}/status`, 'utf8');
      return { now: statusField(status, 'VmRSS'), peak: statusField(status, 'VmHWM') };
    },
    costs: () => costsOf(child),
    stop: async () => {
      child.kill('SIGTERM');
      await ended;
      await rm(data, { recursive: true, force: true });
    },
  };
};
