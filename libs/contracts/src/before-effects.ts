import type { AccrualBefore } from './generated/vafa/checkout/v1/checkout_events.ts';
import type { Decision } from './generated/vafa/effects/v1/effects.ts';

/** The ledger's key of what a rule gave a sale before there were effects, by its close or a correction. */
export const accrueKeyBefore = (saleId: string, ruleId: string, correctionId = ''): string =>
  `e:accrue:${saleId}:${ruleId}${correctionId === '' ? '' : `:${correctionId}`}`;

/** The ledger's key of the points that paid for a sale of then. */
export const captureKeyBefore = (saleId: string): string => `e:capture:${saleId}:points`;

/**
 * What sales and their events of before effects say of their rules, as a decision. The form of then: it does not change
 * with campaigns.
 */
export const decisionBeforeEffects = (accruals: readonly AccrualBefore[]): Decision => ({
  format: 1,
  effects: accruals.map(({ ruleId, ruleVersion, ruleCode, points, base, ratePoints, ratePerAmount }) => ({
    id: ruleId,
    promotionId: ruleId,
    promotionVersion: ruleVersion,
    promotionCode: ruleCode,
    promotionName: '',
    reason: 'earning_rule',
    basis: { base, points: ratePoints, perAmount: ratePerAmount },
    effect: { $case: 'points', value: { amount: points } },
  })),
  rejections: [],
  recorded: undefined,
});
