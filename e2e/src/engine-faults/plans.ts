import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { freePort, freePortsInARow, openTcpProxy, type TcpProxy } from '@vafa/testing';
import { startClubOfProcesses } from './club-of-processes.ts';
import type { Engines } from './engine-contents.ts';
import { engineFaults } from './engine-process-faults.ts';
import type { Fault, FaultyClub } from './faulty-club.ts';
import { networkFaults } from './network-faults.ts';
import { OwnEngine } from './own-engine.ts';
import { rebalanceFaults } from './rebalance-faults.ts';
import { runWithFaults, type RunResult } from './run-with-faults.ts';
import { serviceFaults } from './service-faults.ts';
import type { Shop } from './shop.ts';

export const planNames = ['services', 'broker', 'rebalance', 'database'] as const;
/** `mixed`: some of each on one club. */
export type PlanName = (typeof planNames)[number] | 'mixed';

const kills = 36;
const rebalances = { rounds: 3, batch: 300 };
const engineTimes = { downMs: 3_000, pausedMs: 12_000 };
const network = { latencyMs: 200, slowForMs: 10_000, cuts: 20, lostAnswers: 200 };

export interface PlanOptions {
  readonly seed: number;
  readonly sales: number;
  /** Engines that others may use as well: nothing happens to them. */
  readonly engines: Engines;
  readonly say: (text: string) => void;
}

/** Where a plan runs, and what it does there. */
interface Ground {
  readonly engines: Engines;
  faults(club: FaultyClub, shop: Shop): readonly Fault[];
  remove(): Promise<void>;
}

const nothing = (): Promise<void> => Promise.resolve();

/** Its controller listens at the port after its own. */
const ownBroker = async (): Promise<OwnEngine> => OwnEngine.up('kafka', await freePortsInARow(2));

interface OwnDatabase {
  readonly engine: OwnEngine;
  readonly proxy: TcpProxy;
  readonly uri: string;
  remove(): Promise<void>;
}

const ownDatabase = async (): Promise<OwnDatabase> => {
  const engine = await OwnEngine.up('mongodb', await freePort());
  const proxy = await openTcpProxy({ host: '127.0.0.1', port: engine.port });
  const remove = async (): Promise<void> => {
    await proxy.close();
    await engine.remove();
  };
  return { engine, proxy, uri: `mongodb://${proxy.address}/?directConnection=true`, remove };
};

const mixed = async ({ seed }: PlanOptions): Promise<Ground> => {
  const [broker, database] = [await ownBroker(), await ownDatabase()];
  const [, pausedBroker, killedBroker] = engineFaults('broker', broker, { downMs: 0, pausedMs: 2_000 });
  const [, pausedDatabase, killedDatabase] = engineFaults('database', database.engine, { downMs: 0, pausedMs: 2_000 });
  return {
    engines: { mongodbUri: database.uri, kafkaBrokers: `127.0.0.1:${broker.port}` },
    faults: (club, shop) =>
      [
        ...networkFaults(database.proxy, seed, { latencyMs: 50, slowForMs: 1_000, cuts: 3, lostAnswers: 15 }),
        ...serviceFaults(club, seed, 2),
        pausedBroker,
        pausedDatabase,
        killedDatabase,
        ...rebalanceFaults(club, shop, { rounds: 1, batch: 60 }).slice(2, 4),
        killedBroker,
      ].filter((fault) => fault !== undefined),
    remove: async () => {
      await database.remove();
      await broker.remove();
    },
  };
};

const grounds: Readonly<Record<PlanName, (options: PlanOptions) => Promise<Ground>>> = {
  services: ({ engines, seed }) =>
    Promise.resolve({ engines, faults: (club) => serviceFaults(club, seed, kills), remove: nothing }),
  rebalance: ({ engines }) =>
    Promise.resolve({ engines, faults: (club, shop) => rebalanceFaults(club, shop, rebalances), remove: nothing }),
  broker: async ({ engines: { mongodbUri } }) => {
    const broker = await ownBroker();
    return {
      engines: { mongodbUri, kafkaBrokers: `127.0.0.1:${broker.port}` },
      faults: () => engineFaults('broker', broker, engineTimes),
      remove: () => broker.remove(),
    };
  },
  database: async ({ engines: { kafkaBrokers }, seed }) => {
    const { engine, proxy, uri, remove } = await ownDatabase();
    return {
      engines: { mongodbUri: uri, ...(kafkaBrokers && { kafkaBrokers }) },
      faults: () => [...engineFaults('database', engine, engineTimes), ...networkFaults(proxy, seed, network)],
      remove,
    };
  },
  mixed,
};

/** What is put away goes all, whatever fails on the way; then the first failure is raised. */
const removeAll = async (removals: readonly (() => Promise<void>)[]): Promise<void> => {
  const failures: unknown[] = [];
  for (const remove of removals) await remove().catch((error: unknown) => failures.push(error));
  if (failures.length > 0) throw failures[0];
};

/** Sells on one process per service while the plan's faults happen. What it started and stored is gone afterwards. */
export const runPlan = async (plan: PlanName, options: PlanOptions): Promise<RunResult> => {
  const ground = await grounds[plan](options);
  const removals = [() => ground.remove()];
  let result: RunResult;
  try {
    const club = await startClubOfProcesses(ground.engines);
    removals.unshift(() => club.remove());
    const say = (text: string): void => {
      appendFileSync(join(club.logs, 'run.log'), `${new Date().toISOString()} ${text}\n`);
      options.say(text);
    };
    say(`plan ${plan}, seed ${options.seed}, logs in ${club.logs}`);
    result = await runWithFaults({ ...options, say, club, faults: (shop) => ground.faults(club, shop) });
  } catch (error) {
    // What went wrong in the run matters more than what then cannot be put away.
    await removeAll(removals).catch(() => undefined);
    throw error;
  }
  await removeAll(removals);
  return result;
};
