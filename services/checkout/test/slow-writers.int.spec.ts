// What a slow caller writes by what it read before others changed it.
import { topics } from '@vafa/contracts';
import { Documents, openDatabase, syncIndexes } from '@vafa/mongo';
import { openTestEngine, type TestEngine } from '@vafa/testing';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { modelsOf, type SessionDocumentState } from '../src/adapters/mongo/models.ts';
import { MongoReceipts } from '../src/adapters/mongo/mongo-receipts.ts';
import { MongoSessions } from '../src/adapters/mongo/mongo-sessions.ts';
import type { ReceiptClaim } from '../src/domain/receipt/receipt-claim.ts';
import { claimWith } from './claims.ts';
import { line, noon, opened } from './sales.ts';

let engine: TestEngine;
let connection: Awaited<ReturnType<typeof openDatabase>>;
let sessions: MongoSessions;
let receipts: MongoReceipts;

beforeAll(async () => {
  engine = await openTestEngine();
  connection = await openDatabase(engine.uri, engine.database('checkout'));
  const models = modelsOf(connection);
  await syncIndexes([models.sessions, models.receipts]);
  sessions = new MongoSessions(models.sessions, new Documents<SessionDocumentState>(models.sessions, topics.checkout));
  receipts = new MongoReceipts(models.receipts);
});
afterAll(async () => {
  await connection.close();
  await engine.close();
});

const claimOf = (id: string, changes: Partial<ReceiptClaim> = {}): ReceiptClaim =>
  claimWith(id, {
    kind: 'sale',
    owner: `session-${id}`,
    saleId: `sale-${id}`,
    returnId: `return-${id}`,
    accepted: false,
    rows: 1,
    wanted: [{ line: 0, row: 1, sku: 'tea', unitPrice: '1', quantityMilli: 1_000n }],
    ...changes,
  });
const stored = async (id: string): Promise<ReceiptClaim | undefined> => (await receipts.find([id])).get(id);
const next = (claim: ReceiptClaim): ReceiptClaim => ({ ...claim, settled: false, revision: claim.revision + 1 });

describe('a claim', () => {
  test('tells its revision, also one that never had any', async () => {
    const claim = claimOf('a');
    await receipts.claimMany([claim, claimOf('b', { wanted: [], returnId: '' })]);
    expect(await receipts.allocate([next(claim)])).toEqual([true]);
    expect([...(await receipts.revisions(['a', 'b', 'none']))].sort()).toEqual([
      ['a', 1],
      ['b', 0],
    ]);
    expect(await receipts.revisions([])).toEqual(new Map());
  });

  test('takes no allocation that was decided for another member', async () => {
    const claim = claimOf('c');
    await receipts.claimMany([claim]);
    await receipts.give('c', 'ben');
    expect(await receipts.allocate([next(claim)])).toEqual([false]);
    expect(await stored('c')).toMatchObject({ memberId: 'ben', revision: 1, settled: false });
    await receipts.give('c', 'ben');
    expect(await stored('c')).toMatchObject({ memberId: 'ben', revision: 1 });
  });

  test('takes no allocation that was decided before it was completed, and one that is alike', async () => {
    const claim = claimOf('g');
    await receipts.claimMany([claim]);
    const wanted = [...claim.wanted, { line: 1, row: 2, sku: 'cup', unitPrice: '1', quantityMilli: 1_000n }];
    expect(await receipts.complete({ ...claim, wanted, settled: false })).toBe(true);
    expect(await receipts.allocate([next(claim)])).toEqual([false]);
    const later = next({ ...claim, wanted, revision: 1 });
    expect(await receipts.allocate([later])).toEqual([true]);
    expect(await receipts.allocate([later])).toEqual([true]);
    const exceptions = [{ row: 1, code: 'no_matching_line', quantityMilli: 0n }];
    expect(await receipts.allocate([{ ...later, exceptions }])).toEqual([false]);
  });

  test('that nothing goes back under is given as it is; so is one that is given to nobody', async () => {
    await receipts.claimMany([claimOf('d', { wanted: [], returnId: '' }), claimOf('e')]);
    await receipts.give('d', 'ben');
    await receipts.give('e', '');
    expect(await stored('d')).toMatchObject({ memberId: 'ben', revision: 0, settled: true });
    expect(await stored('e')).toMatchObject({ memberId: '', revision: 0, settled: true });
  });

  test('takes no allocation that was decided before its sale was refused', async () => {
    const claim = claimOf('h', { accepted: true, settled: false });
    await receipts.claimMany([claim, claimOf('i')]);
    const exceptions = [{ row: 1, code: 'receipt_differs', quantityMilli: 0n }];
    await receipts.refuse([
      { ...claim, exceptions, settled: false },
      { ...claimOf('i', { saleId: 'another' }), exceptions },
    ]);
    expect(await stored('h')).toMatchObject({ accepted: false, settled: false, exceptions, revision: 1 });
    expect(await stored('i')).toMatchObject({ exceptions: [], revision: 0 });
    expect(await receipts.allocate([next(claim)])).toEqual([false]);
  });

  test('is not taken over by who read it before it was allocated', async () => {
    const claim = claimOf('f');
    await receipts.claimMany([claim]);
    await receipts.allocate([next(claim)]);
    const taker = claimOf('f', { owner: 'other', saleId: 'other' });
    expect(await receipts.takeOver(claim, taker)).toBe(false);
    expect(await receipts.takeOver(next(claim), taker)).toBe(true);
    expect(await stored('f')).toMatchObject({ owner: 'other', revision: 2 });
  });
});

test('a sale that is saved as it is refuses who read it before, and tells nobody', async () => {
  const session = { ...opened([line('tea', 1n, '1.00')]), clubId: 'clb_1', sessionId: 's' };
  await sessions.insertMany([{ session, key: 'k' }], noon);
  const loaded = (await sessions.loadMany('clb_1', ['s'])).get('s');
  if (!loaded) throw new Error('not stored');
  const asItIs = { loaded, decision: { set: {}, at: noon } };
  expect(await sessions.saveMany([asItIs])).toEqual([true]);
  expect(await sessions.saveMany([asItIs])).toEqual([false]);
  const now = (await sessions.loadMany('clb_1', ['s'])).get('s');
  expect(now).toMatchObject({ version: loaded.version + 1, lines: loaded.lines });
  expect((now as unknown as { sequence: number }).sequence).toBe((loaded as unknown as { sequence: number }).sequence);
});
