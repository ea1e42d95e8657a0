import { rmSync } from 'node:fs';
import { Client, patiently } from '@vafa/client';
import { logWarnings, stopOnSignal } from '@vafa/process';
import { createLogger, LogFile, logTo, startTelemetry } from '@vafa/telemetry';
import { destination } from 'pino';
import { addresses, firstSignIn, keyPlace } from './addresses.ts';
import { readSettings, type Settings } from './all-in-one.config.ts';
import { takeDataFolder, type DataFolder } from './data-folder.ts';
import { demoClub } from './demo/demo-club.ts';
import { runDemo } from './demo/run-demo.ts';
import { openClub } from './open-club.ts';
import type { Options } from './options.ts';
import { host, requireFreePort } from './ports.ts';
import { writeAddress } from './secrets.ts';

const readyWithinMs = 20_000;
const stopWithinMs = 10_000;
/** Longer than the lease of a write that an earlier start did not finish. */
const patienceMs = 90_000;

const mib = 1024 ** 2;

const openLogFile = (folder: DataFolder, { logFile: { mib: size, files } }: Pick<Settings, 'logFile'>): LogFile =>
  new LogFile(folder.file('vafa.log'), { bytesMax: size * mib, files });

/** The demo may stumble without taking the club down: what it has not done it does at the next start. */
const runMainJob = async (api: Client, empty: boolean, signal: AbortSignal): Promise<void> => {
  try {
    await runDemo(api, { empty, signal });
  } catch (error) {
    if (!signal.aborted)
      console.error(`the demo stopped: ${(error as Error).message}. Vafa goes on; the next start continues it.`);
  }
};

/** Starts everything, says so, does the main job, and stays until it is told to stop. Raises StartError. */
export const runClub = async (options: Options): Promise<void> => {
  const settings = readSettings(process.env);
  await requireFreePort(options.port);
  const folder = takeDataFolder(options.dataFolder);
  logTo(options.logTo === 'stdout' ? destination(1) : openLogFile(folder, settings));
  const log = createLogger('all-in-one');
  logWarnings('all-in-one');
  log.info({ dataFolder: folder.path, node: process.version }, 'starting');
  const telemetry = await startTelemetry({ service: 'all-in-one' });
  const club = await openClub(folder, options.port, settings);
  const url = `http://${host}:${options.port}`;
  const leaving = new AbortController();
  const stop = async (): Promise<void> => {
    leaving.abort();
    for (const name of ['address', 'control']) rmSync(folder.file(name), { force: true });
    await club.close();
    await telemetry.stop();
    log.info('stopped');
    folder.release();
  };
  stopOnSignal({ stop, withinMs: stopWithinMs, say: (line) => console.log(line) });
  const api = new Client({ url, key: club.adminKey, club: demoClub.code }, patienceMs);
  await patiently(readyWithinMs, () => api.call('isReady'));
  writeAddress(folder, url);
  const seconds = (performance.now() / 1000).toFixed(1);
  log.info({ url, seconds }, 'ready');
  console.log(`Vafa is ready at ${url} (${seconds} s)\n`);
  // Nobody waits for the sample to sign in.
  const signIn = firstSignIn(folder);
  if (signIn !== '') console.log(`pages    ${url}/console\n${signIn}\n`);
  await runMainJob(api, options.empty, leaving.signal);
  if (!leaving.signal.aborted) console.log(addresses(url, folder, keyPlace(folder, process.env)));
};
