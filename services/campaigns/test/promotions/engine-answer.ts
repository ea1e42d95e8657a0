import type { LineShare } from '../../src/domain/promotions/adjudicated.ts';
import type { PromotedSale } from '../../src/domain/promotions/sale/sale.ts';
import type { PromotionVersion } from '../../src/domain/promotions/terms/promotion.ts';
import { adjudicated } from './adjudicated.ts';
import type { Answer } from './reference.ts';

const nothing = new Set(['cap_reached', 'floor_reached', 'no_matching_line', 'below_one_unit', 'nothing_to_discount']);

const sharesOf = (shares: readonly LineShare[]): Record<string, bigint> => {
  const sums: Record<string, bigint> = {};
  for (const { promotion, effect, amount } of shares) {
    const key = `${promotion.version.terms.code}/${String(effect)}`;
    sums[key] = (sums[key] ?? 0n) + amount;
  }
  return sums;
};

/** What the engine answers, in the words of the reference. */
export const engineAnswer = (versions: readonly PromotionVersion[], sale: PromotedSale): Answer => {
  const result = adjudicated(versions, sale);
  const points: Record<string, bigint> = {};
  const gifts: string[] = [];
  for (const given of result.given) {
    const key = `${given.promotion.version.terms.code}/${String(given.effect)}`;
    if (given.kind === 'points') points[key] = given.points;
    else if (given.kind === 'gift_credit') gifts.push(`${key} credit ${String(given.amount)}`);
    else if (given.kind === 'free_item') gifts.push(`${key} item ${String(given.count)}`);
    else gifts.push(`${key} ${given.kind}`);
  }
  const rejections: Record<string, string> = {};
  for (const { promotion, code, other } of [...result.rejections, ...result.otherRejections()]) {
    const stood = code === 'better_in_group' || code === 'excluded_by';
    const text = stood ? `${code} ${other?.version.terms.code ?? ''}` : code;
    rejections[promotion.version.terms.code] = nothing.has(code) ? 'without effect' : text;
  }
  return {
    lines: result.lines().map(({ position, shares, net }) => ({ position, shares: sharesOf(shares), net })),
    shipping: result.shipping.net,
    points,
    gifts: gifts.sort(),
    rejections,
  };
};
