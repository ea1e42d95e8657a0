import { fork } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { LedgerServiceService, type Command } from '@vafa/contracts/ledger';
import { connectGrpc } from '@vafa/grpc';
import type { BenchEngine } from './engines.ts';
import { earn, points, postOne } from './commands.ts';
import { freshClub } from './fresh-club.ts';
import type { OpenLedger } from './open-ledger.ts';
import type { Work } from './work.ts';

export interface ServeOptions {
  readonly mongodbUri: string;
  readonly database: string;
  readonly eventsDatabase: string;
  readonly ledgerUrl: string;
  readonly noOpUrl: string;
}

const microsPerTick = 10_000;

/** User and system CPU of a process so far, in microseconds, in steps of 10,000. */
const cpuOf = (pid: number): number => {
  const fields =
    readFileSync(`/proc/${String(pid)}/stat`, 'utf8')
      .split(') ')[1]
      ?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) * microsPerTick;
};

const accrual = (clubId: string, memberId: string, key: string): Command => ({
  account: { clubId, memberId, unit: 'points' },
  key: `c:bench:${key}`,
  cause: `evt_${key}`,
  effectiveAt: undefined,
  reason: 'sale',
  reference: `sal_${key}`,
  finished: false,
  terms: undefined,
  verb: { $case: 'accrue', value: { amount: 1n, basis: undefined, expiresAt: undefined, activeAt: undefined } },
});

const start = async (engine: BenchEngine) => {
  const folder = await mkdtemp(join(tmpdir(), 'vafa-bench-rpc-'));
  const options: ServeOptions = {
    mongodbUri: engine.uri,
    database: engine.database('served'),
    eventsDatabase: engine.database('events'),
    ledgerUrl: `unix:${join(folder, 'ledger')}`,
    noOpUrl: `unix:${join(folder, 'no-op')}`,
  };
  const child = fork(join(import.meta.dirname, 'serve-ledger.ts'), [JSON.stringify(options)], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const ended = once(child, 'exit');
  await Promise.race([
    once(child, 'message'),
    ended.then(([code]) => Promise.reject(new Error(`the served ledger ended with ${String(code)}`))),
  ]);
  const ledger = connectGrpc(LedgerServiceService, options.ledgerUrl, { deadlineMs: 60_000 });
  const noOp = connectGrpc(LedgerServiceService, options.noOpUrl);
  return {
    ledger,
    noOp,
    cpu: () => cpuOf(child.pid ?? 0),
    close: async () => {
      ledger.close();
      noOp.close();
      child.disconnect();
      await ended;
      await rm(folder, { recursive: true, force: true });
    },
  };
};

/** The ledger in a process of its own, called through gRPC as services call it; started when it is first needed. */
export class ServedLedger {
  private readonly engine: BenchEngine;
  private started: ReturnType<typeof start> | undefined;

  constructor(engine: BenchEngine) {
    this.engine = engine;
  }

  running(): ReturnType<typeof start> {
    this.started ??= start(this.engine);
    return this.started;
  }

  async close(): Promise<void> {
    await (await this.started)?.close();
  }
}

type Running = Awaited<ReturnType<typeof start>>;

const members = 1_024;
const readsInFlight = 32;

/** Every event of what was made ready is published: the relay does not work while others are timed. */
const relayed = async ({ ledger }: Running): Promise<void> => {
  while (((await ledger.getRelayStatus({})).status?.unrelayed ?? 0n) > 0n) await setTimeout(20);
};

/** `answerer`: who answers. `again`: the accounts were read before, as those of a member at the till are. */
const reads = (served: ServedLedger, name: string, answerer: 'ledger' | 'noOp', again = false): Work => {
  let running: Running | undefined;
  return {
    name,
    inFlight: readsInFlight,
    cpu: () => running?.cpu() ?? 0,
    prepare: async () => {
      running = await served.running();
      const clubId = freshClub();
      const asked = Array.from({ length: members }, (_, n) => accrual(clubId, `mem_${String(n)}`, 'opening'));
      const client = running[answerer];
      const read = async (member: number): Promise<void> => {
        const { balances } = await client.getBalances({
          clubId,
          memberId: `mem_${String(member % members)}`,
          asOf: undefined,
        });
        if (balances.length !== 1) throw new Error(`${String(balances.length)} balances instead of one`);
      };
      if (answerer === 'ledger') {
        await running.ledger.post({ commands: asked });
        await relayed(running);
      }
      if (again) await Promise.all(asked.map((_asked, member) => read(member)));
      return { operate: read };
    },
  };
};

/** The same question without gRPC. */
const readHere = (ledger: OpenLedger): Work => ({
  name: 'balance read',
  inFlight: readsInFlight,
  prepare: async () => {
    const clubId = freshClub();
    await postOne(ledger.post, earn(points(clubId, 'mem'), 'opening'));
    return { operate: () => ledger.balances.execute(clubId, 'mem') };
  },
});

export const balanceRead = (served: ServedLedger, ledger: OpenLedger): Work => ({
  ...reads(served, 'balance read through gRPC, 32 in flight', 'ledger', true),
  counted: readHere(ledger),
});

export const firstBalanceRead = (served: ServedLedger): Work =>
  reads(served, 'first balance read through gRPC, 32 in flight', 'ledger');

export const noOpCall = (served: ServedLedger): Work => reads(served, 'no-op call through gRPC, 32 in flight', 'noOp');

const batch = 100;
const batchesInFlight = 8;

/** Batches through gRPC, with the relay publishing their events meanwhile. */
export const postBatches = (served: ServedLedger): Work => {
  let running: Running | undefined;
  return {
    name: `accrue through gRPC, ${String(batchesInFlight)} batches of ${String(batch)} in flight`,
    inFlight: batchesInFlight,
    weight: batch,
    cpu: () => running?.cpu() ?? 0,
    prepare: async (calls) => {
      const { ledger } = (running = await served.running());
      const clubId = freshClub();
      return {
        operate: async (call) => {
          const commands = Array.from({ length: batch }, (_, n) =>
            accrual(clubId, `mem_${String((call * batch + n) % members)}`, `n${String(call)}_${String(n)}`),
          );
          const { outcomes } = await ledger.post({ commands });
          if (outcomes.some(({ refusal, repeated }) => refusal !== '' || repeated))
            throw new Error('a command of a batch was refused');
        },
        check: async () => {
          const { findings, entries } = await ledger.verify({ clubId });
          const wrong = findings.map(({ account, code }) => `${account}: ${code}`);
          return entries === BigInt(calls * batch)
            ? wrong
            : [...wrong, `${String(entries)} entries instead of ${String(calls * batch)}`];
        },
      };
    },
  };
};
