/** Texts around the guide. */
export const guideEn = {
  'guide.title': 'Guide',
  'guide.owner': 'Owners',
  'guide.cashier': 'Cashiers',
  'guide.marketer': 'Marketers',
  'guide.failed': 'The guide could not be read',
} as const;
