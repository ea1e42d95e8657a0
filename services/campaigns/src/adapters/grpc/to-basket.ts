import type { Basket as BasketMessage } from '@vafa/contracts/campaigns';
import type { Decision, Effect, Recorded as RecordedMessage } from '@vafa/contracts/effects';
import { DomainError } from '@vafa/kernel';
import type { Basket, PinnedVersion } from '../../domain/basket.ts';
import type { PointsEffect } from '../../domain/points-effect.ts';
import type { GivenEffect, Gives, Recorded } from '../../domain/sale-decisions/sale-decision.ts';
import { promotionsFormat, rulesFormat } from './to-adjudication.ts';

const unknown = (message: string, details: Record<string, string>): DomainError =>
  new DomainError('invalid', 'unknown_decision', message, details);

// To leave it out would be to take it back.
const unknownKind = ({ effect }: Effect): DomainError =>
  unknown('this build does not know effects of that kind', { kind: effect?.$case ?? '' });

const toPointsEffect = (given: Effect): PointsEffect => {
  const { promotionId, promotionVersion, promotionCode, basis, effect } = given;
  if (effect?.$case !== 'points') throw unknownKind(given);
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

const toGives = (given: Effect): Gives => {
  const { effect } = given;
  switch (effect?.$case) {
    case 'points':
      return { kind: 'points', amount: effect.value.amount };
    case 'discount':
      return { kind: 'discount', ...effect.value };
    case 'freeItem':
      return { kind: 'free_item', sku: effect.value.sku, count: Number(effect.value.quantityMilli / 1_000n) };
    case 'entitlement':
    case 'message':
      return { kind: effect.$case, code: effect.value.code };
    default:
      throw unknownKind(given);
  }
};

const toEffect = (given: Effect): GivenEffect => {
  const { effect: _effect, basis, reason, ...of } = given;
  const by = reason === 'earning_rule' ? 'earning_rule' : 'promotion';
  return { ...of, reason: by, gives: toGives(given), ...(basis && { basis }) };
};

const toRecorded = ({ shares, goods, answers, paidWithPoints }: RecordedMessage): Recorded => ({
  shares: shares.flatMap(({ effectId, positions, amounts }) =>
    positions.map((position, at) => ({ effectId, position, amount: amounts[at] ?? 0n })),
  ),
  goods,
  unmet: new Map(answers.map(({ promotionId, unmet }) => [promotionId, unmet])),
  paidWithPoints,
});

const pinOf = ({ promotionId: ruleId, promotionVersion: version }: GivenEffect): PinnedVersion => ({ ruleId, version });

/** Raises `unknown_decision`. */
const toDecided = ({ format, effects, recorded }: Decision): Pick<Basket, 'pinned' | 'decided' | 'before'> => {
  if (format === promotionsFormat && recorded) {
    const before = { effects: effects.map(toEffect), refusals: [], adjustments: [], recorded: toRecorded(recorded) };
    return { pinned: before.effects.filter(({ reason }) => reason === 'earning_rule').map(pinOf), before };
  }
  if (format !== rulesFormat)
    throw unknown('this build does not know decisions of that format', { format: String(format) });
  const decided = effects.map(toPointsEffect);
  return { decided, pinned: decided.map(({ ruleId, ruleVersion }) => ({ ruleId, version: ruleVersion })) };
};

/** Raises `invalid_basket` when the time is missing, `unknown_decision`. */
export const toBasket = (basket: BasketMessage): Basket => {
  const { branchId, memberId, at, lines, decided, onlyLess, sale, anew } = basket;
  if (!at) throw new DomainError('invalid', 'invalid_basket', 'a basket has a time');
  const asked = { branchId, memberId, at, lines, ...(sale && { sale }) };
  return decided ? { ...asked, ...toDecided(decided), onlyLess, anew } : { ...asked, pinned: [] };
};
