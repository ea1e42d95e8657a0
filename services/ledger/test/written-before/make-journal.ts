// Writes a journal as the present build stores it, and what this build says of it:
//   node --experimental-transform-types --conditions=vafa-src \
//     services/ledger/test/written-before/make-journal.ts 2026-11
// Run it when what is stored gets a further format, and keep the older ones: written-before.int.spec.ts reads each.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { serialize } from 'bson';
import fc from 'fast-check';
import { toDocument } from '../../src/adapters/mongo/commit-document.ts';
import { directReader } from '../../simulation/direct-ledger.ts';
import { history, Played } from '../../simulation/played.ts';
import { accountText } from '../../src/domain/account/account-id.ts';
import { accrue, hold, reverse, burn, capture, life, merge, settle } from '../commands.ts';
import { plainPoints, type UnitRules } from '../../src/domain/time/unit.ts';
import { toldOf } from './told-of-journal.ts';

const [name] = process.argv.slice(2);
if (name === undefined || !/^[\w-]+$/.test(name)) throw new Error('say how the journal is to be called');

const histories = 3;
const seed = 20_261_127;

const played = new Played();
for (const steps of fc.sample(history, { seed, numRuns: histories })) await played.play(steps);
const { ledger } = played;
// What the histories have not: parts of entries in suspense, and claims that are paid by what comes back.
const account = { clubId: 'demo', memberId: 'm4', unit: 'points' };
const terms = { unit: { ...plainPoints, negative: 'within_balance' as const, most: 500n } };
const told = { account, terms, finished: true };
for (const command of [
  accrue(100n, { ...told, key: 'e:sale:1' }),
  accrue(900n, { ...told, key: 'e:sale:2' }),
  burn(450n, { ...told, key: 'e:sale:3' }),
  hold(100n, { ...told, key: 'e:hold:4' }),
  reverse('e:sale:1', 100n, { ...told, key: 'e:back:1', policy: 'of_unit' }),
  reverse('e:sale:2', 850n, { ...told, key: 'e:back:2', policy: 'of_unit' }),
  capture('e:hold:4', 60n, { ...told, key: 'e:end:4' }),
  reverse('e:sale:3', 20n, { ...told, key: 'e:back:3', policy: 'of_unit' }),
  life('freeze', { account, key: 'e:freeze' }),
  burn(50n, { ...told, key: 'e:sale:5' }),
  settle('e:sale:5', 'club', { account, key: 'e:settle:5' }),
])
  await ledger.post(command);

// Lots of every sort, also such as came with a merge, in an account that was stored whole since.
const day = 86_400_000;
const end = new Date(ledger.clock.now().getTime() + 90 * day);
const withActivity: UnitRules = { ...plainPoints, expiry: { model: 'after_activity', months: 6 } };
const untilMoment: UnitRules = { ...plainPoints, expiry: { model: 'fixed_date', at: end } };
for (const unit of ['stars', 'points']) {
  const [host, guest] = [
    { clubId: 'demo', memberId: 'm5', unit },
    { clubId: 'demo', memberId: 'm6', unit },
  ];
  const undated = unit === 'stars' ? { unit: withActivity } : {};
  for (const { memberId, ...others } of [host, guest]) {
    const of = (name: string) => ({ account: { memberId, ...others }, key: `e:${memberId}:${name}` });
    await ledger.post(accrue(10n, { ...of('own'), expiresAt: end }));
    await ledger.post(accrue(20n, { ...of('moment'), terms: { unit: untilMoment } }));
    await ledger.post(accrue(30n, { ...of('undated'), terms: undated }));
    await ledger.post(
      accrue(40n, { ...of('waiting'), activeAt: new Date(end.getTime() - day), expiresAt: end, terms: undated }),
    );
  }
  await ledger.post(merge(accountText(host), { account: guest, key: 'c:merge' }));
  await ledger.deliver();
  await ledger.post(hold(15n, { account: host, key: 'c:hold' }));
  for (let sale = 1; sale <= 32; sale++)
    await ledger.post(accrue(1n, { account: host, key: `e:m5:${String(sale)}`, terms: undated }));
}

const { memory } = ledger;
const commits = memory.accountsOf('').flatMap((each) => memory.commitsOf(each));
// As they are once their events are published.
const documents = commits.map((commit) => {
  const { relay: _relay, ...document } = toDocument(commit);
  return document;
});
const now = ledger.clock.now();
writeFileSync(
  join(import.meta.dirname, `${name}.bson.gz`),
  gzipSync(Buffer.concat(documents.map((document) => serialize(document, { ignoreUndefined: true }))), { level: 9 }),
);
writeFileSync(
  join(import.meta.dirname, `${name}.json`),
  `${JSON.stringify({ now, told: await toldOf(directReader(memory), ledger.store, ledger.clock) }, null, 1)}\n`,
);
process.stdout.write(
  `${String(commits.length)} commits of ${String(memory.accounts.size)} accounts, ${String(new Set(commits.flatMap(({ entries }) => entries.map(({ kind }) => kind))).size)} kinds of entries, formats ${[...new Set(commits.map(({ format }) => format))].sort().join(', ')}\n`,
);
