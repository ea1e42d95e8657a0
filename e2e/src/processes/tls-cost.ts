// What certificates cost: CPU of all services for each sale, in two clubs of one process per service.
// One is plain, one has mutual TLS; they sell by turns. Takes npm run build before.
//   node_modules/.bin/node e2e/src/processes/tls-cost.ts [blocks] [sales of a block]
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort, openTestEngine } from '@vafa/testing';
import { costOf } from '../process-cost.ts';
import { Rest } from '../rest.ts';
import { planProcesses } from './plan.ts';
import { ServiceProcesses } from './service-processes.ts';

const tills = 8;
const [blocks = 10, salesOfBlock = 200] = process.argv.slice(2).map(Number);

interface Club {
  readonly name: string;
  readonly rest: Rest;
  readonly processes: ServiceProcesses;
  readonly memberId: string;
  readonly perSale: number[];
}

const folder = mkdtempSync(join(tmpdir(), 'vafa-tls-cost-'));
const engine = await openTestEngine();

const start = async (name: string, hasTls: boolean): Promise<Club> => {
  const token = `vafa_${randomBytes(32).toString('base64url')}`;
  const environment = {
    PATH: process.env.PATH,
    LOG_LEVEL: 'warn',
    MONGODB_URI: engine.uri,
    EVENTS: 'log',
    VAFA_NAMESPACE: name,
    VAFA_MASTER_KEY: randomBytes(32).toString('hex'),
    VAFA_ADMIN_KEY: token,
  };
  const planned = await planProcesses({}, await freePort(), freePort);
  const logs = join(folder, name);
  const certificates = hasTls ? join(folder, 'certificates') : undefined;
  const processes = await ServiceProcesses.start({ planned, environment, logs, certificates });
  const rest = new Rest(processes.url, token, 'cost');
  const club = { code: 'cost', name: 'Cost', currency: 'GBP', time_zone: 'Europe/London' };
  await rest.call('createClub', { body: club });
  await rest.call('createBranch', { body: { code: 'b', name: 'Branch' } });
  const rule = { code: 'pounds', name: 'A point a pound', points: 1, per_amount: 100 };
  await rest.call('publishEarningRule', { body: rule });
  const { id: memberId } = await rest.call('enrolMember', { body: { external_id: 'C-1', name: 'Member' } });
  return { name, rest, processes, memberId, perSale: [] };
};

let sales = 0;

const sell = async ({ rest, memberId }: Club): Promise<void> => {
  const id = `s${String(++sales)}`;
  const basket = {
    branch: 'b',
    till: '1',
    receipt: id,
    member_id: memberId,
    lines: [{ sku: 'TEA', quantity: 4, unit_price: '12.50' }],
  };
  const path = { session_id: id };
  await rest.call('putSession', { path, body: basket });
  await rest.call('closeSession', { path, body: {} });
};

const cpuOf = ({ processes }: Club): number =>
  processes.names.reduce((sum, name) => sum + (costOf(processes.pidOf(name) ?? 0)?.cpuSeconds ?? 0), 0);

const block = async (club: Club): Promise<number> => {
  const before = cpuOf(club);
  let left = salesOfBlock;
  const till = async (): Promise<void> => {
    while (left-- > 0) await sell(club);
  };
  await Promise.all(Array.from({ length: tills }, till));
  return ((cpuOf(club) - before) / salesOfBlock) * 1_000;
};

const print = (text: string): void => void process.stdout.write(`${text}\n`);

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;

const clubs = [await start('plain', false), await start('tls', true)];
try {
  for (const club of clubs) await block(club);
  for (let turn = 0; turn < blocks; turn++)
    for (const club of turn % 2 === 0 ? clubs : clubs.toReversed()) club.perSale.push(await block(club));
  for (const { name, perSale } of clubs)
    print(
      `${name.padEnd(6)} ${median(perSale).toFixed(2)} ms CPU a sale (${Math.min(...perSale).toFixed(2)} to ${Math.max(...perSale).toFixed(2)})`,
    );
  const [plain, tls] = clubs.map(({ perSale }) => median(perSale)) as [number, number];
  const pairs = (clubs[1]?.perSale ?? []).map((each, turn) => each / (clubs[0]?.perSale[turn] ?? Number.NaN));
  print(`ratio ${(tls / plain).toFixed(3)}; median of pairs ${median(pairs).toFixed(3)}`);
} finally {
  for (const { processes } of clubs) await processes.stop();
  await engine.close();
  rmSync(folder, { recursive: true, force: true });
}
