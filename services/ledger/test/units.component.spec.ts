import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Client as GrpcClient, credentials } from '@grpc/grpc-js';
import {
  Calendar,
  LedgerServiceService,
  NegativePolicy,
  UnitKind,
  type Command,
  type PostStreamRequest,
  type PostStreamResponse,
  type Unit,
} from '@vafa/contracts/ledger';
import type { EventStream } from '@vafa/events';
import { connectGrpc, type Client, type RunningService } from '@vafa/grpc';
import { freeSocket, openTestEngine, openTestStream, type TestEngine } from '@vafa/testing';
import { ledgerService } from '../src/ledger.module.ts';

let now = new Date('2026-05-01T10:00:00Z');
let engine: TestEngine;
let stream: EventStream;
let service: RunningService;
let ledger: Client<typeof LedgerServiceService>;
const grpcUrl = freeSocket();

beforeAll(async () => {
  engine = await openTestEngine();
  stream = await openTestStream(engine);
  service = await ledgerService.start({
    grpcUrl,
    mongodbUri: engine.uri,
    database: engine.database('units'),
    stream,
    masterKey: Buffer.alloc(32, 9),
    clock: { now: () => now },
  });
  ledger = connectGrpc(LedgerServiceService, grpcUrl);
});
afterAll(async () => {
  expect((await ledger.verify({ clubId: '' })).findings).toEqual([]);
  ledger.close();
  await service.stop();
  await stream.close();
  await engine.close();
});

const miles: Unit = {
  clubId: 'air',
  unit: 'miles',
  version: 0n,
  kind: UnitKind.UNIT_KIND_POINTS,
  decimals: 0,
  timeZone: 'Asia/Tehran',
  expiry: { $case: 'endOfPeriod', value: { months: 12, calendar: Calendar.CALENDAR_PERSIAN, graceDays: 10 } },
  activationDays: 0,
  negativePolicy: NegativePolicy.NEGATIVE_POLICY_WITHIN_BALANCE,
  least: 100n,
  most: 1_000_000n,
  graceDays: 0,
  approvalAbove: 5_000n,
};
let made = 0;
const accrue = (clubId: string, unit: string, amount: bigint, memberId = 'sara'): Command => ({
  account: { clubId, memberId, unit },
  key: `c:t:${String(++made)}`,
  cause: 'test',
  effectiveAt: undefined,
  reason: 'flight',
  reference: '',
  finished: false,
  terms: undefined,
  verb: { $case: 'accrue', value: { amount, basis: undefined, expiresAt: undefined, activeAt: undefined } },
});
const refusalOf = async (command: Command): Promise<string | undefined> =>
  (await ledger.post({ commands: [command] })).outcomes[0]?.refusal;
const put = async (unit: Unit): Promise<Unit | undefined> => (await ledger.putUnit({ unit })).unit;

describe('units of a club', () => {
  test('points are there from the start', async () => {
    const { units } = await ledger.listUnits({ clubId: 'air' });
    expect(units.map(({ unit, version }) => [unit, version])).toEqual([['points', 0n]]);
    expect(await refusalOf(accrue('air', 'points', 1n))).toBe('');
  });

  test('a unit that nobody made is answered without a write', async () => {
    expect(await refusalOf(accrue('air', 'stars', 1n))).toBe('unknown_unit');
    expect(
      (
        await ledger.getStatement({
          account: { clubId: 'air', memberId: 'sara', unit: 'stars' },
          page: undefined,
          asOf: undefined,
        })
      ).entries,
    ).toEqual([]);
  });

  test('rules are kept as they were put, and govern what comes', async () => {
    expect(await put(miles)).toEqual({ ...miles, version: 1n });
    expect(await put(miles)).toEqual({ ...miles, version: 1n });
    expect((await ledger.listUnits({ clubId: 'air' })).units).toContainEqual({ ...miles, version: 1n });
    expect(await refusalOf(accrue('air', 'miles', 99n))).toBe('amount_out_of_bounds');
    expect(await refusalOf(accrue('air', 'miles', 500n))).toBe('');
    const { entries } = await ledger.getStatement({
      account: { clubId: 'air', memberId: 'sara', unit: 'miles' },
      page: undefined,
      asOf: undefined,
    });
    // 1405 ends on 20 March 2027, and ten days later it is midnight in Tehran at 20:30 of UTC.
    expect(entries[0]?.lots[0]?.expiresAt).toEqual(new Date('2027-03-30T20:30:00Z'));
  });

  test('a change counts for what comes, within a second', async () => {
    await expect(put({ ...miles, least: 1n })).rejects.toMatchObject({
      code: 'unit_changed',
      details: { version: '1' },
    });
    expect(await put({ ...miles, version: 1n, least: 1n })).toMatchObject({ version: 2n, least: 1n });
    now = new Date(now.getTime() + 1_000);
    expect(await refusalOf(accrue('air', 'miles', 99n))).toBe('');
  });

  test('what amounts are kept in does not change', async () => {
    await expect(put({ ...miles, version: 2n, decimals: 2 })).rejects.toMatchObject({ code: 'unit_differs' });
    await expect(put({ ...miles, version: 2n, kind: UnitKind.UNIT_KIND_MONEY })).rejects.toMatchObject({
      code: 'unit_differs',
    });
  });

  test.each<[string, Partial<Unit>]>([
    ['no kind', { kind: UnitKind.UNIT_KIND_UNSPECIFIED }],
    ['a kind of a newer build', { kind: 99 as UnitKind }],
    ['no policy', { negativePolicy: NegativePolicy.NEGATIVE_POLICY_UNSPECIFIED }],
    [
      'no calendar',
      {
        expiry: { $case: 'endOfPeriod', value: { months: 12, calendar: Calendar.CALENDAR_UNSPECIFIED, graceDays: 0 } },
      },
    ],
    ['no name', { unit: '' }],
    ['a name with a dot', { unit: 'a.b' }],
    ['bounds the wrong way round', { least: 2n, most: 1n }],
    ['no zone', { timeZone: '' }],
  ])('%s is refused', async (_name, wrong) => {
    await expect(put({ ...miles, unit: 'other', ...wrong })).rejects.toMatchObject({ code: 'invalid_unit' });
    expect((await ledger.listUnits({ clubId: 'air' })).units.map(({ unit }) => unit)).not.toContain('other');
  });

  test('another club has not the unit', async () => {
    expect(await refusalOf(accrue('rail', 'miles', 500n))).toBe('unknown_unit');
  });
});

describe('a stream of batches', () => {
  const posting = (batches: readonly PostStreamRequest[]): Promise<PostStreamResponse[]> => {
    const client = new GrpcClient(grpcUrl, credentials.createInsecure());
    const { path, requestSerialize, responseDeserialize } = LedgerServiceService.postStream;
    const call = client.makeBidiStreamRequest(path, requestSerialize, responseDeserialize);
    const answers: PostStreamResponse[] = [];
    return new Promise<PostStreamResponse[]>((resolve, reject) => {
      call.on('data', (answer: PostStreamResponse) => answers.push(answer));
      call.on('error', reject);
      call.on('end', () => {
        resolve(answers);
      });
      for (const batch of batches) call.write(batch);
      call.end();
    }).finally(() => {
      client.close();
    });
  };

  test('has an answer for each, in the order sent', async () => {
    const batches = Array.from({ length: 40 }, (_, n) => ({
      commands: [accrue('air', 'points', BigInt(n + 1), 'omid'), accrue('air', 'stars', 1n)],
    }));
    const answers = await posting(batches);
    expect(
      answers.map(({ outcomes }) => outcomes.map(({ key, refusal, available }) => [key, refusal, available])),
    ).toEqual(
      batches.map(({ commands }, n) => [
        [commands[0]?.key, '', BigInt(((n + 1) * (n + 2)) / 2)],
        [commands[1]?.key, 'unknown_unit', 0n],
      ]),
    );
    // Sent again, all of it is there already.
    expect((await posting(batches)).every(({ outcomes }) => outcomes[0]?.repeated)).toBe(true);
  });

  test('ends with the error of a batch that is too large, after the answers before it', async () => {
    const command = accrue('air', 'points', 1n, 'nima');
    await expect(
      posting([{ commands: [command] }, { commands: Array.from({ length: 5_001 }, () => command) }]),
    ).rejects.toMatchObject({ details: expect.stringContaining('5000') });
    expect(
      (await ledger.getBalances({ clubId: 'air', memberId: 'nima', asOf: undefined })).balances[0]?.available,
    ).toBe(1n);
  });
});
