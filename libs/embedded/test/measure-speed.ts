// Prints operations a second: node --conditions=vafa-src libs/embedded/test/measure-speed.ts
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MongoClient } from 'mongodb';
import { openEmbedded } from '@vafa/embedded';

const folder = mkdtempSync(join(tmpdir(), 'embedded-speed-'));
const embedded = await openEmbedded({ folder });
const client = await MongoClient.connect(embedded.uri, { writeConcern: { w: 'majority', journal: true } });
const things = client.db('speed').collection('things');
await things.createIndex({ account: 1, version: -1 }, { unique: true });
await things.createIndex({ account: 1, 'entries.key': 1 }, { unique: true });

const padding = 'x'.repeat(60);
const lines = Array.from({ length: 5 }, (_, n) => ({
  sku: `sku-${n}`,
  quantity: n,
  amount: 1299,
  note: padding.slice(0, 30),
}));
const thing = (n: number): Record<string, unknown> => ({
  account: `acc-${n % 1000}`,
  version: n,
  at: new Date(),
  entries: [{ key: `key-${n}`, kind: 'accrue' }],
  padding,
  lines,
});

async function measure(
  name: string,
  total: number,
  inFlight: number,
  each: (n: number) => Promise<unknown>,
  unitsEach = 1,
): Promise<void> {
  let next = 0;
  const started = performance.now();
  await Promise.all(
    Array.from({ length: inFlight }, async () => {
      while (next < total) await each(next++);
    }),
  );
  const seconds = (performance.now() - started) / 1000;
  process.stdout.write(`${name.padEnd(40)} ${Math.round((total * unitsEach) / seconds).toLocaleString('en')} /s\n`);
}

let n = 0;
const insertOne = (): Promise<unknown> => things.insertOne(thing(n++));
await measure('warm up', 3000, 32, insertOne);
for (const inFlight of [1, 16, 64])
  await measure(`insertOne, ${inFlight} in flight`, 2000 + inFlight * 150, inFlight, insertOne);
await measure(
  'insertMany of 500, one at a time',
  60,
  1,
  () =>
    things.insertMany(
      Array.from({ length: 500 }, () => thing(n++)),
      { ordered: false },
    ),
  500,
);
await measure(
  'insertMany of 500, 2 in flight',
  60,
  2,
  () =>
    things.insertMany(
      Array.from({ length: 500 }, () => thing(n++)),
      { ordered: false },
    ),
  500,
);
await measure('findOne by two fields, 16 in flight', 10_000, 16, (k) =>
  things.findOne({ account: `acc-${k % 1000}`, version: k }),
);
await measure('latest of an account, 16 in flight', 10_000, 16, (k) =>
  things
    .find({ account: `acc-${k % 1000}` })
    .sort({ version: -1 })
    .limit(1)
    .toArray(),
);
await measure('updateOne $set $inc $push, 64 in flight', 10_000, 64, (k) =>
  things.updateOne(
    { account: `acc-${k % 1000}`, version: k },
    { $set: { seen: true }, $inc: { times: 1 }, $push: { keys: `k${k}` as never } },
  ),
);
const started = performance.now();
const found = await things.countDocuments({ 'lines.sku': 'none' });
process.stdout.write(
  `scan of ${n.toLocaleString('en')} documents, ${found} found: ${Math.round(performance.now() - started)} ms\n`,
);
process.stdout.write(`memory of the process: ${Math.round(process.memoryUsage.rss() / 2 ** 20)} MB\n`);
process.stdout.write(`${JSON.stringify(await client.db('admin').command({ serverStatus: 1 }))}\n`);
await client.close();
await embedded.close();
rmSync(folder, { recursive: true, force: true });
