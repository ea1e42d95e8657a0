import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { openTestEngine, type TestEngine } from '@vafa/testing';
import { MongoTransfers } from '../src/adapters/mongo/mongo-transfers.ts';
import type { AccountId } from '../src/domain/account/account-id.ts';
import { DeliverTransfers } from '../src/use-cases/transfers/deliver-transfers.ts';
import { accrue, life, receive, sara, send } from './commands.ts';
import { openJournal, type OpenJournal } from './journal-on-engine.ts';

const omid: AccountId = { ...sara, memberId: 'omid' };
const gift = send(40n, { key: 'c:gift:1' });

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

const courier = (): DeliverTransfers => new DeliverTransfers(new MongoTransfers(journal.collection), journal.writer());
const balances = async () =>
  Promise.all([sara, omid].map(async (account) => (await journal.balance(account))?.available));

describe('a transfer', () => {
  test('arrives, once, whoever delivers it and how often', async () => {
    await journal.writer().post([accrue(100n), gift]);
    expect(await balances()).toEqual([60n, undefined]);
    await Promise.all([courier(), courier(), courier()].map((each) => each.execute()));
    expect(await courier().execute()).toBe(0);
    expect(await balances()).toEqual([60n, 40n]);
    expect((await journal.balance(sara))?.totals.moved).toEqual({ in_transit: 40n });
    expect((await journal.balance(omid))?.totals.moved).toEqual({ in_transit: -40n });
  });

  test('comes back when the receiver refuses, and stays back when the receiver is unfrozen before it is delivered again', async () => {
    await journal.writer().post([life('freeze', { account: omid }), accrue(100n), gift]);
    const interrupted = new DeliverTransfers(new MongoTransfers(journal.collection), {
      post: async (commands) => {
        const outcomes = await journal.writer().post(commands);
        if (commands.some(({ verb }) => verb.kind === 'receive')) throw new Error('killed after the receiver answered');
        return outcomes;
      },
    });
    await expect(interrupted.execute()).rejects.toThrow('killed');
    await journal.writer().post([life('unfreeze', { account: omid })]);
    expect(await balances()).toEqual([60n, 0n]);
    await courier().execute();
    expect(await balances()).toEqual([100n, 0n]);
  });

  test('that cannot be delivered holds up no other, however many there are', async () => {
    const stuck = Array.from({ length: 5 }, (_, n): AccountId => ({ ...sara, memberId: `stuck${String(n)}` }));
    await journal.writer().post([accrue(100n), ...stuck.map((account) => accrue(1n, { account }))]);
    // Accounts of a newer build, and a sending of one.
    await journal.collection.updateMany({ account: /stuck/ }, { $set: { format: 99 } });
    for (const { memberId } of stuck) await journal.writer().post([send(1n, { to: `demo.${memberId}.points` })]);
    await journal.collection.updateOne({ account: 'demo.stuck0.points' }, { $set: { transit: true } });
    await journal.writer().post([gift]);
    const oneAtATime = new DeliverTransfers(new MongoTransfers(journal.collection), journal.writer(), 1);
    await expect(oneAtATime.execute()).rejects.toMatchObject({ code: 'unknown_commit_format' });
    expect(await balances()).toEqual([55n, 40n]);
    await journal.collection.updateMany({ account: /stuck/ }, { $set: { format: 1 }, $unset: { transit: '' } });
    expect(await courier().execute()).toBe(5);
    expect(await journal.balance(stuck[4] as AccountId)).toMatchObject({ available: 2n });
  });

  test('several of one commit go each its own way', async () => {
    const ladan: AccountId = { ...sara, memberId: 'ladan' };
    await journal.writer().post([life('freeze', { account: omid }), accrue(100n)]);
    await journal.writer().post([gift, send(25n, { to: 'demo.ladan.points' })]);
    await courier().execute();
    expect(await balances()).toEqual([75n, 0n]);
    expect((await journal.balance(ladan))?.available).toBe(25n);
  });

  test('stays in transit when the receiver holds its key with another body: it is neither doubled nor lost', async () => {
    await journal.writer().post([accrue(100n), gift]);
    // Another build told of the gift in other words.
    await journal.writer().post([
      receive([{ lot: 'e:elsewhere', amount: 40n }], {
        account: omid,
        from: 'demo.sara.points',
        key: 'e:receive:demo.sara.points#c:gift:1',
      }),
    ]);
    expect(await courier().execute()).toBe(0);
    expect(await balances()).toEqual([60n, 40n]);
    expect(await journal.collection.countDocuments({ transit: true })).toBe(1);
  });

  test('with a key that the other account could not keep is refused at once', async () => {
    await journal.writer().post([accrue(100n)]);
    const [outcome] = await journal.writer().post([send(40n, { key: `c:${'x'.repeat(250)}` })]);
    expect(outcome?.refusal).toBe('invalid');
    expect(await balances()).toEqual([100n, undefined]);
  });
});
