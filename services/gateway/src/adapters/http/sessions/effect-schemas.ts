import type { Decision, Effect } from '@vafa/contracts/effects';
import { z } from 'zod';
import { instantOut, MoneySchema, quantityOut, WholeNumber } from '../scalars.ts';
import { toInstantOrNull, toMoney, toQuantity, toWhole, type Counted } from '../values.ts';

const ofRule = { rule_id: z.string(), rule_code: z.string(), rule_version: z.int() };

const AddPoints = z
  .object({
    type: z.literal('add_points'),
    points: WholeNumber,
    ...ofRule,
    base: MoneySchema.describe('What the rule counted.'),
    rate: z.object({ points: WholeNumber, per_amount: MoneySchema }),
  })
  .meta({ id: 'AddPoints' });
const SetDiscount = z
  .object({
    type: z.literal('set_discount'),
    amount: MoneySchema,
    positions: z.array(z.int()).describe('Of the lines that it is for; empty: the sale.'),
    ...ofRule,
  })
  .meta({ id: 'SetDiscount' });
const AddFreeItem = z
  .object({ type: z.literal('add_free_item'), sku: z.string(), quantity: quantityOut(), ...ofRule })
  .meta({ id: 'AddFreeItem' });
const AddCredit = z
  .object({ type: z.literal('add_credit'), unit: z.string(), amount: WholeNumber, ...ofRule })
  .meta({ id: 'AddCredit' });
const CreateVoucher = z
  .object({ type: z.literal('create_voucher'), reward_id: z.string(), count: z.int(), ...ofRule })
  .meta({ id: 'CreateVoucher' });
const GrantEntitlement = z
  .object({ type: z.literal('grant_entitlement'), code: z.string(), until: instantOut().nullable(), ...ofRule })
  .meta({ id: 'GrantEntitlement' });
const ShowMessage = z
  .object({ type: z.literal('show_message'), code: z.string(), ...ofRule })
  .meta({ id: 'ShowMessage' });

export const EffectAnswer = z
  .discriminatedUnion('type', [
    AddPoints,
    SetDiscount,
    AddFreeItem,
    AddCredit,
    CreateVoucher,
    GrantEntitlement,
    ShowMessage,
  ])
  .meta({ id: 'Effect', description: 'What a promotion gives the sale.' });

export const RejectionAnswer = z
  .object({ code: z.string(), rule_id: z.string(), rule_version: z.int(), condition_index: z.int() })
  .meta({ id: 'Rejection', description: 'Why a rule gave nothing.' });

const toEffect = (
  { promotionId, promotionCode, promotionVersion, basis, effect }: Effect,
  sale: Counted,
): z.infer<typeof EffectAnswer>[] => {
  const rule = { rule_id: promotionId, rule_code: promotionCode, rule_version: promotionVersion };
  switch (effect?.$case) {
    case 'points': {
      const { base, points, perAmount } = basis ?? { base: 0n, points: 0n, perAmount: 0n };
      return [
        {
          type: 'add_points',
          points: toWhole(effect.value.amount),
          ...rule,
          base: toMoney(base, sale),
          rate: { points: toWhole(points), per_amount: toMoney(perAmount, sale) },
        },
      ];
    }
    case 'discount':
      return [
        {
          type: 'set_discount',
          amount: toMoney(effect.value.amount, sale),
          positions: effect.value.positions,
          ...rule,
        },
      ];
    case 'freeItem':
      return [
        { type: 'add_free_item', sku: effect.value.sku, quantity: toQuantity(effect.value.quantityMilli), ...rule },
      ];
    case 'credit':
      return [{ type: 'add_credit', unit: effect.value.unit, amount: toWhole(effect.value.amount), ...rule }];
    case 'voucher':
      return [{ type: 'create_voucher', reward_id: effect.value.rewardId, count: effect.value.count, ...rule }];
    case 'entitlement':
      return [
        { type: 'grant_entitlement', code: effect.value.code, until: toInstantOrNull(effect.value.until), ...rule },
      ];
    case 'message':
      return [{ type: 'show_message', code: effect.value.code, ...rule }];
    case undefined:
      return [];
  }
};

const pointsOf = ({ effect }: Effect): bigint => (effect?.$case === 'points' ? effect.value.amount : 0n);

/** What was decided of a sale, as the till is told. */
export const toDecision = (decision: Decision | undefined, sale: Counted) => {
  const { effects = [], rejections = [] } = decision ?? {};
  return {
    points: toWhole(effects.reduce((sum, effect) => sum + pointsOf(effect), 0n)),
    effects: effects.flatMap((effect) => toEffect(effect, sale)),
    rejections: rejections.map(({ code, promotionId, promotionVersion, conditionIndex }) => ({
      code,
      rule_id: promotionId,
      rule_version: promotionVersion,
      condition_index: conditionIndex,
    })),
  };
};
