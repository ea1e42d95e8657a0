import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { MongoClient } from 'mongodb';
import { openEmbedded } from '@vafa/embedded';

const host = fileURLToPath(new URL('./support/host.ts', import.meta.url));
const writers = 32;
const kills = 6;

interface Hosted {
  readonly child: ChildProcess;
  readonly uri: string;
}

function start(folder: string): Promise<Hosted> {
  const child = spawn(process.execPath, ['--conditions=vafa-src', host, folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return new Promise((resolve, reject) => {
    child.stdout.once('data', (line: Buffer) => resolve({ child, uri: line.toString().trim() }));
    child.once('exit', (code) => reject(new Error(`the host ended with ${code} before it was ready`)));
  });
}

const ended = (child: ChildProcess): Promise<void> =>
  new Promise((resolve) =>
    child.exitCode === null && child.signalCode === null ? child.once('exit', () => resolve()) : resolve(),
  );

interface Acknowledged {
  readonly inserted: string[];
  /** The highest count that was acknowledged, by writer. */
  readonly counted: Map<number, number>;
}

/** Writes until the connection breaks; notes only what was acknowledged. */
async function write(client: MongoClient, writer: number, round: number, acknowledged: Acknowledged): Promise<void> {
  const database = client.db('killed');
  for (let n = 0; ; n++) {
    const id = `${round}-${writer}-${n}`;
    try {
      await database
        .collection<{ _id: string; tags: string[] }>('inserts')
        .insertOne({ _id: id, tags: [`a${id}`, `b${id}`] });
      acknowledged.inserted.push(id);
      const after = await database
        .collection<{ _id: number; count: number }>('counts')
        .findOneAndUpdate({ _id: writer }, { $inc: { count: 1 } }, { upsert: true, returnDocument: 'after' });
      acknowledged.counted.set(writer, after?.count ?? NaN);
    } catch {
      return;
    }
  }
}

describe('kill -9 under load', () => {
  let folder: string;

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'embedded-kill-'));
  });

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test('loses no acknowledged write', async () => {
    const acknowledged: Acknowledged = { inserted: [], counted: new Map() };
    for (let round = 0; round < kills; round++) {
      const { child, uri } = await start(folder);
      const client = await MongoClient.connect(uri, {
        maxPoolSize: writers,
        retryReads: false,
        serverSelectionTimeoutMS: 1000,
        writeConcern: { w: 'majority', journal: true },
      });
      if (round === 0) await client.db('killed').collection('inserts').createIndex({ tags: 1 }, { unique: true });
      const enough = acknowledged.inserted.length + 200 + Math.floor(Math.random() * 1500);
      const work = Promise.all(
        Array.from({ length: writers }, (_, writer) => write(client, writer, round, acknowledged)),
      );
      while (acknowledged.inserted.length < enough) await new Promise((resolve) => setImmediate(resolve));
      child.kill('SIGKILL');
      await work;
      await Promise.all([client.close(true), ended(child)]);
    }

    const embedded = await openEmbedded({ folder });
    const client = await MongoClient.connect(embedded.uri);
    const inserts = client.db('killed').collection<{ _id: string; tags: string[] }>('inserts');
    const stored = new Set((await inserts.find().toArray()).map((each) => each._id));
    expect(acknowledged.inserted.filter((id) => !stored.has(id))).toEqual([]);
    expect(acknowledged.inserted.length).toBeGreaterThan(kills * 200);
    // The index tells the same as the documents.
    expect(await inserts.countDocuments({ tags: { $gte: '' } })).toBe(stored.size);
    for (const [writer, count] of acknowledged.counted) {
      const counter = await client
        .db('killed')
        .collection<{ _id: number; count: number }>('counts')
        .findOne({ _id: writer });
      expect(counter?.count).toBeGreaterThanOrEqual(count);
    }
    await client.close();
    await embedded.close();
  }, 300_000);

  test('another process cannot open a folder in use', async () => {
    const { child } = await start(folder);
    await expect(openEmbedded({ folder })).rejects.toThrow('in use by another process');
    child.kill('SIGKILL');
    await ended(child);
    // The kill freed the lock and left the socket behind; neither is in the way.
    const embedded = await openEmbedded({ folder });
    await embedded.close();
  });
});
