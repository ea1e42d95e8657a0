import { topics } from '@vafa/contracts';
import { Decision } from '@vafa/contracts/effects';
import { sharedIdPrefixes } from '@vafa/contracts/ids';
import { derivedId, ManualClock } from '@vafa/kernel';
import { Documents, openDatabase, syncIndexes } from '@vafa/mongo';
import { openTestEngine, type TestEngine } from '@vafa/testing';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { sha256 } from '../src/adapters/crypto/sha-256.ts';
import { modelsOf, type SessionDocumentState } from '../src/adapters/mongo/models.ts';
import { MongoNights } from '../src/adapters/mongo/mongo-nights.ts';
import { MongoReceipts } from '../src/adapters/mongo/mongo-receipts.ts';
import { MongoSessions } from '../src/adapters/mongo/mongo-sessions.ts';
import { composeUseCases } from '../src/compose.ts';
import type { BatchItem } from '../src/domain/batch/batch-item.ts';
import { idPrefixes } from '../src/domain/ids.ts';
import { linesText } from '../src/domain/session/line.ts';
import { receiptIds } from '../src/domain/receipt/receipt.ts';
import { correctSale } from '../src/domain/session/correct-sale.ts';
import { cancelSession, closeSession } from '../src/domain/session/end-session.ts';
import { planReturn, recordReturn, remainingTotal } from '../src/domain/return/take-back.ts';
import type { Campaigns } from '../src/use-cases/campaigns.ts';
import { ApplyReturns } from '../src/use-cases/apply-returns.ts';
import { AskBooking } from '../src/use-cases/ask-booking.ts';
import type { PointsLedger } from '../src/use-cases/points-ledger.ts';
import { ReturnLines } from '../src/use-cases/return-lines.ts';
import { SettleReturns } from '../src/use-cases/settle-returns.ts';
import type { LoadedSession } from '../src/use-cases/sessions.ts';
import { clubsOf } from './fake-clubs.ts';
import { noGoods } from './in-memory.ts';
import { line, london, minutes, noon, pounds, sara } from './sales.ts';

const ana = derivedId(sharedIdPrefixes.member, 'ana');

/**
 * Documents as they were written before quantities had places and sales had digits: whole units, `quantity` and
 * `returned`.
 */
let engine: TestEngine;
let connection: Awaited<ReturnType<typeof openDatabase>>;
let models: ReturnType<typeof modelsOf>;
let sessions: MongoSessions;
const clubId = 'clb_old';
const terms = { clubId, currency: 'PKR', currencyDigits: 2, timeZone: 'Asia/Karachi', source: 'file', branchIds: [] };
const returnId = derivedId(idPrefixes.return, 'old');

const accrualsBefore = (base: bigint) => [
  {
    ruleId: 'rul_pounds',
    ruleVersion: 1,
    points: base / 100n,
    base,
    ratePoints: 1n,
    ratePerAmount: 100n,
    ruleCode: 'pounds',
  },
];
const oldReturn = {
  id: returnId,
  receipt: 'C1',
  at: minutes(5),
  lines: [{ position: 1, quantity: 1n, amount: 1_000n }],
  amount: 1_000n,
  pointsTakenBack: 10n,
  pointsRestored: 0n,
};
const oldSession = (sessionId: string, changes: object = {}): object => ({
  _id: `${clubId}/${sessionId}`,
  format: 1,
  version: 2,
  epoch: 1,
  sequence: 2,
  keys: ['sale', returnId],
  outbox: [],
  clubId,
  sessionId,
  saleId: derivedId(sharedIdPrefixes.sale, sessionId),
  state: 'closed',
  branchId: london,
  till: 'import',
  receipt: '1',
  receiptId: 'x',
  memberId: sara,
  currency: 'PKR',
  lines: [
    { position: 1, sku: 'tea', description: '', quantity: 3n, unitPrice: '10', amount: 3_000n, returned: 1n },
    { position: 2, sku: 'cup', description: '', quantity: 1n, unitPrice: '5.5', amount: 550n, returned: 0n },
  ],
  total: 3_550n,
  pointValue: 0n,
  accruals: accrualsBefore(2_550n),
  rejections: [],
  refusedHolds: [],
  returns: [oldReturn],
  apiReturns: 0,
  openedAt: noon,
  closedAt: noon,
  soldAt: noon,
  endedBy: '',
  historical: true,
  row: 1,
  ...changes,
});

const claimOf = (receipt: string, at: Date, claim: object): object => ({
  _id: receiptIds({ clubId, branchId: london, till: 'import', receipt, at, timeZone: terms.timeZone }, sha256).old,
  clubId,
  saleId: '',
  source: 'file',
  accepted: true,
  exceptions: [],
  exceptionRows: 0,
  allocation: [],
  settled: true,
  receipt,
  at,
  differing: [],
  differingRows: 0,
  ...claim,
});

const ledger: PointsLedger = { hold: () => Promise.resolve({}), outcomes: () => Promise.resolve(new Map()) };
const campaigns: Campaigns = {
  adjudicate: (_club, baskets) =>
    Promise.resolve(
      baskets.map(({ lines, ...rest }) =>
        pounds(
          lines.reduce((sum, { amount }) => sum + amount, 0n),
          rest,
        ),
      ),
    ),
};

beforeAll(async () => {
  engine = await openTestEngine();
  connection = await openDatabase(engine.uri, engine.database('checkout'));
  models = modelsOf(connection);
  await syncIndexes([models.sessions, models.receipts]);
  sessions = new MongoSessions(models.sessions, new Documents<SessionDocumentState>(models.sessions, topics.checkout));
});
afterAll(async () => {
  await connection.close();
  await engine.close();
});

const store = (name: 'sessions' | 'receipts', document: object): Promise<unknown> =>
  models[name].collection.insertOne(document as never);
const load = async (sessionId: string): Promise<LoadedSession> => {
  const found = await sessions.load(clubId, sessionId);
  if (found === undefined) throw new Error('no session');
  return found;
};

test('a session is read in thousandths, with the digits that its amounts show', async () => {
  await store('sessions', oldSession('s1'));
  const read = await load('s1');
  expect(read).toMatchObject({
    currencyDigits: 2,
    lines: [
      { quantityMilli: 3_000n, returnedMilli: 1_000n, amount: 3_000n },
      { quantityMilli: 1_000n, returnedMilli: 0n },
    ],
    returns: [{ lines: [{ position: 1, quantityMilli: 1_000n, amount: 1_000n }] }],
  });
  expect(remainingTotal(read)).toBe(2_550n);
  // The same shop under a Node whose ICU gave the rupee no digits.
  const whole = [
    { position: 1, sku: 'tea', description: '', quantity: 3n, unitPrice: '1000', amount: 3_000n, returned: 1n },
  ];
  await store('sessions', oldSession('s2', { lines: whole, total: 3_000n }));
  expect(await load('s2')).toMatchObject({ currencyDigits: 0 });
  expect(remainingTotal(await load('s2'))).toBe(2_000n);
});

test('a return of a part of a unit goes on from what was returned in whole ones', async () => {
  await store('sessions', oldSession('s3'));
  const clock = new ManualClock(minutes(9));
  const receipts = new MongoReceipts(models.receipts);
  const applying = new ApplyReturns(receipts, sessions, campaigns, clock);
  const settling = new SettleReturns(receipts, sessions, applying);
  const returning = new ReturnLines(
    sessions,
    campaigns,
    settling,
    clock,
    new AskBooking(ledger, () => Promise.resolve()),
  );
  const order = { clubId, sessionId: 's3', key: 'k', receipt: '', lines: [{ position: 1, quantityMilli: 1_500n }] };
  expect((await returning.execute(order)).return).toMatchObject({ amount: 1_500n, lines: [{ quantityMilli: 1_500n }] });
  const after = await load('s3');
  expect(after).toMatchObject({
    currencyDigits: 2,
    lines: [{ quantityMilli: 3_000n, returnedMilli: 2_500n }, { quantityMilli: 1_000n }],
  });
  expect(after.returns.map(({ lines }) => lines[0]?.quantityMilli)).toEqual([1_000n, 1_500n]);
  await expect(returning.execute({ ...order, key: 'k2' })).rejects.toMatchObject({ code: 'more_than_sold' });
});

test('receipts keep their fingerprints, allocations and exceptions: a repeated batch changes nothing', async () => {
  const item = (receipt: string, at: Date, lines: BatchItem['lines'], isReturn = false): BatchItem => ({
    sessionId: isReturn ? '' : `imp-${receipt}`,
    branchId: london,
    till: 'import',
    receipt,
    memberId: sara,
    at,
    dayOnly: false,
    row: 1,
    lines,
    isReturn,
    exceptions: [],
  });
  const sold = item('7', noon, [line('tea', 3n, '10.00', 1), line('cup', 1n, '5.50', 2)]);
  const back = item('C7', minutes(60), [line('tea', 2n, '10', 3)], true);
  await store('sessions', oldSession('imp-7', { returns: [{ ...oldReturn, id: 'ret_7' }], receipt: '7' }));
  const asText = '[["tea","3","10"],["cup","1","5.5"]]';
  const oldText = JSON.stringify((JSON.parse(asText) as unknown[]).map((one) => JSON.stringify(one)).sort());
  expect(linesText(sold.lines)).toBe(oldText);
  await store(
    'receipts',
    claimOf('7', sold.at, {
      kind: 'sale',
      owner: 'imp-7',
      saleId: derivedId(sharedIdPrefixes.sale, 'imp-7'),
      fingerprint: sha256(`sale ${oldText}`),
    }),
  );
  const allocation = [{ line: 0, row: 3, sessionId: 'imp-7', position: 1, quantity: 1n }];
  const exceptions = [{ row: 3, code: 'matched_in_part', quantity: 1n, line: 0 }];
  await store(
    'receipts',
    claimOf('C7', back.at, {
      kind: 'return',
      owner: 'ret_7',
      fingerprint: sha256(`return ${linesText(back.lines)}`),
      allocation,
      exceptions,
      exceptionRows: 1,
      settled: false,
    }),
  );

  const clock = new ManualClock(minutes(90));
  const receipts = new MongoReceipts(models.receipts);
  const { batch } = composeUseCases(
    {
      sessions,
      receipts,
      nights: new MongoNights(models.nights),
      clubs: clubsOf({ currency: 'PKR', timeZone: terms.timeZone }),
      goods: noGoods,
      campaigns,
      ledger,
      digest: sha256,
      clock,
    },
    600_000,
  );
  const before = await load('imp-7');
  expect(await batch.execute(terms, [sold, back])).toMatchObject([
    { status: 'accepted', exceptions: [], repeated: true },
    { status: 'accepted', exceptions: [{ row: 3, code: 'matched_in_part', quantityMilli: 1_000n }] },
  ]);
  expect(await load('imp-7')).toEqual(before);
});

test('a sale of before effects keeps the keys that it has in the ledger, and goes on under its own', async () => {
  const saleId = derivedId(sharedIdPrefixes.sale, 's4');
  const hold = { key: 'h', ledgerKey: `e:hold:${saleId}:points`, points: 100n, value: 100n, askedAt: noon };
  const effects = [{ key: `e:reverse:${saleId}:rul_pounds:${returnId}`, memberId: sara, points: 10n, restores: false }];
  const rejections = [{ code: 'other_branch', ruleId: 'rul_x', ruleVersion: 2, conditionIndex: 4 }];
  await store(
    'sessions',
    oldSession('s4', { hold, rejections, returns: [{ ...oldReturn, effects }], pointValue: 10_000n }),
  );
  const read = await load('s4');
  expect(read).toMatchObject({
    adjudication: { dues: [{ effectId: 'rul_pounds', unit: 'points', amount: 25n }], adjustments: [] },
    reservations: [
      {
        id: 'pay:points',
        account: sara,
        unit: 'points',
        amount: 100n,
        key: hold.ledgerKey,
        captureKey: `e:capture:${saleId}:points`,
        pays: 100n,
      },
    ],
    heldBy: { key: 'h', askedAt: noon },
    given: [
      { key: `e:accrue:${saleId}:rul_pounds`, account: sara, effectId: 'rul_pounds', unit: 'points', amount: 25n },
    ],
    returns: [{ ordered: [{ account: sara, unit: 'points', amount: 10n, restores: false }] }],
  });
  expect(Decision.decode(read.adjudication.decision)).toMatchObject({
    format: 1,
    effects: [
      { promotionId: 'rul_pounds', promotionCode: 'pounds', basis: { base: 2_550n, points: 1n, perAmount: 100n } },
    ],
    rejections: [{ code: 'other_branch', conditionIndex: 4 }],
  });

  const plan = planReturn(read, [{ position: 1, quantityMilli: 1_000n }]);
  const rest = pounds(1_550n, { decided: read.adjudication.decision, onlyLess: true });
  const decision = recordReturn(
    read,
    plan,
    { id: derivedId(idPrefixes.return, 'new'), receipt: '', at: minutes(9), historical: false },
    rest,
    minutes(9),
  );
  expect(decision.fact?.postings).toMatchObject([
    { verb: 'reverse', entryKey: `e:capture:${saleId}:points`, account: sara },
    { verb: 'reverse', entryKey: `e:accrue:${saleId}:rul_pounds`, amount: 10n },
  ]);
  expect(await sessions.save(read, decision)).toBe(true);
  const after = await load('s4');
  expect(after).toMatchObject({
    given: [{ key: `e:accrue:${saleId}:rul_pounds`, amount: 15n }],
    reservations: [{ captureKey: `e:capture:${saleId}:points` }],
    adjudication: { dues: [{ amount: 15n }] },
  });
  // Given to another member: whoever had paid is still known.
  expect(
    await sessions.save(
      after,
      correctSale(
        after,
        { memberId: ana, adjudication: after.adjudication },
        { id: 'cor', reason: 'member_moved', at: minutes(10) },
      ),
    ),
  ).toBe(true);
  const moved = await load('s4');
  expect(moved).toMatchObject({
    memberId: ana,
    reservations: [{ account: sara }],
    given: [{ key: `e:${saleId}:rul_pounds:cor`, account: ana, amount: 15n }],
  });
});

test('a session of before effects that is held is closed, or ends, under the keys of its hold', async () => {
  const saleId = derivedId(sharedIdPrefixes.sale, 's5');
  const hold = { key: 'h', ledgerKey: `e:hold:${saleId}:points:2`, points: 100n, value: 100n, askedAt: noon };
  const open = { state: 'held', returns: [], closedAt: undefined, soldAt: undefined, historical: false };
  await store('sessions', oldSession('s5', { ...open, hold, holdUntil: minutes(15) }));
  const read = await load('s5');
  expect(read.given).toBeUndefined();
  const closing = closeSession(read, 'c', pounds(3_550n), minutes(1));
  expect(closing?.fact?.postings).toMatchObject([
    { verb: 'capture', key: `e:capture:${saleId}:points`, holdKey: hold.ledgerKey },
    { verb: 'accrue', key: `e:${saleId}:rul_pounds`, amount: 35n },
  ]);
  expect(cancelSession(read, 'x', noon)?.fact?.postings).toMatchObject([{ verb: 'void', holdKey: hold.ledgerKey }]);
  if (closing) await sessions.save(read, closing);
  const closed = await load('s5');
  expect(closed.reservations).toMatchObject([{ captureKey: `e:capture:${saleId}:points` }]);
  expect(closed.given).toBeUndefined();
});
