import type {
  PromotionTemplate as PromotionTemplateMessage,
  TriedGift,
  TriedGood,
  TriedGoods as TriedGoodsMessage,
  TriedMember,
  TriedPromotion as TriedPromotionMessage,
  TryPromotionsRequest,
  TryPromotionsResponse,
} from '@vafa/contracts/promotions';
import type { PromotionTemplate } from '../../domain/promotion-life/templates.ts';
import type { TriedBasket, TriedGoods } from '../../domain/promotion-life/tried-basket.ts';
import type { TriedPromotion, TriedSale } from '../../domain/promotion-life/try-basket.ts';
import type { Given } from '../../domain/promotions/giving/given.ts';
import type { CatalogueGood, MemberSnapshot } from '../../domain/promotions/sale/sale.ts';
import { idPrefixes } from '../../domain/ids.ts';
import { isId } from '@vafa/kernel';

const toGood = ({ categories, family, brand, cost, floorPrice, ...flags }: TriedGood): CatalogueGood => ({
  categories,
  ...(family !== '' && { family }),
  ...(brand !== '' && { brand }),
  ...(cost > 0n && { cost }),
  ...(floorPrice > 0n && { floorPrice }),
  ...flags,
});

const toGoods = ({ sku, quantityMilli, unitPrice, attributes, tax, good }: TriedGoodsMessage): TriedGoods => ({
  sku,
  quantityMilli,
  unitPrice,
  attributes,
  tax,
  good: good && toGood(good),
});

const toMember = ({ tier, since, purchases, lastPurchase, ...member }: TriedMember): MemberSnapshot => ({
  ...member,
  ...(tier !== '' && { tier }),
  ...(since !== '' && { since }),
  ...(purchases !== undefined && { purchases }),
  ...(lastPurchase !== '' && { lastPurchase }),
});

const named = (places: Readonly<Record<string, string>>): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(places).filter(([, name]) => name !== ''));

export const toTriedBasket = (request: TryPromotionsRequest): TriedBasket => {
  const { company, banner, branchId: branch, channel, till, member, lines, shipping } = request;
  return {
    at: request.at,
    zone: request.timeZone,
    calendar: request.calendar === 'persian' ? 'persian' : 'gregorian',
    digits: request.currencyDigits,
    pointValue: request.pointValue,
    place: named({ company, banner, branch, channel, till }),
    member: member && toMember(member),
    lines: lines.map(toGoods),
    shipping,
    codes: request.codes,
    payments: request.payments,
    attributes: request.attributes,
    left: request.left,
  };
};

const toGift = (given: Given): TriedGift => {
  switch (given.kind) {
    case 'gift_credit':
      return { kind: given.kind, amount: given.amount, count: 0, of: '' };
    case 'voucher':
      return { kind: given.kind, amount: given.value, count: given.count, of: given.rewardId };
    case 'free_item':
      return { kind: given.kind, amount: given.value, count: given.count, of: given.sku };
    case 'points':
      return { kind: given.kind, amount: given.points, count: 0, of: '' };
    default:
      return { kind: given.kind, amount: 0n, count: 0, of: given.code };
  }
};

const toTriedPromotion = (tried: TriedPromotion): TriedPromotionMessage => {
  const { promotion, discount, shares, shipping, points, gifts, refusal } = tried;
  const { id, version, terms } = promotion.version;
  return {
    promotionId: id,
    code: terms.code,
    name: terms.name,
    version,
    isRule: isId(idPrefixes.rule, id),
    applied: refusal === undefined,
    reason: refusal?.code ?? '',
    conditionIndex: refusal?.condition,
    missing: refusal?.missing,
    inFavourOf: refusal?.other?.version.terms.code ?? '',
    discount,
    shares: [...shares],
    shipping,
    points,
    gifts: gifts.map(toGift),
  };
};

/** `sent`: the lines as they were asked, which have their SKUs as they were written. */
export const toTriedAnswer = (sale: TriedSale, sent: readonly TriedGoodsMessage[]): TryPromotionsResponse => ({
  promotions: sale.promotions.map(toTriedPromotion),
  lines: sale.lines.map(({ position, gross, net, tax, points }) => ({
    position,
    sku: sent[position - 1]?.sku ?? '',
    gross,
    discount: gross - net,
    net,
    tax,
    points,
  })),
  gross: sale.gross,
  discount: sale.discount,
  net: sale.net,
  tax: sale.tax,
  shipping: sale.shipping,
  pays: sale.pays,
  points: sale.points,
});

export const toTemplateMessage = (
  { code, words, terms, toFill }: PromotionTemplate,
  language: string,
  purchase: bigint,
): PromotionTemplateMessage => ({
  code,
  ...(language === 'fa' ? words.fa : words.en),
  terms: JSON.stringify(terms(Number(purchase))),
  toFill: [...toFill],
});
