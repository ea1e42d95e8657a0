import { CampaignsServiceService, type Basket, type EarningRule } from '@vafa/contracts/campaigns';
import type { Decision } from '@vafa/contracts/effects';
import type { EventStream } from '@vafa/events';
import { connectGrpc, type Client, type RunningService } from '@vafa/grpc';
import { ManualClock } from '@vafa/kernel';
import { eventually, freeSocket, openTestEngine, openTestStream, type TestEngine } from '@vafa/testing';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { campaignsService } from '../src/campaigns.module.ts';
import { collectEvents } from './collect-events.ts';

const clock = new ManualClock('2026-03-10T12:00:00Z');
let stream: EventStream;
let engine: TestEngine;
let told: Awaited<ReturnType<typeof collectEvents>>;
const running: RunningService[] = [];
const clients: Client<typeof CampaignsServiceService>[] = [];

const start = async (database: string): Promise<Client<typeof CampaignsServiceService>> => {
  const grpcUrl = freeSocket();
  running.push(
    await campaignsService.start({
      grpcUrl,
      mongodbUri: engine.uri,
      database,
      stream,
      clock,
      clients: { membership: grpcUrl },
    }),
  );
  const client = connectGrpc(CampaignsServiceService, grpcUrl);
  clients.push(client);
  return client;
};

let campaigns: Client<typeof CampaignsServiceService>;
let replica: Client<typeof CampaignsServiceService>;
let database: string;

beforeAll(async () => {
  engine = await openTestEngine();
  stream = await openTestStream(engine);
  database = engine.database('campaigns');
  [campaigns, replica] = [await start(database), await start(database)];
  told = await collectEvents(stream);
});

afterAll(async () => {
  for (const client of clients) client.close();
  for (const service of running) await service.stop();
  await stream.close();
  await engine.close();
});

let clubs = 0;
const newClub = (): string => `clb_${++clubs}`;
let keys = 0;
const newKey = (): string => `c:test:${++keys}`;

const rule = (changes: Partial<EarningRule> = {}): EarningRule => ({
  id: '',
  clubId: '',
  code: 'pounds',
  name: 'A point a pound',
  version: 0,
  points: 1n,
  perAmount: 100n,
  validFrom: undefined,
  validUntil: undefined,
  minimumTotal: 0n,
  branchIds: [],
  skus: [],
  publishedAt: undefined,
  holdsFrom: undefined,
  enabled: true,
  ...changes,
});

/** A line of which earning rules ask what it costs. */
const line = (sku: string, quantityMilli: bigint, amount: bigint) => ({
  sku,
  quantityMilli,
  amount,
  position: 0,
  unitPrice: '',
  soldMilli: 0n,
});

const basket = (changes: Partial<Basket> = {}): Basket => ({
  branchId: 'brn_a',
  memberId: 'mem_sara',
  at: new Date('2026-03-10T12:00:00Z'),
  lines: [line('tea', 2_000n, 1_499n)],
  decided: undefined,
  onlyLess: false,
  sale: undefined,
  anew: false,
  ...changes,
});

const refusal = (code: string, kind = 'invalid') => expect.objectContaining({ kind, code });

describe('publishing', () => {
  test('gives version 1, then the next, keeps them over a restart and tells the topic', async () => {
    const clubId = newClub();
    const first = await campaigns.publishEarningRule({ clubId, key: newKey(), rule: rule() });
    const second = await replica.publishEarningRule({
      clubId,
      key: newKey(),
      rule: rule({ points: 2n, validFrom: new Date('2026-04-01T00:00:00Z') }),
    });
    expect(first.rule).toEqual({ ...rule(), clubId, id: first.rule?.id, version: 1, publishedAt: clock.now() });
    expect(second.rule).toMatchObject({ id: first.rule?.id, version: 2, points: 2n });
    await eventually(() => {
      // Each publication is a document of its own, so the topic promises no order between the two.
      const mine = told.events
        .filter((event) => event.clubId === clubId)
        .flatMap(({ event }) => (event.$case === 'earningRulePublished' ? [event.value.rule] : []));
      expect(mine.toSorted((one, other) => (one?.version ?? 0) - (other?.version ?? 0))).toEqual([
        first.rule,
        second.rule,
      ]);
    });
    expect(new Set(told.types)).toEqual(new Set(['vafa.campaigns.earning_rule_published.v1']));
    await eventually(async () => expect((await campaigns.getRelayStatus({})).status?.unrelayed).toBe(0n));
    const restarted = await start(database);
    expect((await restarted.listEarningRules({ clubId, page: undefined })).rules).toEqual([second.rule]);
  });

  test('with the same key answers the same on every replica; with another body it is key_reused', async () => {
    const [clubId, key] = [newClub(), newKey()];
    const first = await campaigns.publishEarningRule({ clubId, key, rule: rule({ skus: ['b', 'a'] }) });
    await campaigns.publishEarningRule({ clubId, key: newKey(), rule: rule({ points: 9n }) });
    expect(await replica.publishEarningRule({ clubId, key, rule: rule({ skus: ['a', 'b'] }) })).toEqual(first);
    await expect(replica.publishEarningRule({ clubId, key, rule: rule({ skus: ['a'] }) })).rejects.toEqual(
      refusal('key_reused', 'conflict'),
    );
    await expect(
      campaigns.publishEarningRule({ clubId, key, rule: rule({ code: 'other', skus: ['a', 'b'] }) }),
    ).rejects.toEqual(refusal('key_reused', 'conflict'));
    expect((await campaigns.listEarningRules({ clubId, page: undefined })).rules).toHaveLength(1);
  });

  test('from many hands at once gives every publication its own version', async () => {
    const clubId = newClub();
    const publisher = (at: number) =>
      (at % 2 ? campaigns : replica).publishEarningRule({
        clubId,
        key: newKey(),
        rule: rule({ points: BigInt(at + 1) }),
      });
    const answers = await Promise.all(Array.from({ length: 24 }, (_, at) => publisher(at)));
    expect(answers.map(({ rule: published }) => published?.version ?? 0).sort((one, other) => one - other)).toEqual(
      Array.from({ length: 24 }, (_, at) => at + 1),
    );
  });

  test('the same key from many hands at once publishes once', async () => {
    const [clubId, key] = [newClub(), newKey()];
    const answers = await Promise.all(
      Array.from({ length: 12 }, (_, at) =>
        (at % 2 ? campaigns : replica).publishEarningRule({ clubId, key, rule: rule() }),
      ),
    );
    expect(new Set(answers.map(({ rule: published }) => published?.version))).toEqual(new Set([1]));
    await eventually(() => expect(told.events.filter((event) => event.clubId === clubId)).toHaveLength(1));
  });

  test('what is wrong is refused, named field by field, and nothing is stored', async () => {
    const clubId = newClub();
    const wrong = campaigns.publishEarningRule({
      clubId,
      key: newKey(),
      rule: rule({ code: 'A B', points: 0n, perAmount: -1n }),
    });
    const details = { code: expect.any(String), points: expect.any(String), per_amount: expect.any(String) };
    await expect(wrong).rejects.toEqual(expect.objectContaining({ code: 'invalid_rule', details }));
    await expect(campaigns.publishEarningRule({ clubId, key: newKey(), rule: undefined })).rejects.toEqual(
      refusal('invalid_rule'),
    );
    await expect(campaigns.publishEarningRule({ clubId, key: '', rule: rule() })).rejects.toEqual(
      refusal('key_missing'),
    );
    expect((await campaigns.listEarningRules({ clubId, page: undefined })).rules).toEqual([]);
  });
});

describe('listing', () => {
  test('gives the current version of each rule by code, page by page, and nothing of another club', async () => {
    const clubId = newClub();
    for (const code of ['c', 'a', 'b', 'a'])
      await campaigns.publishEarningRule({ clubId, key: newKey(), rule: rule({ code, name: code }) });
    await campaigns.publishEarningRule({ clubId: newClub(), key: newKey(), rule: rule({ code: 'd' }) });
    const first = await replica.listEarningRules({ clubId, page: { pageSize: 2, pageToken: '' } });
    const second = await replica.listEarningRules({ clubId, page: { pageSize: 2, pageToken: first.nextPageToken } });
    expect([...first.rules, ...second.rules].map(({ code, version }) => [code, version])).toEqual([
      ['a', 2],
      ['b', 1],
      ['c', 1],
    ]);
    expect(second.nextPageToken).toBe('');
  });

  test('refuses pages that it did not give out', async () => {
    await expect(
      campaigns.listEarningRules({ clubId: newClub(), page: { pageSize: 0, pageToken: 'x' } }),
    ).rejects.toEqual(refusal('invalid_page_token'));
    await expect(
      campaigns.listEarningRules({ clubId: newClub(), page: { pageSize: 201, pageToken: '' } }),
    ).rejects.toEqual(refusal('invalid_page_size'));
  });
});

describe('versions', () => {
  test('of a rule are all there, the newest first, page by page', async () => {
    const clubId = newClub();
    for (const points of [1n, 2n, 3n])
      await campaigns.publishEarningRule({ clubId, key: newKey(), rule: rule({ points }) });
    await campaigns.publishEarningRule({ clubId, key: newKey(), rule: rule({ code: 'tea' }) });
    const first = await campaigns.listRuleVersions({ clubId, code: 'pounds', page: { pageSize: 2, pageToken: '' } });
    const page = { pageSize: 2, pageToken: first.nextPageToken };
    const rest = await campaigns.listRuleVersions({ clubId, code: 'pounds', page });
    expect([first, rest].map(({ rules }) => rules.map(({ version, points }) => [version, points]))).toEqual([
      [
        [3, 3n],
        [2, 2n],
      ],
      [[1, 1n]],
    ]);
    expect(rest.nextPageToken).toBe('');
    await expect(campaigns.listRuleVersions({ clubId, code: 'none', page: undefined })).rejects.toEqual(
      refusal('rule_not_found', 'not_found'),
    );
  });
});

describe('adjudicating', () => {
  test('answers each basket in the order asked, with points or the reason', async () => {
    const clubId = newClub();
    const { rule: pounds } = await campaigns.publishEarningRule({ clubId, key: newKey(), rule: rule() });
    const ruleId = pounds?.id ?? '';
    const { adjudications } = await campaigns.adjudicate({
      rule: undefined,
      clubId,
      baskets: [basket(), basket({ memberId: '' }), basket({ lines: [line('tea', 1_000n, 99n)] })],
    });
    const effect = {
      id: ruleId,
      promotionId: ruleId,
      promotionVersion: 1,
      promotionCode: 'pounds',
      promotionName: '',
      reason: 'earning_rule',
      basis: { base: 1_499n, points: 1n, perAmount: 100n },
      effect: { $case: 'points', value: { amount: 14n } },
    };
    const plain = { promotionCode: '', promotionName: '', inFavourOf: '' };
    const refused = (code: string, conditionIndex: number) => ({
      decision: {
        format: 1,
        effects: [],
        rejections: [{ code, promotionId: ruleId, promotionVersion: 1, conditionIndex, ...plain, missing: undefined }],
        recorded: undefined,
      },
      adjustments: [],
      dues: [],
    });
    expect(adjudications).toEqual([
      {
        decision: { format: 1, effects: [effect], rejections: [], recorded: undefined },
        adjustments: [],
        dues: [{ effectId: ruleId, unit: 'points', amount: 14n }],
      },
      refused('no_member', 0),
      refused('below_one_unit', 7),
    ]);
  });

  test('every code of the contract is given', async () => {
    const clubId = newClub();
    const given: [string, Partial<EarningRule>][] = [
      ['rule_disabled', { enabled: false }],
      ['not_yet_valid', { validFrom: new Date('2026-03-10T12:00:00.001Z') }],
      ['no_longer_valid', { validUntil: new Date('2026-03-10T12:00:00Z') }],
      ['other_branch', { branchIds: ['brn_b'] }],
      ['total_too_low', { minimumTotal: 1_500n }],
      ['no_matching_line', { skus: ['cup'] }],
      ['below_one_unit', { perAmount: 1_500n }],
    ];
    for (const [code, changes] of given)
      await campaigns.publishEarningRule({ clubId, key: newKey(), rule: rule({ code, ...changes }) });
    const { adjudications } = await campaigns.adjudicate({
      rule: undefined,
      clubId,
      baskets: [basket(), basket({ memberId: '' })],
    });
    expect(adjudications[0]?.decision?.rejections.map(({ code, conditionIndex }) => [code, conditionIndex])).toEqual(
      given.map(([code], at) => [code, at + 1]),
    );
    expect(new Set(adjudications[1]?.decision?.rejections.map(({ code }) => code))).toEqual(new Set(['no_member']));
  });

  test('another replica counts a publication within half a second, the publisher at once', async () => {
    const clubId = newClub();
    const points = async (client: typeof campaigns) =>
      (await client.adjudicate({ rule: undefined, clubId, baskets: [basket()] })).adjudications[0]?.dues.map(
        ({ amount }) => amount,
      );
    expect([await points(campaigns), await points(replica)]).toEqual([[], []]);
    await campaigns.publishEarningRule({ clubId, key: newKey(), rule: rule() });
    expect([await points(campaigns), await points(replica)]).toEqual([[14n], []]);
    clock.advance(500);
    expect(await points(replica)).toEqual([14n]);
  });

  test('what was decided is decided again of what is left, on a replica that never saw its rule too', async () => {
    const clubId = newClub();
    await replica.adjudicate({ rule: undefined, clubId, baskets: [] });
    await campaigns.publishEarningRule({ clubId, key: newKey(), rule: rule() });
    const decided = (await campaigns.adjudicate({ rule: undefined, clubId, baskets: [basket()] })).adjudications[0]
      ?.decision;
    await campaigns.publishEarningRule({ clubId, key: newKey(), rule: rule({ enabled: false, points: 5n }) });
    const lines = (amount: bigint) => [line('tea', 1_000n, amount)];
    const rests = [
      basket({ decided, lines: lines(700n) }),
      basket({ decided, lines: [] }),
      basket({ decided, lines: lines(9_900n) }),
      basket({ decided, lines: lines(9_900n), onlyLess: true }),
    ];
    const { adjudications } = await replica.adjudicate({ rule: undefined, clubId, baskets: rests });
    expect(adjudications.map(({ dues }) => dues.map(({ amount }) => amount))).toEqual([[7n], [0n], [99n], [14n]]);
    expect(adjudications[1]?.decision?.effects).toMatchObject([
      {
        promotionVersion: 1,
        basis: { base: 0n, points: 1n, perAmount: 100n },
        effect: { $case: 'points', value: { amount: 0n } },
      },
    ]);
    const [again] = (
      await replica.adjudicate({ rule: undefined, clubId, baskets: [basket({ decided: adjudications[1]?.decision })] })
    ).adjudications;
    expect(again?.dues).toMatchObject([{ amount: 14n }]);
    const version = decided && {
      ...decided,
      effects: decided.effects.map((effect) => ({ ...effect, promotionVersion: 3 })),
    };
    await expect(
      campaigns.adjudicate({ rule: undefined, clubId, baskets: [basket({ decided: version })] }),
    ).rejects.toEqual(refusal('rule_version_not_found', 'not_found'));
    const strange = decided && {
      ...decided,
      effects: decided.effects.map((effect) => ({ ...effect, effect: undefined })),
    };
    for (const unknown of [decided && { ...decided, format: 2 }, strange])
      await expect(
        campaigns.adjudicate({ rule: undefined, clubId, baskets: [basket({ decided: unknown })] }),
      ).rejects.toEqual(refusal('unknown_decision'));
  });

  test('why other rules gave nothing stays, and a sale of which nothing was decided stays so', async () => {
    const clubId = newClub();
    await campaigns.publishEarningRule({ clubId, key: newKey(), rule: rule({ perAmount: 1_500n }) });
    const decided = (await campaigns.adjudicate({ rule: undefined, clubId, baskets: [basket()] })).adjudications[0]
      ?.decision;
    expect(decided).toMatchObject({ effects: [], rejections: [{ code: 'below_one_unit' }] });
    const { adjudications } = await campaigns.adjudicate({
      rule: undefined,
      clubId,
      baskets: [basket({ decided, lines: [line('tea', 1_000n, 9_900n)] })],
    });
    expect(adjudications).toEqual([{ decision: decided, adjustments: [], dues: [] }]);
  });

  test('bad baskets are refused', async () => {
    const clubId = newClub();
    await expect(
      campaigns.adjudicate({ rule: undefined, clubId, baskets: Array.from({ length: 1_001 }, () => basket()) }),
    ).rejects.toEqual(refusal('too_many_baskets'));
    await expect(
      campaigns.adjudicate({ rule: undefined, clubId, baskets: [basket({ at: undefined })] }),
    ).rejects.toEqual(refusal('invalid_basket'));
    await expect(
      campaigns.adjudicate({
        rule: undefined,
        clubId,
        baskets: [basket({ lines: [line('tea', 1_000n, -1n)] })],
      }),
    ).rejects.toEqual(refusal('invalid_basket'));
  });
});

describe('trying', () => {
  const asked = { branchId: '', withMember: true, at: undefined, lines: basket().lines };
  const pointsOf = (decision: Decision | undefined) =>
    decision?.effects.map(({ promotionCode, promotionVersion, effect }) => [
      promotionCode,
      promotionVersion,
      effect?.$case === 'points' ? effect.value.amount : undefined,
    ]);

  test('a rule tells what would be earned beside what is, and publishes nothing', async () => {
    const clubId = newClub();
    await campaigns.publishEarningRule({ clubId, key: newKey(), rule: rule() });
    const changed = await campaigns.tryRules({ ...asked, clubId, rule: rule({ points: 3n }) });
    expect([pointsOf(changed.now), pointsOf(changed.then)]).toEqual([[['pounds', 1, 14n]], [['pounds', 2, 42n]]]);
    const further = await campaigns.tryRules({ ...asked, clubId, rule: rule({ code: 'tea', skus: ['tea'] }) });
    expect(pointsOf(further.then)).toEqual([
      ['pounds', 1, 14n],
      ['tea', 1, 14n],
    ]);
    expect(further.rule).toMatchObject({ code: 'tea', version: 1, holdsFrom: clock.now() });
    expect((await campaigns.listEarningRules({ clubId, page: undefined })).rules).toMatchObject([{ points: 1n }]);
  });

  test('a rule is tried on baskets of the past as if it had held then, and publishes nothing', async () => {
    const clubId = newClub();
    await campaigns.publishEarningRule({ clubId, key: newKey(), rule: rule() });
    const from = new Date('2026-01-01T00:00:00Z');
    const baskets = ['2025-12-31', '2026-01-02'].map(
      (day): Basket => ({
        branchId: 'brn_1',
        memberId: 'mem_1',
        at: new Date(`${day}T12:00:00Z`),
        lines: [line('tea', 1_000n, 1_249n)],
        decided: undefined,
        onlyLess: false,
        sale: undefined,
        anew: false,
      }),
    );
    const draft = rule({ points: 3n, perAmount: 500n, validFrom: from });
    const { adjudications } = await campaigns.adjudicate({ clubId, baskets, rule: draft });
    expect(adjudications.map(({ dues }) => dues.map(({ amount }) => amount))).toEqual([[12n], [6n]]);
    expect((await campaigns.listEarningRules({ clubId, page: undefined })).rules).toMatchObject([{ version: 1 }]);
    await expect(campaigns.adjudicate({ clubId, baskets, rule: rule({ points: 0n }) })).rejects.toEqual(
      refusal('invalid_rule'),
    );
  });

  test('tells why it gives nothing, at another time and to nobody', async () => {
    const clubId = newClub();
    await campaigns.publishEarningRule({ clubId, key: newKey(), rule: rule() });
    const later = { ...asked, clubId, rule: rule({ code: 'spring', validFrom: new Date('2026-04-01T00:00:00Z') }) };
    const [now, inApril] = [
      await campaigns.tryRules(later),
      await campaigns.tryRules({ ...later, at: new Date('2026-04-02T00:00:00Z') }),
    ];
    expect(now.then?.rejections).toMatchObject([{ code: 'not_yet_valid', promotionId: now.rule?.id }]);
    expect(pointsOf(inApril.then)).toEqual([
      ['pounds', 1, 14n],
      ['spring', 1, 14n],
    ]);
    const nobody = await campaigns.tryRules({ ...asked, clubId, withMember: false, rule: undefined });
    expect(nobody.then).toMatchObject({ effects: [], rejections: [{ code: 'no_member' }] });
    expect(nobody.rule).toBeUndefined();
  });

  test('a rule that could not be published is refused, and so is a basket that is none', async () => {
    const clubId = newClub();
    await expect(campaigns.tryRules({ ...asked, clubId, rule: rule({ points: 0n }) })).rejects.toEqual(
      refusal('invalid_rule'),
    );
    const lines = [line('tea', 0n, -1n)];
    await expect(campaigns.tryRules({ ...asked, clubId, lines, rule: undefined })).rejects.toEqual(
      refusal('invalid_basket'),
    );
  });
});
