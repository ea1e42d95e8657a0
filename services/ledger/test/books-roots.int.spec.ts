import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { createHash } from 'node:crypto';
import type { Collection } from 'mongodb';
import { openDatabase } from '@vafa/mongo';
import { openTestEngine, type TestEngine } from '@vafa/testing';
import { HmacSeal } from '../src/adapters/crypto/hmac-seal.ts';
import { MongoRoots, rootModel, type RootDocument } from '../src/adapters/mongo/mongo-roots.ts';
import { KeepRoots } from '../src/use-cases/journal/keep-roots.ts';
import { ListRoots } from '../src/use-cases/journal/list-roots.ts';
import { VerifyJournal } from '../src/use-cases/journal/verify-journal.ts';
import { accrue, burn } from './commands.ts';
import { openJournal, type OpenJournal } from './journal-on-engine.ts';
import { turnClock } from './turn-clock.ts';

const account = (memberId: string, clubId = 'demo') => ({ clubId, memberId, unit: 'points' });
const at = (text: string): Date => new Date(text);
const seal = new HmacSeal(Buffer.alloc(32, 7));

let engine: TestEngine;
let world: OpenJournal;
let documents: Collection<RootDocument>;
let roots: MongoRoots;
let keeping: KeepRoots;
let close: () => Promise<void>;

beforeAll(async () => {
  engine = await openTestEngine();
});
afterAll(() => engine.close());

/**
 * Three days of two clubs: ali on the first and third, bea on the first only, and a member of another club on the
 * second.
 */
const threeDays = async (): Promise<void> => {
  const journal = world.writer();
  await journal.post([accrue(10n, { account: account('ali') }), accrue(20n, { account: account('bea') })]);
  await journal.post([burn(3n, { account: account('ali') })]);
  turnClock(world.clock, at('2026-01-02T09:00:00Z'));
  await journal.post([accrue(5n, { account: account('zoe', 'demo-two') })]);
  turnClock(world.clock, at('2026-01-03T23:59:59Z'));
  await journal.post([accrue(6n, { account: account('ali') })]);
};

beforeEach(async () => {
  world = await openJournal(engine);
  const connection = await openDatabase(engine.uri, engine.database('roots'));
  documents = rootModel(connection).collection as unknown as Collection<RootDocument>;
  roots = new MongoRoots(documents);
  keeping = new KeepRoots(world.reader, roots, seal, world.clock);
  close = async () => {
    await Promise.all([world.collection.drop(), documents.drop().catch(() => false)]);
    await connection.close();
    await world.close();
  };
  await threeDays();
});
afterEach(() => close());

const verify = (clubId?: string) => new VerifyJournal(world.reader, seal, roots).execute(clubId);
const codes = async (clubId?: string): Promise<string[]> =>
  (await verify(clubId)).findings.map((finding) => `${finding.code} ${finding.account}`);
const cut = (id: string) => world.collection.deleteMany({ _id: { $gte: id, $lt: `${id.split('/')[0] ?? ''}0` } });

describe('a root a day', () => {
  test('is kept when the day is over for two hours, once', async () => {
    turnClock(world.clock, at('2026-01-04T01:59:59Z'));
    expect(await keeping.execute()).toEqual(['2026-01-02']);
    turnClock(world.clock, at('2026-01-04T02:00:00Z'));
    expect(await keeping.execute()).toEqual(['2026-01-03']);
    const kept = await documents.find().toArray();
    turnClock(world.clock, at('2026-01-04T12:00:00Z'));
    expect(await keeping.execute()).toEqual([]);
    expect(await documents.find().toArray()).toEqual(kept);
  });

  test('is over the last commits of that day or before, as the journal says later too', async () => {
    turnClock(world.clock, at('2026-01-03T03:00:00Z'));
    const ids = ['demo-two.zoe.points/000000000001', 'demo.ali.points/000000000002', 'demo.bea.points/000000000001'];
    const lines = await Promise.all(
      ids.map(async (id) => {
        const commit = await world.collection.findOne({ _id: id });
        return `${commit?.account ?? ''}:${String(commit?.version)}:${commit?.hash ?? ''}\n`;
      }),
    );
    await keeping.execute();
    expect(await documents.findOne({ _id: '2026-01-02' })).toMatchObject({
      root: createHash('sha256').update(lines.join('')).digest('hex'),
      accounts: 3,
      clubs: [
        { clubId: 'demo-two', accounts: 1 },
        { clubId: 'demo', accounts: 2 },
      ],
    });
    // What ali earns on the third day changes nothing of the second.
    turnClock(world.clock, at('2026-01-04T03:00:00Z'));
    await keeping.execute();
    expect(await codes()).toEqual([]);
  });

  test('the last one is that of the whole journal, when nothing came since', async () => {
    turnClock(world.clock, at('2026-01-04T03:00:00Z'));
    await keeping.execute();
    expect((await roots.list(undefined, 1))[0]?.root).toBe((await verify()).root);
  });

  test('days on which nobody looked are made up for', async () => {
    turnClock(world.clock, at('2026-01-02T03:00:00Z'));
    await keeping.execute();
    turnClock(world.clock, at('2026-03-15T03:00:00Z'));
    const added = await keeping.execute();
    expect([added.length, added[0], added.at(-1)]).toEqual([72, '2026-01-02', '2026-03-14']);
    expect(await codes()).toEqual([]);
  });

  test('several that keep at once keep one', async () => {
    turnClock(world.clock, at('2026-01-04T03:00:00Z'));
    const added = await Promise.all(
      [1, 2, 3].map(() => new KeepRoots(world.reader, roots, seal, world.clock).execute()),
    );
    expect(added.flat()).toEqual(['2026-01-03']);
  });
});

describe('verify compares them', () => {
  beforeEach(async () => {
    turnClock(world.clock, at('2026-01-02T03:00:00Z'));
    await keeping.execute();
    turnClock(world.clock, at('2026-01-05T03:00:00Z'));
    await keeping.execute();
  });

  test('the end of an account that was cut off is seen, and without roots it is not', async () => {
    await cut('demo.ali.points/000000000002');
    expect((await world.verify()).findings).toEqual([]);
    expect(await codes()).toEqual(['root_differs demo', 'root_differs demo', 'root_differs demo', 'root_differs demo']);
    expect(await codes('demo')).toHaveLength(4);
    expect(await codes('demo-two')).toEqual([]);
  });

  test('so is one of a later day, in the roots since', async () => {
    await cut('demo.ali.points/000000000003');
    expect((await verify()).findings.map(({ detail }) => detail.slice(0, 'commits of 2026-01-03'.length))).toEqual([
      'commits of 2026-01-03',
      'commits of 2026-01-04',
    ]);
  });

  test('an account, and a club, that went as a whole is seen', async () => {
    await cut('demo-two.zoe.points/000000000001');
    expect(await codes()).toEqual(Array.from({ length: 3 }, () => 'root_differs demo-two'));
    expect(await codes('demo-two')).toHaveLength(3);
  });

  test('it stays seen when later roots were kept over what is left', async () => {
    await cut('demo.ali.points/000000000003');
    turnClock(world.clock, at('2026-01-20T03:00:00Z'));
    await keeping.execute();
    expect((await codes()).length).toBe(2);
  });

  test('what comes after a day does not change its root', async () => {
    await world.writer().post([accrue(1n, { account: account('bea') }), accrue(1n, { account: account('neu') })]);
    expect(await codes()).toEqual([]);
  });

  test('a root that was changed, and one that is not there', async () => {
    await documents.updateOne({ _id: '2026-01-04' }, { $set: { root: 'ab' } });
    expect(await codes()).toContain('root_forged ');
    await documents.deleteOne({ _id: '2026-01-03' });
    expect(await codes()).toContain('root_missing ');
  });
});

test('are listed, newest first, in pages', async () => {
  turnClock(world.clock, at('2026-01-02T03:00:00Z'));
  await keeping.execute();
  turnClock(world.clock, at('2026-01-06T03:00:00Z'));
  await keeping.execute();
  const list = new ListRoots(roots);
  const first = await list.execute(undefined, 3);
  expect([first.roots.map(({ day }) => day), first.before]).toEqual([
    ['2026-01-05', '2026-01-04', '2026-01-03'],
    '2026-01-03',
  ]);
  const second = await list.execute(first.before, 3);
  expect([second.roots.map(({ day }) => day), second.before]).toEqual([['2026-01-02', '2026-01-01'], undefined]);
  await expect(list.execute('x', 3)).rejects.toMatchObject({ code: 'invalid_page_token' });
});
