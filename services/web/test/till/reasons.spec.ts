import { expect, test } from '@jest/globals';
import type { EarningRule, Session } from '@vafa/client';
import { isGiven, reasonsOf } from '../../src/till/sale/reasons.ts';

const rule = (id: string, more: Partial<EarningRule> = {}): EarningRule =>
  ({ id, name: `rule ${id}`, per_amount: 1_000, minimum_total: 5_000, ...more }) as EarningRule;
const money = (amount: number) => ({ amount, currency: 'IRR', digits: 2 });
const by = (id: string) => ({ rule_id: id, rule_version: 1, rule_code: `code-${id}` });
const session = (effects: readonly object[], rejections: readonly object[] = []): Session =>
  ({ gross: money(4_000), total: money(3_000), effects, rejections }) as unknown as Session;
const refusal = (code: string) => session([], [{ code, rule_id: 'a', rule_version: 1, condition_index: 0 }]);

const points = (given: number) => ({
  type: 'add_points',
  points: given,
  base: money(4_000),
  rate: { points: 1, per_amount: money(1_000) },
});

test.each([
  ['points', points(4), { kind: 'points', points: 4, rate: { points: 1, perAmount: 1_000n } }],
  ['a discount', { type: 'set_discount', amount: money(50), positions: [1] }, { kind: 'discount', amount: 50n }],
  ['something free', { type: 'add_free_item', sku: 'A', quantity: 2 }, { kind: 'free', code: 'A', count: 2 }],
  ['credit', { type: 'add_credit', unit: 'gift', amount: 3 }, { kind: 'credit', unit: 'gift', count: 3 }],
  ['a voucher', { type: 'create_voucher', reward_id: 'r', count: 1 }, { kind: 'voucher' }],
])('%s is given, by the name of its rule', (_name, effect, reason) => {
  const [only, ...more] = reasonsOf(session([{ ...effect, ...by('a') }]), [rule('a')]);
  expect([only, more]).toMatchObject([{ rule: 'rule a', ...reason }, []]);
  expect(only !== undefined && isGiven(only)).toBe(true);
});

test('a rule that this till does not know yet is named by its code', () => {
  expect(reasonsOf(session([{ ...points(4), ...by('z') }]), [])).toMatchObject([{ rule: 'code-z' }]);
});

test.each([
  ['no_member', { kind: 'for-members' }],
  ['no_matching_line', { kind: 'other-goods' }],
  ['below_one_unit', { kind: 'from-amount', amount: 1_000n }],
  ['total_too_low', { kind: 'within-reach', missing: 1_000n }],
])('%s says what is missing', (code, reason) => {
  const [only] = reasonsOf(refusal(code), [rule('a')]);
  expect(only).toMatchObject({ rule: 'rule a', ...reason });
  expect(only !== undefined && isGiven(only)).toBe(false);
});

test.each(['rule_disabled', 'not_yet_valid', 'no_longer_valid', 'other_branch'])('%s is not said', (code) => {
  expect(reasonsOf(refusal(code), [rule('a')])).toEqual([]);
});

test('a rule that gives nothing is not said', () => {
  expect(reasonsOf(session([{ ...points(0), ...by('a') }]), [rule('a')])).toEqual([]);
});

const ofPromotion = { rule_id: 'prm_a', rule_version: 2, rule_code: 'ten', rule_name: 'Ten percent' };

test('a promotion is named by itself, and its fixed points have no rate', () => {
  const none = { points: 0, per_amount: money(0) };
  const [fixed] = reasonsOf(session([{ ...points(50), ...ofPromotion, rate: none }]), []);
  expect(fixed).toEqual({ kind: 'points', rule: 'Ten percent', points: 50 });
});

test('a discount that a return has taken off is not said', () => {
  expect(reasonsOf(session([{ type: 'set_discount', amount: money(0), positions: [], ...ofPromotion }]), [])).toEqual(
    [],
  );
});

test.each([
  ['total_too_low', 1167, [{ kind: 'within-reach', rule: 'Ten percent', missing: 1_167n }]],
  ['no_member', null, [{ kind: 'for-members', rule: 'Ten percent' }]],
  ['no_matching_line', null, [{ kind: 'other-goods', rule: 'Ten percent' }]],
  ['excluded_by', null, []],
  ['not_known_at_sale', null, []],
])('of a promotion that gives nothing a cashier hears what can be done: %s', (code, missing, said) => {
  expect(reasonsOf(session([], [{ ...ofPromotion, code, missing, condition_index: 0 }]), [])).toEqual(said);
});
