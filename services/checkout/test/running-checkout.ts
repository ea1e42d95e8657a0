import { unreadTerms } from '@vafa/contracts';
import { CheckoutServiceService, type BatchItem, type NewLine, type PutSessionRequest } from '@vafa/contracts/checkout';
import { connectGrpc } from '@vafa/grpc';
import { ManualClock } from '@vafa/kernel';
import { freeSocket, openTestEngine, openTestStream } from '@vafa/testing';
import { MongoClient, type Document } from 'mongodb';
import { checkoutService } from '../src/checkout.module.ts';
import { collectEvents } from './collect-events.ts';
import { branchOf, memberOf } from './fake-clubs.ts';
import { startNeighbours } from './fake-neighbours.ts';
import { london, noon, sara } from './sales.ts';

/** The service on an engine and a stream of its own, with neighbours that are as fast as they are simple. */
export const runCheckout = async () => {
  const engine = await openTestEngine();
  const stream = await openTestStream(engine);
  const clock = new ManualClock(noon);
  const neighboursUrl = freeSocket();
  const neighbours = await startNeighbours(neighboursUrl);
  const grpcUrl = freeSocket();
  const database = engine.database('checkout');
  const clients = { membership: neighboursUrl, campaigns: neighboursUrl, ledger: neighboursUrl };
  const service = await checkoutService.start({
    grpcUrl,
    mongodbUri: engine.uri,
    database,
    stream,
    clients,
    clock,
    sweepEveryMs: 50,
  });
  const checkout = connectGrpc(CheckoutServiceService, grpcUrl);
  const told = await collectEvents(stream);
  const client = await MongoClient.connect(engine.uri);
  /** A document as it lies in the database. */
  const stored = async (collection: string, id: string): Promise<Document | undefined> =>
    (await client.db(database).collection<{ _id: string }>(collection).findOne({ _id: id })) ?? undefined;
  const stop = async (): Promise<void> => {
    checkout.close();
    await service.stop();
    neighbours.stop();
    await client.close();
    await stream.close();
    await engine.close();
  };
  return { checkout, clock, neighbours, stored, stream, told, stop };
};

/** `units` are whole. */
export const newLine = (sku: string, units: bigint, unitPrice: string, row = 0n): NewLine => ({
  sku,
  description: sku,
  quantityMilli: units * 1_000n,
  unitPrice,
  row,
});

let names = 0;
/** A name that no other test uses. */
export const fresh = (label: string): string => `${label}-${String(++names)}`;

export const putOf = (clubId: string, changes: Partial<PutSessionRequest> = {}): PutSessionRequest => ({
  clubId,
  sessionId: fresh('session'),
  dry: false,
  branchId: branchOf(clubId),
  till: 't1',
  receipt: fresh('receipt'),
  memberId: memberOf(clubId),
  ...unreadTerms,
  lines: [newLine('tea', 3n, '2.50'), newLine('cup', 1n, '4.99')],
  now: undefined,
  ...changes,
});

export const saleOf = (changes: Partial<BatchItem> = {}): BatchItem => {
  const receipt = changes.receipt ?? fresh('invoice');
  return {
    sessionId: `imp-${receipt}`,
    branchId: london,
    till: 'import',
    receipt,
    memberId: sara,
    at: new Date('2026-01-05T09:00:00Z'),
    row: 1n,
    lines: [newLine('tea', 3n, '2.50', 1n), newLine('cup', 1n, '4.99', 2n)],
    isReturn: false,
    dayOnly: false,
    exceptions: [],
    ...changes,
  };
};

export const returnOf = (changes: Partial<BatchItem> = {}): BatchItem => ({
  ...saleOf({ receipt: fresh('C') }),
  sessionId: '',
  isReturn: true,
  at: new Date('2026-01-09T09:00:00Z'),
  row: 90n,
  lines: [newLine('tea', 1n, '2.5', 90n)],
  ...changes,
});
