import type { Basket as BasketMessage } from '@vafa/contracts/campaigns';
import type { Decision, Effect } from '@vafa/contracts/effects';
import { DomainError } from '@vafa/kernel';
import type { Basket } from '../../domain/basket.ts';
import type { PointsEffect } from '../../domain/points-effect.ts';
import { decisionFormat } from './to-adjudication.ts';

const unknown = (message: string, details: Record<string, string>): DomainError =>
  new DomainError('invalid', 'unknown_decision', message, details);

const toPointsEffect = ({ promotionId, promotionVersion, promotionCode, basis, effect }: Effect): PointsEffect => {
  // To leave it out would be to take it back.
  if (effect?.$case !== 'points')
    throw unknown('this build does not know effects of that kind', { kind: effect?.$case ?? '' });
  return {
    ruleId: promotionId,
    ruleVersion: promotionVersion,
    ruleCode: promotionCode,
    points: effect.value.amount,
    base: basis?.base ?? 0n,
    ratePoints: basis?.points ?? 0n,
    ratePerAmount: basis?.perAmount ?? 0n,
  };
};

/** Raises `unknown_decision`. */
const toDecided = (
  { format, effects }: Decision,
  onlyLess: boolean,
): Pick<Basket, 'pinned' | 'decided' | 'onlyLess'> => {
  if (format !== decisionFormat)
    throw unknown('this build does not know decisions of that format', { format: String(format) });
  const decided = effects.map(toPointsEffect);
  return { decided, onlyLess, pinned: decided.map(({ ruleId, ruleVersion }) => ({ ruleId, version: ruleVersion })) };
};

/** Raises `invalid_basket` when the time is missing, `unknown_decision`. */
export const toBasket = ({ branchId, memberId, at, lines, decided, onlyLess }: BasketMessage): Basket => {
  if (!at) throw new DomainError('invalid', 'invalid_basket', 'a basket has a time');
  return { branchId, memberId, at, lines, ...(decided ? toDecided(decided, onlyLess) : { pinned: [] }) };
};
