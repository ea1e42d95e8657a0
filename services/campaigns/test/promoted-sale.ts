import type { Basket as BasketMessage } from '@vafa/contracts/campaigns';
import { Adjudication as AdjudicationMessage, type Adjudication } from '@vafa/contracts/effects';
import { amountOf } from '@vafa/kernel';
import { toAdjudication } from '../src/adapters/grpc/to-adjudication.ts';
import { toBasket } from '../src/adapters/grpc/to-basket.ts';
import { noRules, type ClubRules } from '../src/domain/club-rules.ts';
import { noPromotions, withSteps, type ClubPromotions } from '../src/domain/promotion-life/club-promotions.ts';
import type { PromotionStep } from '../src/domain/promotion-life/steps.ts';
import { decideSale } from '../src/domain/sale-decisions/decide-sale.ts';
import { idsAlone } from './ids-alone.ts';

const soldAt = new Date('2026-03-10T12:00:00Z');

/** What a club publishes: terms as REST writes them, by code. */
export type Published = readonly (readonly [code: string, terms: object, on?: Date])[];

export const promotions = (...published: Published): ClubPromotions =>
  published.reduce<ClubPromotions>((club, [code, terms, on = new Date('2026-01-01T00:00:00Z')], place) => {
    const id = `prm_${code}`;
    const earlier = club.promotions.get(id)?.versions.length ?? 0;
    const step: PromotionStep = {
      kind: 'published',
      revision: place + 1,
      clubId: 'clb_1',
      key: `k${String(place)}`,
      by: 'stf_sara',
      at: on,
      version: {
        promotionId: id,
        code,
        name: `Name of ${code}`,
        version: earlier + 1,
        publishedAt: on,
        publishedBy: 'stf_sara',
        submittedBy: '',
        approvedBy: '',
        ofRevision: place + 1,
        from: on,
        startsAt: undefined,
        endsAt: undefined,
        budget: undefined,
        terms: JSON.stringify({ conditions: [], ...terms }),
      },
    };
    return withSteps(club, [step]);
  }, noPromotions);

interface Good {
  readonly categories?: readonly string[];
  readonly noDiscount?: boolean;
  readonly noPoints?: boolean;
  readonly giftCard?: boolean;
  readonly decimals?: boolean;
  readonly floorPrice?: bigint;
}

/** What the club sells: a price and what the catalogue says; undefined: it does not know the good. */
const catalogue: Readonly<Record<string, { readonly price: string; readonly good?: Good }>> = {
  tea: { price: '2.50', good: { categories: ['drinks', 'food'] } },
  bread: { price: '1.00', good: { categories: ['food'] } },
  cup: { price: '3.33', good: { categories: ['kitchen'] } },
  pot: { price: '12.49', good: { categories: ['kitchen'] } },
  rice: { price: '1.00', good: { categories: ['food'], decimals: true } },
  coffee: { price: '4.99', good: { categories: ['drinks'], floorPrice: 450n } },
  cigarettes: { price: '6.00', good: { categories: ['tobacco'], noDiscount: true, noPoints: true } },
  card: { price: '20.00', good: { categories: ['cards'], giftCard: true } },
  mystery: { price: '7.77' },
};

export interface Sold {
  readonly quantity: number;
  readonly sku: string;
  readonly unitPrice: string;
}

/** `2 tea`, `0.35 rice`, `1 bread at 0.00`. */
export const sold = (text: string): Sold => {
  const [quantity = '', sku = '', , price = catalogue[sku]?.price ?? ''] = text.split(' ');
  return { quantity: Number(quantity), sku, unitPrice: price };
};

const milli = (quantity: number): bigint => BigInt(Math.round(quantity * 1000));

interface Terms {
  readonly rules?: ClubRules;
  readonly promotions?: ClubPromotions;
  readonly memberId?: string;
  readonly at?: Date;
  readonly pricesAsPaid?: boolean;
  readonly paidWithPoints?: bigint;
}

/**
 * A sale as checkout asks for it and reckons its returns: through the messages of the contract, as bytes, and by part 9
 * of the design in its own few lines.
 */
export class PromotedSale {
  adjudication: Adjudication;
  readonly first: Adjudication;
  readonly paid: bigint;
  refunded = 0n;
  private readonly returned: number[];

  constructor(
    private readonly lines: readonly Sold[],
    private readonly terms: Terms,
  ) {
    this.returned = lines.map(() => 0);
    this.adjudication = this.ask({ decided: undefined });
    this.first = this.adjudication;
    this.paid = this.cost();
  }

  get discounts(): Record<string, string> {
    return this.offOf(this.adjudication);
  }

  /** Points by code. */
  get points(): Record<string, number> {
    const effects = this.adjudication.decision?.effects ?? [];
    return Object.fromEntries(
      effects.flatMap(({ promotionCode, effect }) =>
        effect?.$case === 'points' ? [[promotionCode, Number(effect.value.amount)]] : [],
      ),
    );
  }

  get refusals(): unknown[] {
    return (this.adjudication.decision?.rejections ?? []).map(
      ({ code, promotionCode, conditionIndex, missing, inFavourOf }) => [
        promotionCode,
        code,
        conditionIndex,
        ...(missing === undefined ? [] : [missing]),
        ...(inFavourOf === '' ? [] : [inFavourOf]),
      ],
    );
  }

  /** Takes so much of a line back; answers the refund. */
  back(position: number, quantity: number): bigint {
    const place = position - 1;
    this.returned[place] = (this.returned[place] ?? 0) + quantity;
    this.adjudication = this.ask({ decided: this.adjudication.decision, onlyLess: true });
    const due = this.paid - this.cost() - this.refunded;
    const refund = due > 0n ? due : 0n;
    this.refunded += refund;
    return refund;
  }

  /** Gives it to another member or nobody, or to the first. */
  moved(memberId: string, anew: boolean): Adjudication {
    return this.ask({ decided: this.adjudication.decision, memberId, anew });
  }

  cost(): bigint {
    const gross = this.left().reduce((sum, { amount }) => sum + amount, 0n);
    return this.adjudication.adjustments.reduce((sum, { amount }) => sum - amount, gross);
  }

  private offOf({ adjustments, decision }: Adjudication): Record<string, string> {
    const codes = new Map(decision?.effects.map(({ id, promotionCode }) => [id, promotionCode]));
    return Object.fromEntries(
      adjustments.map(({ effectId, position, amount }) => [
        `${String(codes.get(effectId))} ${String(position)}`,
        amount.toString(),
      ]),
    );
  }

  private left() {
    return this.lines.map(({ quantity, sku, unitPrice }, place) => {
      const rest = milli(quantity) - milli(this.returned[place] ?? 0);
      return {
        position: place + 1,
        sku,
        unitPrice,
        quantityMilli: rest,
        amount: amountOf(unitPrice, rest, 2),
        soldMilli: milli(quantity),
      };
    });
  }

  private ask(changes: Partial<BasketMessage>): Adjudication {
    const { memberId = 'mem_sara', at = soldAt, pricesAsPaid = false, paidWithPoints = 0n } = this.terms;
    const { rules = noRules, promotions: published = noPromotions } = this.terms;
    const skus = [...new Set(this.lines.map(({ sku }) => sku))];
    const goods = skus.flatMap((sku) => {
      const good = catalogue[sku]?.good;
      return good
        ? [
            {
              sku,
              family: '',
              brand: '',
              cost: undefined,
              floorPrice: good.floorPrice,
              noDiscount: good.noDiscount ?? false,
              noPoints: good.noPoints ?? false,
              giftCard: good.giftCard ?? false,
              decimals: good.decimals ?? false,
              taxClass: '',
              taxRate: 0n,
              categories: [...(good.categories ?? [])],
            },
          ]
        : [];
    });
    const isFirst = changes.decided === undefined;
    const basket: BasketMessage = {
      branchId: 'brn_oxford',
      memberId,
      at,
      lines: this.left(),
      decided: undefined,
      onlyLess: false,
      anew: false,
      sale:
        isFirst || changes.anew
          ? {
              till: 't1',
              timeZone: 'Europe/London',
              pointValue: 10_000n,
              pricesAsPaid: pricesAsPaid || !isFirst,
              goods: isFirst ? goods : [],
              paidWithPoints,
            }
          : undefined,
      ...changes,
    };
    const decision = decideSale({ rules, promotions: published }, toBasket(basket), idsAlone.known);
    const message = toAdjudication(decision, basket.decided);
    return AdjudicationMessage.decode(AdjudicationMessage.encode(message).finish());
  }
}
