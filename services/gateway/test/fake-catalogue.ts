import { GoodOutcome, type Catalogue, type Good, type SavedGood } from '@vafa/contracts/catalogue';

export const catalogue: Catalogue = {
  categories: [{ code: 'tea', parent: '', nameFa: 'چای', nameEn: 'Tea' }],
  taxClasses: [{ code: 'vat', rate: 90_000n }],
  revision: 1,
};

export const good: Good = {
  sku: 'TEA',
  nameFa: 'چای',
  nameEn: 'Tea',
  category: 'tea',
  family: '',
  brand: 'Golestan',
  cost: 1_850n,
  floorPrice: undefined,
  taxClass: 'vat',
  unit: 'kg',
  decimals: 3,
  noDiscount: false,
  noPoints: false,
  giftCard: false,
  revision: 2,
};

export const savedGood: SavedGood = {
  sku: 'TEA',
  outcome: GoodOutcome.GOOD_OUTCOME_SAVED,
  code: '',
  field: '',
  detail: '',
};
