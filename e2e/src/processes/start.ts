// npm run start:services (tools/start-services.mjs): one process per service until Ctrl-C.
import { rmSync } from 'node:fs';
import { Client, patiently } from '@vafa/client';
import { startFailureOf, stopOnSignal } from '@vafa/process';
import { keyPlace } from '../../../deploy/all-in-one/src/addresses.ts';
import { takeDataFolder, type DataFolder } from '../../../deploy/all-in-one/src/data-folder.ts';
import { demoClub } from '../../../deploy/all-in-one/src/demo/demo-club.ts';
import { runDemo } from '../../../deploy/all-in-one/src/demo/run-demo.ts';
import {
  adminKey,
  masterKey,
  readGivenKeys,
  writeAddress,
  type GivenKeys,
} from '../../../deploy/all-in-one/src/secrets.ts';
import { help, missingEngines, readOptions, UsageError, type LauncherOptions } from './options.ts';
import { defaultPort, planProcesses } from './plan.ts';
import { ServiceProcesses } from './service-processes.ts';

const stopWithinMs = 90_000;
const readyWithinMs = 30_000;
const patienceMs = 90_000;

const fail = (message: string, code: number): never => {
  console.error(`vafa: ${message}`);
  process.exit(code);
};

/** Secrets that were not given go as files: an environment is shown to whoever may list processes. */
const environmentOf = (folder: DataFolder, given: GivenKeys): NodeJS.ProcessEnv => ({
  EVENTS: 'kafka',
  ...process.env,
  ...(given.VAFA_MASTER_KEY === undefined && { VAFA_MASTER_KEY_FILE: folder.file('master-key') }),
  ...(given.VAFA_ADMIN_KEY === undefined && { VAFA_ADMIN_KEY_FILE: folder.file('admin-key') }),
});

const launch = async (options: LauncherOptions): Promise<void> => {
  const missing = missingEngines(process.env);
  if (missing.length > 0) fail(missing.join('\nvafa: '), 78);
  const given = readGivenKeys(process.env);
  const folder = takeDataFolder(options.dataFolder);
  masterKey(folder, given.VAFA_MASTER_KEY);
  const key = adminKey(folder, given.VAFA_ADMIN_KEY);
  const planned = await planProcesses(options.replicas, options.port, defaultPort);
  const leaving = new AbortController();
  const starting = ServiceProcesses.start({
    planned,
    environment: environmentOf(folder, given),
    logs: folder.file('logs'),
    certificates: folder.file('certificates'),
    restarts: options.restarts,
    say: (line) => console.error(`vafa: ${line}`),
  });
  const stop = async (): Promise<void> => {
    leaving.abort();
    rmSync(folder.file('address'), { force: true });
    await (await starting).stop();
    folder.release();
  };
  stopOnSignal({ stop, withinMs: stopWithinMs, say: (line) => console.log(line) });
  const processes = await starting;
  const api = new Client({ url: processes.url, key, club: demoClub.code }, patienceMs);
  await patiently(readyWithinMs, () => api.call('isReady'));
  writeAddress(folder, processes.url);
  for (const { name, port } of planned)
    console.log(`${name.padEnd(12)} 127.0.0.1:${port}  pid ${String(processes.pidOf(name))}  ${processes.logOf(name)}`);
  console.log(
    `Vafa is ready at ${processes.url}: ${planned.length} processes (${(performance.now() / 1_000).toFixed(1)} s)\n`,
  );
  await runDemo(api, { empty: !options.sample, signal: leaving.signal });
  if (!leaving.signal.aborted)
    console.log(
      `\nAPI   ${processes.url}/v1\ndocs  ${processes.url}/docs\nkey   ${keyPlace(folder, process.env).told} (the administrator's)\nlogs  ${folder.file('logs')}`,
    );
};

try {
  const options = readOptions(process.argv.slice(2));
  if (options) await launch(options);
  else console.log(help);
} catch (error) {
  if (error instanceof UsageError) fail(`${error.message} (npm run start:services -- --help)`, 64);
  const failure = startFailureOf(error, 'a port of 127.0.0.1');
  if (failure) fail(failure.message, failure.exitCode);
  fail(error instanceof Error ? error.message : String(error), 1);
}
