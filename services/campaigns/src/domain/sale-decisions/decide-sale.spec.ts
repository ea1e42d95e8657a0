import { describe, expect, test } from '@jest/globals';
import { clubWith } from '../../../test/rules.ts';
import { promotions, PromotedSale, sold, type Published } from '../../../test/promoted-sale.ts';

const off = (percent: number | string, more: object = {}) => ({
  effects: [{ kind: 'off_sale', off: { percent } }],
  ...more,
});
const from = (amount: number) => ({ kind: 'total', at_least: amount });
const perPound = (points: number) => ({ kind: 'points_per_money', points, per_amount: 100, base: 'net_of_discount' });

const sale = (
  lines: readonly string[],
  published: Published,
  terms: Omit<ConstructorParameters<typeof PromotedSale>[1], 'promotions'> = {},
): PromotedSale => new PromotedSale(lines.map(sold), { promotions: promotions(...published), ...terms });

describe('a sale', () => {
  test('10 % of 23.33 is 2.333, so 2.33, of which 2.00 fall on tea', () => {
    const made = sale(['8 tea', '1 cup'], [['ten', off(10, { conditions: [from(2000)] })]]);
    expect([made.discounts, made.paid]).toEqual([{ 'ten 1': '200', 'ten 2': '33' }, 2_100n]);
    expect(made.adjudication.decision).toMatchObject({
      format: 2,
      effects: [
        {
          id: 'prm_ten.0',
          promotionId: 'prm_ten',
          promotionVersion: 1,
          promotionCode: 'ten',
          promotionName: 'Name of ten',
          reason: 'promotion',
          effect: { $case: 'discount', value: { amount: 233n, positions: [1, 2] } },
        },
      ],
    });
  });

  test('11.67 are missing where the basket is too small; nothing of it is recorded', () => {
    const made = sale(['2 tea', '1 cup'], [['ten', off(10, { conditions: [from(2000)] })]]);
    expect([made.paid, made.refusals]).toEqual([833n, [['ten', 'total_too_low', 0, 1167n]]]);
    expect(made.adjudication.decision).toMatchObject({ format: 1, effects: [], recorded: undefined });
  });

  test('earning rules count gross, points of promotions net, in one run', () => {
    const made = sale(
      ['8 tea', '1 cup'],
      [
        ['ten', off(10)],
        ['double', { effects: [perPound(2)] }],
      ],
      { rules: clubWith({}) },
    );
    expect(made.points).toEqual({ pounds: 23, double: 42 });
    const { decision, dues } = made.adjudication;
    expect(dues.map(({ amount, unit }) => [unit, amount])).toEqual([
      ['points', 23n],
      ['points', 42n],
    ]);
    expect(decision?.effects.map(({ reason, basis }) => [reason, basis?.base])).toEqual([
      ['earning_rule', 2_333n],
      ['promotion', undefined],
      ['promotion', 2_100n],
    ]);
  });

  test('an exclusive promotion stands alone; the other says for whom it stands back, and so does an earning rule', () => {
    const made = sale(
      ['20 bread'],
      [
        ['ten', off(10)],
        ['third', off(30, { combine: 'exclusive', excludes_all: true })],
      ],
      { rules: clubWith({}) },
    );
    expect([made.discounts, made.paid, made.points]).toEqual([{ 'third 1': '600' }, 1_400n, {}]);
    expect(made.refusals).toEqual([
      ['', 'excluded_by', -1],
      ['ten', 'excluded_by', -1, 'third'],
    ]);
  });

  test('what may not be discounted, and what earns no points', () => {
    const made = sale(
      ['1 cigarettes', '1 card', '2 tea'],
      [
        ['ten', off(10)],
        ['base', { effects: [perPound(1)] }],
      ],
      { rules: clubWith({}) },
    );
    // 10 % of 5.00; the rule counts 5.00, the promotion 4.50.
    expect([made.discounts, made.paid, made.points]).toEqual([{ 'ten 3': '50' }, 3_050n, { pounds: 5, base: 4 }]);
  });

  test('a floor price holds', () => {
    const made = sale(['2 coffee'], [['half', off(50)]]);
    // 9.98 − 4.99 would be 4.99; 2 × 4.50 stay.
    expect([made.discounts, made.paid]).toEqual([{ 'half 1': '98' }, 900n]);
  });

  test('all of it off leaves nothing to pay, and a line of nothing stays', () => {
    const made = sale(['1 bread at 0.00', '1 tea'], [['free', off(100)]]);
    expect([made.discounts, made.paid]).toEqual([{ 'free 2': '250' }, 0n]);
    expect([made.back(2, 1), made.back(1, 1)]).toEqual([0n, 0n]);
  });

  test('without a member money comes off, and points are for nobody', () => {
    const made = sale(
      ['4 tea'],
      [
        ['both', { effects: [{ kind: 'off_sale', off: { percent: 10 } }, perPound(1)] }],
        ['base', { effects: [perPound(1)] }],
        ['thanks', { effects: [{ kind: 'message', code: 'thanks' }] }],
        ['club', off(20, { conditions: [{ kind: 'member' }] })],
      ],
      { memberId: '' },
    );
    expect([made.discounts, made.points, made.adjudication.dues]).toEqual([{ 'both 1': '100' }, {}, []]);
    expect(made.refusals).toEqual([
      ['base', 'no_member', -1],
      ['club', 'no_member', 0],
    ]);
    expect(made.adjudication.decision?.effects.map(({ effect }) => effect?.$case)).toEqual(['discount', 'message']);
  });

  test('prices that were paid: nothing comes off them, points are given', () => {
    const made = sale(
      ['4 tea'],
      [
        ['ten', off(10)],
        ['base', { effects: [perPound(1)] }],
      ],
      { pricesAsPaid: true },
    );
    expect([made.discounts, made.points, made.refusals]).toEqual([{}, { base: 10 }, []]);
  });

  test('points that pay earn nothing where money alone counts', () => {
    const money = { kind: 'points_per_money', points: 1, per_amount: 100, base: 'money_part_only' };
    const made = sale(['20 bread'], [['base', { effects: [money] }]], { paidWithPoints: 500n });
    expect(made.points).toEqual({ base: 15 });
    // What is left costs 10.00, of which points paid 5.00.
    made.back(1, 10);
    expect(made.points).toEqual({ base: 5 });
  });

  test('what nobody can say at a till, or settle after it, does not run, and says so', () => {
    const made = sale(
      ['4 tea'],
      [
        ['gold', off(10, { conditions: [{ kind: 'not', condition: { kind: 'tier', in: ['gold'] } }] })],
        ['trial', off(10, { hold_out: 'spring' })],
        ['cinema', { effects: [{ kind: 'voucher', reward_id: 'cinema', count: 1, value: 500 }] }],
        ['credit', { effects: [{ kind: 'gift_credit', amount: 300 }] }],
      ],
    );
    expect([made.discounts, made.refusals]).toEqual([
      {},
      [
        ['gold', 'not_known_at_sale', -1],
        ['trial', 'not_known_at_sale', -1],
        ['cinema', 'effect_not_settled', -1],
        ['credit', 'effect_not_settled', -1],
      ],
    ]);
  });

  test('a free item in the basket costs nothing; what is not there is told', () => {
    const gift = { effects: [{ kind: 'free_item', sku: 'cup', count: 2, value: 333 }] };
    const made = sale(['4 tea', '1 cup'], [['gift', gift]]);
    expect([made.discounts, made.paid]).toEqual([{ 'gift 2': '333' }, 1_000n]);
    expect(made.adjudication.decision?.effects.map(({ id, effect }) => [id, effect?.$case, effect?.value])).toEqual([
      ['prm_gift.0', 'discount', { amount: 333n, positions: [2] }],
      ['prm_gift.0.item', 'freeItem', { sku: 'cup', quantityMilli: 1_000n }],
    ]);
    // It is worth 0.00, and the tea stays as it was.
    expect([made.back(2, 1), made.back(1, 4)]).toEqual([0n, 1_000n]);
  });

  test('the version of the time of the sale decides, whatever was published since', () => {
    const published: Published = [
      ['ten', off(10), new Date('2026-03-01T00:00:00Z')],
      ['ten', off(20), new Date('2026-03-11T00:00:00Z')],
    ];
    const made = sale(['4 tea'], published);
    expect([made.paid, made.back(1, 2), made.back(1, 2)]).toEqual([900n, 450n, 450n]);
    expect(sale(['4 tea'], published, { at: new Date('2026-02-01T00:00:00Z') }).paid).toBe(1_000n);
  });
});

describe('what is left', () => {
  test('below the least total it costs its full price: 7.67, 3.33 and 10.00 go back of 21.00', () => {
    const made = sale(['8 tea', '1 cup'], [['ten', off(10, { conditions: [from(2000)] })]]);
    expect([made.back(1, 4), made.back(2, 1), made.back(1, 4)]).toEqual([767n, 333n, 1_000n]);
    expect(made.adjudication.decision?.effects[0]?.effect).toEqual({
      $case: 'discount',
      value: { amount: 0n, positions: [] },
    });
  });

  test('what is not asked again keeps its share: 9.00, 3.00 and 9.00', () => {
    const kept = off(10, { conditions: [from(2000)], reevaluate_on_return: false });
    const made = sale(['8 tea', '1 cup'], [['ten', kept]]);
    expect([made.back(1, 4), made.discounts]).toEqual([900n, { 'ten 1': '100', 'ten 2': '33' }]);
    expect([made.back(2, 1), made.back(1, 4)]).toEqual([300n, 900n]);
  });

  test('a set that is not asked again keeps its share of what is left: 1.67, 1.66 and 1.67 go back', () => {
    const tea = { goods: { skus: ['tea'] } };
    const set = { kind: 'buy_get', buy: { ...tea, count: 2 }, get: { ...tea, count: 1 }, off: { percent: 100 } };
    const made = sale(['3 tea'], [['set', { effects: [set], reevaluate_on_return: false }]]);
    // 2.50 × 2 ÷ 3 is 1.67, × 1 ÷ 3 is 0.83.
    expect([made.paid, made.back(1, 1), made.discounts]).toEqual([500n, 167n, { 'set 1': '167' }]);
    expect([made.back(1, 1), made.discounts, made.back(1, 1)]).toEqual([166n, { 'set 1': '83' }, 167n]);
  });

  test('an amount off the sale gives a line no more than it gave: 2.05, not 2.50', () => {
    const pound = { effects: [{ kind: 'off_sale', off: { amount: 100 } }] };
    const made = sale(['3 bread', '1 tea'], [['pound', pound]]);
    expect([made.discounts, made.paid]).toEqual([{ 'pound 1': '55', 'pound 2': '45' }, 450n]);
    expect([made.back(2, 1), made.discounts, made.back(1, 3)]).toEqual([205n, { 'pound 1': '55' }, 245n]);
  });

  test('a share is of what was sold: 2 of 3 keep 0.67, 1 of 3 keeps 0.33', () => {
    const pound = { effects: [{ kind: 'off_sale', off: { amount: 100 } }] };
    const made = sale(['1 tea', '1 tea', '1 tea'], [['pound', pound]]);
    expect(made.discounts).toEqual({ 'pound 1': '34', 'pound 2': '33', 'pound 3': '33' });
    expect([made.back(1, 1), made.back(2, 1), made.back(3, 1)]).toEqual([217n, 216n, 217n]);
  });

  test('of two and one free nothing goes back for the first', () => {
    const set = {
      kind: 'buy_get',
      buy: { goods: { skus: ['tea'] }, count: 2 },
      get: { goods: { skus: ['tea'] }, count: 1 },
      off: { percent: 100 },
    };
    const made = sale(['3 tea'], [['set', { effects: [set] }]]);
    expect(made.paid).toBe(500n);
    expect([made.back(1, 1), made.back(1, 1), made.back(1, 1)]).toEqual([0n, 250n, 250n]);
  });

  test('of goods of a category the recorded share holds: 2.49, not 2.50', () => {
    const kitchen = {
      effects: [{ kind: 'off_lines', off: { percent: 20 }, goods: { categories: ['kitchen'] } }],
    };
    const made = sale(['1 tea', '1 cup', '1 pot'], [['kitchen', kitchen]]);
    expect(made.discounts).toEqual({ 'kitchen 2': '67', 'kitchen 3': '249' });
    expect([made.back(2, 1), made.discounts]).toEqual([266n, { 'kitchen 3': '249' }]);
  });

  test('of goods by weight the share is of the weight', () => {
    const made = sale(['1.5 rice'], [['ten', off(10)]]);
    // 0.15 off 1.50; of 0.75 that are left 10 % are 0.075, so 0.08, and the share of it is the same.
    expect([made.paid, made.back(1, 0.75), made.back(1, 0.75)]).toEqual([135n, 68n, 67n]);
  });

  test('points go back to the last, each floored once over the whole', () => {
    const made = sale(
      ['8 tea', '1 cup'],
      [
        ['ten', off(10, { conditions: [from(2000)] })],
        ['double', { effects: [perPound(2)] }],
      ],
      {
        rules: clubWith({}),
      },
    );
    made.back(1, 4);
    // 13.33 at full price: 13, and 26.66.
    expect(made.points).toEqual({ pounds: 13, double: 26 });
    made.back(2, 1);
    made.back(1, 4);
    expect(made.points).toEqual({ pounds: 0, double: 0 });
  });

  test('never earns more than before, though it costs more', () => {
    const tenth = { kind: 'points_per_money', points: 1, per_amount: 10, base: 'net_of_discount' };
    const made = sale(
      ['8 tea'],
      [
        ['half', off(50, { conditions: [from(2000)] })],
        ['base', { effects: [tenth] }],
      ],
    );
    expect([made.paid, made.points]).toEqual([1_000n, { base: 100 }]);
    expect([made.back(1, 1), made.points]).toEqual([0n, { base: 100 }]);
    expect([made.back(1, 4), made.points]).toEqual([250n, { base: 75 }]);
  });

  test('what stood back at the sale does not come in', () => {
    const made = sale(
      ['20 bread'],
      [
        ['ten', off(10)],
        ['third', off(30, { combine: 'exclusive', conditions: [from(1500)] })],
      ],
    );
    expect([made.paid, made.back(1, 5), made.back(1, 5), made.discounts]).toEqual([1_400n, 350n, 50n, {}]);
  });

  test('conditions that do not ask for goods keep their answers', () => {
    const tuesday = { kind: 'weekdays', in: [2] };
    const sunday = { kind: 'weekdays', in: [7] };
    const any = (...of: object[]) => off(10, { conditions: [{ kind: 'any', of }] });
    const falls = sale(['2 tea'], [['ten', any(sunday, from(500))]]);
    expect([falls.paid, falls.back(1, 1)]).toEqual([450n, 200n]);
    expect(falls.adjudication.decision?.recorded?.answers).toEqual([{ promotionId: 'prm_ten', unmet: [0] }]);
    const stays = sale(['2 tea'], [['ten', any(tuesday, from(500))]]);
    expect([stays.paid, stays.back(1, 1)]).toEqual([450n, 225n]);
    const not = sale(['2 tea'], [['ten', off(10, { conditions: [{ kind: 'not', condition: sunday }] })]]);
    expect([not.paid, not.back(1, 1)]).toEqual([450n, 225n]);
  });

  test('gives another member the points, nobody none, and keeps what came off', () => {
    const made = sale(
      ['4 tea'],
      [
        ['ten', off(10)],
        ['base', { effects: [perPound(1)] }],
      ],
      { rules: clubWith({}) },
    );
    expect(made.moved('mem_omid', false).dues.map(({ amount }) => amount)).toEqual([10n, 9n]);
    expect(made.moved('mem_omid', false).adjustments).toEqual(made.first.adjustments);
  });

  test('of a sale that has a member since gives what takes nothing off, and keeps what came off', () => {
    const made = sale(
      ['4 tea'],
      [
        ['ten', off(10)],
        ['base', { effects: [perPound(1)] }],
        ['club', off(50, { conditions: [{ kind: 'member' }] })],
      ],
      { rules: clubWith({}), memberId: '' },
    );
    const joined = made.moved('mem_sara', true);
    expect(joined.dues.map(({ effectId, amount }) => [effectId.slice(0, 4), amount])).toEqual([
      ['rul_', 10n],
      ['prm_', 9n],
    ]);
    expect(joined.adjustments).toEqual(made.first.adjustments);
  });

  test('a version that was never published is told', () => {
    const made = sale(['4 tea'], [['ten', off(10)]]);
    const other = new PromotedSale([sold('4 tea')], {});
    other.adjudication = made.adjudication;
    expect(() => other.back(1, 1)).toThrow(expect.objectContaining({ code: 'rule_version_not_found' }));
  });
});
