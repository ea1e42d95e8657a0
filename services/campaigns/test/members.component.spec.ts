import { encodeEvent, topics } from '@vafa/contracts';
import { CheckoutEvent, SaleClosed } from '@vafa/contracts/checkout-events';
import { MembershipEvent } from '@vafa/contracts/membership-events';
import { Basket, BasketSale, CampaignsServiceService } from '@vafa/contracts/campaigns';
import { SnapshotFact } from '@vafa/contracts/membership';
import { PromotionsServiceService, Promotion, TryPromotionsRequest } from '@vafa/contracts/promotions';
import type { EventStream } from '@vafa/events';
import { connectGrpc, type Client, type RunningService } from '@vafa/grpc';
import { ManualClock } from '@vafa/kernel';
import { eventually, freeSocket, openTestEngine, openTestStream, type TestEngine } from '@vafa/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { campaignsService } from '../src/campaigns.module.ts';
import { startMembers } from './fake-members.ts';

const clock = new ManualClock('2026-03-10T12:00:00Z');
let stream: EventStream;
let engine: TestEngine;
let service: RunningService;
let promotions: Client<typeof PromotionsServiceService>;
let campaigns: Client<typeof CampaignsServiceService>;
let members: Awaited<ReturnType<typeof startMembers>>;

beforeAll(async () => {
  engine = await openTestEngine();
  stream = await openTestStream(engine);
  const [grpcUrl, membership] = [freeSocket(), freeSocket()];
  members = await startMembers(membership);
  const database = engine.database('members');
  const clients = { membership };
  service = await campaignsService.start({ grpcUrl, mongodbUri: engine.uri, database, stream, clock, clients });
  promotions = connectGrpc(PromotionsServiceService, grpcUrl);
  campaigns = connectGrpc(CampaignsServiceService, grpcUrl);
});
afterAll(async () => {
  promotions.close();
  campaigns.close();
  await service.stop();
  members.stop();
  await stream.close();
  await engine.close();
});
beforeEach(() => {
  members.asked.length = 0;
});

const none = new Uint8Array();
const clubId = 'clb_members';
const written = (code: string, conditions: readonly object[], more: object = {}): Promotion => ({
  ...Promotion.decode(none),
  code,
  name: code,
  terms: JSON.stringify({ conditions, effects: [{ kind: 'off_sale', off: { percent: 10 } }], ...more }),
});
const line = { sku: 'tea', quantityMilli: 1_000n, unitPrice: '10', attributes: {}, tax: undefined, good: undefined };

/** `applies`, or why not. */
const attempt = async (conditions: readonly object[], changes: Partial<TryPromotionsRequest> = {}): Promise<string> => {
  const { promotions: tried } = await promotions.tryPromotions({
    ...TryPromotionsRequest.decode(none),
    clubId,
    timeZone: 'Europe/London',
    calendar: 'gregorian',
    currencyDigits: 2,
    lines: [line],
    promotion: written('tried', conditions),
    memberId: 'mem_sara',
    ...changes,
  });
  return tried[0]?.applied ? 'applies' : (tried[0]?.reason ?? '');
};

const second = [{ kind: 'purchase_number', is: [2] }];
const given = { tier: '', segments: [], since: '', occasions: {}, consents: [], attributes: {}, heldOut: [] };
const nobodyGiven = { ...given, id: '', purchases: undefined, lastPurchase: '' };

describe('a trial for a member', () => {
  test('asks membership for what promotions need, as of the moment', async () => {
    members.known.set('mem_sara', { tier: 'gold', spent: { this_month: 5_000n } });
    const at = new Date('2026-03-09T10:00:00Z');
    const spent = { kind: 'spent', counter: 'this_month', at_least: 5_000 };
    expect(await attempt([{ kind: 'tier', in: ['gold'] }, spent], { at })).toBe('applies');
    expect(members.asked).toEqual([
      {
        clubId,
        members: [{ memberId: 'mem_sara', at }],
        facts: [SnapshotFact.SNAPSHOT_FACT_TIER, SnapshotFact.SNAPSHOT_FACT_SINCE],
        counters: ['this_month'],
      },
    ]);
    expect(await attempt([{ ...spent, at_least: 5_001 }], { at })).toBe('spent_too_little');
  });

  test.each<[string, object, Parameters<typeof members.known.set>[1], string]>([
    ['a tier', { kind: 'tier', in: ['gold'] }, { tier: 'silver' }, 'other_tier'],
    ['a consent', { kind: 'consent', to: 'sms' }, { consents: ['sms'] }, 'applies'],
    ['none', { kind: 'consent', to: 'sms' }, { consents: ['email'] }, 'no_consent'],
    ['a new member', { kind: 'membership_age', at_least_days: 30 }, { since: '2026-03-01' }, 'member_too_new'],
    ['an old one', { kind: 'membership_age', at_least_days: 30 }, { since: '2026-01-01' }, 'applies'],
    [
      'a birthday',
      { kind: 'occasion', occasion: 'birthday', days_before: 1, days_after: 1 },
      { birthDate: '1990-03-11' },
      'applies',
    ],
    [
      'another',
      { kind: 'occasion', occasion: 'birthday', days_before: 1, days_after: 1 },
      { birthDate: '1990-03-12' },
      'outside_occasion',
    ],
    [
      'no birth date',
      { kind: 'occasion', occasion: 'birthday', days_before: 1, days_after: 1 },
      {},
      'outside_occasion',
    ],
    [
      'the day of joining',
      { kind: 'occasion', occasion: 'joining', days_before: 0, days_after: 0 },
      { since: '2025-03-10' },
      'applies',
    ],
    ['a second purchase', second[0] ?? {}, { purchases: 1 }, 'applies'],
    ['a first one', second[0] ?? {}, { purchases: 0 }, 'other_purchase_number'],
    [
      'one who came back',
      { kind: 'since_last_purchase', at_least_days: 90 },
      { lastPurchase: '2025-12-01' },
      'applies',
    ],
    [
      'one who was here',
      { kind: 'since_last_purchase', at_least_days: 90 },
      { lastPurchase: '2026-03-01' },
      'purchase_too_recent',
    ],
  ])('knows %s', async (name, condition, known, answer) => {
    const memberId = `mem_${name}`;
    members.known.set(memberId, known);
    expect(await attempt([condition], { memberId })).toBe(answer);
  });

  test('takes what is given in place of what is known', async () => {
    members.known.set('mem_omid', { tier: 'base', consents: ['sms'], purchases: 4 });
    const conditions = [{ kind: 'tier', in: ['gold'] }, { kind: 'consent', to: 'sms' }, ...second];
    expect(await attempt(conditions, { memberId: 'mem_omid' })).toBe('other_tier');
    const member = { ...nobodyGiven, tier: 'gold', purchases: 1 };
    expect(await attempt(conditions, { memberId: 'mem_omid', member })).toBe('applies');
  });

  test('of whom the club does not have is refused, and without a member nobody is asked', async () => {
    await expect(attempt([], { memberId: 'mem_nobody' })).rejects.toMatchObject({ code: 'member_not_found' });
    members.asked.length = 0;
    expect(await attempt(second, { memberId: '' })).toBe('no_member');
    expect(members.asked).toEqual([]);
  });

  test('asks for many counters by several questions', async () => {
    const days = Array.from({ length: 45 }, (_none, at) => `last_${String(at + 1)}_days`);
    members.known.set('mem_many', { spent: Object.fromEntries(days.map((name) => [name, 1n])) });
    const conditions = days.map((counter) => ({ kind: 'spent', counter, at_least: 1 }));
    expect(await attempt(conditions, { memberId: 'mem_many' })).toBe('applies');
    expect(members.asked.map(({ counters, facts }) => [counters.length, facts.length])).toEqual([
      [20, 1],
      [20, 0],
      [5, 0],
    ]);
  });
});

const publish = (topic: string, id: string, key: string, encoded: ReturnType<typeof encodeEvent>) =>
  stream.publish(topic, [{ id, key, clubId, occurredAt: clock.now(), epoch: 1, sequence: 1n, ...encoded }]);
const placeOf = (eventId: string, documentId: string) => ({
  eventId,
  documentId,
  clubId,
  occurredAt: clock.now(),
  epoch: 1,
  sequence: 1n,
});

describe('what was told of a member is kept, until', () => {
  const purchasesOf = (purchases: number) => members.known.set('mem_kept', { purchases });
  const isSecond = async () => (await attempt(second, { memberId: 'mem_kept' })) === 'applies';

  test.each<[string, () => Promise<void>]>([
    [
      'a sale of the member is closed',
      () => {
        const value = { ...SaleClosed.decode(none), saleId: 'sal_1', memberId: 'mem_kept', soldAt: clock.now() };
        const event = { $case: 'saleClosed' as const, value };
        return publish(
          topics.checkout,
          'evt_1',
          'ses_1',
          encodeEvent(topics.checkout, CheckoutEvent, placeOf('evt_1', 'ses_1'), event),
        );
      },
    ],
    [
      'the member is corrected',
      () => {
        const value = { memberId: 'mem_kept', revision: 2, fields: ['consents'], by: 'admin' };
        const event = { $case: 'memberCorrected' as const, value };
        return publish(
          topics.membership,
          'evt_2',
          'mem_kept',
          encodeEvent(topics.membership, MembershipEvent, placeOf('evt_2', 'mem_kept'), event),
        );
      },
    ],
    [
      'the tiers are set anew',
      () => {
        const event = { $case: 'tiersSet' as const, value: { facts: undefined } };
        return publish(
          topics.membership,
          'evt_3',
          clubId,
          encodeEvent(topics.membership, MembershipEvent, placeOf('evt_3', clubId), event),
        );
      },
    ],
  ])('%s', async (_name, happen) => {
    // What was told before is settled, and not kept any more.
    clock.advance(60_000);
    purchasesOf(0);
    expect(await isSecond()).toBe(false);
    purchasesOf(1);
    expect(await isSecond()).toBe(false);
    await happen();
    expect(await eventually(async () => (await isSecond()) && members.asked.length)).toBeGreaterThan(1);
  });

  test('the member is erased: then there is none', async () => {
    clock.advance(60_000);
    members.known.set('mem_kept', { birthDate: '1990-03-10' });
    const birthday = [{ kind: 'occasion', occasion: 'birthday', days_before: 0, days_after: 0 }];
    expect(await attempt(birthday, { memberId: 'mem_kept' })).toBe('applies');
    members.known.delete('mem_kept');
    expect(await attempt(birthday, { memberId: 'mem_kept' })).toBe('applies');
    const event = { $case: 'memberErased' as const, value: { memberId: 'mem_kept', by: 'admin' } };
    await publish(
      topics.membership,
      'evt_4',
      'mem_kept',
      encodeEvent(topics.membership, MembershipEvent, placeOf('evt_4', 'mem_kept'), event),
    );
    const refused = await eventually(() =>
      attempt(birthday, { memberId: 'mem_kept' }).then(
        () => false as const,
        (error: { code: string }) => error.code,
      ),
    );
    expect(refused).toBe('member_not_found');
  });
});

test('what asks for facts that nobody knows is tried and not published', async () => {
  const promotion = written(
    'loyal',
    [
      { kind: 'tier', in: ['gold'] },
      { kind: 'segment', in: ['loyal'] },
    ],
    { hold_out: 'spring' },
  );
  const member = { ...nobodyGiven, tier: 'gold', segments: ['loyal'] };
  expect(await attempt([{ kind: 'segment', in: ['loyal'] }], { memberId: '', member })).toBe('applies');
  const order = { clubId, by: 'stf_sara', code: 'loyal', revision: 0 };
  await promotions.createPromotion({ clubId, key: 'c:test:1', by: 'stf_sara', promotion });
  await promotions.submitPromotion({ ...order, key: 'c:test:2' });
  await promotions.approvePromotion({ ...order, key: 'c:test:3', bySecond: false });
  await expect(promotions.publishPromotion({ ...order, key: 'c:test:4' })).rejects.toMatchObject({
    code: 'facts_unknown',
    details: { '/terms/conditions/1': 'fact_unknown', '/terms/hold_out': 'fact_unknown' },
  });
});

describe('a sale', () => {
  let keys = 0;
  const goLive = async (club: string, promotion: Promotion): Promise<void> => {
    const order = { clubId: club, by: 'stf_sara', code: promotion.code, revision: 0 };
    const key = (): string => `c:live:${String(++keys)}`;
    await promotions.createPromotion({ clubId: club, key: key(), by: 'stf_sara', promotion });
    await promotions.submitPromotion({ ...order, key: key() });
    await promotions.approvePromotion({ ...order, key: key(), bySecond: false });
    await promotions.publishPromotion({ ...order, key: key() });
  };
  const basketOf = (memberId: string, at = clock.now()): Basket => ({
    ...Basket.decode(none),
    branchId: 'brn_1',
    memberId,
    at,
    lines: [{ sku: 'tea', amount: 1_000n, quantityMilli: 1_000n, position: 1, unitPrice: '10', soldMilli: 0n }],
    sale: { ...BasketSale.decode(none), till: '1', timeZone: 'Asia/Tehran', pointValue: 10_000n },
  });
  /** Of each basket what came off, or why not. */
  const decided = async (club: string, ...baskets: Basket[]): Promise<(bigint | string)[]> => {
    const { adjudications } = await campaigns.adjudicate({ clubId: club, baskets, rule: undefined });
    return adjudications.map(
      ({ adjustments, decision }) => adjustments[0]?.amount ?? decision?.rejections[0]?.code ?? '',
    );
  };

  test('asks nobody where no promotion needs more than that there is a member', async () => {
    await goLive('clb_plain', written('plain', [{ kind: 'member' }]));
    expect(await decided('clb_plain', basketOf('mem_1'), basketOf(''))).toEqual([100n, 'no_member']);
    expect(await decided('clb_none', basketOf('mem_1'))).toEqual(['']);
    expect(members.asked).toEqual([]);
  });

  test('has its member as of its time; all baskets of one call are one question', async () => {
    await goLive('clb_gold', written('gold', [{ kind: 'tier', in: ['gold'] }]));
    members.known.set('mem_gold', { tier: 'gold' });
    members.known.set('mem_base', { tier: 'base' });
    const later = new Date(clock.now().getTime() + 1);
    const baskets = [basketOf('mem_gold'), basketOf('mem_base', later), basketOf(''), basketOf('mem_nobody')];
    // Promotions of another tier are not even asked, so that they tell nothing.
    expect(await decided('clb_gold', ...baskets)).toEqual([100n, '', '', '']);
    expect(members.asked).toEqual([
      {
        clubId: 'clb_gold',
        members: [
          { memberId: 'mem_gold', at: clock.now() },
          { memberId: 'mem_base', at: later },
          { memberId: 'mem_nobody', at: clock.now() },
        ],
        facts: [SnapshotFact.SNAPSHOT_FACT_TIER],
        counters: [],
      },
    ]);
  });

  test('counts the years of a birthday as the club does', async () => {
    const birthday = { kind: 'occasion', occasion: 'birthday', days_before: 0, days_after: 0 };
    await goLive('clb_birthday', written('birthday', [birthday]));
    // 19 Esfand, in 1402 as in 1404: 9 March 2024 and 10 March 2026.
    members.known.set('mem_esfand', { birthDate: '2024-03-09' });
    expect(await decided('clb_birthday', basketOf('mem_esfand'))).toEqual(['outside_occasion']);
    members.club.calendar = 'persian';
    clock.advance(60_000);
    expect(await decided('clb_birthday', basketOf('mem_esfand'))).toEqual([100n]);
    members.club.calendar = 'gregorian';
  });
});
