import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { openTestEngine, type TestEngine } from '@vafa/testing';
import { MongoTransfers } from '../src/adapters/mongo/mongo-transfers.ts';
import { accountText, type AccountId } from '../src/domain/account/account-id.ts';
import type { Command } from '../src/domain/journal/command.ts';
import { plainPoints } from '../src/domain/time/unit.ts';
import type { Journal } from '../src/use-cases/journal/journal.ts';
import { DeliverTransfers } from '../src/use-cases/transfers/deliver-transfers.ts';
import { GetOutcomes } from '../src/use-cases/account/get-outcomes.ts';
import { accrue, burn, capture, hold, life, merge, reverse, sara, send, unmerge } from './commands.ts';
import { openJournal, type OpenJournal } from './journal-on-engine.ts';

/** Omid has two memberships, and Sara a third account of the tests. */
const old: AccountId = { ...sara, memberId: 'omid-old' };
const omid: AccountId = { ...sara, memberId: 'omid' };
const [oldText, omidText] = [accountText(old), accountText(omid)];

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
  await journal.expectClean();
  await journal.close();
});

const post = async (...commands: Command[]) => writer.post(commands);
const refusalOf = async (command: Command) => (await post(command))[0]?.refusal;
const deliver = async (): Promise<void> => {
  while ((await new DeliverTransfers(new MongoTransfers(journal.collection), writer).execute()) > 0);
};
/** Moves the clock, which stands at the start of 2026. */
const until = (at: Date): void => {
  journal.clock.advance(at.getTime() - journal.clock.now().getTime());
};
const available = async () =>
  Promise.all([old, omid].map(async (account) => (await journal.balance(account))?.available));
const merged = async (): Promise<void> => {
  await post(merge(omidText, { account: old, key: 'c:merge' }));
  await deliver();
};

describe('a merge', () => {
  test('brings everything, and commands on the old account count on the new one', async () => {
    await post(accrue(100n, { account: old }), accrue(10n, { account: omid }));
    await merged();
    expect(await available()).toEqual([0n, 110n]);
    const [outcome] = await post(burn(105n, { account: old, key: 'c:burn' }));
    expect(outcome).toMatchObject({ balances: { available: 5n } });
    // Again, by either name.
    expect(
      (await post(burn(105n, { account: old, key: 'c:burn' }), burn(105n, { account: omid, key: 'c:burn' }))).map(
        ({ repeated }) => repeated,
      ),
    ).toEqual([true, true]);
    expect(await available()).toEqual([0n, 5n]);
  });

  test('is looked through by either name: what was posted before it, and what was after', async () => {
    await post(
      accrue(100n, { account: old, key: 'e:sale' }),
      burn(90n, { account: old, key: 'c:burn' }),
      burn(90n, { account: old, key: 'c:refused' }),
    );
    await merged();
    await post(burn(4n, { account: old, key: 'c:later' }));
    const looking = new GetOutcomes(journal.store);
    for (const account of [old, omid]) {
      const keys = ['c:later', 'c:burn', 'c:none', 'c:refused'];
      const found = await looking.execute(account, keys);
      expect(found.map((outcome) => outcome?.key)).toEqual(['c:later', 'c:burn', undefined, 'c:refused']);
      expect([found[0], found[1], found[3]]).toMatchObject([
        { repeated: true, balances: { available: 6n } },
        { balances: { available: 10n } },
        { refusal: 'balance_too_low' },
      ]);
      // As whoever posts them again is told.
      expect(await post(burn(4n, { account, key: 'c:later' }), burn(90n, { account, key: 'c:burn' }))).toEqual(
        found.slice(0, 2),
      );
    }
    const third: AccountId = { ...sara, memberId: 'omid-third' };
    await post(merge(accountText(third), { account: omid, key: 'c:merge-on' }));
    await deliver();
    await post(burn(1n, { account: old, key: 'c:at-last' }));
    expect((await looking.execute(old, ['c:at-last', 'c:burn'])).map((outcome) => outcome?.key)).toEqual([
      'c:at-last',
      'c:burn',
    ]);
    expect((await looking.execute(third, ['c:burn']))[0]).toMatchObject({ balances: { available: 10n } });
  });

  test('keeps pending units pending, with the life that they had', async () => {
    const days = (n: number): Date => new Date(Date.UTC(2026, 0, 1 + n));
    await post(
      accrue(7n, { account: old, key: 'e:wait', activeAt: days(5), expiresAt: days(9) }),
      accrue(3n, { account: old, expiresAt: days(4) }),
    );
    await merged();
    expect(await journal.balance(omid)).toMatchObject({ available: 3n, pending: 7n });
    until(days(6));
    expect(await journal.balance(omid)).toMatchObject({ available: 7n, pending: 0n });
    expect((await post(reverse('e:wait', 2n, { account: omid })))[0]).toMatchObject({ balances: { available: 5n } });
    until(days(10));
    expect(await journal.balance(omid)).toMatchObject({ available: 0n, totals: { expired: 8n } });
  });

  test('between a burn and its retry: the retry has the first answer, by either name', async () => {
    await post(
      accrue(100n, { account: old }),
      burn(60n, { account: old, key: 'c:burn' }),
      burn(90n, { account: old, key: 'c:refused' }),
    );
    await merged();
    for (const account of [old, omid]) {
      const [again, refused, other] = await post(
        burn(60n, { account, key: 'c:burn' }),
        burn(90n, { account, key: 'c:refused' }),
        burn(61n, { account, key: 'c:burn' }),
      );
      expect(again).toMatchObject({ repeated: true, balances: { available: 40n } });
      expect(refused).toMatchObject({ repeated: true, refusal: 'balance_too_low' });
      expect(other?.refusal).toBe('key_reused');
    }
    expect(await available()).toEqual([0n, 40n]);
  });

  test('what was done before it is reversed after it: once, from and to the lots that it touched', async () => {
    const ends = new Date('2026-06-01T00:00:00Z');
    await post(
      accrue(50n, { account: old, key: 'e:sale', expiresAt: ends }),
      accrue(50n, { account: old }),
      burn(70n, { account: old, key: 'c:burn' }),
      reverse('c:burn', 10n, { account: old }),
    );
    await merged();
    expect(await available()).toEqual([0n, 40n]);
    // 60 of the burn are left to give back: 10 more than went back to what never expires, 50 to the lot that does.
    expect(await refusalOf(reverse('c:burn', 61n, { account: old }))).toBe('more_than_original');
    expect((await post(reverse('c:burn', 0n, { account: old })))[0]).toMatchObject({ balances: { available: 100n } });
    const { lots } = (await post(reverse('e:sale', 50n, { account: omid })))[0]?.recorded?.entry ?? {};
    expect(lots).toMatchObject([{ lot: `${oldText}~e:sale`, amount: -50n }]);
    expect(await available()).toEqual([0n, 50n]);
  });

  test('an accrual that had expired before it is not taken back after it', async () => {
    const ends = new Date('2026-02-01T00:00:00Z');
    await post(accrue(50n, { account: old, key: 'e:sale', expiresAt: ends }), accrue(5n, { account: omid }));
    until(new Date('2026-02-02T00:00:00Z'));
    await merged();
    expect((await post(reverse('e:sale', 0n, { account: old })))[0]).toMatchObject({ balances: { available: 5n } });
  });

  test.each([
    ['holds', hold(10n, { account: old, key: 'c:hold', owner: 'till' })],
    ['transfers', send(10n, { account: old })],
    ['exceptions', burn(1_000n, { account: old, finished: true })],
  ])('waits for open %s', async (_name, open) => {
    await post(accrue(100n, { account: old }), open);
    expect(await refusalOf(merge(omidText, { account: old }))).toBe('account_busy');
  });

  test('waits for what is owed, and is done once', async () => {
    await post(
      accrue(10n, { account: old, key: 'e:sale' }),
      burn(10n, { account: old }),
      reverse('e:sale', 0n, { account: old, policy: 'unlimited' }),
    );
    expect(await refusalOf(merge(omidText, { account: old }))).toBe('account_owes');
    await post(accrue(10n, { account: old }));
    await merged();
    expect(await refusalOf(merge(accountText(sara), { account: old }))).toBe('account_merged');
    expect((await post(merge(omidText, { account: old, key: 'c:merge' })))[0]?.repeated).toBe(true);
  });

  test('into a frozen account comes back, and the old account answers for itself again', async () => {
    await post(life('freeze', { account: omid }), accrue(10n, { account: old }));
    await merged();
    expect(await available()).toEqual([10n, 0n]);
    expect((await post(burn(4n, { account: old })))[0]).toMatchObject({ balances: { available: 6n } });
  });

  test('in a circle ends where it began', async () => {
    await post(accrue(10n, { account: old }));
    await merged();
    await post(merge(oldText, { account: omid }));
    await deliver();
    expect(await available()).toEqual([0n, 10n]);
  });

  test('follows a chain, and an account without anything may be merged', async () => {
    await post(accrue(10n, { account: old, key: 'e:sale' }));
    await merged();
    await post(merge(accountText(sara), { account: omid }));
    await deliver();
    expect((await post(burn(1n, { account: old })))[0]).toMatchObject({ balances: { available: 9n } });
    expect((await post(accrue(10n, { account: sara, key: 'e:sale' })))[0]?.repeated).toBe(true);
    await post(merge(accountText(sara), { account: { ...sara, memberId: 'nobody' } }));
    await deliver();
    expect((await post(burn(1n, { account: { ...sara, memberId: 'nobody' } })))[0]).toMatchObject({
      balances: { available: 8n },
    });
  });

  test('by another process is seen at once by one that remembers the account', async () => {
    await post(accrue(100n, { account: old }));
    const other = journal.writer();
    await other.post([merge(omidText, { account: old })]);
    await new DeliverTransfers(new MongoTransfers(journal.collection), other).execute();
    expect((await post(burn(1n, { account: old })))[0]).toMatchObject({ balances: { available: 99n } });
    await other.post([unmerge(oldText, { account: omid })]);
    await new DeliverTransfers(new MongoTransfers(journal.collection), other).execute();
    await post(burn(9n, { account: old }));
    expect(await available()).toEqual([90n, 0n]);
  });
});

describe('its undoing', () => {
  test('gives back what is left of the old account, under its own names', async () => {
    const ends = new Date('2026-06-01T00:00:00Z');
    await post(accrue(100n, { account: old, key: 'e:sale', expiresAt: ends }), accrue(30n, { account: omid }));
    await merged();
    // What expires first is spent first: it is the old account's.
    await post(burn(25n, { account: omid, key: 'c:burn' }), accrue(8n, { account: old }));
    await post(unmerge(oldText, { account: omid }));
    await deliver();
    expect(await available()).toEqual([75n, 38n]);
    const [taken] = await post(reverse('e:sale', 0n, { account: old, policy: 'within_balance' }));
    expect(taken?.refusal).toBe('balance_too_low');
    expect((await post(reverse('e:sale', 70n, { account: old })))[0]).toMatchObject({
      balances: { available: 5n },
      recorded: { entry: { lots: [{ lot: 'e:sale', amount: -70n }] } },
    });
  });

  test('a burn from the time between keeps its key in both accounts', async () => {
    await post(accrue(100n, { account: old }));
    await merged();
    await post(burn(60n, { account: old, key: 'c:burn' }));
    await post(unmerge(oldText, { account: omid }));
    await deliver();
    expect(await available()).toEqual([40n, 0n]);
    for (const account of [old, omid])
      expect((await post(burn(60n, { account, key: 'c:burn' })))[0]).toMatchObject({ repeated: true });
    expect(await available()).toEqual([40n, 0n]);
  });

  test('the other way round may follow', async () => {
    await post(accrue(10n, { account: old }), accrue(5n, { account: omid }));
    await merged();
    await post(unmerge(oldText, { account: omid }));
    await deliver();
    await post(merge(oldText, { account: omid }));
    await deliver();
    expect(await available()).toEqual([15n, 0n]);
  });

  test('is refused too late, twice, for strangers, and while units are held', async () => {
    await post(accrue(10n, { account: old }));
    await merged();
    expect(await refusalOf(unmerge(accountText(sara), { account: omid }))).toBe('not_merged');
    await post(hold(1n, { account: omid, key: 'c:hold', owner: 'till' }));
    expect(await refusalOf(unmerge(oldText, { account: omid }))).toBe('account_busy');
    await post(capture('c:hold', 1n, { account: omid, owner: 'till' }));
    until(new Date('2026-02-01T00:00:00.001Z'));
    expect(await refusalOf(unmerge(oldText, { account: omid }))).toBe('unmerge_too_late');
  });

  test('10,000 lots that end with activity move there and back as one', async () => {
    const terms = { unit: { ...plainPoints, expiry: { model: 'after_activity' as const, months: 12 } } };
    for (let n = 0; n < 20; n++) await post(...Array.from({ length: 500 }, () => accrue(1n, { account: old, terms })));
    await merged();
    const [burned] = await post(burn(9_000n, { account: omid, terms }));
    expect(burned?.recorded?.entry.lots).toEqual([{ lot: `${oldText}~idle:0`, place: 'active', amount: -9_000n }]);
    await post(unmerge(oldText, { account: omid }));
    await deliver();
    expect(await available()).toEqual([1_000n, 0n]);
    until(new Date('2027-01-02T00:00:00Z'));
    expect(await available()).toEqual([0n, 0n]);
  });
});
