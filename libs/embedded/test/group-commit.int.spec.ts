import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { MongoClient } from 'mongodb';
import { openEmbedded } from '@vafa/embedded';
import type { Embedded } from '@vafa/embedded';

describe('group commit', () => {
  let folder: string;
  let embedded: Embedded;
  let client: MongoClient;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'embedded-group-'));
    embedded = await openEmbedded({ folder });
    client = await MongoClient.connect(embedded.uri, {
      maxPoolSize: 64,
      writeConcern: { w: 'majority', journal: true },
    });
    const things = client.db('group').collection('things');
    await Promise.all(Array.from({ length: 64 }, (_, n) => things.insertOne({ warm: n })));
  });

  afterAll(async () => {
    await client.close();
    await embedded.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const commits = async (): Promise<number> => {
    const status = await client.db('admin').command({ serverStatus: 1 });
    return Number((status['embedded'] as { commits: number }).commits);
  };

  test('many inserts at once share few commits', async () => {
    const before = await commits();
    await Promise.all(Array.from({ length: 2000 }, (_, n) => client.db('group').collection('things').insertOne({ n })));
    expect((await commits()) - before).toBeLessThan(1000);
  });

  test('one insert after the other is one commit each', async () => {
    const before = await commits();
    for (let n = 0; n < 20; n++) await client.db('group').collection('things').insertOne({ alone: n });
    expect((await commits()) - before).toBe(20);
  });

  test('reads commit nothing', async () => {
    const before = await commits();
    await Promise.all(Array.from({ length: 50 }, (_, n) => client.db('group').collection('things').findOne({ n })));
    expect(await commits()).toBe(before);
  });

  test('a refused statement leaves its neighbours in the same commit', async () => {
    const unique = client.db('group').collection<{ _id: number }>('unique');
    await unique.insertOne({ _id: 0 });
    const outcomes = await Promise.allSettled(Array.from({ length: 100 }, (_, n) => unique.insertOne({ _id: n % 50 })));
    expect(outcomes.filter((each) => each.status === 'fulfilled')).toHaveLength(49);
    expect(await unique.countDocuments({})).toBe(50);
  });
});
