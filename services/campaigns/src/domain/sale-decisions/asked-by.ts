import type { Basket } from '../basket.ts';
import type { ClubRules } from '../club-rules.ts';
import type { ClubPromotions } from '../promotion-life/club-promotions.ts';
import { runningThen } from '../promotion-life/running-then.ts';
import type { RunningPromotions } from '../promotions/running.ts';
import { runningForSale, type KnownOfMembers } from './running-for-sale.ts';

/** All that a club has published, as far as sales ask it. */
export interface Published {
  readonly rules: ClubRules;
  readonly promotions: ClubPromotions;
}

/** Promotions that a sale is asked by; none where only earning rules are asked. */
export const askedBy = (
  { promotions }: Published,
  { at, memberId, sale }: Pick<Basket, 'at' | 'memberId' | 'sale'>,
  known: KnownOfMembers,
): RunningPromotions | undefined => {
  if (!sale || promotions.revision === 0) return undefined;
  const asking = { hasMember: memberId !== '', pricesAsPaid: sale.pricesAsPaid };
  const running = runningForSale(runningThen(promotions, at), asking, known);
  return running.all.length > 0 ? running : undefined;
};
