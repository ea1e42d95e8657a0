/** Names of the pages of promotions and of the catalogue, in English: navigation and palette say them everywhere. */
export const offerPlacesEn = {
  'section.promotions': 'Promotions',
  'promos.title': 'Promotions',
  'promos.new': 'New promotion',
  'section.catalogue': 'Goods',
  'catalogue.goods': 'Goods',
  'catalogue.categories': 'Categories',
  'catalogue.taxes': 'Taxes',
  'catalogue.file': 'From a file',
} as const;
