import { Calendar } from '@vafa/contracts/membership';
import type {
  ListPromotionTemplatesRequest,
  PromotionTemplate,
  TriedGift,
  TriedGood,
  TriedGoods,
  TriedLine,
  TriedMember,
  TriedPayment,
  TriedPromotion,
  TriedShare,
  TriedTax,
  TryPromotionsRequest,
  TryPromotionsResponse,
  Promotion,
} from '@vafa/contracts/promotions';
import { z } from 'zod';
import { requireRole, requireVerb } from '../../../domain/api-key.ts';
import type { Asked } from '../contract/asked.ts';
import { overlay, type Codec } from '../contract/overlay.ts';
import { count, identifierText, price, reference, text } from '../scalars.ts';
import { quantityGiven } from '../sessions/quantities.ts';
import { requireCurrency, withBranchIds } from './as-written.ts';
import { alsoCurrency, promotionCode, termsCodec, termsSay } from './promotions.ts';

const amountMax = 100_000_000_000_000;
const linesMax = 10_000;
/** A hundred percent. */
const taxRateMax = 1_000_000;
const name = () => text(100);
const names = { given: name(), otherwise: [], items: [0, 1_000] } as const;
const amount = { given: count().max(amountMax), otherwise: 0n } as const;
const flag = { given: true, otherwise: false } as const;
const day = { given: z.iso.date(), otherwise: '' } as const;

/** Values by names that are the club's own. */
const byName = (value: z.ZodType): Codec => ({
  body: z.record(z.string().min(1).max(100), value).refine((all) => Object.keys(all).length <= 100, 'at most 100'),
});
const texts = { given: true, otherwise: {}, codec: byName(z.string().max(200)) } as const;
const days = { given: true, otherwise: {}, codec: byName(z.iso.date()) } as const;
const rests = {
  given: true,
  otherwise: {},
  codec: {
    ...byName(count().max(amountMax)),
    toMessage: (left: Readonly<Record<string, number>>) =>
      Object.fromEntries(Object.entries(left).map(([limit, rest]) => [limit, BigInt(rest)])),
  },
} as const;

const good = overlay<TriedGood>('vafa.campaigns.v1.TriedGood', {
  categories: names,
  family: { given: name(), otherwise: '' },
  brand: { given: name(), otherwise: '' },
  cost: amount,
  floorPrice: amount,
  noDiscount: flag,
  noPoints: flag,
  giftCard: flag,
  decimals: flag,
});

const tax = overlay<TriedTax>('vafa.campaigns.v1.TriedTax', {
  class: { given: name() },
  rate: { given: count().max(taxRateMax) },
  included: { given: true },
});

const line = overlay<TriedGoods>(
  'vafa.campaigns.v1.TriedGoods',
  {
    sku: { given: identifierText(64) },
    quantityMilli: quantityGiven(),
    unitPrice: { given: price() },
    attributes: texts,
    tax: { given: true, otherwise: undefined, of: tax },
    good: { given: true, otherwise: undefined, of: good },
  },
  { sentId: 'PromotionTrialLine', example: { sku: '85123A', quantity: 6, unit_price: '2.55' } },
);

const member = overlay<TriedMember>('vafa.campaigns.v1.TriedMember', {
  id: {
    given: reference(),
    otherwise: '',
    says: 'As `member_id`, which goes before it.',
  },
  tier: { given: name(), otherwise: '' },
  segments: names,
  since: day,
  occasions: days,
  consents: names,
  attributes: texts,
  purchases: { given: z.int().min(0).max(1_000_000), otherwise: undefined },
  lastPurchase: day,
  heldOut: names,
});

export const trial = overlay<TryPromotionsRequest>(
  'vafa.campaigns.v1.TryPromotionsRequest',
  {
    at: { as: 'now', given: true, otherwise: undefined, says: 'Adjudicates as of this moment. Default is now.' },
    lines: { given: true, of: line, items: [1, linesMax] },
    member: {
      given: true,
      otherwise: undefined,
      of: member,
      says: 'What is known of whoever buys, in place of what is looked up by `member_id`.',
    },
    memberId: {
      given: reference(),
      otherwise: '',
      says: 'Of a member who is looked up as for a sale: tier, days, consents, purchases and what was spent, as of `now`. Needs the right to see it.',
    },
    company: { given: name(), otherwise: '' },
    banner: { given: name(), otherwise: '' },
    branchId: { as: 'branch', given: identifierText(120), otherwise: '', says: 'Code or id.' },
    channel: { given: name(), otherwise: '' },
    till: { given: name(), otherwise: '' },
    codes: names,
    payments: {
      given: true,
      otherwise: [],
      items: [0, 100],
      of: overlay<TriedPayment>('vafa.campaigns.v1.TriedPayment', {
        method: { given: name() },
        amount: { given: count().max(amountMax) },
        isMoney: { given: true, otherwise: true },
      }),
    },
    shipping: { given: count().max(amountMax), otherwise: undefined },
    attributes: texts,
    left: rests,
    promotion: {
      given: true,
      otherwise: undefined,
      of: overlay<Promotion>('vafa.campaigns.v1.Promotion', {
        code: { given: promotionCode(), otherwise: 'tried' },
        name: { given: text(200), otherwise: 'tried' },
        terms: { given: true, codec: termsCodec, says: termsSay },
      }),
    },
    drafts: { given: promotionCode(), otherwise: [], items: [0, 20] },
  },
  {
    also: alsoCurrency('What prices are in'),
  },
);

const money = { money: true } as const;
const whole = { whole: true } as const;
const sums = { gross: money, discount: money, net: money, tax: money, points: whole } as const;
const orNull = { orNull: true } as const;

const triedPromotion = overlay<TriedPromotion>(
  'vafa.campaigns.v1.TriedPromotion',
  {
    reason: orNull,
    inFavourOf: orNull,
    missing: whole,
    discount: money,
    shipping: money,
    points: whole,
    shares: { of: overlay<TriedShare>('vafa.campaigns.v1.TriedShare', { amount: money }) },
    gifts: { of: overlay<TriedGift>('vafa.campaigns.v1.TriedGift', { amount: money }) },
  },
  { id: 'TriedPromotion' },
);

export const triedPromotions = overlay<TryPromotionsResponse>(
  'vafa.campaigns.v1.TryPromotionsResponse',
  {
    ...sums,
    shipping: money,
    pays: money,
    promotions: { of: triedPromotion },
    lines: { of: overlay<TriedLine>('vafa.campaigns.v1.TriedLine', sums) },
  },
  { id: 'TriedPromotions' },
);

/** How the club counts, as it is now. */
export const ofClub = {
  timeZone: ({ club }: Asked) => club.timeZone,
  calendar: ({ club }: Asked) => (club.calendar === Calendar.CALENDAR_PERSIAN ? 'persian' : 'gregorian'),
  currencyDigits: ({ club }: Asked) => club.currencyDigits,
  pointValue: ({ club }: Asked) => club.pointValue,
};

/** Who looks a member up may see it. Raises `role_missing`, `verb_missing`. */
const requireSight = ({ caller }: Asked): void => {
  requireRole(caller, 'getMember');
  requireVerb(caller, 'members:read');
};

/** The trial in the club's currency, with ids of branches. */
export const asTried = async (request: TryPromotionsRequest, asked: Asked): Promise<TryPromotionsRequest> => {
  const { clubs, club } = asked;
  requireCurrency(request, asked);
  const memberId = request.memberId === '' ? (request.member?.id ?? '') : request.memberId;
  if (memberId !== '') requireSight(asked);
  const [branchId, promotion] = await Promise.all([
    request.branchId === '' ? '' : clubs.branch(club.id, request.branchId).then(({ id }) => id),
    request.promotion && withBranchIds(request.promotion, asked, '/promotion/terms'),
  ]);
  const member = request.member && { ...request.member, id: memberId === '' ? 'somebody' : memberId };
  return { ...request, branchId, promotion, memberId, member };
};

export const template = overlay<PromotionTemplate>(
  'vafa.campaigns.v1.PromotionTemplate',
  { terms: { codec: termsCodec, says: termsSay } },
  { id: 'PromotionTemplate', pageId: 'PromotionTemplates' },
);

export const templateQuery = overlay<ListPromotionTemplatesRequest>('vafa.campaigns.v1.ListPromotionTemplatesRequest', {
  language: { given: z.enum(['fa', 'en']), says: '`fa` or `en`. Default `en`.' },
  purchase: {
    given: count().min(1).max(10_000_000_000),
    says: 'What an ordinary purchase costs, in minor units: amounts are made of it. Default by currency.',
  },
});

/** Of twenty pounds, or five million rials. */
const ordinary = ({ currency, currencyDigits }: Asked['club']): bigint =>
  BigInt(currency === 'IRR' ? 5_000_000 : 20) * 10n ** BigInt(currencyDigits);

export const withPurchase = (
  request: ListPromotionTemplatesRequest,
  { club }: Asked,
): Promise<ListPromotionTemplatesRequest> =>
  Promise.resolve({ ...request, purchase: request.purchase === 0n ? ordinary(club) : request.purchase });
