import { topics } from '@vafa/contracts';
import { Documents, openDatabase, syncIndexes } from '@vafa/mongo';
import { openTestEngine, type TestEngine } from '@vafa/testing';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Connection } from 'mongoose';
import { modelsOf, type RedemptionState } from '../src/adapters/mongo/models.ts';
import { MongoRedemptions } from '../src/adapters/mongo/mongo-redemptions.ts';
import { settle, type Redemption } from '../src/domain/redemption.ts';
import { useVoucher } from '../src/domain/voucher.ts';

const now = new Date('2026-03-01T10:00:00.123Z');
const later = (ms: number): Date => new Date(now.getTime() + ms);
let engine: TestEngine;
let connection: Connection;
let documents: Documents<RedemptionState>;
let redemptions: MongoRedemptions;

beforeAll(async () => {
  engine = await openTestEngine();
  connection = await openDatabase(engine.uri, engine.database('redemptions'));
  const models = modelsOf(connection);
  await syncIndexes([models.redemptions]);
  documents = new Documents<RedemptionState>(models.redemptions, topics.rewards);
  redemptions = new MongoRedemptions(documents);
});

afterAll(async () => {
  await connection.close();
  await engine.close();
});

const pending = (id: string, changes: Partial<Redemption> = {}): Redemption => ({
  id,
  clubId: 'clb_a',
  memberId: 'mem_sara',
  rewardId: 'rwd_tea',
  points: 1_000_000_000_000n,
  voucherDays: 30,
  status: 'pending',
  requestedAt: now,
  codeHash: `hash of ${id}`,
  sealedCode: 'sealed',
  ...changes,
});

test('a redemption is stored once and read back exactly, by id and by its code in its club', async () => {
  const redemption = pending('rdm_once');
  expect(await redemptions.insert(redemption, 'c:1')).toBe('inserted');
  expect(await redemptions.insert(pending('rdm_once', { points: 1n }), 'c:2')).toBe('exists');
  expect(await redemptions.load('rdm_once')).toEqual(redemption);
  expect(await redemptions.byCode('clb_a', 'hash of rdm_once')).toEqual(redemption);
  expect(await redemptions.byCode('clb_b', 'hash of rdm_once')).toBeUndefined();
  expect(await redemptions.load('rdm_none')).toBeUndefined();
});

test('of many decisions at once one counts, and leaves one event', async () => {
  await redemptions.insert(pending('rdm_race'), 'c:3');
  const before = await documents.count();
  await Promise.all(
    Array.from({ length: 20 }, (_, at) =>
      redemptions.change('rdm_race', (current) => settle(current, { burned: true, available: BigInt(at) }, later(at))),
    ),
  );
  expect(await documents.count()).toBe(before + 1);
  const uses = await Promise.allSettled(
    Array.from({ length: 50 }, (_, at) =>
      redemptions.change('rdm_race', (current) =>
        useVoucher(current, { key: `c:use:${at}`, branchId: '', till: '', receipt: '', saleId: '' }, later(100)),
      ),
    ),
  );
  const winner = uses.findIndex(({ status }) => status === 'fulfilled');
  expect(uses.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  expect(await redemptions.load('rdm_race')).toMatchObject({
    status: 'used',
    usedBy: `c:use:${winner}`,
    usedAt: later(100),
  });
  expect(await documents.count()).toBe(before + 2);
});

test('what is pending for long is found oldest first, and what has ended is not', async () => {
  await redemptions.insert(pending('rdm_young', { requestedAt: later(5_000) }), 'c:4');
  await redemptions.insert(pending('rdm_old', { requestedAt: later(-5_000) }), 'c:5');
  await redemptions.insert(pending('rdm_refused', { requestedAt: later(-9_000) }), 'c:6');
  await redemptions.change('rdm_refused', (current) =>
    settle(current, { burned: false, refusal: 'balance_too_low' }, now),
  );
  expect((await redemptions.unfinishedBefore(later(1), 10)).map(({ id }) => id)).toEqual(['rdm_old', 'rdm_once']);
  expect((await redemptions.unfinishedBefore(later(1), 1)).map(({ id }) => id)).toEqual(['rdm_old']);
});
