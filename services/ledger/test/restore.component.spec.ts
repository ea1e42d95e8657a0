import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { decodeEvent, topics } from '@vafa/contracts';
import { LedgerServiceService, type Command } from '@vafa/contracts/ledger';
import { LedgerEvent } from '@vafa/contracts/ledger-events';
import type { EventStream } from '@vafa/events';
import { connectGrpc, type Client, type RunningService } from '@vafa/grpc';
import { openDatabase } from '@vafa/mongo';
import { eventually, freeSocket, openTestEngine, openTestStream, type TestEngine } from '@vafa/testing';
import { ledgerService, resumeRestoredLedger } from '../src/ledger.module.ts';
import { isHandled, saleClosed, saleReturned } from './till-events.ts';

const masterKey = Buffer.alloc(32, 9);
const members = ['ana', 'bahar', 'dara', 'elham'];
let engine: TestEngine;
let database: string;
let stream: EventStream;
let service: RunningService;
let ledger: Client<typeof LedgerServiceService>;
let running = false;

const start = async (): Promise<void> => {
  const grpcUrl = freeSocket();
  service = await ledgerService.start({ grpcUrl, mongodbUri: engine.uri, database, stream, masterKey });
  ledger = connectGrpc(LedgerServiceService, grpcUrl);
  running = true;
};
const stop = async (): Promise<void> => {
  running = false;
  ledger.close();
  await service.stop();
};

beforeAll(async () => {
  engine = await openTestEngine();
  database = engine.database('restore');
  stream = await openTestStream(engine);
  await start();
});
afterAll(async () => {
  if (running) await stop();
  await stream.close();
  await engine.close();
});

/**
 * What another service makes of the ledger's events: the newest epoch's balances, each account's in order and without a
 * gap.
 */
const projection = new Map<string, { epoch: number; sequence: bigint; available: bigint }>();
const follow = async (): Promise<void> => {
  await stream.consume({
    topic: topics.ledger,
    group: 'projection',
    handle: (events) => {
      for (const { key, epoch, sequence, payload } of events) {
        const known = projection.get(key);
        const isNewer = !known || epoch > known.epoch;
        if (!isNewer && (epoch < known.epoch || sequence <= known.sequence)) continue;
        expect(sequence).toBe(isNewer ? 1n : known.sequence + 1n);
        projection.set(key, { epoch, sequence, available: decodeEvent(LedgerEvent, payload).event.value.available });
      }
      return Promise.resolve();
    },
  });
};

const sell = (from: number, to: number): Promise<void> =>
  stream.publish(
    topics.checkout,
    Array.from({ length: to - from }, (_, n) =>
      saleClosed(`sal_${String(from + n)}`, {
        member: members[(from + n) % members.length] as string,
        points: BigInt(from + n + 1),
      }),
    ),
  );
const settled = async (): Promise<void> => {
  await eventually(() => isHandled(stream, topics.checkout));
};
const balances = async () =>
  Promise.all(
    members.map(async (memberId) =>
      (await ledger.getBalances({ clubId: 'demo', memberId, asOf: undefined })).balances.map(
        ({ available, pending, held, lifetimeEarned }) => [available, pending, held, lifetimeEarned],
      ),
    ),
  );
const burn = (memberId: string, key: string, amount: bigint): Command => ({
  account: { clubId: 'demo', memberId, unit: 'points' },
  key,
  cause: 'test',
  effectiveAt: undefined,
  reason: 'redemption',
  reference: '',
  finished: false,
  terms: undefined,
  verb: { $case: 'burn', value: { amount } },
});

const collections = ['commits', 'identity', 'units'];
/** All documents, as a backup tool would take them. */
const dump = async (): Promise<ReadonlyMap<string, readonly object[]>> => {
  const connection = await openDatabase(engine.uri, database);
  const taken = await Promise.all(
    collections.map(async (name) => [name, await connection.collection(name).find({}).toArray()] as const),
  );
  await connection.close();
  return new Map(taken);
};
const restore = async (backup: ReadonlyMap<string, readonly object[]>): Promise<void> => {
  const connection = await openDatabase(engine.uri, database);
  for (const [name, documents] of backup) {
    await connection.collection(name).deleteMany({});
    if (documents.length > 0) await connection.collection(name).insertMany([...documents], { ordered: true });
  }
  await connection.close();
};

describe('the ledger, restored to an earlier moment than everything else', () => {
  test('has again what happened since, once, and what others made of its events agrees with it', async () => {
    await follow();
    const since = new Date(0);
    await sell(0, 40);
    await settled();
    await ledger.post({ commands: [burn('ana', 'c:r:1', 5n)] });
    const backup = await dump();

    await sell(40, 80);
    await stream.publish(topics.checkout, [
      saleReturned('sal_3', 'ret_1', { member: 'elham', takenBack: 4n }),
      saleReturned('sal_44', 'ret_2', { member: 'ana', takenBack: 20n }),
    ]);
    await settled();
    const commands = [burn('ana', 'c:r:2', 30n), burn('dara', 'c:r:3', 1_000_000n)];
    const answers = await ledger.post({ commands });
    const before = await balances();
    await expect(
      resumeRestoredLedger({ mongodbUri: engine.uri, database, stream, masterKey }, since),
    ).rejects.toMatchObject({ code: 'group_in_use' });
    await stop();

    await restore(backup);
    await expect(
      resumeRestoredLedger({ mongodbUri: engine.uri, database, stream, masterKey: Buffer.alloc(32, 8) }, since),
    ).rejects.toMatchObject({ code: 'master_key_differs' });
    expect((await resumeRestoredLedger({ mongodbUri: engine.uri, database, stream, masterKey }, since)).text).toContain(
      'epoch 2',
    );
    await start();
    await settled();
    // Callers with a key that they have no lasting answer for send it again; what was there already has its first
    // answer.
    const again = await ledger.post({ commands: [burn('ana', 'c:r:1', 5n), ...commands] });
    expect(again.outcomes.map(({ key, refusal, repeated }) => [key, refusal, repeated])).toEqual([
      ['c:r:1', '', true],
      ['c:r:2', answers.outcomes[0]?.refusal, false],
      ['c:r:3', 'balance_too_low', false],
    ]);
    expect(await balances()).toEqual(before);
    expect((await ledger.verify({ clubId: '' })).findings).toEqual([]);

    const now = new Map(
      await Promise.all(
        members.map(
          async (memberId) =>
            [
              `demo.${memberId}.points`,
              (await ledger.getBalances({ clubId: 'demo', memberId, asOf: undefined })).balances[0]?.available,
            ] as const,
        ),
      ),
    );
    await eventually(() =>
      members.every(
        (memberId) => projection.get(`demo.${memberId}.points`)?.available === now.get(`demo.${memberId}.points`),
      ),
    );
    expect([...projection.values()].every(({ epoch }) => epoch === 2)).toBe(true);
  });

  test('does not go on with another master key', async () => {
    await stop();
    await expect(
      ledgerService.start({
        grpcUrl: freeSocket(),
        mongodbUri: engine.uri,
        database,
        stream,
        masterKey: Buffer.alloc(32, 8),
      }),
    ).rejects.toMatchObject({ code: 'master_key_differs' });
  });
});
