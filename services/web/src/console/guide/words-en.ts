/** Texts around the guide. */
export const guideEn = {
  'setup.begin': 'Set up a club',
  'guide.title': 'Guide',
  'guide.owner': 'Owners',
  'guide.team': 'Teams',
  'guide.cashier': 'Cashiers',
  'guide.marketer': 'Marketers',
  'guide.failed': 'The guide could not be read',
} as const;
