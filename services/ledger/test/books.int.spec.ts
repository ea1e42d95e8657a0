import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Collection } from 'mongodb';
import { openDatabase, syncIndexes } from '@vafa/mongo';
import { openTestEngine, type TestEngine } from '@vafa/testing';
import { MongoTransfers } from '../src/adapters/mongo/mongo-transfers.ts';
import { MongoUnits, unitModel, type UnitDocument } from '../src/adapters/mongo/mongo-units.ts';
import { sumOf } from '../src/domain/reports/books.ts';
import type { Entry } from '../src/domain/journal/entry.ts';
import { receiveOf } from '../src/domain/transfers/transfers.ts';
import { AccountsAt } from '../src/use-cases/reports/accounts-at.ts';
import { DeliverTransfers, receiveKey } from '../src/use-cases/transfers/deliver-transfers.ts';
import { GetTrialBalance } from '../src/use-cases/reports/trial-balance.ts';
import type { Journal } from '../src/use-cases/journal/journal.ts';
import { ListOpenItems } from '../src/use-cases/reports/list-open-items.ts';
import { accrue, adjust, burn, hold, life, merge, open, reverse, send, settle, unmerge } from './commands.ts';
import { openJournal, type OpenJournal } from './journal-on-engine.ts';
import { turnClock } from './turn-clock.ts';

const account = (memberId: string, unit = 'points', clubId = 'demo') => ({ clubId, memberId, unit });
const at = (text: string): Date => new Date(text);
const noon = at('2026-01-10T12:00:00Z');

let engine: TestEngine;
let world: OpenJournal;
let journal: Journal;
let trial: GetTrialBalance;
let lists: ListOpenItems;
let closeUnits: () => Promise<void>;

/** The books as they stand, added up from every posting in the journal: no state, no totals. */
const addedUp = async (unit: string, until: Date): Promise<Record<string, bigint>> => {
  const sums: Record<string, bigint> = {};
  for await (const commit of world.reader.commits('demo')) {
    if (!commit.account.endsWith(`.${unit}`) || commit.at > until) continue;
    for (const { book, amount } of commit.entries.flatMap((entry) => entry.postings))
      sums[book] = (sums[book] ?? 0n) + amount;
  }
  return Object.fromEntries(Object.entries(sums).filter(([, amount]) => amount !== 0n));
};

const nonZero = (balances: Readonly<Record<string, bigint>>): Record<string, bigint> =>
  Object.fromEntries(Object.entries(balances).filter(([, amount]) => amount !== 0n));

beforeAll(async () => {
  engine = await openTestEngine();
  world = await openJournal(engine);
  const connection = await openDatabase(engine.uri, engine.database('units'));
  const model = unitModel(connection);
  await syncIndexes([model]);
  const units = new MongoUnits(model.collection as unknown as Collection<UnitDocument>);
  journal = world.writer();
  trial = new GetTrialBalance(new AccountsAt(world.reader), world.store, units, world.clock);
  lists = new ListOpenItems(new AccountsAt(world.reader), world.store, units, world.clock);
  closeUnits = () => connection.close();
  const { clock } = world;
  await journal.post([
    accrue(100n, { account: account('ali'), key: 'e:a' }),
    accrue(40n, { account: account('ali'), key: 'e:b', expiresAt: noon }),
    open([{ amount: 30n }], { account: account('bea') }),
  ]);
  await journal.post([
    accrue(7n, { account: account('ali', 'status') }),
    accrue(9n, { account: account('ali', 'points', 'other') }),
  ]);
  turnClock(clock, at('2026-01-02T00:00:00Z'));
  await journal.post([
    burn(10n, { account: account('ali') }),
    hold(5n, { account: account('ali') }),
    adjust(-3n, { account: account('bea') }),
    accrue(6n, { account: account('cem'), activeAt: noon }),
  ]);
  turnClock(clock, at('2026-01-03T00:00:00Z'));
  await journal.post([
    send(20n, { account: account('ali'), to: 'demo.bea.points', key: 'c:gift' }),
    send(1n, { account: account('bea'), to: 'demo.cem.points', key: 'c:small' }),
  ]);
  turnClock(clock, at('2026-01-04T00:00:00Z'));
  await journal.post([
    life('freeze', { account: account('dan') }),
    burn(50n, { account: account('dan'), finished: true, key: 'e:till:1' }),
    burn(8n, { account: account('dan'), finished: true, key: 'e:till:2' }),
  ]);
  await journal.post([reverse('e:nowhere', 0n, { account: account('eve'), finished: true, key: 'e:till:3' })]);
});
afterAll(async () => {
  await closeUnits();
  await world.close();
  await engine.close();
});

const points = async (asOf?: Date) => {
  const { units } = await trial.execute({ clubId: 'demo', unit: 'points', ...(asOf && { asOf }) });
  return units[0] as NonNullable<(typeof units)[0]>;
};

describe('trial balance', () => {
  test('is what the postings add up to, for each unit of the club, and sums to zero', async () => {
    const { units } = await trial.execute({ clubId: 'demo' });
    expect(units.map(({ unit, accounts, agrees }) => [unit, accounts, agrees])).toEqual([
      ['points', 5, true],
      ['status', 1, true],
    ]);
    for (const { unit, books } of units) {
      expect(sumOf(books)).toBe(0n);
      expect(nonZero(books)).toEqual(await addedUp(unit, world.clock.now()));
    }
  });

  test('in transit is what the open transfers hold, suspense what the open exceptions do', async () => {
    expect(await points()).toMatchObject({
      transfers: { count: 2, amount: 21n },
      exceptions: { count: 3, amount: -58n },
      books: { in_transit: 21n, suspense: -58n },
    });
  });

  test('of a past moment it knows nothing of what came later', async () => {
    const early = await points(at('2026-01-01T12:00:00Z'));
    expect(nonZero(early.books)).toEqual({ available: 170n, issuance: -140n, opening: -30n });
    expect(await points(at('2025-12-31T00:00:00Z'))).toMatchObject({ accounts: 0, agrees: true });
    expect(nonZero((await points(at('2026-01-03T00:00:00Z'))).books)).toEqual(
      await addedUp('points', at('2026-01-03T00:00:00Z')),
    );
  });

  test('books what is due in memory only', async () => {
    turnClock(world.clock, noon);
    const before = await world.collection.countDocuments();
    const { books, agrees } = await points();
    expect([books.expiry, books.pending, agrees]).toEqual([5n, 0n, true]);
    expect(await world.collection.countDocuments()).toBe(before);
  });

  test('a gift that has arrived is not in transit, although its sender was not told', async () => {
    // The courier dies between the two accounts.
    const dying = {
      post: (commands: Parameters<Journal['post']>[0]) =>
        commands.some(({ verb }) => verb.kind === 'arrive')
          ? Promise.reject(new Error('killed'))
          : journal.post(commands),
    };
    await expect(new DeliverTransfers(new MongoTransfers(world.collection), dying).execute()).rejects.toThrow('killed');
    expect(await points()).toMatchObject({ transfers: { count: 0, amount: 0n }, agrees: true });
    expect(await points(at('2026-01-09T00:00:00Z'))).toMatchObject({
      transfers: { count: 2, amount: 21n },
      agrees: true,
    });
    await new DeliverTransfers(new MongoTransfers(world.collection), journal).execute();
    expect(await points()).toMatchObject({ transfers: { count: 0, amount: 0n }, agrees: true });
  });

  test('a gift to an account that was merged, and unmerged since, is found where it went', async () => {
    const [gone, stays] = [account('gone', 'stars'), account('stays', 'stars')];
    const stars = async (asOf?: Date) =>
      (await trial.execute({ clubId: 'demo', ...(asOf && { asOf }) })).units.find(({ unit }) => unit === 'stars');
    const courier = new DeliverTransfers(new MongoTransfers(world.collection), journal);
    const told = async (...commands: Parameters<Journal['post']>[0]) =>
      expect((await journal.post(commands)).filter(({ refusal }) => refusal !== undefined)).toEqual([]);
    await told(
      accrue(9n, { account: gone }),
      accrue(9n, { account: stays }),
      accrue(9n, { account: account('ali', 'stars') }),
    );
    await told(merge('demo.stays.stars', { account: gone }));
    expect(await stars()).toMatchObject({ transfers: { count: 1, amount: 9n }, agrees: true });
    await courier.execute();
    expect(await stars()).toMatchObject({ transfers: { count: 0 }, agrees: true });
    world.clock.advance(1_000);
    await told(send(2n, { account: account('ali', 'stars'), to: 'demo.gone.stars', key: 'c:late' }));
    const [sent] = (await world.store.mentioning('demo.ali.stars', ['c:late'], [])).flatMap(({ entries }) => entries);
    world.clock.advance(1_000);
    // Received, and nobody has told the sender.
    const key = receiveKey('demo.ali.stars', 'c:late');
    await told({
      account: gone,
      key,
      cause: 'test',
      reason: 'test',
      reference: '',
      verb: receiveOf(account('ali', 'stars'), sent as Entry),
    });
    const received = world.clock.now();
    expect(await stars()).toMatchObject({ transfers: { count: 0 }, agrees: true });
    world.clock.advance(1_000);
    await told(unmerge('demo.gone.stars', { account: stays }));
    await courier.execute();
    expect(await stars()).toMatchObject({ transfers: { count: 0 }, agrees: true });
    expect(await stars(received)).toMatchObject({ transfers: { count: 0 }, agrees: true });
    expect(await stars(new Date(received.getTime() - 1))).toMatchObject({
      transfers: { count: 1, amount: 2n },
      agrees: true,
    });
  });

  test('does not agree when an account lost an exception', async () => {
    const { collection } = world;
    const id = 'demo.dan.points/000000000001';
    const kept = await collection.findOne({ _id: id });
    await collection.updateOne(
      { _id: id },
      { $set: { entries: (kept?.entries ?? []).map(({ exception: _exception, ...entry }) => entry as Entry) } },
    );
    expect(await points()).toMatchObject({ agrees: false, exceptions: { count: 1 } });
    await collection.updateOne({ _id: id }, { $set: { entries: kept?.entries ?? [] } });
    await world.expectClean();
  });
});

describe('what is open', () => {
  const listed = async (list: 'exceptions' | 'transfers', size: number, asOf?: Date): Promise<string[]> => {
    const keys: string[] = [];
    const question = { clubId: 'demo', unit: 'points', ...(asOf && { asOf }) };
    let page = await lists[list](question, undefined, size);
    for (;;) {
      keys.push(...page.items.map(({ key }) => key));
      if (!page.next) return keys;
      expect(page.items).toHaveLength(size);
      page = await lists[list](question, page.next, size);
    }
  };

  test.each([1, 2, 3, 50])('exceptions, %i to a page', async (size) => {
    expect(await listed('exceptions', size)).toEqual(['e:till:1', 'e:till:2', 'e:till:3']);
  });

  test('transfers, as of a moment', async () => {
    expect(await listed('transfers', 1, at('2026-01-03T00:00:00Z'))).toEqual(['c:gift', 'c:small']);
    expect(await listed('transfers', 1)).toEqual([]);
  });

  test('one that is settled is gone, and was there', async () => {
    turnClock(world.clock, at('2026-01-11T00:00:00Z'));
    await journal.post([settle('e:till:1', 'club', { account: account('dan') })]);
    expect(await listed('exceptions', 50)).toEqual(['e:till:2', 'e:till:3']);
    expect(await listed('exceptions', 50, noon)).toEqual(['e:till:1', 'e:till:2', 'e:till:3']);
    expect(await points()).toMatchObject({ agrees: true, exceptions: { count: 2, amount: -8n } });
  });
});

describe('refused', () => {
  const later = at('2030-01-01T00:00:00Z');
  test.each([
    ['a club that is no name', () => trial.execute({ clubId: 'a.b' }), 'invalid_account'],
    ['a unit that is no name', () => trial.execute({ clubId: 'demo', unit: 'a b' }), 'invalid_account'],
    ['a unit that the club has not', () => trial.execute({ clubId: 'demo', unit: 'gold' }), 'unknown_unit'],
    ['a moment to come', () => trial.execute({ clubId: 'demo', asOf: later }), 'moment_in_future'],
    [
      'a place in the list of another club',
      () => lists.exceptions({ clubId: 'demo' }, { at: noon, after: 'other.ali.points', skip: 0 }, 5),
      'invalid_page_token',
    ],
  ])('%s', async (_name, ask, code) => {
    const before = await world.collection.countDocuments();
    await expect(ask()).rejects.toMatchObject({ code });
    expect(await world.collection.countDocuments()).toBe(before);
  });

  test('a club that nobody knows has no books', async () => {
    expect((await trial.execute({ clubId: 'nobody' })).units).toEqual([]);
  });
});
