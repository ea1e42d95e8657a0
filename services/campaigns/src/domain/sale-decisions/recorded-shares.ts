import { divideHalfUp, spread } from '@vafa/kernel';
import { pricedLines, type BasketLine } from '../basket.ts';
import { standIn, type CompiledDiscount, type CompiledPromotion } from '../promotions/compile-promotion.ts';
import { least } from '../promotions/discounts/rounding.ts';
import { noteTaken, takeOff } from '../promotions/discounts/sale-in-work.ts';
import { MeasuredSale } from '../promotions/sale/goods-line.ts';
import type { LinesInOne, PromotedSale } from '../promotions/sale/sale.ts';
import type { GivenEffect, Recorded } from './sale-decision.ts';
import { effectId } from './told-effects.ts';

/** Lines that were one when they were sold, and what each effect took off them all. */
interface SoldTogether {
  readonly milli: bigint;
  readonly shares: Map<string, bigint>;
}

interface Decided {
  readonly effects: readonly GivenEffect[];
  readonly recorded: Recorded;
}

/** What promotions took off the lines of a sale, by which what is left of them is limited. */
export class RecordedShares {
  private readonly byPosition = new Map<number, SoldTogether>();
  private readonly effects = new Map<string, string[]>();

  /** `lines`: all that were sold, whatever is left of them. */
  constructor(lines: readonly BasketLine[], { effects, recorded }: Decided, sale: PromotedSale) {
    const { shares, goods } = recorded;
    const sold = pricedLines(lines, goods, ({ soldMilli = 0n, quantityMilli = 0n }) => soldMilli || quantityMilli);
    for (const { parts, milli } of new MeasuredSale({ ...sale, lines: sold }).lines) {
      const together = { milli: BigInt(milli), shares: new Map<string, bigint>() };
      for (const { position } of parts) this.byPosition.set(position, together);
    }
    for (const { effectId: id, position, amount } of shares) {
      const together = this.byPosition.get(position);
      if (together) together.shares.set(id, (together.shares.get(id) ?? 0n) + amount);
    }
    for (const { id, promotionId, gives } of effects) {
      if (gives.kind !== 'discount') continue;
      this.effects.set(promotionId, [...(this.effects.get(promotionId) ?? []), id]);
    }
  }

  /** The most that a promotion takes off what is left of lines: its share × what is left ÷ what was sold, half up. */
  most(promotionId: string, lines: LinesInOne): bigint {
    const all = this.ofEffects(promotionId, lines).reduce((sum, share) => sum + share, 0n);
    return all === 0n ? 0n : divideHalfUp(all * BigInt(lines.milli), this.soldOf(lines)?.milli ?? 1n);
  }

  /** The same promotion, which keeps its shares whatever its conditions and effects say of what is left. */
  kept(promotion: CompiledPromotion): CompiledPromotion {
    const { id } = promotion.version;
    const discounts = promotion.discounts.map((discount): CompiledDiscount => {
      const place = (this.effects.get(id) ?? []).indexOf(effectId(promotion.version, discount.effect));
      return {
        ...discount,
        apply: (work, giver) => {
          if (place < 0) return;
          for (const line of work.lines) {
            const shares = spread(this.most(id, line.goods), this.ofEffects(id, line.goods));
            const amount = least(shares[place] ?? 0n, line.net);
            if (amount === 0n) continue;
            takeOff(line, giver, amount, undefined);
            noteTaken(work, giver.promotion, amount);
          }
        },
      };
    });
    return standIn(promotion, { discounts });
  }

  private ofEffects(promotionId: string, lines: LinesInOne): bigint[] {
    const shares = this.soldOf(lines)?.shares;
    return (this.effects.get(promotionId) ?? []).map((id) => shares?.get(id) ?? 0n);
  }

  private soldOf({ parts }: LinesInOne): SoldTogether | undefined {
    return this.byPosition.get(parts[0]?.position ?? -1);
  }
}
