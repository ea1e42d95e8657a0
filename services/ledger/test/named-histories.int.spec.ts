import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { openTestEngine, type TestEngine } from '@vafa/testing';
import { HmacSeal } from '../src/adapters/crypto/hmac-seal.ts';
import type { Command } from '../src/domain/journal/command.ts';
import { plainPoints } from '../src/domain/time/unit.ts';
import type { CommitStore } from '../src/use-cases/ports/commit-store.ts';
import { Journal } from '../src/use-cases/journal/journal.ts';
import { accrue, burn, capture, ended, extend, hold, reverse, sara, send, settle, voided } from './commands.ts';
import { FaultyCommitStore, type Fault } from './faulty-commit-store.ts';
import { openJournal, testMasterKey, type OpenJournal } from './journal-on-engine.ts';
import { LandingStore } from './landing-store.ts';

// Histories that broke ledgers, each on a real engine. Those of merges are in merges.int.spec.ts, of gifts in
// transfers.int.spec.ts, of relays in libs/events/test/relay-replicas.contract.ts, of many writers in writers/.

let engine: TestEngine;
let journal: OpenJournal;
let writer: Journal;
beforeAll(async () => {
  engine = await openTestEngine();
});
afterAll(() => engine.close());
beforeEach(async () => {
  journal = await openJournal(engine);
  writer = journal.writer();
});
afterEach(async () => {
  await journal.close();
});

const days = (n: number): Date => new Date(Date.UTC(2026, 0, 1 + n));
const until = (at: Date): void => {
  journal.clock.advance(at.getTime() - journal.clock.now().getTime());
};
/** A writer that does not wait between its tries. */
const through = (store: CommitStore): Journal =>
  new Journal(store, new HmacSeal(testMasterKey), journal.clock, { pause: () => Promise.resolve() });
const post = (...commands: Command[]) => writer.post(commands);
const refusals = async (...commands: Command[]) => (await post(...commands)).map(({ refusal }) => refusal);
const available = async (account = sara) => (await journal.balance(account))?.available;
const keys = async (): Promise<string[]> => {
  const found: string[] = [];
  for await (const commit of journal.reader.commits('demo')) found.push(...commit.entries.map(({ key }) => key));
  return found;
};

describe('a write without an answer', () => {
  test('burn lands, answer lost, retry sees zero: the same answer as the first', async () => {
    await post(accrue(40n));
    const faulty = new FaultyCommitStore(journal.store);
    faulty.faults.push(...Array.from({ length: 6 }, (): Fault => 'answer_lost'));
    await expect(through(faulty).post([burn(40n, { key: 'c:burn' })])).rejects.toMatchObject({ kind: 'unavailable' });
    expect(await available()).toBe(0n);
    const [again] = await post(burn(40n, { key: 'c:burn' }));
    expect(again).toMatchObject({ repeated: true, balances: { available: 0n } });
    expect(again?.refusal).toBeUndefined();
    await journal.expectClean();
  });

  test('insert times out and lands later: when the account has gone on, it does not land at all', async () => {
    await post(accrue(100n));
    const landing = new LandingStore(journal.store);
    landing.holding = true;
    await expect(through(landing).post([burn(30n, { key: 'c:late' })])).rejects.toMatchObject({ kind: 'unavailable' });
    // The account's second version is somebody else's by now.
    await post(burn(50n, { key: 'c:other' }));
    expect(new Set(await landing.land())).toEqual(new Set(['taken']));
    expect(await available()).toBe(50n);
    expect((await post(burn(30n, { key: 'c:late' })))[0]).toMatchObject({
      repeated: false,
      balances: { available: 20n },
    });
    await journal.expectClean();
  });

  test('insert times out and lands later: before the caller asks again, it is found', async () => {
    await post(accrue(100n));
    const landing = new LandingStore(journal.store);
    landing.holding = true;
    await expect(through(landing).post([burn(30n, { key: 'c:late' })])).rejects.toMatchObject({ kind: 'unavailable' });
    expect((await landing.land())[0]).toBe('appended');
    expect((await post(burn(30n, { key: 'c:late' })))[0]).toMatchObject({
      repeated: true,
      balances: { available: 70n },
    });
    await journal.expectClean();
  });

  test('reload after an ambiguous error: the same process decides on what is there, not on what it remembers', async () => {
    const landing = new LandingStore(journal.store);
    const stubborn = through(landing);
    await stubborn.post([accrue(100n)]);
    landing.holding = true;
    await expect(stubborn.post([burn(80n, { key: 'c:late' })])).rejects.toMatchObject({ kind: 'unavailable' });
    await landing.land();
    const [refused, again] = await stubborn.post([burn(30n), burn(80n, { key: 'c:late' })]);
    expect(refused).toMatchObject({ refusal: 'balance_too_low', balances: { available: 20n } });
    expect(again).toMatchObject({ repeated: true });
    await journal.expectClean();
  });
});

describe('keys', () => {
  test('the same key twice in one group commit and in one document counts once', async () => {
    const outcomes = await post(
      accrue(10n, { key: 'c:1' }),
      accrue(10n, { key: 'c:1' }),
      accrue(11n, { key: 'c:1' }),
      burn(4n, { key: 'c:2' }),
      burn(4n, { key: 'c:2' }),
    );
    expect(outcomes.map(({ refusal, repeated }) => [refusal, repeated])).toEqual([
      [undefined, false],
      [undefined, true],
      ['key_reused', false],
      [undefined, false],
      [undefined, true],
    ]);
    expect(await available()).toBe(6n);
    expect(await keys()).toEqual(['c:1', 'c:2']);
    await journal.expectClean();
  });

  test('unordered insert of version 6, a duplicate, and of 7: the journal gets no hole', async () => {
    for (let n = 1; n <= 5; n++) await post(accrue(1n));
    const stale = journal.writer();
    await stale.post([accrue(1n)]);
    // The first writer still believes that 6 is next; what it queues while it learns better follows.
    const outcomes = await Promise.all([post(accrue(1n, { key: 'c:6' })), post(accrue(1n, { key: 'c:7' }))]);
    expect(
      outcomes
        .flat()
        .map(({ recorded }) => recorded?.version)
        .sort(),
    ).toEqual([7, 7]);
    expect(await available()).toBe(8n);
    await journal.expectClean();
  });

  test('two writers insert the same accounts in opposite order: both come through', async () => {
    const accounts = Array.from({ length: 40 }, (_, n) => ({ ...sara, memberId: `m${String(n).padStart(2, '0')}` }));
    const [one, other] = [journal.writer(), journal.writer()];
    for (let round = 0; round < 5; round++) {
      const commands = (by: string): Command[] =>
        accounts.map((account) => accrue(1n, { account, key: `c:${by}:${String(round)}` }));
      const outcomes = await Promise.all([one.post(commands('one')), other.post(commands('other').reverse())]);
      expect(outcomes.flat().every(({ refusal, repeated }) => refusal === undefined && !repeated)).toBe(true);
    }
    expect(await Promise.all(accounts.map((account) => available(account)))).toEqual(accounts.map(() => 10n));
    await journal.expectClean();
  });
});

describe('holds', () => {
  const held = hold(60n, { key: 'e:hold:sal_1', owner: 'sal_1' });
  const ends = voided('e:hold:sal_1', { key: 'e:void:sal_1', owner: 'sal_1' });
  const captured = capture('e:hold:sal_1', 60n, { key: 'e:capture:sal_1', owner: 'sal_1', finished: true });

  test('deadline of a session against a late capture: the first that is written decides, the other goes to a person', async () => {
    await post(accrue(100n), held);
    await Promise.all([journal.writer().post([ends]), journal.writer().post([captured])]);
    const balance = await journal.balance(sara);
    // Either the void was first and the sale is an exception, or the capture was and the void is refused.
    expect([balance?.available, balance?.held, balance?.totals.burned, balance?.totals.moved?.suspense]).toEqual(
      balance?.available === 100n ? [100n, 0n, 60n, -60n] : [40n, 0n, 60n, undefined],
    );
    await journal.expectClean();
  });

  test('a hold sent again together with its end: it has its first answer, and ends once', async () => {
    await post(accrue(100n), held);
    const outcomes = await post(held, captured, captured);
    expect(outcomes.map(({ refusal, repeated, balances }) => [refusal, repeated, balances?.held])).toEqual([
      [undefined, true, 60n],
      [undefined, false, 0n],
      [undefined, true, 0n],
    ]);
    await post(send(10n, { key: 'c:gift' }));
    // The same of a gift and its end.
    expect(
      (await post(send(10n, { key: 'c:gift' }), ended('return', 'c:gift'))).map(({ refusal, repeated }) => [
        refusal,
        repeated,
      ]),
    ).toEqual([
      [undefined, true],
      [undefined, false],
    ]);
    expect(await available()).toBe(40n);
    await journal.expectClean();
  });

  test('an end of one hold by several at once: one ends it, the others are answered as they would be one by one', async () => {
    const another = { key: 'c:another', owner: 'sal_other' };
    const settled = [settle('e:late', 'club', { key: 'c:settle' }), settle('e:late', 'account', { key: 'c:again' })];
    await post(accrue(100n), held, capture('e:none', 5n, { key: 'e:late', finished: true }));
    const ended = [ends, voided(held.key, { key: 'c:void2', owner: 'sal_1' }), voided(held.key, another), ...settled];
    const outcomes = await post(...ended);
    expect(outcomes.map(({ refusal }) => refusal)).toEqual([
      undefined,
      undefined,
      'hold_owner_differs',
      undefined,
      'exception_settled',
    ]);
    expect(await available()).toBe(100n);
    await journal.expectClean();
  });

  test('void before its hold arrives: the hold is refused, whenever it comes', async () => {
    await post(accrue(100n), ends);
    expect(await refusals(held, held)).toEqual(['hold_voided', 'hold_voided']);
    expect(await journal.balance(sara)).toMatchObject({ available: 100n, held: 0n });
    await journal.expectClean();
  });

  test('lot that would expire while held: it is captured whole, and what comes back expires at once', async () => {
    await post(accrue(60n, { expiresAt: days(10) }), accrue(5n), hold(60n, { key: 'e:h', owner: 'till' }));
    until(days(20));
    expect(await journal.balance(sara)).toMatchObject({ available: 5n, held: 60n });
    await post(capture('e:h', 45n, { owner: 'till' }));
    expect(await journal.balance(sara)).toMatchObject({
      available: 5n,
      held: 0n,
      totals: { burned: 45n, expired: 15n },
    });
    await journal.expectClean();
  });
});

describe('returns', () => {
  test('earning sale returned, then the burning sale returned, with part uncollected: what comes back pays the debt first', async () => {
    await post(accrue(100n, { key: 'e:accrue:sal_1' }), burn(70n, { key: 'e:capture:sal_2' }));
    // 30 are there, 70 are owed.
    await post(reverse('e:accrue:sal_1', 0n, { policy: 'unlimited' }));
    expect(await available()).toBe(-70n);
    await post(accrue(20n));
    expect(await available()).toBe(-50n);
    await post(reverse('e:capture:sal_2', 60n), reverse('e:capture:sal_2', 0n));
    expect(await available()).toBe(20n);
    await journal.expectClean();
  });

  test('burn reversed after its lot expired, extended, expired again: back with a grace, for longer, then gone, once each', async () => {
    await post(accrue(50n, { key: 'e:lot', expiresAt: days(10) }), burn(50n, { key: 'c:burn' }));
    until(days(11));
    await post(reverse('c:burn', 30n, { terms: { graceUntil: days(20) } }));
    expect(await available()).toBe(30n);
    await post(extend('e:lot', days(30)));
    until(days(25));
    expect(await available()).toBe(30n);
    until(days(31));
    expect(await journal.balance(sara)).toMatchObject({ available: 0n, totals: { expired: 30n } });
    // Without a grace the rest comes back to a lot that has expired: it expires again, under another key.
    await post(reverse('c:burn', 0n));
    expect(await journal.balance(sara)).toMatchObject({
      available: 0n,
      totals: { burned: 50n, restored: 50n, expired: 50n },
    });
    expect((await keys()).filter((key) => key.startsWith('t:expire:'))).toEqual([
      't:expire:e:lot:1',
      't:expire:e:lot:2',
    ]);
    await journal.expectClean();
  });

  test('lot extended after a burn and a gift out of it, then emptied: what comes back has the later end', async () => {
    await post(
      accrue(50n, { key: 'e:lot', expiresAt: days(10) }),
      burn(20n, { key: 'c:burn' }),
      send(10n, { key: 'c:gift' }),
    );
    await post(extend('e:lot', days(30)), burn(20n));
    until(days(20));
    await post(reverse('c:burn', 5n), reverse('c:burn'), ended('return', 'c:gift'));
    expect(await journal.balance(sara)).toMatchObject({ available: 30n, totals: { expired: 0n } });
    until(days(31));
    expect(await journal.balance(sara)).toMatchObject({ available: 0n, totals: { expired: 30n } });
    await journal.expectClean();
  });

  test('a sale in suspense, followed by its return: the books agree, and nothing is left for a person', async () => {
    // The sale captured a hold that never came: 40 are owed by the member. Its return gives 40 back for it.
    await post(accrue(10n), capture('e:hold:sal_9', 40n, { key: 'e:capture:sal_9', owner: 'sal_9', finished: true }));
    await post(reverse('e:capture:sal_9', 40n, { key: 'e:restore:sal_9', finished: true }));
    expect(await journal.balance(sara)).toMatchObject({ available: 10n, totals: { burned: 40n, restored: 40n } });
    expect((await journal.balance(sara))?.totals.moved).toBeUndefined();
    expect(await refusals(settle('e:capture:sal_9', 'club'), settle('e:restore:sal_9', 'club'))).toEqual([
      'exception_settled',
      'exception_not_found',
    ]);
    expect(await available()).toBe(10n);
    await journal.expectClean();
  });
});

describe('what is stored', () => {
  test('a commit of an unknown format in the tail: nothing is decided on the account, and others go on', async () => {
    await post(accrue(10n), accrue(10n, { account: { ...sara, memberId: 'omid' } }));
    await journal.collection.updateOne({ account: 'demo.sara.points' }, { $set: { format: 99 } });
    const fresh = journal.writer();
    await expect(fresh.post([burn(1n)])).rejects.toMatchObject({ code: 'unknown_commit_format' });
    expect((await fresh.post([burn(1n, { account: { ...sara, memberId: 'omid' } })]))[0]).toMatchObject({
      balances: { available: 9n },
    });
    expect((await journal.verify()).findings.map(({ account, code }) => [account, code])).toEqual([
      ['demo.sara.points', 'unknown_format'],
    ]);
  });

  test('clock set back by an hour: moments do not go back, and nothing activates or expires twice', async () => {
    until(days(5));
    await post(
      accrue(10n, { expiresAt: days(5) }),
      accrue(7n, { activeAt: days(5) }),
      accrue(1n, { expiresAt: new Date(days(5).getTime() + 1_800_000) }),
    );
    expect(await available()).toBe(8n);
    journal.clock.advance(-3_600_000);
    await post(accrue(1n), accrue(2n, { expiresAt: new Date(days(5).getTime() - 1) }));
    expect(await available()).toBe(9n);
    const moments: number[] = [];
    for await (const commit of journal.reader.commits('demo')) moments.push(commit.at.getTime());
    expect(moments).toEqual(moments.toSorted((a, b) => a - b));
    expect(moments.at(-1)).toBe(days(5).getTime());
    await journal.expectClean();
  });

  test('2,000 lots with ends of their own: a redemption reads and writes what it draws, not what is there', async () => {
    for (let batch = 0; batch < 4; batch++)
      await post(...Array.from({ length: 500 }, (_, n) => accrue(1n, { expiresAt: days(100 + batch * 500 + n) })));
    const [burned] = await post(burn(3n));
    expect(burned?.recorded?.entry.lots).toHaveLength(3);
    expect(await available()).toBe(1_997n);
    until(days(103));
    expect(await available()).toBe(1_996n);
    await journal.expectClean();
  });

  test('10,000 accruals that end with activity are one lot, which moves with the last of them', async () => {
    const terms = { unit: { ...plainPoints, expiry: { model: 'after_activity' as const, months: 1 } } };
    for (let batch = 0; batch < 20; batch++) await post(...Array.from({ length: 500 }, () => accrue(1n, { terms })));
    until(days(20));
    const [burned] = await post(burn(3n, { terms }));
    expect(burned?.recorded?.entry.lots).toHaveLength(1);
    until(days(50));
    expect(await available()).toBe(9_997n);
    until(days(52));
    expect(await available()).toBe(0n);
    await journal.expectClean();
  });
});
