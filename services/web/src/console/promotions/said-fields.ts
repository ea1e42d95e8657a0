/** Fields of the terms that one of the parts says; others are shown as they are. */
export const saidFields: readonly string[] = [
  'conditions',
  'effects',
  'exclusions',
  'caps',
  'floor',
  'floor_on_free',
  'count_free_lines',
  'count_no_discount',
  'limits',
  'hold_out',
  'combine',
  'group',
  'excludes_all',
  'priority',
  'reevaluate_on_return',
];
