import { existsSync, mkdirSync, mkdtempSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { openEmbedded } from '@vafa/embedded';
import { MongoClient } from 'mongodb';

const fresh = (): string => mkdtempSync(join(tmpdir(), 'vafa-backup-'));
const writers = 16;

interface Step {
  readonly _id: string;
  readonly writer: number;
  readonly number: number;
}

test('a copy taken under writers is of one moment: all that was acknowledged before it began, and no step without the one before', async () => {
  const embedded = await openEmbedded({ folder: fresh() });
  const client = await MongoClient.connect(embedded.uri);
  const steps = client.db('club').collection<Step>('steps');
  await steps.createIndex({ writer: 1, number: 1 }, { unique: true });
  const acknowledged = Array.from({ length: writers }, () => -1);
  let isOver = false;
  const write = async (writer: number): Promise<void> => {
    for (let number = 0; !isOver; number++) {
      await steps.insertOne({ _id: `${String(writer)}/${String(number)}`, writer, number });
      acknowledged[writer] = number;
    }
  };
  const writing = Array.from({ length: writers }, (_, writer) => write(writer));
  while (acknowledged.some((number) => number < 20)) await new Promise((resolve) => setImmediate(resolve));
  const before = [...acknowledged];
  const place = fresh();
  mkdirSync(join(place, 'database'), { mode: 0o700 });
  const path = join(place, 'database', 'embedded.sqlite');
  await embedded.backup(path);
  isOver = true;
  await Promise.all(writing);
  await client.close();
  await embedded.close();
  expect(statSync(path).mode & 0o777).toBe(0o600);

  const restored = await openEmbedded({ folder: join(place, 'database') });
  const again = await MongoClient.connect(restored.uri);
  const copied = again.db('club').collection<Step>('steps');
  for (let writer = 0; writer < writers; writer++) {
    const numbers = (await copied.find({ writer }).sort({ number: 1 }).toArray()).map(({ number }) => number);
    expect(numbers).toEqual(numbers.map((_, place) => place));
    expect(numbers.length - 1).toBeGreaterThanOrEqual(before[writer] ?? 0);
  }
  await again.close();
  await restored.close();
});

test('a copy begins at any moment, whatever is being written', async () => {
  const embedded = await openEmbedded({ folder: fresh() });
  const client = await MongoClient.connect(embedded.uri);
  const steps = client.db('club').collection('steps');
  let isOver = false;
  const write = async (): Promise<void> => {
    const some = Array.from({ length: 50 }, () => ({ text: 'x'.repeat(200) }));
    while (!isOver) await steps.insertMany(some.map((one) => ({ ...one })));
  };
  const writing = Array.from({ length: writers }, write);
  const place = fresh();
  for (let copy = 0; copy < 20; copy++) await embedded.backup(join(place, `${String(copy)}.sqlite`));
  isOver = true;
  await Promise.all(writing);
  await client.close();
  await embedded.close();
});

test('a copy that cannot be written is an error, leaves nothing, and the database goes on', async () => {
  const embedded = await openEmbedded({ folder: fresh() });
  const path = join(fresh(), 'not-there', 'embedded.sqlite');
  await expect(embedded.backup(path)).rejects.toThrow();
  expect(existsSync(path)).toBe(false);
  const client = await MongoClient.connect(embedded.uri);
  await client.db('club').collection('x').insertOne({ n: 1 });
  await client.close();
  await embedded.close();
});
