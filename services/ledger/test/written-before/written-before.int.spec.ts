import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { deserialize } from 'bson';
import { openTestEngine, type TestEngine } from '@vafa/testing';
import { quickSeal } from '../../simulation/ledger-process.ts';
import type { CommitDocument } from '../../src/adapters/mongo/commit-document.ts';
import { parseAccount } from '../../src/domain/account/account-id.ts';
import { readLotName } from '../../src/domain/account/lot-name.ts';
import { VerifyJournal } from '../../src/use-cases/journal/verify-journal.ts';
import { Journal } from '../../src/use-cases/journal/journal.ts';
import { accrue, burn, life, reverse } from '../commands.ts';
import { openJournal } from '../journal-on-engine.ts';
import { turnClock } from '../turn-clock.ts';
import { toldOf } from './told-of-journal.ts';

// Journals that earlier builds wrote (make-journal.ts), on a real engine: read, answered and verified as they were
// then, and gone on with.

const journals = readdirSync(import.meta.dirname).flatMap((file) =>
  file.endsWith('.bson.gz') ? [file.slice(0, -'.bson.gz'.length)] : [],
);

const stored = (name: string): CommitDocument[] => {
  const bytes = gunzipSync(readFileSync(join(import.meta.dirname, `${name}.bson.gz`)));
  const documents: CommitDocument[] = [];
  for (let at = 0; at < bytes.length; at += bytes.readInt32LE(at))
    documents.push(
      deserialize(bytes.subarray(at, at + bytes.readInt32LE(at)), { useBigInt64: true }) as CommitDocument,
    );
  return documents;
};

let engine: TestEngine;
beforeAll(async () => {
  engine = await openTestEngine();
});
afterAll(() => engine.close());

test('journals are kept', () => {
  expect(journals).toEqual(expect.arrayContaining(['2026-11', '2026-11-lots']));
});

test('a journal from before lots had fields keeps lots of every sort by their names alone, own ones and others', () => {
  const lots = stored('2026-11-lots').flatMap(({ state }) => [...(state?.lots ?? []), ...(state?.pendingLots ?? [])]);
  expect(new Set(lots.flatMap((lot) => Object.keys(lot)))).toEqual(new Set(['id', 'amount', 'activeAt', 'expiresAt']));
  const sorts = lots
    .map(({ id }) => readLotName(id))
    .map(({ origin, sharing }) => `${sharing} ${origin ? 'other' : 'own'}`);
  expect([...new Set(sorts)].sort()).toEqual(
    ['alone', 'moment', 'activity', 'ever'].flatMap((sharing) => [`${sharing} other`, `${sharing} own`]).sort(),
  );
});

describe.each(journals)('the journal of %s', (name) => {
  const { now, told } = JSON.parse(readFileSync(join(import.meta.dirname, `${name}.json`), 'utf8')) as {
    now: string;
    told: unknown;
  };
  const documents = stored(name);

  test('has every kind of entry and every format that there was', () => {
    expect(new Set(documents.flatMap(({ entries }) => entries.map(({ kind }) => kind))).size).toBe(27);
    expect([...new Set(documents.map(({ format }) => format))].sort()).toEqual([1, 2, 3]);
    expect(documents.filter(({ state }) => state !== undefined).length).toBeGreaterThan(10);
  });

  test('says what it said then, is clean, and takes further commands', async () => {
    const world = await openJournal(engine);
    await world.collection.insertMany(documents);
    turnClock(world.clock, new Date(now));
    expect(await toldOf(world.reader, world.store, world.clock)).toEqual(told);
    const verify = async () => (await new VerifyJournal(world.reader, quickSeal).execute(undefined)).findings;
    expect(await verify()).toEqual([]);
    world.clock.advance(86_400_000);
    const journal = new Journal(world.store, quickSeal, world.clock);
    const accounts = [...new Set(documents.map(({ account }) => account))].map(parseAccount);
    const goOn = accounts.flatMap((account) => [
      life('unfreeze', { account }),
      accrue(50n, { account }),
      burn(20n, { account }),
    ]);
    const reversals = documents.flatMap(({ account, entries }) =>
      entries
        .filter(({ kind }) => kind === 'accrue' || kind === 'burn' || kind === 'capture')
        .slice(0, 1)
        .map(({ key }) => reverse(key, 1n, { account: parseAccount(account) })),
    );
    const outcomes = await journal.post([...goOn, ...reversals]);
    expect(outcomes.filter(({ refusal, recorded }) => refusal === undefined && recorded).length).toBeGreaterThan(50);
    expect(await verify()).toEqual([]);
    await world.close();
  });
});
