import {
  choice,
  count,
  days,
  decimal,
  goods,
  money,
  name,
  names,
  optional,
  percent,
  range,
  shaped,
  type TermKind,
} from './shapes.ts';

const calendars = ['gregorian', 'persian', 'hijri'] as const;
const calendar = choice('calendar', calendars);
const named = { in: [] };

/** Conditions that hold others, in the order in which they are offered. */
export const groupKinds = ['all', 'any', 'not'] as const;
export type GroupKind = (typeof groupKinds)[number];

export const isGroupKind = (kind: string): kind is GroupKind => (groupKinds as readonly string[]).includes(kind);

const place = (kind: string): TermKind => ({
  kind,
  group: 'place',
  fields: [kind === 'branch' ? shaped('branches')('in') : names('in')],
  fresh: { kind, ...named },
});

/** Every condition that REST takes, but for those that hold others. A test holds it against the engine's own. */
export const conditionKinds: readonly TermKind[] = [
  { kind: 'member', group: 'member', fields: [], fresh: { kind: 'member' } },
  { kind: 'tier', group: 'member', fields: [shaped('tiers')('in')], fresh: { kind: 'tier', ...named } },
  { kind: 'segment', group: 'member', fields: [names('in')], fresh: { kind: 'segment', ...named } },
  {
    kind: 'membership_age',
    group: 'member',
    fields: range(days, '_days'),
    fresh: { kind: 'membership_age', at_least_days: 30 },
  },
  {
    kind: 'occasion',
    group: 'member',
    fields: [name('occasion'), days('days_before', { most: 90 }), days('days_after', { most: 90 })],
    fresh: { kind: 'occasion', occasion: 'birthday', days_before: 3, days_after: 3 },
  },
  { kind: 'consent', group: 'member', fields: [name('to')], fresh: { kind: 'consent', to: 'sms' } },
  { kind: 'total', group: 'basket', fields: [...range(money), goods('goods')], fresh: { kind: 'total' } },
  {
    kind: 'quantity',
    group: 'basket',
    fields: [...range(decimal), goods('goods')],
    fresh: { kind: 'quantity', at_least: 1 },
  },
  {
    kind: 'any_of',
    group: 'basket',
    fields: [count('count'), shaped('goods_list')('set')],
    fresh: { kind: 'any_of', count: 1, set: [{}] },
  },
  {
    kind: 'period',
    group: 'time',
    fields: [shaped('moment')('from', optional), shaped('moment')('until', optional)],
    fresh: { kind: 'period' },
  },
  {
    kind: 'dates',
    group: 'time',
    fields: [calendar, shaped('day')('from', optional), shaped('day')('until', optional)],
    fresh: { kind: 'dates', calendar: 'gregorian' },
  },
  {
    kind: 'season',
    group: 'time',
    fields: [calendar, shaped('day_of_year')('from'), shaped('day_of_year')('until')],
    fresh: { kind: 'season', calendar: 'persian', from: '01-01', until: '01-13' },
  },
  { kind: 'weekdays', group: 'time', fields: [shaped('weekdays')('in')], fresh: { kind: 'weekdays', ...named } },
  {
    kind: 'hours',
    group: 'time',
    fields: [shaped('hour')('from'), shaped('hour')('until')],
    fresh: { kind: 'hours', from: '14:00', until: '17:00' },
  },
  place('branch'),
  place('till'),
  place('channel'),
  place('banner'),
  place('company'),
  { kind: 'code', group: 'paying', fields: [names('in')], fresh: { kind: 'code', ...named } },
  {
    kind: 'payment',
    group: 'paying',
    fields: [names('methods'), percent('least_share', optional)],
    fresh: { kind: 'payment', methods: [] },
  },
  {
    kind: 'purchase_number',
    group: 'before',
    fields: [shaped('numbers')('is', optional), count('every', optional)],
    fresh: { kind: 'purchase_number', is: [1] },
  },
  {
    kind: 'since_last_purchase',
    group: 'before',
    fields: range(days, '_days'),
    fresh: { kind: 'since_last_purchase', at_least_days: 90 },
  },
  {
    kind: 'spent',
    group: 'before',
    fields: [name('counter'), ...range(money)],
    fresh: { kind: 'spent', counter: '' },
  },
  {
    kind: 'bought',
    group: 'before',
    fields: [name('counter'), ...range(decimal)],
    fresh: { kind: 'bought', counter: '' },
  },
  {
    kind: 'attribute',
    group: 'other',
    fields: [choice('of', ['sale', 'member', 'line']), name('name'), names('is')],
    fresh: { kind: 'attribute', of: 'sale', name: '', is: [] },
  },
  {
    kind: 'switch',
    group: 'other',
    fields: [{ name: 'on', shape: 'flag' }],
    fresh: { kind: 'switch', on: true },
  },
];

export const conditionGroups = ['member', 'basket', 'time', 'place', 'paying', 'before', 'other'] as const;
