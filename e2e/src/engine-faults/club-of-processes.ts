import { randomBytes } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CheckoutServiceService } from '@vafa/contracts/checkout';
import { FeedbackServiceService } from '@vafa/contracts/feedback';
import { LedgerServiceService } from '@vafa/contracts/ledger';
import { MembershipServiceService } from '@vafa/contracts/membership';
import { connectGrpc, openIdentity } from '@vafa/grpc';
import { freePort } from '@vafa/testing';
import { planProcesses } from '../processes/plan.ts';
import { ServiceProcesses } from '../processes/service-processes.ts';
import { Rest } from '../rest.ts';
import { behindOf, partitions, removeNamespace, type Engines } from './engine-contents.ts';
import type { FaultyClub } from './faulty-club.ts';

const unrelayedOf = async (processes: ServiceProcesses, certificates: string): Promise<number> => {
  const identity = openIdentity(join(certificates, 'operator'), 'operator');
  const clients = [
    connectGrpc(CheckoutServiceService, processes.target('checkout'), { identity }),
    connectGrpc(LedgerServiceService, processes.target('ledger'), { identity }),
    connectGrpc(MembershipServiceService, processes.target('membership'), { identity }),
    connectGrpc(FeedbackServiceService, processes.target('feedback'), { identity }),
  ];
  try {
    const answers = await Promise.all(clients.map((client) => client.getRelayStatus({})));
    return answers.reduce((sum, { status }) => sum + Number(status?.unrelayed ?? 0n), 0);
  } finally {
    for (const client of clients) client.close();
    identity.close();
  }
};

const environmentOf = (
  { mongodbUri, kafkaBrokers }: Engines,
  namespace: string,
  adminKey: string,
): NodeJS.ProcessEnv => ({
  PATH: process.env.PATH,
  LOG_LEVEL: process.env.LOG_LEVEL ?? 'warn',
  MONGODB_URI: mongodbUri,
  ...(kafkaBrokers === undefined
    ? {}
    : { EVENTS: 'kafka', KAFKA_BROKERS: kafkaBrokers, KAFKA_PARTITIONS: String(partitions) }),
  VAFA_NAMESPACE: namespace,
  VAFA_MASTER_KEY: randomBytes(32).toString('hex'),
  VAFA_ADMIN_KEY: adminKey,
});

/** A club of one process per service, two of ledger and checkout, in a namespace of its own on these engines. */
export const startClubOfProcesses = async (engines: Engines): Promise<FaultyClub> => {
  const namespace = `faults${randomBytes(4).toString('hex')}`;
  const adminKey = `vafa_${randomBytes(32).toString('base64url')}`;
  const logs = mkdtempSync(join(tmpdir(), 'vafa-faults-'));
  const certificates = join(logs, 'certificates');
  const planned = await planProcesses({ ledger: 2, checkout: 2 }, await freePort(), freePort);
  const processes = await ServiceProcesses.start({
    planned,
    environment: environmentOf(engines, namespace, adminKey),
    logs,
    certificates,
  });
  return {
    rest: new Rest(processes.url, adminKey, 'faults'),
    logs,
    ownEnds: processes.ownEnds,
    processes: processes.names,
    end: (name, signal) => processes.end(name, signal),
    start: (name) => processes.start(name),
    ready: (name) => processes.ready(name),
    pending: async () => ({
      unrelayed: await unrelayedOf(processes, certificates),
      behind: await behindOf(engines, namespace),
    }),
    remove: async () => {
      await processes.stop();
      await removeNamespace(engines, namespace);
    },
  };
};
