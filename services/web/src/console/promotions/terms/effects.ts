import {
  choice,
  count,
  decimal,
  flag,
  goods,
  money,
  name,
  off,
  optional,
  points,
  shaped,
  someMoney,
  type TermKind,
} from './shapes.ts';

const ten = { percent: 10 };
const one = { count: 1 };

/** Every effect that REST takes. A test holds it against the engine's own. */
export const effectKinds: readonly TermKind[] = [
  { kind: 'off_sale', group: 'discount', fields: [off('off')], fresh: { kind: 'off_sale', off: ten } },
  {
    kind: 'off_lines',
    group: 'discount',
    fields: [off('off'), goods('goods'), flag('per_unit')],
    fresh: { kind: 'off_lines', off: ten },
  },
  {
    kind: 'spend_tiers',
    group: 'discount',
    fields: [shaped('spend_tiers')('tiers'), choice('of', ['gross', 'net'])],
    fresh: { kind: 'spend_tiers', of: 'gross', tiers: [{ off: ten }] },
  },
  {
    kind: 'off_cheapest',
    group: 'discount',
    fields: [off('off'), goods('goods')],
    fresh: { kind: 'off_cheapest', off: { percent: 50 } },
  },
  {
    kind: 'off_each_nth',
    group: 'discount',
    fields: [off('off'), count('n'), goods('goods'), count('times', optional)],
    fresh: { kind: 'off_each_nth', off: { percent: 50 }, n: 2 },
  },
  {
    kind: 'buy_get',
    group: 'discount',
    fields: [shaped('some')('buy'), shaped('some')('get'), off('off'), count('times', optional)],
    fresh: { kind: 'buy_get', buy: one, get: one, off: { percent: 100 } },
  },
  {
    kind: 'fixed_price',
    group: 'discount',
    fields: [money('price'), goods('goods')],
    fresh: { kind: 'fixed_price' },
  },
  {
    kind: 'bundle_price',
    group: 'discount',
    fields: [money('price'), shaped('some_list')('items'), count('times', optional)],
    fresh: { kind: 'bundle_price', items: [one, one] },
  },
  {
    kind: 'free_shipping',
    group: 'discount',
    fields: [money('most', optional)],
    fresh: { kind: 'free_shipping' },
  },
  {
    kind: 'points',
    group: 'points',
    fields: [points('points'), goods('goods'), flag('per_unit')],
    fresh: { kind: 'points', points: 50 },
  },
  {
    kind: 'points_per_money',
    group: 'points',
    fields: [
      points('points'),
      someMoney('per_amount'),
      choice('base', ['net_of_discount', 'gross', 'money_part_only']),
      goods('goods'),
      flag('without_tax'),
      flag('whole_amounts'),
    ],
    fresh: { kind: 'points_per_money', points: 1, base: 'net_of_discount' },
  },
  {
    kind: 'points_multiplied',
    group: 'points',
    fields: [decimal('times'), goods('goods'), flag('compound')],
    fresh: { kind: 'points_multiplied', times: 2 },
  },
  {
    kind: 'gift_credit',
    group: 'gift',
    fields: [someMoney('amount')],
    fresh: { kind: 'gift_credit' },
  },
  {
    kind: 'voucher',
    group: 'gift',
    fields: [shaped('reward')('reward_id'), count('count'), money('value')],
    fresh: { kind: 'voucher', reward_id: '', count: 1 },
  },
  {
    kind: 'free_item',
    group: 'gift',
    fields: [name('sku'), count('count'), money('value')],
    fresh: { kind: 'free_item', sku: '', count: 1 },
  },
  { kind: 'entitlement', group: 'gift', fields: [name('code')], fresh: { kind: 'entitlement', code: '' } },
  { kind: 'message', group: 'gift', fields: [name('code')], fresh: { kind: 'message', code: '' } },
];

export const effectGroups = ['discount', 'points', 'gift'] as const;
