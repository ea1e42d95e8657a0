import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { openDatabase } from '@vafa/mongo';
import { MongoRelayLeases, openEventStream } from '@vafa/events';
import { eventually, openTestEngine, type TestEngine } from '@vafa/testing';
import { sliceCount } from '../src/relay/slices.ts';
import { thisHost } from '../src/log/process-identity.ts';
import { relayReplicasContract } from './relay-replicas.contract.ts';
import { openReplicas } from './relay-replicas.ts';

let engine: TestEngine;
beforeAll(async () => {
  engine = await openTestEngine();
});
afterAll(() => engine.close());

relayReplicasContract('on the log', () => {
  const events = engine.database('events');
  return {
    uri: engine.uri,
    database: engine.database('relay'),
    openStream: () => openEventStream({ mongodbUri: engine.uri, database: events }),
  };
});

describe('relay leases', () => {
  const opened = async (
    work: (connection: Awaited<ReturnType<typeof openDatabase>>) => Promise<void>,
  ): Promise<void> => {
    const connection = await openDatabase(engine.uri, engine.database('leases'));
    try {
      await work(connection);
    } finally {
      await connection.close();
    }
  };
  const table = { _id: 'relay', version: 7, slices: Array.from({ length: sliceCount }, () => 'r_other') };

  test('one replica alone has everything at once, and so has the one that starts after it', () =>
    opened(async (connection) => {
      const first = new MongoRelayLeases(connection);
      expect((await first.hold()).size).toBe(sliceCount);
      expect((await first.hold()).size).toBe(sliceCount);
      await first.close();
      expect((await first.hold()).size).toBe(0);
      const second = new MongoRelayLeases(connection);
      expect((await second.hold()).size).toBe(sliceCount);
      await second.close();
    }));

  test('nobody waits for a holder that was a process of this host and has ended', () =>
    opened(async (connection) => {
      await connection.collection<{ _id: string }>('relay_leases').insertOne({
        ...table,
        replicas: { r_other: { beat: 3, process: `${thisHost}|4194399|1` } },
      } as {
        _id: string;
      });
      const leases = new MongoRelayLeases(connection);
      expect((await leases.hold()).size).toBe(sliceCount);
      await leases.close();
    }));

  test('a holder elsewhere is waited for, whatever its clock says, until its counter stood still for a lease', () =>
    opened(async (connection) => {
      const leasesOf = connection.collection<{ _id: string }>('relay_leases');
      await leasesOf.insertOne({ ...table, replicas: { r_other: { beat: 3, process: 'elsewhere|1|1' } } } as {
        _id: string;
      });
      const leases = new MongoRelayLeases(connection);
      const started = performance.now();
      expect((await leases.hold()).size).toBe(0);
      await eventually(async () => (await leases.hold()).size === sliceCount);
      expect(performance.now() - started).toBeGreaterThan(5_000);
      expect(
        Object.keys(((await leasesOf.findOne({ _id: 'relay' })) as unknown as { replicas: object }).replicas),
      ).toHaveLength(1);
      await leases.close();
    }));

  test('a second replica gets half, and all when the first stops', async () => {
    const replicas = await openReplicas(engine.uri, engine.database('relay'), () =>
      openEventStream({ mongodbUri: engine.uri, database: engine.database('events') }),
    );
    const first = await replicas.start();
    await eventually(async () => (await replicas.spread()).join() === '16');
    await replicas.start();
    await eventually(async () => (await replicas.spread()).join() === '8,8');
    await first.stop();
    await eventually(async () => (await replicas.spread()).join() === '16');
    await replicas.close();
  });
});
