import {
  GoodOutcome,
  type Catalogue as CatalogueMessage,
  type Good as GoodMessage,
  type SavedGood as SavedGoodMessage,
} from '@vafa/contracts/catalogue';
import type { Catalogue } from '../../domain/catalogue/category-tree.ts';
import type { Good, GoodTerms } from '../../domain/catalogue/good.ts';
import type { SavedGood } from '../../use-cases/save-goods.ts';

export const toCatalogueMessage = ({ categories, taxClasses, revision }: Catalogue): CatalogueMessage => ({
  categories: categories.map(({ code, parent, nameFa, nameEn }) => ({ code, parent, nameFa, nameEn })),
  taxClasses: taxClasses.map(({ code, rate }) => ({ code, rate })),
  revision,
});

/** What was not sent stays undefined: it is not known. */
export const toGoodTerms = ({ cost, floorPrice, revision: _revision, ...good }: GoodMessage): GoodTerms => ({
  ...good,
  ...(cost !== undefined && { cost }),
  ...(floorPrice !== undefined && { floorPrice }),
});

export const toGoodMessage = (good: Good): GoodMessage => ({ cost: undefined, floorPrice: undefined, ...good });

const outcomes = {
  saved: GoodOutcome.GOOD_OUTCOME_SAVED,
  unchanged: GoodOutcome.GOOD_OUTCOME_UNCHANGED,
  refused: GoodOutcome.GOOD_OUTCOME_REFUSED,
} as const;

export const toSavedGoodMessage = ({ sku, outcome, refusal }: SavedGood): SavedGoodMessage => ({
  sku,
  outcome: outcomes[outcome],
  ...(refusal ?? { code: '', field: '', detail: '' }),
});
