/** Texts of the overview, in English. */
export const overviewEn = {
  'overview.scope': 'The whole club until now',
  'overview.failed': 'The figures of the club could not be read',
  'overview.members': 'Members who bought',
  'overview.members-more': 'with a sale of their own',
  'overview.sales': 'Sales',
  'overview.sales-more': 'and {count} without a member',
  'overview.returns': 'Returns',
  'overview.returns-more': 'each takes its own points back',
  'overview.accrued': 'Points given',
  'overview.accrued-more': '{count} of them spent',
  'overview.liability': 'Points liability',
  'overview.liability-more': '{count} points outstanding',
  'overview.best': 'Most points',
  'overview.best-scope': 'Ten members, by what they may spend now',
  'overview.exceptions': 'Rows not taken',
  'overview.exceptions-scope': 'Of sales that were sent, refused in whole or in part',
} as const;
