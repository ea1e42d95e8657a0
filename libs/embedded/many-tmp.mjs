import { mkdtempSync, rmSync } from 'node:fs';
import { MongoClient } from 'mongodb';
import { openEmbedded } from '@vafa/embedded';
const folder = mkdtempSync('/tmp/embedded-many-');
const e = await openEmbedded({ folder });
const c = await MongoClient.connect(e.uri);
const t = c.db('x').collection('t');
await t.createIndex({ state: 1 });
for (let s = 0; s < 50000; s += 5000) await t.insertMany(Array.from({ length: 5000 }, (_, n) => ({ _id: s + n, state: 'old', pad: 'x'.repeat(200) })));
for (let i = 0; i < 3; i++) { const at = performance.now(); let worst = 0, n = 0, done = false;
  const p = t.updateMany({}, { $inc: { times: 1 } }).finally(() => { done = true; });
  while (!done) { const b = performance.now(); await c.db('x').command({ ping: 1 }); worst = Math.max(worst, performance.now() - b); n++; }
  await p; console.log('updateMany 50k ms', Math.round(performance.now() - at), 'pings', n, 'worst ms', Math.round(worst)); }
await c.close(); await e.close(); rmSync(folder, { recursive: true });
