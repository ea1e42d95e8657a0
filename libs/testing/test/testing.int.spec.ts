import { createServer } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { MongoClient } from 'mongodb';
import { eventually, freeSocket, openTestEngine, realEngines, type TestEngine } from '@vafa/testing';

let engine: TestEngine;
beforeAll(async () => {
  engine = await openTestEngine();
});
afterAll(() => engine.close());

test('the engine answers, and each database name is its own', async () => {
  const client = await MongoClient.connect(engine.uri);
  const [one, other] = [engine.database('a'), engine.database('a')];
  await client.db(one).collection<{ _id: number }>('things').insertOne({ _id: 1 });
  expect(await client.db(one).collection('things').countDocuments()).toBe(1);
  expect(await client.db(other).collection('things').countDocuments()).toBe(0);
  await client.close();
});

test('eventually waits for a check that throws or is false, and gives up with its last error', async () => {
  let calls = 0;
  const check = (): number | false => {
    calls++;
    if (calls === 1) throw new Error('not yet');
    return calls === 2 ? false : calls;
  };
  expect(await eventually(check)).toBe(3);
  await expect(eventually(() => Promise.reject(new Error('never')), 50)).rejects.toThrow('never');
  await expect(eventually(() => false, 50)).rejects.toThrow('still false after 50 ms');
});

test('a free socket can be listened on, and the next one is another', async () => {
  const address = freeSocket();
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(address.replace('unix:', ''), resolve));
  expect(freeSocket()).not.toBe(address);
  await new Promise((resolve) => server.close(resolve));
});

describe('the engines that tests may use', () => {
  test('none is a choice, and says what it leaves out', async () => {
    const engines = await realEngines({ VAFA_ENGINES: 'none', MONGODB_URI: 'mongodb://127.0.0.1:1' });
    expect(engines).toMatchObject({
      told: 'ran on the embedded edition; left out: a MongoDB-compatible engine, Kafka, a Kubernetes API server (VAFA_ENGINES is none)',
    });
    expect(engines.mongodbUri).toBeUndefined();
  });

  test('one that was named is asked, and told by its name', async () => {
    const engines = await realEngines({ MONGODB_URI: engine.uri });
    expect(engines.mongodbUri).toBe(engine.uri);
    expect(engines.told).toMatch(
      /^ran on the embedded edition, (MongoDB|FerretDB) \S+ at \S+; left out: Kafka, a Kubernetes API server$/,
    );
  });

  test('one that was named and does not answer is an error, not a gap', async () => {
    await expect(realEngines({ KAFKA_BROKERS: '127.0.0.1:1' })).rejects.toThrow(
      /^Kafka at 127\.0\.0\.1:1 does not answer/,
    );
  });

  test('require fails when something is missing, and says what', async () => {
    await expect(realEngines({ VAFA_ENGINES: 'require', MONGODB_URI: engine.uri })).rejects.toThrow(
      /^VAFA_ENGINES is require, but this is missing: Kafka, a Kubernetes API server; tools\/engines/,
    );
  });
});
