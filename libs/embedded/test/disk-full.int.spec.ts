import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { MongoClient, MongoServerError } from 'mongodb';
import { openEmbedded } from '@vafa/embedded';

const host = fileURLToPath(new URL('./support/host.ts', import.meta.url));
const fileBytesMax = 4 * 1024 * 1024;

/** A host whose files cannot grow beyond the limit: the kernel then refuses writes as a full disk does. */
function startLimited(folder: string): Promise<{ child: ChildProcess; uri: string }> {
  const child = spawn(
    'sh',
    [
      '-c',
      `ulimit -f ${fileBytesMax / 512}; exec "$0" --conditions=vafa-src "$1" "$2"`,
      process.execPath,
      host,
      folder,
    ],
    { stdio: ['ignore', 'pipe', 'ignore'] },
  );
  return new Promise((resolve, reject) => {
    child.stdout.once('data', (line: Buffer) => resolve({ child, uri: line.toString().trim() }));
    child.once('exit', (code) => reject(new Error(`the host ended with ${code} before it was ready`)));
  });
}

describe('when a write fails in mid-batch', () => {
  let folder: string;

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'embedded-full-'));
  });

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test('all of its turn fail, nothing acknowledged is lost, and reading goes on', async () => {
    const { child, uri } = await startLimited(folder);
    const client = await MongoClient.connect(uri, { maxPoolSize: 16, retryReads: false });
    const things = client.db('full').collection<{ _id: number; text: string }>('things');
    await things.createIndex({ text: 1 });
    const acknowledged: number[] = [];
    const errors: unknown[] = [];
    let next = 0;
    // What drivers watch the server by: if it failed too, they would give up all connections.
    const unheard: string[] = [];
    const watch = async (): Promise<void> => {
      while (errors.length < 40)
        await client
          .db('admin')
          .command({ hello: 1 })
          .catch((error: unknown) => unheard.push(String(error)));
    };
    const watching = Promise.all([watch(), watch(), watch()]);
    await Promise.all(
      Array.from({ length: 16 }, async () => {
        while (errors.length < 40) {
          const _id = next++;
          await things.insertOne({ _id, text: `${_id}${'x'.repeat(5000)}` }).then(
            () => acknowledged.push(_id),
            (error: unknown) => errors.push(error),
          );
        }
      }),
    );
    expect(acknowledged.length).toBeGreaterThan(10);
    const told = errors.map((error) => (error instanceof MongoServerError ? error.code : String(error)));
    await watching;
    expect(unheard).toEqual([]);
    expect(told.filter((code) => code !== 1 && code !== 14031)).toEqual([]);
    const stored = (await things.find({}, { projection: { _id: 1 } }).toArray()).map((each) => each._id);
    expect(new Set(stored)).toEqual(new Set(acknowledged));
    // What was cached of the failed turn is gone too: a collection that it made is not there.
    const other = client.db('full').collection('other');
    await expect(other.insertOne({ text: 'y'.repeat(5_000_000) })).rejects.toThrow(MongoServerError);
    expect((await client.db('full').listCollections().toArray()).map((each) => each.name)).toEqual(['things']);
    await client.close(true);
    child.kill('SIGKILL');
    await new Promise((resolve) => child.once('exit', resolve));

    const embedded = await openEmbedded({ folder });
    const again = await MongoClient.connect(embedded.uri);
    const kept = again.db('full').collection<{ _id: number; text: string }>('things');
    expect(new Set((await kept.distinct('_id')) as number[])).toEqual(new Set(acknowledged));
    expect(await kept.countDocuments({ text: { $gte: '' } })).toBe(acknowledged.length);
    await kept.insertOne({ _id: -1, text: 'room again' });
    await again.close();
    await embedded.close();
  }, 600_000);
});
