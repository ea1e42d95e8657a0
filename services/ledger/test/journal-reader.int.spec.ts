import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { LedgerEvent } from '@vafa/contracts/ledger-events';
import { openTestEngine, type TestEngine } from '@vafa/testing';
import type { StatementPlace } from '../src/use-cases/account/get-statement.ts';
import { GetBalances } from '../src/use-cases/account/get-balances.ts';
import { GetStatement } from '../src/use-cases/account/get-statement.ts';
import type { JournalReader } from '../src/use-cases/ports/journal-reader.ts';
import { SummariseLedger } from '../src/use-cases/reports/summarise-ledger.ts';
import { VerifyJournal } from '../src/use-cases/journal/verify-journal.ts';
import { accrue, burn, reverse, sara } from './commands.ts';
import { openJournal, type OpenJournal } from './journal-on-engine.ts';
import { plainSeal } from './plain-seal.ts';

let engine: TestEngine;
let journal: OpenJournal;

beforeAll(async () => {
  engine = await openTestEngine();
});
afterAll(() => engine.close());
beforeEach(async () => {
  journal = await openJournal(engine);
});
afterEach(() => journal.close());

const member = (name: string): typeof sara => ({ ...sara, memberId: name });

describe('statement', () => {
  test('pages through all entries, newest first, whatever the size of commits and pages', async () => {
    const writer = journal.writer();
    for (const size of [1, 3, 2, 5, 1]) await writer.post(Array.from({ length: size }, () => accrue(1n)));
    const statement = new GetStatement(journal.reader);
    const all = (await statement.execute(sara, undefined, 50)).entries.map(({ entry }) => entry.key);
    expect(all).toHaveLength(12);
    for (const size of [1, 2, 3, 4, 12]) {
      const keys: string[] = [];
      let from: StatementPlace | undefined;
      do {
        const page = await statement.execute(sara, from, size);
        keys.push(...page.entries.map(({ entry }) => entry.key));
        from = page.next;
      } while (from);
      expect(keys).toEqual(all);
    }
  });

  test('holds nothing of accounts whose name begins alike', async () => {
    await journal
      .writer()
      .post([
        accrue(1n, { account: member('sara2') }),
        accrue(1n, { account: member('sara-2') }),
        accrue(1n, { account: { ...sara, unit: 'points-2' } }),
        accrue(2n),
      ]);
    expect(
      (await new GetStatement(journal.reader).execute(sara, undefined, 50)).entries.map(({ entry }) => entry.amount),
    ).toEqual([2n]);
    expect((await journal.reader.latest('demo', 'sara')).map((commit) => commit.account)).toEqual([
      'demo.sara.points',
      'demo.sara.points-2',
    ]);
    expect(await journal.reader.lastOf(sara)).toMatchObject({ account: 'demo.sara.points', after: { available: 2n } });
    expect(await journal.reader.lastOf({ ...sara, unit: 'point' })).toBeUndefined();
  });
});

describe('summary', () => {
  test('adds up the last commits of a club and lists the best with ties', async () => {
    const writer = journal.writer();
    await writer.post([
      accrue(100n, { account: member('a'), key: 'e:a' }),
      accrue(50n, { account: member('b') }),
      accrue(50n, { account: member('c') }),
      accrue(10n, { account: member('d'), expiresAt: new Date('2026-01-20T00:00:00Z') }),
      accrue(999n, { account: { ...member('e'), unit: 'gift' } }),
      accrue(999n, { account: { ...member('f'), clubId: 'demo2' } }),
    ]);
    await writer.post([burn(30n, { account: member('a'), key: 'e:b' })]);
    await writer.post([reverse('e:b', 10n, { account: member('a') }), reverse('e:a', 5n, { account: member('a') })]);
    journal.clock.advance(30 * 86_400_000);
    const summary = await new SummariseLedger(journal.reader, journal.store, journal.clock).execute(
      'demo',
      'points',
      2,
    );
    expect(summary).toEqual({
      accrued: 210n,
      burned: 20n,
      takenBack: 5n,
      opened: 0n,
      adjusted: 0n,
      inTransit: 0n,
      suspense: 0n,
      expired: 10n,
      outstanding: 175n,
      best: [
        { memberId: 'a', outstanding: 75n },
        { memberId: 'b', outstanding: 50n },
        { memberId: 'c', outstanding: 50n },
      ],
    });
  });
});

describe('the accounts of a club', () => {
  test('are listed by their first commits, in order, from one on, and of no other club', async () => {
    const writer = journal.writer();
    const names = ['a', 'b', 'b-2', 'b2', 'c'];
    for (let n = 0; n < 2; n++)
      await writer.post([
        ...names.map((name) => accrue(1n, { account: member(name) })),
        accrue(1n, { account: { ...sara, clubId: 'demo-2' } }),
        accrue(1n, { account: { ...sara, clubId: 'dem' } }),
      ]);
    const listed = async (clubId?: string, after?: string): Promise<string[]> => {
      const found: string[] = [];
      for await (const account of journal.reader.accounts(clubId, after)) found.push(account);
      return found;
    };
    const demo = ['demo.a.points', 'demo.b-2.points', 'demo.b.points', 'demo.b2.points', 'demo.c.points'];
    expect(await listed('demo')).toEqual(demo);
    expect(await listed('demo', 'demo.b.points')).toEqual(['demo.b2.points', 'demo.c.points']);
    expect(await listed()).toEqual(['dem.sara.points', 'demo-2.sara.points', ...demo]);
  });

  test('are summed up as they are, also what another process wrote meanwhile', async () => {
    const [one, other] = [journal.writer(), journal.writer()];
    const summary = new SummariseLedger(journal.reader, journal.store, journal.clock);
    const outstanding = async (): Promise<bigint> => (await summary.execute('demo', 'points', 0)).outstanding;
    await one.post([accrue(1n, { account: member('a') }), accrue(2n, { account: member('b') })]);
    expect(await outstanding()).toBe(3n);
    for (let n = 0; n < 40; n++) await other.post([accrue(1n, { account: member('b') })]);
    await other.post([accrue(5n, { account: member('c') })]);
    expect(await outstanding()).toBe(48n);
    await one.post([burn(4n, { account: member('b') })]);
    expect(await outstanding()).toBe(44n);
  });
});

describe('verify', () => {
  test('finds what was changed behind the journal, and its root changes with a commit that is cut off', async () => {
    const writer = journal.writer();
    for (let n = 0; n < 40; n++) await writer.post([accrue(5n), accrue(5n, { account: member('b') })]);
    const clean = await journal.verify();
    expect(clean).toMatchObject({ accounts: 2, commits: 80, entries: 80, findings: [] });
    expect(clean.root).toMatch(/^[0-9a-f]{64}$/);
    await journal.collection.updateOne(
      { _id: 'demo.sara.points/000000000007' },
      { $set: { 'after.available': 1_000n } },
    );
    expect(
      (await journal.verify()).findings.map(({ account, version, code }) => `${account} ${String(version)} ${code}`),
    ).toEqual(['demo.sara.points 7 hash_differs', 'demo.sara.points 7 after_differs']);
    await journal.collection.updateOne({ _id: 'demo.sara.points/000000000007' }, { $set: { 'after.available': 35n } });
    await journal.collection.deleteOne({ _id: 'demo.b.points/000000000040' });
    expect(await journal.verify()).toMatchObject({ findings: [], commits: 79 });
    expect((await journal.verify()).root).not.toBe(clean.root);
  });

  test('finds accounts that summaries would miss, and last commits that they would not get to', async () => {
    const writer = journal.writer();
    for (let n = 0; n < 3; n++)
      await writer.post([accrue(5n), accrue(5n, { account: member('a') }), accrue(5n, { account: member('z') })]);
    const { reader } = journal;
    const codes = async (lying: Partial<JournalReader>): Promise<string[]> => {
      const liar = Object.assign(Object.create(reader) as JournalReader, lying);
      return (await new VerifyJournal(liar, plainSeal).execute(undefined)).findings
        .filter(({ code }) => code !== 'hash_differs')
        .map(({ account, version, code }) => `${account} ${String(version)} ${code}`);
    };
    async function* listed(...accounts: readonly string[]): AsyncIterable<string> {
      await Promise.resolve();
      yield* accounts;
    }
    expect(await codes({})).toEqual([]);
    expect(await codes({ accounts: () => listed('demo.a.points', 'demo.b.points', 'demo.sara.points') })).toEqual([
      'demo.z.points 3 not_listed',
    ]);
    expect(await codes({ accounts: () => listed() })).toEqual([
      'demo.a.points 3 not_listed',
      'demo.sara.points 3 not_listed',
      'demo.z.points 3 not_listed',
    ]);
    const missing = async (ids: readonly string[]): Promise<readonly string[]> =>
      (await reader.present(ids)).filter((id) => id !== 'demo.a.points/000000000003');
    expect(await codes({ present: missing })).toEqual(['demo.a.points 3 last_not_found']);
  });
});

describe('outbox', () => {
  test('one event per commit, in order per account, until it is acknowledged', async () => {
    const writer = journal.writer();
    for (let n = 0; n < 5; n++) await writer.post([accrue(5n), accrue(1n, { account: member('b') })]);
    expect(await journal.outbox.count()).toBe(10);
    const first = await journal.outbox.pending(3);
    expect(await journal.outbox.pending(3)).toEqual(first);
    await journal.outbox.acknowledge(first);
    const rest = await journal.outbox.pending(100);
    const sequences = (document: string): number[] =>
      [...first, ...rest]
        .filter((each) => each.documentId === document)
        .flatMap((each) => each.events.map((event) => Number(event.sequence)));
    expect(sequences('demo.sara.points')).toEqual([1, 2, 3, 4, 5]);
    expect(sequences('demo.b.points')).toEqual([1, 2, 3, 4, 5]);
    const last = rest
      .flatMap((each) => each.events)
      .find((event) => event.key === 'demo.sara.points' && event.sequence === 5n);
    expect(LedgerEvent.decode(last?.payload ?? new Uint8Array())).toMatchObject({
      documentId: 'demo.sara.points',
      sequence: 5n,
      event: { $case: 'commitPosted', value: { available: 25n, entries: [{ amount: 5n }] } },
    });
    await journal.outbox.acknowledge(rest);
    expect(await journal.outbox.count()).toBe(0);
    expect((await journal.verify()).findings).toEqual([]);
  });

  test('a replica is given the commits of its accounts, oldest first, and no others', async () => {
    const writer = journal.writer();
    for (let n = 0; n < 4; n++) await writer.post([accrue(5n), accrue(1n, { account: member('b') })]);
    const isMine = (account: string): boolean => account === 'demo.b.points';
    const sequences = async (limit: number): Promise<unknown> =>
      (await journal.outbox.pending(limit, isMine)).map(({ documentId, events }) => [
        documentId,
        ...events.map((event) => Number(event.sequence)),
      ]);
    expect(await sequences(2)).toEqual([['demo.b.points', 1, 2]]);
    expect(await sequences(100)).toEqual([['demo.b.points', 1, 2, 3, 4]]);
    await journal.outbox.acknowledge(await journal.outbox.pending(100, isMine));
    expect(await sequences(100)).toEqual([]);
    expect(await journal.outbox.count()).toBe(4);
  });
});

describe('a past moment', () => {
  test('balances are those of then: with what was due by then, whatever came later', async () => {
    const writer = journal.writer();
    const start = journal.clock.now().getTime();
    const at = (day: number): Date => new Date(start + day * 86_400_000);
    await writer.post([accrue(100n, { expiresAt: at(50) })]);
    for (let n = 1; n <= 80; n++) {
      journal.clock.advance(86_400_000 / 2);
      await writer.post([accrue(1n)]);
    }
    const balances = new GetBalances(journal.reader, journal.store, journal.clock);
    const availableAt = async (day: number): Promise<bigint | undefined> =>
      (await balances.execute('demo', 'sara', at(day)))[0]?.available;
    expect(await availableAt(-1)).toBe(0n);
    expect(await availableAt(0)).toBe(100n);
    expect(await availableAt(0.6)).toBe(101n);
    expect(await availableAt(16.2)).toBe(132n);
    expect(await availableAt(40)).toBe(180n);
    await expect(balances.execute('demo', 'sara', at(41))).rejects.toMatchObject({ code: 'moment_in_future' });
    journal.clock.advance(20 * 86_400_000);
    expect(await availableAt(49.9)).toBe(180n);
    expect(await availableAt(50)).toBe(80n);
  });
});
