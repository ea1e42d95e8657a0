import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { topics } from '@vafa/contracts';
import {
  LedgerBooksServiceService,
  LedgerServiceService,
  NegativePolicy,
  UnitKind,
  type Command,
  type Outcome,
  type Unit,
} from '@vafa/contracts/ledger';
import type { EventStream } from '@vafa/events';
import { connectGrpc, type Client, type RunningService } from '@vafa/grpc';
import { eventually, freeSocket, openTestEngine, openTestStream, type TestEngine } from '@vafa/testing';
import { ledgerService } from '../src/ledger.module.ts';
import { isHandled, saleClosed, saleReturned } from './till-events.ts';

let engine: TestEngine;
let stream: EventStream;
let service: RunningService;
let ledger: Client<typeof LedgerServiceService>;
let books: Client<typeof LedgerBooksServiceService>;

const plain: Omit<Unit, 'negativePolicy'> = {
  clubId: 'demo',
  unit: 'points',
  version: 0n,
  kind: UnitKind.UNIT_KIND_POINTS,
  decimals: 0,
  timeZone: 'UTC',
  expiry: undefined,
  activationDays: 0,
  least: 1n,
  most: 1_000_000n,
  graceDays: 0,
  approvalAbove: undefined,
};
const put = async (changes: Partial<Unit>): Promise<void> => {
  const version =
    (await ledger.listUnits({ clubId: 'demo' })).units.find(({ unit }) => unit === 'points')?.version ?? 0n;
  await ledger.putUnit({
    unit: { ...plain, negativePolicy: NegativePolicy.NEGATIVE_POLICY_UNLIMITED, ...changes, version },
  });
};
const tell = async (...events: Parameters<EventStream['publish']>[1]): Promise<void> => {
  await stream.publish(topics.checkout, events);
  await eventually(() => isHandled(stream, topics.checkout));
};
const account = (memberId: string) => ({ clubId: 'demo', memberId, unit: 'points' });
const available = async (memberId: string): Promise<bigint | undefined> =>
  (await ledger.getBalances({ clubId: 'demo', memberId, asOf: undefined })).balances[0]?.available;
const post = async (
  memberId: string,
  key: string,
  verb: Command['verb'],
  finished = false,
): Promise<Outcome | undefined> =>
  (
    await ledger.post({
      commands: [
        {
          account: account(memberId),
          key,
          cause: 'test',
          effectiveAt: undefined,
          reason: 'return',
          reference: 'one',
          finished,
          terms: undefined,
          verb,
        },
      ],
    })
  ).outcomes[0];
const hold = (memberId: string, owner: string, amount: bigint) =>
  post(memberId, `e:${owner}:pay:points:hold`, { $case: 'hold', value: { amount, owner } });

/** Earned 100 with sale one, and paid 90 of it for sale two. */
const spend = async (member: string): Promise<void> => {
  await tell(saleClosed(`${member}one`, { member, points: 100n }));
  await hold(member, `${member}two`, 90n);
  await tell(saleClosed(`${member}two`, { member, paid: { holdKey: `e:${member}two:pay:points:hold`, points: 90n } }));
};

beforeAll(async () => {
  engine = await openTestEngine();
  stream = await openTestStream(engine);
  const grpcUrl = freeSocket();
  service = await ledgerService.start({
    grpcUrl,
    mongodbUri: engine.uri,
    database: engine.database('settings'),
    stream,
    masterKey: Buffer.alloc(32, 9),
  });
  ledger = connectGrpc(LedgerServiceService, grpcUrl);
  books = connectGrpc(LedgerBooksServiceService, grpcUrl);
});
afterAll(async () => {
  expect((await ledger.verify({ clubId: '' })).findings).toEqual([]);
  for (const unit of (await books.getTrialBalance({ clubId: 'demo', unit: '', asOf: undefined })).units)
    expect(unit.agrees).toBe(true);
  ledger.close();
  books.close();
  await service.stop();
  await stream.close();
  await engine.close();
});
beforeEach(() => put({}));

describe('returns ask the policy of the unit', () => {
  test('unlimited: a debt', async () => {
    await spend('ann');
    await tell(saleReturned('annone', 'r', { member: 'ann', takenBack: 100n }));
    expect(await available('ann')).toBe(-90n);
  });

  test('within_balance: nothing below zero, the rest is in the books, and the second return pays it', async () => {
    await put({ negativePolicy: NegativePolicy.NEGATIVE_POLICY_WITHIN_BALANCE });
    await spend('bob');
    await tell(saleReturned('bobone', 'r', { member: 'bob', takenBack: 100n }));
    expect(await available('bob')).toBe(0n);
    const { exceptions } = await books.listExceptions({
      clubId: 'demo',
      unit: 'points',
      asOf: undefined,
      page: undefined,
    });
    expect(exceptions).toMatchObject([
      {
        account: account('bob'),
        book: 'issuance',
        amount: -90n,
        reason: 'balance_too_low',
        reference: 'bobone',
        claim: true,
      },
    ]);
    const [first] = (await ledger.getStatement({ account: account('bob'), page: undefined, asOf: undefined })).entries;
    expect(first).toMatchObject({
      kind: 'reverse_accrual',
      amount: -10n,
      suspended: -90n,
      exception: 'balance_too_low',
      availableAfter: 0n,
    });
    const { members } = await books.listMemberLiabilities({
      clubId: 'demo',
      unit: 'points',
      asOf: undefined,
      page: undefined,
    });
    expect(members.find(({ memberId }) => memberId === 'bob')?.liability).toMatchObject({
      outstanding: 0n,
      uncollected: 90n,
      unposted: 0n,
    });
    await tell(saleReturned('bobtwo', 'r', { member: 'bob', restored: 90n }));
    expect(await available('bob')).toBe(0n);
    expect(
      (await books.listExceptions({ clubId: 'demo', unit: 'points', asOf: undefined, page: undefined })).exceptions,
    ).toEqual([]);
  });

  test('whoever asks is told what was booked, the reaction after it changes nothing', async () => {
    await put({ negativePolicy: NegativePolicy.NEGATIVE_POLICY_WITHIN_BALANCE });
    await spend('cem');
    const value = { entryKey: 'e:cemone:rul_pounds', amount: 100n, policy: NegativePolicy.NEGATIVE_POLICY_UNSPECIFIED };
    const asked = () => post('cem', 'e:cemone:rul_pounds:r:back', { $case: 'reverse', value }, true);
    expect(await asked()).toMatchObject({ refusal: '', repeated: false, booked: 10n, shortfall: 90n });
    expect(await asked()).toMatchObject({ refusal: '', repeated: true, booked: 10n, shortfall: 90n });
  });

  test('whoever only looks is told the same, and before it that nothing is known', async () => {
    await put({ negativePolicy: NegativePolicy.NEGATIVE_POLICY_WITHIN_BALANCE });
    await spend('fay');
    const keys = ['e:fayone:rul_pounds:r:back', 'e:fayone:rul_pounds', 'e:fayone:pay:points:r'];
    const looked = async () => (await ledger.getOutcomes({ account: account('fay'), keys })).outcomes;
    expect((await looked()).map(({ key, known, outcome }) => [key, known, outcome?.booked])).toEqual([
      [keys[0], false, undefined],
      [keys[1], true, 100n],
      [keys[2], false, undefined],
    ]);
    await tell(saleReturned('fayone', 'r', { member: 'fay', takenBack: 100n }));
    expect((await looked())[0]).toMatchObject({
      known: true,
      outcome: { refusal: '', repeated: true, booked: 10n, shortfall: 90n, entry: { kind: 'reverse_accrual' } },
    });
    // Nothing was written by looking, of another account neither.
    expect((await ledger.getOutcomes({ account: account('nobody'), keys: keys.slice(0, 1) })).outcomes).toEqual([
      { key: keys[0], known: false, outcome: undefined },
    ]);
    expect((await ledger.getBalances({ clubId: 'demo', memberId: 'nobody', asOf: undefined })).balances).toEqual([]);
  });

  test('looking is bounded, and about one account', async () => {
    const keys = Array.from({ length: 101 }, (_none, index) => `e:${String(index)}`);
    await expect(ledger.getOutcomes({ account: account('fay'), keys })).rejects.toMatchObject({
      code: 'too_many_keys',
      details: { max: '100' },
    });
    expect((await ledger.getOutcomes({ account: account('fay'), keys: keys.slice(1) })).outcomes).toHaveLength(100);
    await expect(ledger.getOutcomes({ account: undefined, keys: [] })).rejects.toMatchObject({
      code: 'invalid_account',
    });
  });

  test('only_pending: what is spendable stays', async () => {
    await put({ negativePolicy: NegativePolicy.NEGATIVE_POLICY_ONLY_PENDING });
    await spend('dora');
    await tell(saleReturned('doraone', 'r', { member: 'dora', takenBack: 100n }));
    expect(await available('dora')).toBe(10n);
  });
});

test('sales ask the bounds of the unit, and a return leaves nothing of what they kept out', async () => {
  await put({ least: 5n, most: 50n });
  await tell(saleClosed('over', { member: 'eva', points: 200n }), saleClosed('under', { member: 'eva', points: 4n }));
  expect(await available('eva')).toBe(50n);
  const listed = async () =>
    (
      await books.listExceptions({ clubId: 'demo', unit: 'points', asOf: undefined, page: undefined })
    ).exceptions.filter((each) => each.account?.memberId === 'eva');
  // Two sales are two documents, and the topic promises no order between them.
  expect((await listed()).map(({ amount, reason, reference }) => [reference, amount, reason]).sort()).toEqual([
    ['over', 150n, 'amount_out_of_bounds'],
    ['under', 4n, 'amount_out_of_bounds'],
  ]);
  await tell(
    saleReturned('over', 'r', { member: 'eva', takenBack: 200n }),
    saleReturned('under', 'r', { member: 'eva', takenBack: 4n }),
  );
  expect(await available('eva')).toBe(0n);
  expect(await listed()).toEqual([]);
});
