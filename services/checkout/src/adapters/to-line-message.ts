import type { Line, LineDiscount } from '@vafa/contracts/checkout';
import type { Adjustment as Share, Decision } from '@vafa/contracts/effects';
import type { SoldLine } from '../domain/session/line.ts';

const ofEffect = ({ effects }: Decision, { effectId, amount }: Share): LineDiscount => {
  const effect = effects.find(({ id }) => id === effectId);
  return {
    promotionId: effect?.promotionId ?? '',
    promotionVersion: effect?.promotionVersion ?? 0,
    promotionCode: effect?.promotionCode ?? '',
    promotionName: effect?.promotionName ?? '',
    amount,
  };
};

/** Lines as they were sold, with what promotions took off each, whatever came back since. */
export const toLineMessages = (lines: readonly SoldLine[], decision: Decision): Line[] => {
  const byPosition = Map.groupBy(decision.recorded?.shares ?? [], ({ position }) => position);
  return lines.map((line) => {
    const discounts = (byPosition.get(line.position) ?? []).map((share) => ofEffect(decision, share));
    return { ...line, net: discounts.reduce((net, { amount }) => net - amount, line.amount), discounts };
  });
};
