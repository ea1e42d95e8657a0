// Cuts the sample out of the whole data set: every invoice whose first row is before a date, rows as they are.
//   node samples/cut-sample.mjs ONLINE-RETAIL.csv.gz 2011-01-01 samples/online-retail-2010-12.csv.gz
import { readFileSync, writeFileSync } from 'node:fs';
import { gunzipSync, gzipSync } from 'node:zlib';

const [source, before, target] = process.argv.slice(2);
if (!source || !before || !target)
  throw new Error('usage: node samples/cut-sample.mjs SOURCE.csv.gz BEFORE-DATE TARGET.csv.gz');

// No field of this file holds a line break, so a row is a line; only Description is quoted, and it stands before
// Quantity and the time.
const [header, ...rows] = gunzipSync(readFileSync(source)).toString('utf8').split('\n').filter(Boolean);
const firstSeen = new Map();
for (const row of rows) {
  const invoice = row.slice(0, row.indexOf(','));
  if (!firstSeen.has(invoice)) firstSeen.set(invoice, /,(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}),/.exec(row)?.[1]);
}
const kept = rows.filter((row) => firstSeen.get(row.slice(0, row.indexOf(','))) < before);
writeFileSync(target, gzipSync([header, ...kept, ''].join('\n'), { level: 9 }));
console.log(`${kept.length} rows, ${[...firstSeen.values()].filter((at) => at < before).length} invoices → ${target}`);
