import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Client as GrpcClient, credentials, type ClientReadableStream, type ServiceError } from '@grpc/grpc-js';
import { topics } from '@vafa/contracts';
import {
  ExportFormat,
  LedgerBooksServiceService,
  LedgerServiceService,
  type Command,
  type ExportJournalRequest,
  type ExportJournalResponse,
} from '@vafa/contracts/ledger';
import { LedgerEvent } from '@vafa/contracts/ledger-events';
import type { EventStream } from '@vafa/events';
import { connectGrpc, type Client, type RunningService } from '@vafa/grpc';
import { ManualClock } from '@vafa/kernel';
import { eventually, freeSocket, openTestEngine, openTestStream, type TestEngine } from '@vafa/testing';
import { ledgerService, runDueWork, verifyLedger } from '../src/ledger.module.ts';
import { turnClock } from './turn-clock.ts';

const masterKey = Buffer.alloc(32, 9);
const clock = new ManualClock('2026-01-01T12:00:00Z');
const day = (n: number): Date => new Date(Date.UTC(2026, 0, n));
let engine: TestEngine;
let database: string;
let stream: EventStream;
let service: RunningService;
let ledger: Client<typeof LedgerServiceService>;
let books: Client<typeof LedgerBooksServiceService>;
let plain: GrpcClient;

beforeAll(async () => {
  engine = await openTestEngine();
  database = engine.database('books');
  stream = await openTestStream(engine);
  const grpcUrl = freeSocket();
  service = await ledgerService.start({
    grpcUrl,
    mongodbUri: engine.uri,
    database,
    stream,
    masterKey,
    clock,
    dueEveryMs: 50,
  });
  ledger = connectGrpc(LedgerServiceService, grpcUrl);
  books = connectGrpc(LedgerBooksServiceService, grpcUrl);
  plain = new GrpcClient(grpcUrl, credentials.createInsecure());
  await post(
    accrue('ali', 'c:t:1', 1_500n),
    accrue('ali', 'c:t:2', 40n, day(10)),
    accrue('bea', 'c:t:1', 2n, day(60)),
    burn('ali', 'c:t:3', 40n),
  );
  await post({ ...burn('cem', 'c:t:1', 25n), finished: true });
});
afterAll(async () => {
  ledger.close();
  books.close();
  plain.close();
  await service.stop();
  expect((await verifyLedger({ mongodbUri: engine.uri, database, masterKey })).ok).toBe(true);
  await stream.close();
  await engine.close();
});

const command = (memberId: string, key: string, verb: Command['verb']): Command => ({
  account: { clubId: 'demo', memberId, unit: 'points' },
  key,
  cause: 'test',
  effectiveAt: undefined,
  reason: 'goodwill',
  reference: '',
  finished: false,
  terms: undefined,
  verb,
});
const accrue = (memberId: string, key: string, amount: bigint, expiresAt?: Date): Command =>
  command(memberId, key, { $case: 'accrue', value: { amount, basis: undefined, expiresAt, activeAt: undefined } });
const burn = (memberId: string, key: string, amount: bigint): Command =>
  command(memberId, key, { $case: 'burn', value: { amount } });
const post = async (...commands: Command[]): Promise<void> => {
  expect((await ledger.post({ commands })).outcomes.map(({ refusal }) => refusal)).toEqual(commands.map(() => ''));
};

const demo = { clubId: 'demo', unit: 'points', asOf: undefined };

const exporting = (asked: Partial<ExportJournalRequest>): ClientReadableStream<ExportJournalResponse> => {
  const { path, requestSerialize, responseDeserialize } = LedgerBooksServiceService.exportJournal;
  return plain.makeServerStreamRequest(path, requestSerialize, responseDeserialize, {
    clubId: 'demo',
    unit: 'points',
    from: undefined,
    to: undefined,
    format: ExportFormat.EXPORT_FORMAT_CSV,
    ...asked,
  });
};

const exported = async (asked: Partial<ExportJournalRequest>): Promise<string> => {
  let text = '';
  for await (const part of exporting(asked)) text += (part as ExportJournalResponse).text;
  return text;
};

describe('the books over gRPC', () => {
  test('trial balance', async () => {
    const { asOf, units } = await books.getTrialBalance(demo);
    expect(asOf).toEqual(clock.now());
    const [points] = units;
    expect(points).toMatchObject({
      unit: 'points',
      accounts: 3n,
      openTransfers: 0n,
      openExceptions: 1n,
      openExceptionsAmount: -25n,
      agrees: true,
    });
    expect(points?.books.filter(({ balance }) => balance !== 0n)).toEqual([
      { book: 'available', balance: 1_502n },
      { book: 'issuance', balance: -1_542n },
      { book: 'redemption', balance: 65n },
      { book: 'suspense', balance: -25n },
    ]);
    expect((await books.listExceptions({ ...demo, page: undefined })).exceptions).toEqual([
      {
        account: { clubId: 'demo', memberId: 'cem', unit: 'points' },
        key: 'c:t:1',
        book: 'redemption',
        amount: -25n,
        reason: 'balance_too_low',
        reference: '',
        recordedAt: new Date('2026-01-01T12:00:00Z'),
        claim: false,
      },
    ]);
    expect((await books.listOpenTransfers({ ...demo, page: undefined })).transfers).toEqual([]);
  });

  test('liability with its cost, rounded once on the total', async () => {
    const { units } = await books.measureLiability({ ...demo, costPerThousand: 250n });
    // 1,502 units at 250 for 1,000 are 375.5; each account by itself would be 375 and 1.
    expect(units).toMatchObject([
      {
        unit: 'points',
        accounts: 3n,
        cost: '376',
        expiredMillionths: 0n,
        liability: {
          outstanding: 1_502n,
          owed: 0n,
          issued: 1_542n,
          expired: 0n,
          months: [
            { month: '2026-02', amount: 2n },
            { month: 'never', amount: 1_500n },
          ],
        },
      },
    ]);
  });

  test('at what a point costs, other units cost nothing that is known', async () => {
    const { units } = await books.measureLiability({ ...demo, costPerThousand: 0n, pointCost: 5_000n });
    expect(units).toMatchObject([{ unit: 'points', cost: '751' }]);
  });

  test('and of each member, page by page, of one moment', async () => {
    const members: string[] = [];
    let pageToken = '';
    do {
      const page = await books.listMemberLiabilities({ ...demo, page: { pageSize: 1, pageToken } });
      members.push(...page.members.map(({ memberId, liability }) => `${memberId} ${String(liability?.outstanding)}`));
      pageToken = page.nextPageToken;
    } while (pageToken !== '');
    expect(members).toEqual(['ali 1500', 'bea 2', 'cem 0']);
  });

  test('export in both formats', async () => {
    clock.advance(1);
    const csv = (await exported({})).trimEnd().split('\r\n');
    expect([
      csv.length,
      csv[0]?.startsWith('line,club,unit,member'),
      csv[1]?.startsWith('opening,demo,points'),
      csv.at(-1)?.startsWith('closing,demo,points'),
    ]).toEqual([8, true, true, true]);
    const jsonl = (await exported({ format: ExportFormat.EXPORT_FORMAT_JSONL }))
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as { line: string });
    expect(jsonl.map(({ line }) => line)).toEqual(['opening', 'entry', 'entry', 'entry', 'entry', 'entry', 'closing']);
  });

  test.each([
    ['a club that is no name', () => books.getTrialBalance({ ...demo, clubId: '' }), 'invalid_account'],
    [
      'a unit that the club has not',
      () => books.measureLiability({ ...demo, unit: 'gold', costPerThousand: 1n }),
      'unknown_unit',
    ],
    ['a moment to come', () => books.getTrialBalance({ ...demo, asOf: new Date('2030-01-01') }), 'moment_in_future'],
    ['a cost below nothing', () => books.measureLiability({ ...demo, costPerThousand: -1n }), 'cost_out_of_range'],
    [
      'a page token of its own',
      () => books.listExceptions({ ...demo, page: { pageSize: 1, pageToken: 'abc' } }),
      'invalid_page_token',
    ],
    [
      'a page token of another list',
      async () =>
        books.listRoots({
          page: {
            pageSize: 1,
            pageToken: (await books.listMemberLiabilities({ ...demo, page: { pageSize: 1, pageToken: '' } }))
              .nextPageToken,
          },
        }),
      'invalid_page_token',
    ],
    [
      'a page beyond the bounds',
      () => books.listRoots({ page: { pageSize: 201, pageToken: '' } }),
      'invalid_page_size',
    ],
    [
      'no moment ahead',
      () => books.listExpiring({ clubId: 'demo', unit: '', before: undefined, page: undefined }),
      'invalid_moment',
    ],
  ])('%s is refused', async (_name, ask, code) => {
    await expect((ask as () => Promise<unknown>)()).rejects.toMatchObject({ code });
  });

  test.each([
    ['a period that ends before it begins', { from: day(3), to: day(1) }, 'invalid_period'],
    ['a unit that the club has not', { unit: 'gold' }, 'unknown_unit'],
  ])('an export of %s is refused', async (_name, asked, code) => {
    const error = await exported(asked).catch((failure: unknown) => failure as ServiceError);
    expect((error as ServiceError).metadata.get('vafa-code')).toEqual([code]);
  });
});

describe('a long export', () => {
  test('comes whole, and one that its caller leaves does no harm', async () => {
    await post(
      ...Array.from({ length: 3_000 }, (_, n) => ({
        ...accrue('bulk', `c:b:${String(n)}`, 1n),
        reference: 'x'.repeat(200),
      })),
    );
    clock.advance(1);
    const whole = await exported({ format: ExportFormat.EXPORT_FORMAT_JSONL });
    expect(whole.trimEnd().split('\n')).toHaveLength(3_007);
    const call = exporting({ format: ExportFormat.EXPORT_FORMAT_JSONL });
    await new Promise((resolve) => call.once('readable', resolve));
    call.on('error', () => undefined);
    call.cancel();
    // The service goes on, and closes at the end of this file.
    expect((await books.getTrialBalance(demo)).units[0]?.agrees).toBe(true);
  });
});

describe('by the clock', () => {
  test('expiries of accounts that nobody touched appear, as events too, and roots are kept', async () => {
    turnClock(clock, day(70));
    await eventually(
      async () =>
        (
          await ledger.getStatement({
            account: { clubId: 'demo', memberId: 'bea', unit: 'points' },
            page: undefined,
            asOf: undefined,
          })
        ).entries[0]?.kind === 'expire',
    );
    const seen: string[] = [];
    const consumption = await stream.consume({
      topic: topics.ledger,
      group: 'spec',
      handle: (batch) => {
        seen.push(
          ...batch.flatMap(
            (each) => LedgerEvent.decode(each.payload).event?.value.entries.map(({ kind }) => kind) ?? [],
          ),
        );
        return Promise.resolve();
      },
    });
    await eventually(() => seen.includes('expire'));
    await consumption.stop();
    await eventually(async () => (await books.listRoots({ page: undefined })).roots.length > 0);
    const { units } = await books.measureLiability({ ...demo, costPerThousand: 0n });
    expect(units[0]).toMatchObject({ cost: '0', liability: { expired: 2n } });
  });

  test('members whose units end soon are listed', async () => {
    await post(accrue('dan', 'c:t:1', 9n, day(80)));
    await eventually(
      async () =>
        (await books.listExpiring({ clubId: 'demo', unit: 'points', before: day(81), page: undefined })).members
          .length === 1,
    );
    expect((await books.listExpiring({ clubId: 'demo', unit: '', before: day(81), page: undefined })).members).toEqual([
      { memberId: 'dan', unit: 'points', amount: 9n, firstAt: day(80) },
    ]);
  });

  test('the same as a task of its own, which a ledger under another key refuses', async () => {
    const place = { mongodbUri: engine.uri, database, clock };
    const { text, ok } = await runDueWork({ ...place, masterKey });
    expect([ok, text.split('\n').map((line) => line.slice(2, 12).trim())]).toEqual([
      true,
      ['roots kept', 'noted', 'looked at', 'booked'],
    ]);
    await expect(runDueWork({ ...place, masterKey: Buffer.alloc(32, 8) })).rejects.toMatchObject({
      code: 'master_key_differs',
    });
  });
});
