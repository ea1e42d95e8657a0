import { randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '@vafa/testing';
import { environmentOf } from './editions/all-in-one.ts';
import type { Engines } from './editions/edition-club.ts';
import { removeNamespace } from './engine-faults/engine-contents.ts';
import { planProcesses } from './processes/plan.ts';
import { ServiceProcesses } from './processes/service-processes.ts';
import { Rest } from './rest.ts';
import { RunningClub } from './running-club.ts';

/** A club of any edition whose processes send spans and metrics. */
export interface TracedClub {
  readonly rest: Rest;
  /** All that its processes logged so far. */
  logs(): string;
  /** Stops the processes; what they have to tell is sent. */
  stop(): Promise<void>;
  /** Removes what they left. */
  remove(): Promise<void>;
}

export type StartTracedClub = (telemetry: Readonly<Record<string, string>>) => Promise<TracedClub>;

/** Settings that send everything soon, and log everything. */
export const telemetryTo = (url: string): Readonly<Record<string, string>> => ({
  OTEL_EXPORTER_OTLP_ENDPOINT: url,
  OTEL_BSP_SCHEDULE_DELAY: '200',
  OTEL_METRIC_EXPORT_INTERVAL: '500',
  LOG_LEVEL: 'trace',
});

/** All services in one process on the embedded edition. */
export const allInOne: StartTracedClub = async (telemetry) => {
  const club = await RunningClub.start({ empty: true, environment: telemetry });
  await club.made(300_000);
  return {
    rest: new Rest(club.url, club.adminKey(), 'traced'),
    logs: () => club.output + readFileSync(join(club.options.dataFolder, 'vafa.log'), 'utf8'),
    stop: async () => {
      await club.stop();
    },
    remove: () => club.remove(),
  };
};

/** One process per service, two of ledger and checkout, on real engines. */
export const processes =
  (engines: Engines): StartTracedClub =>
  async (telemetry) => {
    const namespace = `tr${randomBytes(4).toString('hex')}`;
    const adminKey = `vafa_${randomBytes(32).toString('base64url')}`;
    const folder = mkdtempSync(join(tmpdir(), 'vafa-traced-'));
    const keys = { VAFA_MASTER_KEY: randomBytes(32).toString('hex'), VAFA_ADMIN_KEY: adminKey };
    const environment = { PATH: process.env.PATH, ...environmentOf(engines, namespace), ...keys, ...telemetry };
    const planned = await planProcesses({ ledger: 2, checkout: 2 }, await freePort(), freePort);
    const running = await ServiceProcesses.start({
      planned,
      environment,
      logs: folder,
      certificates: join(folder, 'certificates'),
      restarts: false,
    });
    return {
      rest: new Rest(running.url, adminKey, 'traced'),
      logs: () =>
        readdirSync(folder)
          .filter((name) => name.endsWith('.log'))
          .map((name) => readFileSync(join(folder, name), 'utf8'))
          .join('\n'),
      stop: () => running.stop(),
      remove: async () => {
        await running.stop();
        await removeNamespace(engines, namespace);
        rmSync(folder, { recursive: true, force: true });
      },
    };
  };
