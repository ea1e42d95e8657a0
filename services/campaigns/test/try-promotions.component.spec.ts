import { CampaignsServiceService } from '@vafa/contracts/campaigns';
import {
  PromotionsServiceService,
  PromotionState,
  type Promotion,
  type TriedGoods,
  type TryPromotionsRequest,
} from '@vafa/contracts/promotions';
import type { EventStream } from '@vafa/events';
import { connectGrpc, type Client, type RunningService } from '@vafa/grpc';
import { ManualClock } from '@vafa/kernel';
import { freeSocket, openTestEngine, openTestStream, type TestEngine } from '@vafa/testing';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { campaignsService } from '../src/campaigns.module.ts';

const clock = new ManualClock('2026-03-10T12:00:00Z');
let stream: EventStream;
let engine: TestEngine;
let service: RunningService;
let promotions: Client<typeof PromotionsServiceService>;
let campaigns: Client<typeof CampaignsServiceService>;

beforeAll(async () => {
  engine = await openTestEngine();
  stream = await openTestStream(engine);
  const grpcUrl = freeSocket();
  const database = engine.database('tried');
  service = await campaignsService.start({
    grpcUrl,
    mongodbUri: engine.uri,
    database,
    stream,
    clock,
    clients: { membership: grpcUrl },
  });
  promotions = connectGrpc(PromotionsServiceService, grpcUrl);
  campaigns = connectGrpc(CampaignsServiceService, grpcUrl);
});

afterAll(async () => {
  promotions.close();
  campaigns.close();
  await service.stop();
  await stream.close();
  await engine.close();
});

let clubs = 0;
const newClub = (): string => `clb_${String(++clubs)}`;
let keys = 0;
const newKey = (): string => `c:test:${String(++keys)}`;

const written = (code: string, terms: object, changes: Partial<Promotion> = {}): Promotion => ({
  id: '',
  clubId: '',
  code,
  name: code,
  state: PromotionState.PROMOTION_STATE_UNSPECIFIED,
  draft: PromotionState.PROMOTION_STATE_UNSPECIFIED,
  revision: 0,
  version: 0,
  startsAt: undefined,
  endsAt: undefined,
  budget: 0n,
  terms: JSON.stringify({ conditions: [], ...terms }),
  createdAt: undefined,
  createdBy: '',
  changedAt: undefined,
  changedBy: '',
  submittedAt: undefined,
  submittedBy: '',
  approvedAt: undefined,
  approvedBy: '',
  ...changes,
});

const percent = (share: number) => ({ effects: [{ kind: 'off_sale', off: { percent: share } }] });

const goods = (sku: string, quantity: number, unitPrice: string, changes: Partial<TriedGoods> = {}): TriedGoods => ({
  sku,
  quantityMilli: BigInt(quantity * 1_000),
  unitPrice,
  attributes: {},
  tax: undefined,
  good: undefined,
  ...changes,
});

const asked = (clubId: string, changes: Partial<TryPromotionsRequest> = {}): TryPromotionsRequest => ({
  clubId,
  timeZone: 'Europe/London',
  calendar: 'gregorian',
  currencyDigits: 2,
  pointValue: 10_000n,
  at: undefined,
  lines: [goods('tea', 8, '2.50'), goods('cup', 1, '3.33')],
  member: undefined,
  company: '',
  banner: '',
  branchId: '',
  channel: '',
  till: '',
  codes: [],
  payments: [],
  shipping: undefined,
  attributes: {},
  left: {},
  promotion: undefined,
  drafts: [],
  memberId: '',
  ...changes,
});

const attempt = (clubId: string, changes: Partial<TryPromotionsRequest> = {}) =>
  promotions.tryPromotions(asked(clubId, changes));

const goLive = async (clubId: string, promotion: Promotion) => {
  const { code } = promotion;
  await promotions.createPromotion({ clubId, key: newKey(), by: 'stf_sara', promotion });
  await promotions.submitPromotion({ clubId, key: newKey(), by: 'stf_sara', code, revision: 0 });
  await promotions.approvePromotion({ clubId, key: newKey(), by: 'stf_omid', code, revision: 0, bySecond: true });
  await promotions.publishPromotion({ clubId, key: newKey(), by: 'stf_sara', code });
};

const nobody = { id: 'somebody', tier: '', segments: [], since: '', occasions: {}, consents: [], attributes: {} };
const member = { ...nobody, purchases: undefined, lastPurchase: '', heldOut: [] };

describe('a trial', () => {
  test('tells the money of what applies, by lines, to the minor unit', async () => {
    const tried = await attempt(newClub(), { promotion: written('ten', percent(10)) });
    expect(tried.promotions).toEqual([
      expect.objectContaining({
        code: 'ten',
        version: 0,
        applied: true,
        reason: '',
        discount: 233n,
        shares: [
          { position: 1, amount: 200n },
          { position: 2, amount: 33n },
        ],
      }),
    ]);
    expect(tried).toMatchObject({ gross: 2_333n, discount: 233n, net: 2_100n, pays: 2_100n });
    expect(tried.lines.map(({ sku, net }) => [sku, net])).toEqual([
      ['tea', 1_800n],
      ['cup', 300n],
    ]);
  });

  test('tells why not: the condition, and what is missing', async () => {
    const conditions = [{ kind: 'member' }, { kind: 'total', at_least: 5_000 }];
    const promotion = written('ten', { ...percent(10), conditions });
    const tried = await attempt(newClub(), { promotion, member });
    expect(tried.promotions).toEqual([
      expect.objectContaining({ applied: false, reason: 'total_too_low', conditionIndex: 1, missing: 2_667n }),
    ]);
    const alone = await attempt(newClub(), { promotion });
    expect(alone.promotions).toEqual([
      expect.objectContaining({ reason: 'no_member', conditionIndex: 0, discount: 0n }),
    ]);
    expect(alone.promotions[0]?.missing).toBeUndefined();
  });

  test('tells in whose favour a promotion stands back', async () => {
    const clubId = newClub();
    await goLive(clubId, written('ten', percent(10)));
    const promotion = written('thirty', { ...percent(30), combine: 'exclusive' });
    const tried = await attempt(clubId, { promotion });
    expect(tried.promotions).toEqual([
      expect.objectContaining({ code: 'ten', version: 1, reason: 'excluded_by', inFavourOf: 'thirty' }),
      expect.objectContaining({ code: 'thirty', applied: true, discount: 700n }),
    ]);
  });

  test('holds what runs then, earning rules too, and drafts in place of what runs', async () => {
    const clubId = newClub();
    await goLive(clubId, written('ten', percent(10)));
    await campaigns.publishEarningRule({
      clubId,
      key: newKey(),
      rule: {
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
      },
    });
    const now = await attempt(clubId, { member });
    expect(now.promotions).toEqual([
      expect.objectContaining({ code: 'pounds', isRule: true, applied: true, points: 23n }),
      expect.objectContaining({ code: 'ten', isRule: false, version: 1, discount: 233n }),
    ]);
    expect(now.points).toBe(23n);
    const changed = written('ten', percent(20));
    await promotions.savePromotion({ clubId, by: 'stf_sara', promotion: changed, seen: 0 });
    const drafted = await attempt(clubId, { drafts: ['ten', 'ten'] });
    expect(drafted.promotions.map(({ code, version, discount }) => [code, version, discount])).toEqual([
      ['pounds', 1, 0n],
      ['ten', 0, 467n],
    ]);
    const earlier = await attempt(clubId, { at: new Date('2026-03-10T11:00:00Z') });
    expect(earlier.promotions.map(({ code }) => code)).toEqual(['pounds']);
    clock.advance(1_000);
    await promotions.stopPromotions({ clubId, key: newKey(), by: 'stf_sara', reason: 'x' });
    expect((await attempt(clubId)).promotions.map(({ code }) => code)).toEqual(['pounds']);
  });

  test('asks the member, the calendar, codes, payments, limits, shipping and tax that were given', async () => {
    const nowruz = written('nowruz', {
      conditions: [
        { kind: 'season', calendar: 'persian', from: '01-01', until: '01-13' },
        { kind: 'tier', in: ['gold'] },
        { kind: 'occasion', occasion: 'birthday', days_before: 3, days_after: 3 },
        { kind: 'code', in: ['SPRING'] },
        { kind: 'payment', methods: ['card'], least_share: 50 },
        { kind: 'branch', in: ['brn_oxford'] },
      ],
      effects: [
        { kind: 'off_sale', off: { percent: 10 } },
        { kind: 'free_shipping' },
        { kind: 'gift_credit', amount: 300 },
        { kind: 'voucher', reward_id: 'rwd_tea', count: 2, value: 250 },
        { kind: 'message', code: 'nowruz' },
      ],
      limits: [{ id: 'budget', of: 'discount', partial: true }],
    });
    const tax = { class: 'full', rate: 200_000n, included: false };
    const tried = await attempt(newClub(), {
      promotion: nowruz,
      timeZone: 'Asia/Tehran',
      calendar: 'persian',
      at: new Date('2026-03-20T20:45:00Z'),
      member: { ...member, tier: 'gold', occasions: { birthday: '1990-03-22' } },
      codes: ['SPRING'],
      payments: [{ method: 'card', amount: 2_000n, isMoney: true }],
      branchId: 'brn_oxford',
      shipping: 499n,
      left: { budget: 600n },
      lines: [goods('tea', 8, '2.50', { tax })],
    });
    expect(tried.promotions).toEqual([
      expect.objectContaining({
        applied: true,
        gifts: [
          { kind: 'gift_credit', amount: 300n, count: 0, of: '' },
          { kind: 'voucher', amount: 250n, count: 2, of: 'rwd_tea' },
          { kind: 'message', amount: 0n, count: 0, of: 'nowruz' },
        ],
      }),
    ]);
    const [promotion] = tried.promotions;
    expect(promotion?.discount).toBe(600n);
    expect(tried).toMatchObject({ net: 1_800n, tax: 360n, shipping: 499n - (promotion?.shipping ?? 0n) });
    expect(tried.pays).toBe(tried.net + tried.tax + tried.shipping);
  });

  test('adds only tax that prices do not hold', async () => {
    const tax = { class: 'full', rate: 200_000n, included: true };
    const lines = [goods('tea', 1, '12.00', { tax }), goods('cup', 1, '10.00', { tax: { ...tax, included: false } })];
    const tried = await attempt(newClub(), { lines });
    expect(tried).toMatchObject({ gross: 2_200n, net: 2_200n, tax: 400n, pays: 2_400n });
  });

  test('writes nothing', async () => {
    const clubId = newClub();
    await attempt(clubId, { promotion: written('ten', percent(10)) });
    expect((await promotions.listPromotions({ clubId, page: undefined })).promotions).toEqual([]);
  });

  test('of as many lines as a sale may have is answered', async () => {
    const lines = Array.from({ length: 10_000 }, (_, at) => goods(`sku-${String(at)}`, 1, '1.00'));
    const tried = await attempt(newClub(), { lines, promotion: written('ten', percent(10)) });
    expect(tried).toMatchObject({ gross: 1_000_000n, net: 900_000n });
  });

  test.each<[string, Partial<TryPromotionsRequest>, string, string]>([
    ['no lines', { lines: [] }, 'invalid_basket', '/lines'],
    [
      'too many lines',
      { lines: Array.from({ length: 10_001 }, () => goods('tea', 1, '1')) },
      'invalid_basket',
      '/lines',
    ],
    ['a price below 0', { lines: [goods('tea', 1, '-1')] }, 'invalid_basket', '/lines/0/unit_price'],
    ['a price that is none', { lines: [goods('tea', 1, '1e3')] }, 'invalid_basket', '/lines/0/unit_price'],
    ['a price of seven places', { lines: [goods('tea', 1, '1.0000001')] }, 'invalid_basket', '/lines/0/unit_price'],
    ['nothing of a good', { lines: [goods('tea', 0, '1')] }, 'invalid_basket', '/lines/0/quantity'],
    ['less than nothing of it', { lines: [goods('tea', -1, '1')] }, 'invalid_basket', '/lines/0/quantity'],
    ['no SKU', { lines: [goods('', 1, '1')] }, 'invalid_basket', '/lines/0/sku'],
    ['a line beyond all money', { lines: [goods('tea', 999_999, '9999999999')] }, 'invalid_basket', '/lines/0'],
    ['a zone of nowhere', { timeZone: 'Mars/Olympus' }, 'invalid_basket', '/time_zone'],
    ['shipping below 0', { shipping: -1n }, 'invalid_basket', '/shipping'],
    [
      'a payment below 0',
      { payments: [{ method: 'cash', amount: -1n, isMoney: true }] },
      'invalid_basket',
      '/payments/0',
    ],
    ['a day that is none', { member: { ...member, since: '2026-02-30' } }, 'invalid_basket', '/member/since'],
    [
      'a birthday that is none',
      { member: { ...member, occasions: { birthday: 'May' } } },
      'invalid_basket',
      '/member/occasions/birthday',
    ],
    [
      'too many drafts',
      { drafts: Array.from({ length: 21 }, (_, at) => `d${String(at)}`) },
      'invalid_basket',
      '/drafts',
    ],
  ])('with %s is refused', async (_name, changes, code, place) => {
    await expect(attempt(newClub(), changes)).rejects.toMatchObject({ code, details: { place } });
  });

  test('of a draft that is wrong, or not there, is refused', async () => {
    const wrong = written('ten', { effects: [{ kind: 'free_beer' }], colour: 'red' });
    await expect(attempt(newClub(), { promotion: wrong })).rejects.toMatchObject({
      code: 'invalid_promotion',
      details: { '/terms/effects/0/kind': 'unknown_kind', '/terms/colour': 'unknown_field' },
    });
    await expect(attempt(newClub(), { drafts: ['nothing'] })).rejects.toMatchObject({ code: 'promotion_not_found' });
  });
});

describe('templates', () => {
  test('are drafts that are created and tried as they stand', async () => {
    const clubId = newClub();
    const { templates } = await promotions.listPromotionTemplates({ clubId, language: 'fa', purchase: 2_000n });
    expect(templates).toHaveLength(12);
    for (const { code, name, terms } of templates) {
      const promotion = written(code, {}, { name, terms });
      await promotions.createPromotion({ clubId, key: newKey(), by: 'stf_sara', promotion });
    }
    const tried = await attempt(clubId, { drafts: templates.map(({ code }) => code) });
    expect(tried.promotions.map(({ code }) => code).sort()).toEqual(templates.map(({ code }) => code).sort());
  });
});
