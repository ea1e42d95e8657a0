import { describe, expect, test } from '@jest/globals';
import type { Decision, Effect } from '@vafa/contracts/effects';
import { answerOf } from '../contract/answers.ts';
import type { Asked } from '../contract/asked.ts';
import { decision, EffectAnswer } from './effects.ts';

const sale = { currency: 'GBP', currencyDigits: 2 };
const toDecision = (decided: Decision): { effects: object[] } =>
  answerOf(decision).toRest(decided as never, { counted: sale } as Asked) as { effects: object[] };
const of = (effect: Effect['effect']): Effect => ({
  id: 'a',
  promotionId: 'rul_a',
  promotionVersion: 2,
  promotionCode: 'tea',
  promotionName: '',
  reason: 'x',
  basis: { base: 500n, points: 1n, perAmount: 100n },
  effect,
});
const rule = { rule_id: 'rul_a', rule_code: 'tea', rule_version: 2 };

describe('what a till is told of an effect', () => {
  test.each<[string, Effect['effect'], object]>([
    ['points', { $case: 'points', value: { amount: 5n } }, { type: 'add_points', points: 5, ...rule }],
    [
      'a discount',
      { $case: 'discount', value: { amount: 120n, positions: [1, 2] } },
      { type: 'set_discount', positions: [1, 2], ...rule },
    ],
    [
      'a free item',
      { $case: 'freeItem', value: { sku: 'CUP', quantityMilli: 1_500n } },
      { type: 'add_free_item', sku: 'CUP', quantity: 1.5, ...rule },
    ],
    [
      'credit',
      { $case: 'credit', value: { unit: 'stamps', amount: 1n } },
      { type: 'add_credit', unit: 'stamps', amount: 1, ...rule },
    ],
    [
      'a voucher',
      { $case: 'voucher', value: { rewardId: 'rwd_1', count: 2 } },
      { type: 'create_voucher', reward_id: 'rwd_1', count: 2, ...rule },
    ],
    [
      'an entitlement',
      { $case: 'entitlement', value: { code: 'free_delivery', until: new Date('2026-12-31T00:00:00Z') } },
      { type: 'grant_entitlement', code: 'free_delivery', until: '2026-12-31T00:00:00.000Z', ...rule },
    ],
    ['a message', { $case: 'message', value: { code: 'thanks' } }, { type: 'show_message', code: 'thanks', ...rule }],
  ])('%s', (_name, effect, told) => {
    const { effects } = toDecision({ format: 1, effects: [of(effect)], rejections: [], recorded: undefined });
    expect(effects).toMatchObject([told]);
    expect(EffectAnswer.safeParse(effects[0]).error).toBeUndefined();
  });

  test('why a promotion gives nothing is told with what is missing; the control group is not told', () => {
    const of = { promotionId: 'prm_a', promotionVersion: 2, promotionCode: 'ten', promotionName: 'Ten percent' };
    const none = { missing: undefined, inFavourOf: '' };
    const rejections = [
      { ...of, ...none, code: 'total_too_low', conditionIndex: 0, missing: 1167n },
      { ...of, ...none, code: 'excluded_by', conditionIndex: -1, inFavourOf: 'third' },
      { ...of, ...none, code: 'held_out', conditionIndex: 1 },
      { ...of, ...none, code: 'no_member', conditionIndex: 0, promotionCode: '', promotionName: '' },
    ];
    const told = { rule_id: 'prm_a', rule_code: 'ten', rule_name: 'Ten percent', rule_version: 2 };
    expect(toDecision({ format: 2, effects: [], rejections, recorded: undefined })).toMatchObject({
      rejections: [
        { ...told, code: 'total_too_low', condition_index: 0, missing: 1167, in_favour_of: null },
        { ...told, code: 'excluded_by', condition_index: null, in_favour_of: 'third' },
        { code: 'no_member', condition_index: 0, rule_code: null, rule_name: null },
      ],
    });
  });

  test('points are those of all effects; what is of no known kind is left out', () => {
    const effects = [
      of({ $case: 'points', value: { amount: 5n } }),
      of({ $case: 'points', value: { amount: 7n } }),
      of({ $case: 'message', value: { code: 'x' } }),
    ];
    expect(toDecision({ format: 1, effects, rejections: [], recorded: undefined })).toMatchObject({
      points: 12,
      rejections: [],
    });
    const unknown = { format: 1, effects: [of(undefined)], rejections: [], recorded: undefined };
    expect(toDecision(unknown)).toEqual({ points: 0, effects: [], rejections: [] });
  });
});
