import type { Line, LineDiscount } from '@vafa/contracts/checkout';
import type { Decision } from '@vafa/contracts/effects';
import type { SoldLine } from '../domain/session/line.ts';

/** What promotions took off each line when it was sold, by position. */
const discountsIn = ({ effects, recorded }: Decision): ReadonlyMap<number, LineDiscount[]> => {
  const byPosition = new Map<number, LineDiscount[]>();
  for (const { effectId, positions, amounts } of recorded?.shares ?? []) {
    const effect = effects.find(({ id }) => id === effectId);
    positions.forEach((position, at) => {
      const discount = {
        promotionId: effect?.promotionId ?? '',
        promotionVersion: effect?.promotionVersion ?? 0,
        promotionCode: effect?.promotionCode ?? '',
        promotionName: effect?.promotionName ?? '',
        amount: amounts[at] ?? 0n,
      };
      const known = byPosition.get(position);
      if (known) known.push(discount);
      else byPosition.set(position, [discount]);
    });
  }
  return byPosition;
};

/** Lines as they were sold, with what promotions took off each, whatever came back since. */
export const toLineMessages = (lines: readonly SoldLine[], decision: Decision): Line[] => {
  const byPosition = discountsIn(decision);
  return lines.map((line) => {
    const discounts = byPosition.get(line.position) ?? [];
    return { ...line, net: discounts.reduce((net, { amount }) => net - amount, line.amount), discounts };
  });
};

/** The same for events, where the decision stands beside the lines and names what took something off. */
export const toSoldLines = (lines: readonly SoldLine[], decision: Decision): Line[] =>
  toLineMessages(lines, decision).map((line) => ({ ...line, discounts: [] }));
