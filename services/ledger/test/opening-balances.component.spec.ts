import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { LedgerBooksServiceService, LedgerServiceService, UnitKind, type Unit } from '@vafa/contracts/ledger';
import { connectGrpc, type Client, type RunningService } from '@vafa/grpc';
import { freeSocket, openTestEngine, openTestStream, type TestEngine } from '@vafa/testing';
import { ledgerService, verifyLedger } from '../src/ledger.module.ts';

const masterKey = Buffer.alloc(32, 9);
const by = { person: 'usr_1', role: 'administrator', approver: '' };
const expiresAt = new Date('2099-01-01T00:00:00Z');
const lots = [
  { amount: 300n, activeAt: undefined, expiresAt },
  { amount: 120n, activeAt: undefined, expiresAt: undefined },
];

let engine: TestEngine;
let stream: Awaited<ReturnType<typeof openTestStream>>;
let database: string;
let service: RunningService;
let ledger: Client<typeof LedgerServiceService>;
let books: Client<typeof LedgerBooksServiceService>;

beforeAll(async () => {
  engine = await openTestEngine();
  database = engine.database('openings');
  stream = await openTestStream(engine);
  const grpcUrl = freeSocket();
  service = await ledgerService.start({ grpcUrl, mongodbUri: engine.uri, database, stream, masterKey });
  ledger = connectGrpc(LedgerServiceService, grpcUrl);
  books = connectGrpc(LedgerBooksServiceService, grpcUrl);
});
afterAll(async () => {
  ledger.close();
  books.close();
  await service.stop();
  expect((await verifyLedger({ mongodbUri: engine.uri, database, masterKey })).ok).toBe(true);
  await stream.close();
  await engine.close();
});

const bring = (memberId: string, key: string, more: object = {}) => {
  const account = { clubId: 'demo', memberId, unit: 'points' };
  const reference = 'Old club 20417';
  return ledger.openBalance({ account, key, lots, reference, reason: 'moved', by, ...more });
};

test('a person brings along what another system owed, once, before anything else', async () => {
  const told = { kind: 'open', amount: 420n, availableAfter: 420n, reason: 'opening', reference: 'Old club 20417', by };
  expect((await bring('sara', 'c:b:1')).entry).toMatchObject(told);
  expect((await bring('sara', 'c:b:1')).entry).toMatchObject(told);
  await expect(bring('sara', 'c:b:1', { reference: 'Another 1' })).rejects.toMatchObject({ code: 'key_reused' });
  await expect(bring('sara', 'c:b:2')).rejects.toMatchObject({ kind: 'refused', code: 'account_in_use' });
});

test('nobody brings anything along without a name, or nothing', async () => {
  for (const more of [{ by: undefined }, { lots: [] }, { lots: [{ ...lots[0], amount: 0n }] }])
    await expect(bring('omid', 'c:b:3', more)).rejects.toMatchObject({ kind: 'invalid', code: 'invalid_account' });
});

test('it is booked against what was brought along, so that the books sum to zero', async () => {
  const { units } = await books.getTrialBalance({ clubId: 'demo', unit: '', asOf: undefined });
  expect(units).toMatchObject([{ unit: 'points', agrees: true }]);
  expect(units[0]?.books.filter(({ balance }) => balance !== 0n)).toEqual([
    { book: 'available', balance: 420n },
    { book: 'opening', balance: -420n },
  ]);
});

test('above the limit of adjustments it has a second person, who is another', async () => {
  const { units } = await ledger.listUnits({ clubId: 'demo' });
  const points = units.find(({ unit }) => unit === 'points');
  await ledger.putUnit({
    unit: { ...(points as Unit), clubId: 'demo', kind: UnitKind.UNIT_KIND_POINTS, approvalAbove: 400n },
  });
  await expect(bring('reza', 'c:b:4')).rejects.toMatchObject({ kind: 'refused', code: 'approval_missing' });
  await expect(bring('reza', 'c:b:5', { by: { ...by, approver: 'usr_1' } })).rejects.toMatchObject({
    code: 'approval_missing',
  });
  const approved = { ...by, approver: 'usr_2' };
  expect((await bring('reza', 'c:b:6', { by: approved })).entry).toMatchObject({ amount: 420n, by: approved });
});

test('when units end is told by moment, the soonest first, without those that never end', async () => {
  const account = { clubId: 'ends', memberId: 'nima', unit: 'points' };
  const soon = new Date('2098-01-01T00:00:00Z');
  const ending = (amount: bigint, at?: Date) => ({ amount, activeAt: undefined, expiresAt: at });
  const brought = [ending(9n, expiresAt), ending(5n, soon), ending(7n, soon), ending(100n)];
  await ledger.openBalance({ account, key: 'c:b:7', lots: brought, reference: 'Old 1', reason: 'moved', by });
  expect((await ledger.getExpiring({ clubId: 'ends', memberId: 'nima' })).ends).toEqual([
    { unit: 'points', decimals: 0, at: soon, amount: 12n },
    { unit: 'points', decimals: 0, at: expiresAt, amount: 9n },
  ]);
  expect((await ledger.getExpiring({ clubId: 'ends', memberId: 'nobody' })).ends).toEqual([]);
  await expect(ledger.getExpiring({ clubId: 'ends', memberId: '.x/' })).rejects.toMatchObject({
    kind: 'invalid',
    code: 'invalid_account',
  });
});
