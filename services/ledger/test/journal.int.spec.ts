import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { openTestEngine, type TestEngine } from '@vafa/testing';
import type { AccountId } from '../src/domain/account/account-id.ts';
import type { Outcome } from '../src/domain/journal/outcome.ts';
import { accrue, burn, capture, hold, reverse, sara } from './commands.ts';
import { FaultyCommitStore, type Fault } from './faulty-commit-store.ts';
import { openJournal, type OpenJournal } from './journal-on-engine.ts';

let engine: TestEngine;
let journal: OpenJournal;

beforeAll(async () => {
  engine = await openTestEngine();
});
afterAll(() => engine.close());
beforeEach(async () => {
  journal = await openJournal(engine);
});
afterEach(async () => {
  await journal.expectClean();
  await journal.close();
});

const member = (n: number): AccountId => ({ ...sara, memberId: `m${String(n)}` });
const posted = (outcomes: readonly Outcome[]): number =>
  outcomes.filter((outcome) => outcome.refusal === undefined).length;
const refusedAs = (outcomes: readonly Outcome[], refusal: string): number =>
  outcomes.filter((outcome) => outcome.refusal === refusal).length;
const many = <T>(count: number, make: (n: number) => T): T[] => Array.from({ length: count }, (_, n) => make(n));

describe('one writer', () => {
  test('a hundred burns at once, on a balance for thirty', async () => {
    const writer = journal.writer();
    await writer.post([accrue(30n)]);
    const outcomes = (await Promise.all(many(100, () => writer.post([burn(1n)])))).flat();
    expect([posted(outcomes), refusedAs(outcomes, 'balance_too_low')]).toEqual([30, 70]);
    expect(await journal.balance(sara)).toMatchObject({ available: 0n });
  });

  test('what meets on an account is one commit, what meets in a group commit one write', async () => {
    const store = new FaultyCommitStore(journal.store);
    await journal.writer(store).post(many(500, (n) => accrue(1n, { account: member(n % 10) })));
    expect(await journal.collection.countDocuments({})).toBe(10);
    expect(store.appends).toBeLessThanOrEqual(4);
  });

  test('the same key fifty times at once moves the points once; another body under it is refused', async () => {
    const writer = journal.writer();
    await writer.post([accrue(100n)]);
    const again = await Promise.all(many(50, () => writer.post([burn(7n, { key: 'c:till:1' })])));
    expect(again.flat().filter((outcome) => !outcome.repeated)).toHaveLength(1);
    expect(new Set(again.flat().map((outcome) => outcome.balances?.available))).toEqual(new Set([93n]));
    expect((await writer.post([burn(8n, { key: 'c:till:1' })]))[0]).toMatchObject({ refusal: 'key_reused' });
    expect(await journal.balance(sara)).toMatchObject({ available: 93n });
  });

  test('what is malformed is answered without a write', async () => {
    const outcomes = await journal
      .writer()
      .post([
        burn(0n),
        burn(5n, { key: 'no prefix' }),
        burn(5n, { account: { ...sara, memberId: 'a.b' } }),
        accrue(10n ** 12n + 1n),
        reverse(''),
      ]);
    expect(outcomes.map((outcome) => outcome.refusal)).toEqual(many(5, () => 'invalid'));
    expect(await journal.collection.countDocuments({})).toBe(0);
  });

  test('a fresh process finds the account as it was left, from its last checkpoint', async () => {
    const writer = journal.writer();
    await writer.post([accrue(1_000n, { key: 'e:a' }), hold(100n, { key: 'e:h' })]);
    for (let n = 0; n < 70; n++) await writer.post([burn(1n)]);
    const fresh = journal.writer();
    expect((await fresh.post([capture('e:h', 40n)]))[0]).toMatchObject({ balances: { available: 890n, held: 0n } });
    expect((await fresh.post([reverse('e:a', 1_000n)]))[0]).toMatchObject({ balances: { available: -110n } });
  });

  test('due expiries are read without a write and booked with the next command', async () => {
    const writer = journal.writer();
    await writer.post([accrue(10n, { expiresAt: new Date('2026-02-01T00:00:00Z') }), accrue(5n)]);
    journal.clock.advance(40 * 86_400_000);
    expect(await journal.balance(sara)).toMatchObject({ available: 5n, totals: { expired: 10n } });
    expect(await journal.collection.countDocuments({})).toBe(1);
    expect((await journal.writer().post([burn(6n)]))[0]).toMatchObject({ refusal: 'balance_too_low' });
    expect((await journal.collection.findOne({ version: 2 }))?.entries.map((entry) => entry.kind)).toEqual([
      'expire',
      'refused',
    ]);
  });
});

describe('two writers on the same accounts', () => {
  test('together spend what is there and no more', async () => {
    const [one, two] = [journal.writer(), journal.writer()];
    await one.post(many(3, (n) => accrue(100n, { account: member(n) })));
    const outcomes = (
      await Promise.all(many(400, (n) => (n % 2 ? one : two).post([burn(1n, { account: member(n % 3) })])))
    ).flat();
    expect(posted(outcomes)).toBe(300);
    expect(refusedAs(outcomes, 'balance_too_low')).toBe(100);
    for (const n of [0, 1, 2]) expect(await journal.balance(member(n))).toMatchObject({ available: 0n });
  });

  test('with the same key have one effect and one answer', async () => {
    const writers = [journal.writer(), journal.writer()];
    await writers[0]?.post([accrue(100n)]);
    const outcomes = (
      await Promise.all(
        many(40, (n) => (writers[n % 2] as (typeof writers)[0]).post([burn(3n, { key: `c:till:${String(n % 4)}` })])),
      )
    ).flat();
    expect(outcomes.filter((outcome) => !outcome.repeated)).toHaveLength(4);
    expect(await journal.balance(sara)).toMatchObject({ available: 88n });
  });

  test('take back one accrual in parts, never more than it gave', async () => {
    const writers = [journal.writer(), journal.writer()];
    await writers[0]?.post([accrue(10n, { key: 'e:a' }), accrue(100n)]);
    const outcomes = (
      await Promise.all(many(20, (n) => (writers[n % 2] as (typeof writers)[0]).post([reverse('e:a', 1n)])))
    ).flat();
    expect([posted(outcomes), refusedAs(outcomes, 'more_than_original')]).toEqual([10, 10]);
    expect(await journal.balance(sara)).toMatchObject({ available: 100n });
  });
});

describe('a database that does not answer', () => {
  const faults: readonly (readonly Fault[])[] = [
    ['write_lost'],
    ['answer_lost'],
    ['half_written'],
    ['answer_lost', 'write_lost', 'answer_lost'],
    ['half_written', 'half_written', 'answer_lost'],
  ];

  test.each(faults.map((each) => [each.join(', '), each] as const))(
    '%s: every command counts once and is told so',
    async (_name, told) => {
      const store = new FaultyCommitStore(journal.store);
      const writer = journal.writer(store);
      store.faults.push(...told);
      const outcomes = await writer.post(many(40, (n) => accrue(5n, { account: member(n % 8) })));
      expect(outcomes.map((outcome) => [outcome.refusal, outcome.repeated])).toEqual(
        many(40, () => [undefined, false]),
      );
      for (const n of many(8, (index) => index))
        expect(await journal.balance(member(n))).toMatchObject({ available: 25n });
    },
  );

  test('when it stays silent the caller is told, and finds the first outcome when it asks again', async () => {
    const store = new FaultyCommitStore(journal.store);
    const writer = journal.writer(store);
    await writer.post([accrue(10n)]);
    store.faults.push('answer_lost', ...many(5, (): Fault => 'write_lost'));
    await expect(writer.post([burn(4n, { key: 'c:till:1' })])).rejects.toMatchObject({ kind: 'unavailable' });
    expect((await writer.post([burn(4n, { key: 'c:till:1' })]))[0]).toMatchObject({
      repeated: true,
      balances: { available: 6n },
    });
    expect(await journal.balance(sara)).toMatchObject({ available: 6n });
  });

  test('one account that cannot be read does not hold up the others', async () => {
    await journal.writer().post([accrue(10n, { account: member(1) }), accrue(10n, { account: member(2) })]);
    await journal.collection.updateOne({ account: 'demo.m1.points' }, { $set: { format: 9 } });
    const writer = journal.writer();
    const answers = await Promise.allSettled([
      writer.post([burn(1n, { account: member(1) })]),
      writer.post([burn(1n, { account: member(2) })]),
    ]);
    expect(answers.map((answer) => answer.status)).toEqual(['rejected', 'fulfilled']);
    expect((await journal.verify()).findings.map((finding) => finding.code)).toEqual(['unknown_format']);
    await journal.collection.updateOne({ account: 'demo.m1.points' }, { $set: { format: 1 } });
  });
});
