import type {
  Adjudication as AdjudicationMessage,
  Decision,
  Due,
  Effect,
  Rejection as RejectionMessage,
} from '@vafa/contracts/effects';
import type { Adjudication } from '../../domain/adjudicate.ts';
import type { PointsEffect } from '../../domain/points-effect.ts';
import type { Rejection } from '../../domain/conditions.ts';

export const decisionFormat = 1;

/** A rule gives one effect, so that its id names the effect. */
const toEffect = ({
  ruleId,
  ruleVersion,
  ruleCode,
  points,
  base,
  ratePoints,
  ratePerAmount,
}: PointsEffect): Effect => ({
  id: ruleId,
  promotionId: ruleId,
  promotionVersion: ruleVersion,
  promotionCode: ruleCode,
  reason: 'earning_rule',
  basis: { base, points: ratePoints, perAmount: ratePerAmount },
  effect: { $case: 'points', value: { amount: points } },
});

const toDue = ({ ruleId, points }: PointsEffect): Due => ({ effectId: ruleId, unit: 'points', amount: points });

const toRejection = ({ code, ruleId, ruleVersion, conditionIndex }: Rejection): RejectionMessage => ({
  code,
  promotionId: ruleId,
  promotionVersion: ruleVersion,
  conditionIndex,
});

export const toDecision = ({ effects, rejections }: Adjudication): Decision => ({
  format: decisionFormat,
  effects: effects.map(toEffect),
  rejections: rejections.map(toRejection),
});

/** Why other promotions gave nothing stays as it was decided at the sale. */
export const toAdjudication = (adjudication: Adjudication, decided?: Decision): AdjudicationMessage => ({
  decision: { ...toDecision(adjudication), ...(decided && { rejections: decided.rejections }) },
  adjustments: [],
  dues: adjudication.effects.map(toDue),
});
