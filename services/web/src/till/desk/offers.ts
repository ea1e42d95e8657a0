import type { Reward } from '@vafa/client';

/** The dearest reward that so many points are enough for, and the cheapest that they are not. */
export const offersOf = (
  rewards: readonly Pick<Reward, 'name' | 'price_points' | 'open'>[],
  available: number,
): {
  readonly enough?: Pick<Reward, 'name' | 'price_points'>;
  readonly next?: Pick<Reward, 'name' | 'price_points'>;
} => {
  const open = rewards.filter((reward) => reward.open).toSorted((a, b) => a.price_points - b.price_points);
  const enough = open.findLast(({ price_points: price }) => price <= available);
  const next = open.find(({ price_points: price }) => price > available);
  return { ...(enough && { enough }), ...(next && { next }) };
};
