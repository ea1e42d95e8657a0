import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Collection } from 'mongodb';
import { DomainError } from '@vafa/kernel';
import { openDatabase, syncIndexes } from '@vafa/mongo';
import { openTestEngine, type TestEngine } from '@vafa/testing';
import { HmacSeal } from '../src/adapters/crypto/hmac-seal.ts';
import { MongoCommitStore } from '../src/adapters/mongo/mongo-commit-store.ts';
import { dueModel, MongoDueAccounts, type DueDocument } from '../src/adapters/mongo/mongo-due-accounts.ts';
import { MongoTransfers } from '../src/adapters/mongo/mongo-transfers.ts';
import type { CommitStore } from '../src/use-cases/ports/commit-store.ts';
import { DeliverTransfers } from '../src/use-cases/transfers/deliver-transfers.ts';
import type { Journal } from '../src/use-cases/journal/journal.ts';
import { ListExpiring } from '../src/use-cases/time/list-expiring.ts';
import { NoteDueAccounts } from '../src/use-cases/time/note-due-accounts.ts';
import { RebuildDueAccounts } from '../src/use-cases/time/rebuild-due-accounts.ts';
import { TouchDueAccounts } from '../src/use-cases/time/touch-due-accounts.ts';
import { plainPoints } from '../src/domain/time/unit.ts';
import { accrue, burn, hold, join } from './commands.ts';
import { openJournal, type OpenJournal } from './journal-on-engine.ts';
import { turnClock } from './turn-clock.ts';

const seal = new HmacSeal(Buffer.alloc(32, 7));
const account = (memberId: string, unit = 'points', clubId = 'demo') => ({ clubId, memberId, unit });
const day = (n: number): Date => new Date(Date.UTC(2026, 0, n));
const idle = { terms: { unit: { ...plainPoints, expiry: { model: 'after_activity', months: 1 } } } } as const;

let engine: TestEngine;
let world: OpenJournal;
let documents: Collection<DueDocument>;
let accounts: MongoDueAccounts;
let notes: NoteDueAccounts;
let journal: Journal;
let closeDue: () => Promise<unknown>;

beforeAll(async () => {
  engine = await openTestEngine();
});
afterAll(() => engine.close());
beforeEach(async () => {
  world = await openJournal(engine);
  const connection = await openDatabase(engine.uri, engine.database('due'));
  const model = dueModel(connection);
  await syncIndexes([model]);
  documents = model.collection as unknown as Collection<DueDocument>;
  accounts = new MongoDueAccounts(documents);
  notes = new NoteDueAccounts(accounts, world.clock);
  journal = world.writer(
    new MongoCommitStore(world.collection, (appended) => {
      notes.take(appended);
    }),
  );
  closeDue = async () => {
    await Promise.all([world.collection.drop(), documents.drop()]);
    await connection.close();
  };
});
afterEach(async () => {
  await world.expectClean();
  await closeDue();
  await world.close();
});

const post = async (...commands: Parameters<Journal['post']>[0]): Promise<void> => {
  expect((await journal.post(commands)).filter(({ refusal }) => refusal !== undefined)).toEqual([]);
  await notes.execute();
};
const touching = (store: CommitStore = world.store, perRound = 200): TouchDueAccounts =>
  new TouchDueAccounts(accounts, store, seal, world.clock, perRound, () => Promise.resolve());
/** What time booked, by account: keys of entries, in order. */
const bookedByTime = async (): Promise<Record<string, string[]>> => {
  const booked: Record<string, string[]> = {};
  for await (const commit of world.reader.commits(undefined)) {
    const keys = commit.entries.filter((entry) => entry.cause === 'time').map((entry) => entry.key);
    if (keys.length > 0) (booked[commit.account] ??= []).push(...keys);
  }
  return booked;
};
const projected = async (): Promise<Record<string, string>> =>
  Object.fromEntries(
    (await documents.find().sort({ _id: 1 }).toArray()).map(({ _id, next }) => [
      _id.split('.')[1] ?? '',
      next.toISOString().slice(0, 10),
    ]),
  );

describe('where something is due', () => {
  test('is noted behind the write: the earliest moment of each account, and none of those in which nothing will be', async () => {
    await post(
      accrue(5n, { account: account('ali'), expiresAt: day(20) }),
      accrue(5n, { account: account('bea'), activeAt: day(9), expiresAt: day(30) }),
      accrue(5n, { account: account('cem') }),
    );
    await post(
      accrue(5n, { account: account('ali'), expiresAt: day(25) }),
      accrue(5n, { account: account('bea'), activeAt: day(7) }),
    );
    expect(await projected()).toEqual({ ali: '2026-01-20', bea: '2026-01-07' });
  });

  test('costs nothing where an earlier moment is noted that is still to come', async () => {
    let writes = 0;
    const counted = new NoteDueAccounts(
      {
        ...accounts,
        note: (noted) => accounts.note(noted).then(() => void (writes += noted.length)),
      } as MongoDueAccounts,
      world.clock,
    );
    const commit = (version: number, next: Date) => [{ account: 'demo.ali.points', version, after: { next } }];
    for (const [version, next] of [
      [1, day(20)],
      [2, day(25)],
      [3, day(20)],
      [4, day(10)],
    ] as const) {
      counted.take(commit(version, next));
      await counted.execute();
    }
    expect(writes).toBe(2);
    turnClock(world.clock, day(10));
    counted.take(commit(5, day(20)));
    await counted.execute();
    expect(writes).toBe(3);
  });

  test('what could not be written waits', async () => {
    let isDown = true;
    const shaky = new NoteDueAccounts(
      {
        ...accounts,
        note: (noted) =>
          isDown
            ? Promise.reject(new DomainError('unavailable', 'database_unavailable', 'down'))
            : accounts.note(noted),
      } as MongoDueAccounts,
      world.clock,
    );
    shaky.take([{ account: 'demo.ali.points', version: 1, after: { next: day(20) } }]);
    await expect(shaky.execute()).rejects.toMatchObject({ code: 'database_unavailable' });
    isDown = false;
    await shaky.execute();
    expect(await projected()).toEqual({ ali: '2026-01-20' });
  });

  test('is rebuilt from the journal when all of it is lost', async () => {
    await post(
      ...Array.from({ length: 30 }, (_, n) =>
        accrue(5n, { account: account(`m${String(n)}`), ...(n % 3 > 0 && { expiresAt: day(10 + n) }) }),
      ),
    );
    const before = await projected();
    await documents.deleteMany({});
    expect(await new RebuildDueAccounts(world.reader, accounts).execute()).toBe(20);
    expect(await projected()).toEqual(before);
  });
});

describe('the nightly run', () => {
  test('books activations and expiries of accounts that nobody touched, and leaves events for them', async () => {
    await post(
      accrue(5n, { account: account('ali'), key: 'e:a', activeAt: day(5), expiresAt: day(10) }),
      accrue(7n, { account: account('bea'), key: 'e:b', expiresAt: day(10) }),
      accrue(9n, { account: account('cem') }),
      accrue(3n, { account: account('dan'), ...idle }),
    );
    await world.collection.updateMany({}, { $unset: { relay: '' } });
    turnClock(world.clock, day(6));
    expect(await touching().execute()).toEqual({ accounts: 1, booked: 1, entries: 1, unreadable: [] });
    expect(await projected()).toEqual({ ali: '2026-01-10', bea: '2026-01-10', dan: '2026-02-02' });
    turnClock(world.clock, day(40));
    expect(await touching().execute()).toMatchObject({ accounts: 3, booked: 3, entries: 3 });
    expect(await bookedByTime()).toEqual({
      'demo.ali.points': ['t:activate:e:a:1', 't:expire:e:a:2'],
      'demo.bea.points': ['t:expire:e:b:1'],
      'demo.dan.points': ['t:expire:idle:0:1'],
    });
    expect(await projected()).toEqual({});
    expect(await world.outbox.count()).toBe(4);
    expect(await world.balance(account('ali'))).toMatchObject({ available: 0n, totals: { expired: 5n } });
  });

  test('what activates goes to the household in part, and the courier finds it', async () => {
    await post(
      join('demo.home.points', 50, { account: account('ali') }),
      accrue(10n, { account: account('ali'), activeAt: day(5) }),
    );
    turnClock(world.clock, day(6));
    expect(await touching().execute()).toMatchObject({ booked: 1, entries: 2 });
    await new DeliverTransfers(new MongoTransfers(world.collection), journal).execute();
    expect(await world.balance(account('ali'))).toMatchObject({ available: 5n, pending: 0n });
    expect(await world.balance(account('home'))).toMatchObject({ available: 5n });
  });

  test('changes no balance that was not as it says already', async () => {
    await post(
      accrue(5n, { account: account('ali'), expiresAt: day(10) }),
      accrue(6n, { account: account('ali') }),
      hold(5n, { account: account('ali') }),
    );
    turnClock(world.clock, day(12));
    const before = await world.balance(account('ali'));
    await touching().execute();
    expect(await world.balance(account('ali'))).toEqual(before);
  });

  test('is bounded: so many accounts at a time, each once', async () => {
    await post(
      ...Array.from({ length: 25 }, (_, n) =>
        accrue(1n, { account: account(`m${String(n)}`), expiresAt: day(10 + (n % 3)) }),
      ),
    );
    turnClock(world.clock, day(20));
    const sizes: number[] = [];
    const store = {
      ...world.store,
      tails: (asked: readonly string[]) => world.store.tails(asked),
      hashes: () => Promise.resolve(new Map<string, string>()),
      mentioning: () => Promise.resolve([]),
      append: (commits: Parameters<CommitStore['append']>[0]) => {
        sizes.push(commits.length);
        return world.store.append(commits);
      },
    };
    expect(await touching(store, 10).execute()).toMatchObject({ accounts: 25, booked: 25 });
    expect(sizes).toEqual([10, 10, 5]);
  });

  test.each([1, 2, 3, 4, 5, 6, 7, 8])(
    'killed at step %i and run again: nothing twice, nothing missing',
    async (steps) => {
      await post(
        ...Array.from({ length: 12 }, (_, n) =>
          accrue(1n, { account: account(`m${String(n).padStart(2, '0')}`), expiresAt: day(10) }),
        ),
      );
      turnClock(world.clock, day(20));
      let left = steps;
      const step = <T>(work: () => Promise<T>): Promise<T> =>
        left-- > 0 ? work() : Promise.reject(new Error('killed'));
      const store = {
        append: (commits: Parameters<CommitStore['append']>[0]) => step(() => world.store.append(commits)),
        tails: (asked: readonly string[]) => step(() => world.store.tails(asked)),
      } as unknown as CommitStore;
      const dying = {
        due: (until: Date, after: never, limit: number) => accounts.due(until, after, limit),
        looked: (found: Parameters<MongoDueAccounts['looked']>[0]) => step(() => accounts.looked(found)),
      } as unknown as MongoDueAccounts;
      await expect(
        new TouchDueAccounts(dying, store, seal, world.clock, 4, () => Promise.resolve()).execute(),
      ).rejects.toThrow('killed');
      await touching().execute();
      const booked = await bookedByTime();
      expect(Object.values(booked).flat()).toHaveLength(12);
      expect(Object.keys(booked)).toHaveLength(12);
      expect(await touching().execute()).toMatchObject({ accounts: 0 });
    },
  );

  test('several replicas at once, while members shop: nothing twice, nothing missing', async () => {
    const members = Array.from({ length: 40 }, (_, n) => account(`m${String(n)}`));
    await post(
      ...members.map((member) => accrue(10n, { account: member, expiresAt: day(10) })),
      ...members.map((member) => accrue(5n, { account: member })),
    );
    turnClock(world.clock, day(20));
    await Promise.all([
      touching().execute(),
      touching(world.store, 7).execute(),
      touching(world.store, 3).execute(),
      ...members.map((member) => journal.post([burn(1n, { account: member })])),
    ]);
    await touching().execute();
    const booked = await bookedByTime();
    expect([Object.keys(booked).length, Object.values(booked).flat().length]).toEqual([40, 40]);
    for (const member of members) expect(await world.balance(member)).toMatchObject({ available: 4n });
    expect(await projected()).toEqual({});
  });

  test('a note that comes while it looks is not lost', async () => {
    await post(
      accrue(5n, { account: account('ali'), expiresAt: day(10) }),
      accrue(5n, { account: account('ali'), expiresAt: day(30) }),
    );
    turnClock(world.clock, day(11));
    const store = {
      ...world.store,
      tails: (asked: readonly string[]) => world.store.tails(asked),
      append: async (commits: Parameters<CommitStore['append']>[0]) => {
        const answers = await world.store.append(commits);
        // Right after the run's own commit, and before it tells what it found.
        await post(accrue(5n, { account: account('ali'), expiresAt: day(20) }));
        return answers;
      },
    } as unknown as CommitStore;
    await touching(store).execute();
    turnClock(world.clock, day(20));
    await touching().execute();
    expect(Object.values(await bookedByTime()).flat()).toHaveLength(2);
    expect(await world.balance(account('ali'))).toMatchObject({ available: 5n });
    expect(await projected()).toEqual({ ali: '2026-01-30' });
  });

  test('an account that cannot be read holds up no other', async () => {
    await post(
      accrue(5n, { account: account('ali'), expiresAt: day(10) }),
      accrue(5n, { account: account('bea'), expiresAt: day(10) }),
    );
    await world.collection.updateMany({ account: 'demo.ali.points' }, { $set: { format: 9 } });
    turnClock(world.clock, day(11));
    expect(await touching().execute()).toEqual({ accounts: 2, booked: 1, entries: 1, unreadable: ['demo.ali.points'] });
    await world.collection.updateMany({ account: 'demo.ali.points' }, { $set: { format: 1 } });
    expect(await touching().execute()).toMatchObject({ accounts: 1, booked: 1 });
  });

  test('ends when it is told to', async () => {
    await post(
      ...Array.from({ length: 9 }, (_, n) => accrue(1n, { account: account(`m${String(n)}`), expiresAt: day(10) })),
    );
    turnClock(world.clock, day(20));
    let rounds = 0;
    expect(await touching(world.store, 3).execute(() => rounds++ < 2)).toMatchObject({ booked: 6 });
    expect(await touching().execute()).toMatchObject({ booked: 3 });
  });
});

describe('notices ahead of expiry', () => {
  const none = { list: () => Promise.resolve([]), put: () => Promise.resolve(false) };
  const listing = (): ListExpiring => new ListExpiring(accounts, world.store, none, world.clock);

  test('members with units that end before a moment, whatever page', async () => {
    await post(
      ...Array.from({ length: 7 }, (_, n) =>
        accrue(BigInt(n + 1), { account: account(`m${String(n)}`), expiresAt: day(10 + n) }),
      ),
      accrue(50n, { account: account('m0'), expiresAt: day(60) }),
      accrue(4n, { account: account('pending'), activeAt: day(5) }),
      accrue(6n, { account: account('idle'), ...idle }),
      accrue(8n, { account: account('m1', 'points', 'other'), expiresAt: day(10) }),
    );
    const members: string[] = [];
    let after: string | undefined;
    do {
      const page = await listing().execute({ clubId: 'demo', unit: 'points' }, day(34), after, 3);
      members.push(
        ...page.members.map(
          ({ memberId, amount, firstAt }) => `${memberId} ${String(amount)} ${firstAt.toISOString().slice(0, 10)}`,
        ),
      );
      ({ after } = page);
    } while (after !== undefined);
    expect(members).toEqual([
      'idle 6 2026-02-02',
      'm0 1 2026-01-10',
      'm1 2 2026-01-11',
      'm2 3 2026-01-12',
      'm3 4 2026-01-13',
      'm4 5 2026-01-14',
      'm5 6 2026-01-15',
      'm6 7 2026-01-16',
    ]);
    expect((await listing().execute({ clubId: 'demo' }, day(11), undefined, 50)).members).toHaveLength(1);
  });

  test('not what has ended, was spent, or is held', async () => {
    await post(
      accrue(5n, { account: account('ali'), expiresAt: day(5) }),
      accrue(5n, { account: account('bea'), expiresAt: day(10) }),
      accrue(5n, { account: account('cem'), expiresAt: day(10) }),
      accrue(5n, { account: account('dan'), expiresAt: day(10) }),
    );
    await post(burn(5n, { account: account('bea') }), hold(3n, { account: account('cem') }));
    turnClock(world.clock, day(6));
    expect((await listing().execute({ clubId: 'demo' }, day(20), undefined, 50)).members).toMatchObject([
      { memberId: 'cem', amount: 2n },
      { memberId: 'dan', amount: 5n },
    ]);
  });

  test.each([
    ['a moment that has passed', 'points', day(1), undefined, 'invalid_moment'],
    ['no moment', 'points', undefined, undefined, 'invalid_moment'],
    ['a unit that the club has not', 'gold', day(9), undefined, 'unknown_unit'],
    ['a place in another club', 'points', day(9), 'other.m1.points', 'invalid_page_token'],
  ])('%s is refused', async (_name, unit, before, after, code) => {
    await expect(listing().execute({ clubId: 'demo', unit }, before, after, 5)).rejects.toMatchObject({ code });
  });
});
