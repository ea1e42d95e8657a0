import { randomBytes } from 'node:crypto';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client, patiently } from '@vafa/client';
import { freePort } from '@vafa/testing';
import { demoClub, makeDemoClub } from '../../../deploy/all-in-one/src/demo/demo-club.ts';
import { removeNamespace } from '../engine-faults/engine-contents.ts';
import { planProcesses } from '../processes/plan.ts';
import { ServiceProcesses } from '../processes/service-processes.ts';
import { Rest } from '../rest.ts';
import { newDataFolder } from '../running-club.ts';
import { environmentOf, newNamespace } from './all-in-one.ts';
import type { Edition, EditionClub, Engines } from './edition-club.ts';

const readyWithinMs = 180_000;
const patienceMs = 300_000;

const start = async (engines: Engines): Promise<EditionClub> => {
  const [namespace, dataFolder] = [newNamespace(), newDataFolder()];
  const adminKey = `vafa_${randomBytes(32).toString('base64url')}`;
  const keys = { VAFA_MASTER_KEY: randomBytes(32).toString('hex'), VAFA_ADMIN_KEY: adminKey };
  const planned = await planProcesses({ ledger: 2, checkout: 2 }, await freePort(), freePort);
  const began = performance.now();
  const environment = { PATH: process.env.PATH, ...environmentOf(engines, namespace), ...keys };
  const processes = await ServiceProcesses.start({
    planned,
    environment,
    logs: join(dataFolder, 'logs'),
    certificates: join(dataFolder, 'certificates'),
    restarts: false,
  });
  const api = new Client({ url: processes.url, key: adminKey, club: demoClub.code }, patienceMs);
  await patiently(readyWithinMs, () => api.call('isReady'));
  const readySeconds = (performance.now() - began) / 1_000;
  await makeDemoClub(api);
  writeFileSync(join(dataFolder, 'admin-key'), adminKey);
  writeFileSync(join(dataFolder, 'address'), processes.url);
  return {
    rest: new Rest(processes.url, adminKey),
    dataFolder,
    readySeconds,
    remove: async () => {
      await processes.stop();
      await removeNamespace(engines, namespace);
      rmSync(dataFolder, { recursive: true, force: true });
      if (processes.ownEnds.length > 0)
        throw new Error(`processes ended by themselves: ${processes.ownEnds.join(', ')}`);
    },
  };
};

/** Two replicas of ledger and checkout, one of the others. */
export const processPerService = (engines: Engines): Edition => ({
  name: 'one process per service, on MongoDB and Kafka',
  start: () => start(engines),
});
