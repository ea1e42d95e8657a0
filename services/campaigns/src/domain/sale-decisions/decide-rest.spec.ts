import { describe, expect, test } from '@jest/globals';
import { clubWith } from '../../../test/rules.ts';
import { promotions, PromotedSale, sold, type Published } from '../../../test/promoted-sale.ts';

const off = (percent: number | string, more: object = {}) => ({
  effects: [{ kind: 'off_sale', off: { percent } }],
  ...more,
});
const perPound = (points: number) => ({ kind: 'points_per_money', points, per_amount: 100, base: 'net_of_discount' });

const sale = (
  lines: readonly string[],
  published: Published,
  terms: Omit<ConstructorParameters<typeof PromotedSale>[1], 'promotions'> = {},
): PromotedSale => new PromotedSale(lines.map(sold), { promotions: promotions(...published), ...terms });

describe('what is left of a sale', () => {
  test('what earns no points goes on earning none, whoever gets the sale, though rules alone decided', () => {
    const made = sale(['1 cigarettes', '2 tea', '1 card'], [], { rules: clubWith({ minimumTotal: 500n }) });
    expect(made.points).toEqual({ pounds: 5 });
    expect(made.moved('mem_omid', false).dues.map(({ amount }) => amount)).toEqual([5n]);
    expect([made.back(2, 1), made.points]).toEqual([250n, { pounds: 2 }]);
  });

  test('gives nobody points of promotions, and the next member has them again', () => {
    const made = sale(['4 tea'], [['base', { effects: [perPound(1)] }]], { rules: clubWith({}) });
    made.adjudication = made.moved('', false);
    expect(made.adjudication.dues.map(({ amount }) => amount)).toEqual([0n, 0n]);
    expect(made.moved('mem_omid', false).dues.map(({ amount }) => amount)).toEqual([10n, 10n]);
  });

  test('of goods that were measured no whole unit is left: 0.50 go back, and the other stays free', () => {
    const cheapest = { effects: [{ kind: 'off_cheapest', off: { percent: 100 } }] };
    const made = sale(['1.5 mystery at 1.00', '1 mystery at 1.00'], [['cheapest', cheapest]]);
    expect([made.discounts, made.paid]).toEqual([{ 'cheapest 2': '100' }, 150n]);
    expect([made.back(1, 0.5), made.discounts]).toEqual([50n, { 'cheapest 2': '100' }]);
  });
});

describe('a sale that has a member since', () => {
  const fifty = { effects: [{ kind: 'points', points: 50 }] };
  const joined = (...published: Published): [off: bigint[], points: Record<string, bigint>] => {
    const made = sale(['4 tea'], published, { rules: clubWith({}), memberId: '' });
    const { adjustments, dues, decision } = made.moved('mem_sara', true);
    const codes = new Map(decision?.effects.map(({ id, promotionCode }) => [id, promotionCode]));
    expect(adjustments).toEqual(made.first.adjustments);
    return [
      adjustments.map(({ amount }) => amount),
      Object.fromEntries(dues.map(({ effectId, amount }) => [codes.get(effectId), amount])),
    ];
  };

  test('keeps what came off, whatever would have excluded it', () => {
    const great = { combine: 'exclusive', effects: [{ kind: 'points', points: 5_000 }] };
    expect(joined(['ten', off(10)], ['great', great])).toEqual([[100n], { pounds: 10n }]);
    expect(joined(['ten', off(10, { combine: 'always' })], ['great', great])).toEqual([
      [100n],
      { great: 5_000n, pounds: 10n },
    ]);
  });

  test('gives nothing beside what stood alone', () => {
    const alone = off(10, { combine: 'exclusive', excludes_all: true });
    expect(joined(['ten', alone], ['fifty', fifty])).toEqual([[100n], {}]);
  });

  test('gives no other of a group of which one took something off', () => {
    const of = (group: string) => ({ combine: 'best_in_group', group });
    expect(
      joined(['ten', off(10, of('a'))], ['one', { ...fifty, ...of('a') }], ['two', { ...fifty, ...of('b') }]),
    ).toEqual([[100n], { pounds: 10n, two: 50n }]);
  });

  test('gets the points of what took something off or said something already, multiplied once', () => {
    const both = { effects: [{ kind: 'off_sale', off: { percent: 10 } }, perPound(1)] };
    const thanks = {
      effects: [
        { kind: 'message', code: 'thanks' },
        { kind: 'points', points: 50 },
      ],
    };
    const double = { effects: [{ kind: 'points_multiplied', times: 2 }] };
    // 9 of 9.00, 10 by the rule, and 19 of both again.
    expect(joined(['both', both], ['thanks', thanks], ['double', double])).toEqual([
      [100n],
      { both: 9n, thanks: 50n, pounds: 10n, double: 19n },
    ]);
  });
});
