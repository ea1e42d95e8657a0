import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { topics } from '@vafa/contracts';
import type { Posting } from '@vafa/contracts/effects';
import {
  LedgerServiceService,
  NegativePolicy,
  Settlement,
  UnitKind,
  type Command,
  type Outcome,
} from '@vafa/contracts/ledger';
import { LedgerEvent } from '@vafa/contracts/ledger-events';
import type { EventStream } from '@vafa/events';
import { connectGrpc, type Client, type RunningService } from '@vafa/grpc';
import { eventually, freeSocket, openTestEngine, openTestStream, type TestEngine } from '@vafa/testing';
import { ledgerService } from '../src/ledger.module.ts';
import {
  accrued,
  decided,
  isHandled,
  reversed,
  saleClosed,
  saleCorrected,
  saleReturned,
  sessionEnded,
  soldAt,
  surveyAnswered,
} from './till-events.ts';

const masterKey = Buffer.alloc(32, 9);
let engine: TestEngine;
let database: string;
let stream: EventStream;
let service: RunningService;
let ledger: Client<typeof LedgerServiceService>;

const start = async (): Promise<void> => {
  const grpcUrl = freeSocket();
  service = await ledgerService.start({ grpcUrl, mongodbUri: engine.uri, database, stream, masterKey });
  ledger = connectGrpc(LedgerServiceService, grpcUrl);
};
const stop = async (): Promise<void> => {
  ledger.close();
  await service.stop();
};

beforeAll(async () => {
  engine = await openTestEngine();
  database = engine.database('ledger');
  stream = await openTestStream(engine);
  await start();
});
afterAll(async () => {
  expect((await ledger.verify({ clubId: '' })).findings).toEqual([]);
  await stop();
  await stream.close();
  await engine.close();
});

const account = (memberId: string, unit = 'points') => ({ clubId: 'demo', memberId, unit });
const command = (memberId: string, key: string, verb: Command['verb']): Command => ({
  account: account(memberId),
  key,
  cause: 'test',
  effectiveAt: undefined,
  reason: 'goodwill',
  reference: '',
  finished: false,
  terms: undefined,
  verb,
});
const accrue = (memberId: string, key: string, amount: bigint): Command =>
  command(memberId, key, {
    $case: 'accrue',
    value: { amount, basis: undefined, expiresAt: undefined, activeAt: undefined },
  });
const burn = (memberId: string, key: string, amount: bigint): Command =>
  command(memberId, key, { $case: 'burn', value: { amount } });
const hold = (memberId: string, key: string, amount: bigint, owner: string): Command =>
  command(memberId, key, { $case: 'hold', value: { amount, owner } });
const post = async (...commands: Command[]): Promise<Outcome[]> => (await ledger.post({ commands })).outcomes;
const pointsOf = async (memberId: string) =>
  (await ledger.getBalances({ clubId: 'demo', memberId, asOf: undefined })).balances[0];
const keysOf = async (memberId: string): Promise<string[]> =>
  (await ledger.getStatement({ account: account(memberId), page: undefined, asOf: undefined })).entries.map(
    (entry) => entry.key,
  );
const tell = async (topic: string, ...events: Parameters<EventStream['publish']>[1]): Promise<void> => {
  await stream.publish(topic, events);
  await eventually(() => isHandled(stream, topic));
};

describe('commands', () => {
  test('are answered one by one, in the order asked', async () => {
    const outcomes = await post(
      accrue('ali', 'c:t:1', 100n),
      burn('ali', 'c:t:2', 150n),
      burn('ali', 'c:t:3', 60n),
      burn('ali', 'c:t:3', 60n),
      burn('ali', 'c:t:3', 61n),
      accrue('ali', 'bad', 1n),
      command('ali', 'c:t:4', undefined),
    );
    expect(outcomes.map(({ key, refusal, repeated, available }) => [key, refusal, repeated, available])).toEqual([
      ['c:t:1', '', false, 100n],
      ['c:t:2', 'balance_too_low', false, 100n],
      ['c:t:3', '', false, 40n],
      ['c:t:3', '', true, 40n],
      ['c:t:3', 'key_reused', false, 0n],
      ['bad', 'invalid', false, 0n],
      ['c:t:4', 'invalid', false, 0n],
    ]);
    expect(outcomes[2]?.entry).toMatchObject({
      kind: 'burn',
      amount: -60n,
      reason: 'goodwill',
      availableAfter: 40n,
      version: 1n,
    });
    expect(await pointsOf('ali')).toEqual({
      unit: 'points',
      decimals: 0,
      available: 40n,
      pending: 0n,
      held: 0n,
      lifetimeEarned: 100n,
    });
    expect(await keysOf('ali')).toEqual(['c:t:3', 'c:t:2', 'c:t:1']);
  });

  test('taking back without a policy goes by the rules of the club', async () => {
    await post(accrue('omid', 'c:t:1', 100n), burn('omid', 'c:t:2', 60n));
    const reverse = (key: string, policy: NegativePolicy): Command =>
      command('omid', key, { $case: 'reverse', value: { entryKey: 'c:t:1', amount: 0n, policy } });
    expect((await post(reverse('c:t:3', NegativePolicy.NEGATIVE_POLICY_WITHIN_BALANCE)))[0]?.refusal).toBe(
      'balance_too_low',
    );
    expect((await post(reverse('c:t:4', NegativePolicy.NEGATIVE_POLICY_UNSPECIFIED)))[0]).toMatchObject({
      refusal: '',
      available: -60n,
      booked: 100n,
      shortfall: 0n,
    });
  });

  test('leave as one event per commit, in order', async () => {
    await post(accrue('eve', 'c:t:1', 5n), accrue('eve', 'c:t:2', 5n));
    await post(burn('eve', 'c:t:3', 4n));
    const events: LedgerEvent[] = [];
    const consumption = await stream.consume({
      topic: topics.ledger,
      group: 'spec',
      handle: (batch) => {
        events.push(
          ...batch
            .map((each) => LedgerEvent.decode(each.payload))
            .filter((each) => each.documentId === 'demo.eve.points'),
        );
        return Promise.resolve();
      },
    });
    await eventually(() => events.length >= 2);
    await consumption.stop();
    expect(
      events.map((event) => [
        event.sequence,
        event.event?.value.entries.map((entry) => entry.key),
        event.event?.value.available,
      ]),
    ).toEqual([
      [1n, ['c:t:1', 'c:t:2'], 10n],
      [2n, ['c:t:3'], 6n],
    ]);
    await eventually(async () => (await ledger.getRelayStatus({})).status?.unrelayed === 0n);
  });
});

describe('questions', () => {
  test('pages of a statement fit together', async () => {
    await post(...Array.from({ length: 7 }, (_, n) => accrue('paula', `c:t:${String(n)}`, 1n)));
    const keys: string[] = [];
    let pageToken = '';
    do {
      const page = await ledger.getStatement({
        account: account('paula'),
        page: { pageSize: 3, pageToken },
        asOf: undefined,
      });
      keys.push(...page.entries.map((entry) => entry.key));
      pageToken = page.nextPageToken;
    } while (pageToken !== '');
    expect(keys).toEqual(['c:t:6', 'c:t:5', 'c:t:4', 'c:t:3', 'c:t:2', 'c:t:1', 'c:t:0']);
  });

  test('a member nobody knows has no balances and an empty statement', async () => {
    expect((await ledger.getBalances({ clubId: 'demo', memberId: 'nobody', asOf: undefined })).balances).toEqual([]);
    expect(await keysOf('nobody')).toEqual([]);
  });

  test.each([
    [
      'a batch beyond 5,000',
      () => ledger.post({ commands: Array.from({ length: 5_001 }, (_, n) => accrue('ali', `c:x:${String(n)}`, 1n)) }),
      'batch_too_large',
    ],
    [
      'a page token of its own',
      () => ledger.getStatement({ account: account('ali'), page: { pageSize: 3, pageToken: 'abc' }, asOf: undefined }),
      'invalid_page_token',
    ],
    [
      'a page beyond 200',
      () => ledger.getStatement({ account: account('ali'), page: { pageSize: 201, pageToken: '' }, asOf: undefined }),
      'invalid_page_size',
    ],
    [
      'a statement of nobody',
      () => ledger.getStatement({ account: undefined, page: undefined, asOf: undefined }),
      'invalid_account',
    ],
    [
      'a member that reaches into another club',
      () => ledger.getBalances({ clubId: 'demo', memberId: '.x/', asOf: undefined }),
      'invalid_account',
    ],
    [
      'totals without a club',
      () => ledger.getLedgerSummary({ clubId: '', unit: 'points', best: 1, pointCost: 0n }),
      'invalid_account',
    ],
    [
      'a cost below nothing',
      () => ledger.getLedgerSummary({ clubId: 'demo', unit: 'points', best: 1, pointCost: -1n }),
      'cost_out_of_range',
    ],
    [
      'a ranking beyond 1,000',
      () => ledger.getLedgerSummary({ clubId: 'demo', unit: 'points', best: 1_001, pointCost: 0n }),
      'best_too_large',
    ],
  ])('%s is refused', async (_name, ask, code) => {
    await expect(ask()).rejects.toMatchObject({ kind: 'invalid', code });
  });
});

describe('reactions', () => {
  test('a sale is captured and accrued once, however often it is told', async () => {
    await post(accrue('sara', 'c:s:1', 50n), hold('sara', 'e:hold:sal1:points', 30n, 'sal1'));
    const sale = saleClosed('sal1', { points: 12n, paid: { holdKey: 'e:hold:sal1:points', points: 30n } });
    await tell(topics.checkout, sale, sale);
    await tell(topics.checkout, sale);
    expect(await pointsOf('sara')).toMatchObject({ available: 32n, held: 0n, lifetimeEarned: 62n });
    const { entries } = await ledger.getStatement({ account: account('sara'), page: undefined, asOf: undefined });
    expect(entries[0]).toMatchObject({
      key: 'e:sal1:rul_pounds',
      amount: 12n,
      cause: sale.id,
      reason: 'sale',
      reference: 'sal1',
      effectiveAt: soldAt,
      basis: { ruleVersion: 3, base: 1200n, points: 1n, perAmount: 100n },
    });
    expect(entries[1]).toMatchObject({ key: 'e:sal1:pay:points', kind: 'capture', amount: 0n, captured: 30n });
  });

  test('a return takes back what it earned, beyond the balance if need be, and gives back what had paid', async () => {
    await tell(topics.checkout, saleReturned('sal1', 'ret1', { takenBack: 5n, restored: 10n }));
    expect(await pointsOf('sara')).toMatchObject({ available: 37n, lifetimeEarned: 57n });
    await post(burn('sara', 'c:s:2', 37n));
    await tell(topics.checkout, saleReturned('sal1', 'ret2', { takenBack: 7n }));
    expect(await pointsOf('sara')).toMatchObject({ available: -7n });
    expect((await post(burn('sara', 'c:s:3', 1n)))[0]?.refusal).toBe('balance_too_low');
  });

  test('a sale that is put right gives and takes the difference, of each accrual that it has, from one member to another', async () => {
    const [first, second] = ['e:salc:rul_pounds', 'e:salc:rul_pounds:cor_1'];
    await tell(topics.checkout, saleClosed('salc', { member: 'cora', points: 12n }));
    const completed = saleCorrected('salc', 'cor_1', {
      memberIdBefore: 'cora',
      memberId: 'cora',
      decision: decided(42n),
      postings: [accrued('salc', 'cora', 30n, ':cor_1')],
    });
    await tell(topics.checkout, completed, completed);
    expect(await pointsOf('cora')).toMatchObject({ available: 42n });
    const postings = [
      accrued('salc', 'dora', 42n, ':cor_2'),
      reversed('e:salc:rul_pounds:cor_2:back', 'cora', 30n, second),
      reversed('e:salc:rul_pounds:cor_2:back:2', 'cora', 12n, first),
    ];
    const moved = saleCorrected('salc', 'cor_2', {
      memberIdBefore: 'cora',
      memberId: 'dora',
      decision: decided(42n),
      postings,
    });
    await tell(topics.checkout, moved, moved);
    expect([await pointsOf('cora'), await pointsOf('dora')]).toMatchObject([{ available: 0n }, { available: 42n }]);
    const { entries } = await ledger.getStatement({ account: account('cora'), page: undefined, asOf: undefined });
    expect(entries.map(({ key }) => key)).toEqual([
      'e:salc:rul_pounds:cor_2:back:2',
      'e:salc:rul_pounds:cor_2:back',
      second,
      first,
    ]);
    expect(entries[2]).toMatchObject({ amount: 30n, basis: { base: 4_200n, points: 1n, perAmount: 100n } });
  });

  test('two holds that paid for one sale are both captured, in whatever unit', async () => {
    const stamps = account('tara', 'stamps');
    const plain = {
      clubId: 'demo',
      unit: 'stamps',
      version: 0n,
      kind: UnitKind.UNIT_KIND_COUNT,
      decimals: 0,
      timeZone: 'UTC',
      expiry: undefined,
      activationDays: 0,
      least: 1n,
      most: 1_000n,
      graceDays: 0,
      approvalAbove: undefined,
    };
    await ledger.putUnit({ unit: { ...plain, negativePolicy: NegativePolicy.NEGATIVE_POLICY_UNLIMITED } });
    const inStamps = (one: Command): Command => ({ ...one, account: stamps });
    await post(
      accrue('tara', 'c:t:1', 9n),
      hold('tara', 'e:salt:pay:points:hold', 4n, 'salt'),
      inStamps(accrue('tara', 'c:t:2', 8n)),
      inStamps(hold('tara', 'e:salt:pay:stamps:hold', 3n, 'salt')),
    );
    const verb: Posting['verb'] = { $case: 'capture', value: { holdKey: 'e:salt:pay:stamps:hold' } };
    const further: Posting[] = [
      {
        key: 'e:salt:pay:stamps',
        account: 'tara',
        unit: 'stamps',
        amount: 3n,
        effectiveAt: soldAt,
        effectId: '',
        verb,
      },
    ];
    const sale = saleClosed('salt', {
      member: 'tara',
      paid: { holdKey: 'e:salt:pay:points:hold', points: 4n },
      further,
    });
    await tell(topics.checkout, sale, sale);
    const { balances } = await ledger.getBalances({ clubId: 'demo', memberId: 'tara', asOf: undefined });
    expect(balances.map(({ unit, available, held }) => [unit, available, held]).sort()).toEqual([
      ['points', 5n, 0n],
      ['stamps', 5n, 0n],
    ]);
  });

  test('a session that ended gives back what it held; a hold that comes later is refused', async () => {
    await post(accrue('sara', 'c:s:4', 27n), hold('sara', 'e:hold:sal2:points', 20n, 'sal2'));
    await tell(
      topics.checkout,
      sessionEnded('sal2', 'e:hold:sal2:points', 20n),
      sessionEnded('sal3', 'e:hold:sal3:points', 5n),
    );
    expect(await pointsOf('sara')).toMatchObject({ available: 20n, held: 0n });
    expect((await post(hold('sara', 'e:hold:sal3:points', 5n, 'sal3')))[0]).toMatchObject({ refusal: 'hold_voided' });
  });

  test('an answered survey earns once', async () => {
    await tell(
      topics.feedback,
      surveyAnswered('srv1', 'tina', 25n),
      surveyAnswered('srv1', 'tina', 25n),
      surveyAnswered('srv2', 'tina', 0n),
    );
    expect(await pointsOf('tina')).toMatchObject({ available: 25n });
    expect(await keysOf('tina')).toEqual(['e:survey:srv1:tina']);
  });

  test('sales without a member or points change nothing', async () => {
    const { commits } = await ledger.verify({ clubId: '' });
    await tell(topics.checkout, saleClosed('sal4', { member: '', points: 0n }));
    expect((await ledger.verify({ clubId: '' })).commits).toBe(commits);
  });

  test('what the ledger cannot follow becomes a dead letter, alone', async () => {
    const good = Array.from({ length: 20 }, (_, n) => saleClosed(`good${String(n)}`, { member: 'gita', points: 1n }));
    const impossible = saleClosed('sal5', { paid: { holdKey: 'e:hold:sal5:points', points: 3n } });
    const unreturnable = saleReturned('sal6', 'ret6', { takenBack: 3n });
    const negative = saleClosed('sal7', { points: -3n });
    const strange = saleClosed('salu', {
      further: [{ ...accrued('salu', 'sara', 1n), key: 'e:salu:x', verb: undefined }],
    });
    const broken = { ...saleClosed('sal8', { points: 1n }), payload: new Uint8Array([0x38, 0x63]) };
    await tell(
      topics.checkout,
      ...good.slice(0, 10),
      impossible,
      unreturnable,
      negative,
      broken,
      strange,
      ...good.slice(10),
    );
    expect(await pointsOf('gita')).toMatchObject({ available: 20n });
    const letters = await stream.deadLetters({ group: 'ledger', topic: topics.checkout });
    expect(letters.map(({ key, reason }) => [key, reason]).sort()).toEqual([
      ['sal7', 'invalid'],
      ['sal8', 'unknown_event_format'],
      ['salu', 'unknown_posting'],
    ]);
  });
});

test('what a finished sale asks for and cannot be posted waits in suspense until a person settles it', async () => {
  await post(accrue('dara', 'c:o:1', 5n));
  await tell(
    topics.checkout,
    saleClosed('sal9', { member: 'dara', paid: { holdKey: 'e:hold:sal9:points', points: 3n } }),
  );
  const statement = await ledger.getStatement({ account: account('dara'), page: undefined, asOf: undefined });
  expect(statement.entries[0]).toMatchObject({
    kind: 'suspend',
    exception: 'hold_not_found',
    amount: 0n,
    availableAfter: 5n,
  });
  const by = { person: 'usr_1', role: 'service_agent', approver: '' };
  const order = { account: account('dara'), exceptionKey: 'e:sal9:pay:points', by };
  const settle = (key: string, into: Settlement, exceptionKey = order.exceptionKey) =>
    ledger.settleException({ ...order, key, into, exceptionKey });
  const settled = { kind: 'settle', amount: -3n, availableAfter: 2n, cause: 'c:o:2' };
  expect((await settle('c:o:2', Settlement.SETTLEMENT_ACCOUNT)).entry).toMatchObject(settled);
  expect((await settle('c:o:2', Settlement.SETTLEMENT_ACCOUNT)).entry).toMatchObject(settled);
  await expect(settle('c:o:2', Settlement.SETTLEMENT_CLUB)).rejects.toMatchObject({
    kind: 'conflict',
    code: 'key_reused',
  });
  await expect(settle('c:o:4', Settlement.SETTLEMENT_ACCOUNT)).rejects.toMatchObject({ code: 'exception_settled' });
  await expect(settle('c:o:5', Settlement.SETTLEMENT_ACCOUNT, 'e:none')).rejects.toMatchObject({
    kind: 'refused',
    code: 'exception_not_found',
  });
  await expect(settle('c:o:6', Settlement.SETTLEMENT_UNSPECIFIED)).rejects.toMatchObject({
    kind: 'invalid',
    code: 'invalid_account',
  });
  const aimless = await post(
    command('dara', 'c:o:3', {
      $case: 'settle',
      value: { exceptionKey: 'e:sal9:pay:points', into: Settlement.SETTLEMENT_UNSPECIFIED, by },
    }),
  );
  expect(aimless[0]).toMatchObject({ refusal: 'invalid' });
});

test('a person corrects a balance up and down, once per key, and within what is there', async () => {
  const by = { person: 'usr_1', role: 'service_agent', approver: '' };
  const adjust = (key: string, amount: bigint) =>
    ledger.adjustBalance({ account: account('nika'), key, amount, occasion: 'goodwill', reason: 'it was late', by });
  const given = { kind: 'adjust', amount: 30n, availableAfter: 30n, reason: 'goodwill', by };
  expect((await adjust('c:n:1', 30n)).entry).toMatchObject(given);
  expect((await adjust('c:n:1', 30n)).entry).toMatchObject(given);
  expect((await adjust('c:n:2', -10n)).entry).toMatchObject({ amount: -10n, availableAfter: 20n });
  await expect(adjust('c:n:3', -21n)).rejects.toMatchObject({ kind: 'refused', code: 'balance_too_low' });
  await expect(adjust('c:n:1', 31n)).rejects.toMatchObject({ kind: 'conflict', code: 'key_reused' });
  await expect(adjust('c:n:4', 0n)).rejects.toMatchObject({ kind: 'invalid', code: 'invalid_account' });
});

test('a gift reaches the other member, or comes back when that one is frozen', async () => {
  const gift = (key: string, to: string): Command =>
    command('lale', key, { $case: 'send', value: { amount: 10n, to: account(to) } });
  await post(
    accrue('lale', 'c:l:1', 30n),
    command('mina', 'c:m:1', { $case: 'freeze', value: {} }),
    gift('c:l:2', 'nima'),
    gift('c:l:3', 'mina'),
    gift('c:l:4', 'lale'),
  );
  await eventually(async () => (await keysOf('lale')).filter((key) => /^e:(arrive|return):/.test(key)).length === 2);
  expect(await pointsOf('lale')).toMatchObject({ available: 20n });
  expect(await pointsOf('nima')).toMatchObject({ available: 10n });
  expect(await pointsOf('mina')).toMatchObject({ available: 0n });
  expect((await ledger.getLedgerSummary({ clubId: 'demo', unit: 'points', best: 1, pointCost: 0n })).inTransit).toBe(
    0n,
  );
});

test('a restart keeps everything', async () => {
  await post(accrue('reza', 'c:r:1', 9n));
  await stop();
  await start();
  expect((await post(accrue('reza', 'c:r:1', 9n)))[0]).toMatchObject({ repeated: true, available: 9n });
  expect(await pointsOf('reza')).toMatchObject({ available: 9n });
  const summary = await ledger.getLedgerSummary({ clubId: 'demo', unit: 'points', best: 1, pointCost: 10_000n });
  expect(summary.cost).toBe(String(summary.outstanding));
  expect((await ledger.getLedgerSummary({ clubId: 'demo', unit: 'miles', best: 1, pointCost: 10_000n })).cost).toBe('');
  expect(summary.outstanding).toBe(
    summary.accrued + summary.adjusted - summary.burned - summary.takenBack - summary.expired - summary.suspense,
  );
  expect(summary.best).toEqual([{ memberId: 'dora', outstanding: 42n }]);
});
