import type {
  Catalogue,
  Category,
  GetGoodResponse,
  Good,
  ListGoodsRequest,
  ListGoodsResponse,
  SavedGood,
  SaveGoodsRequest,
  SaveGoodsResponse,
  TaxClass,
} from '@vafa/contracts/catalogue';
import { codePattern } from '@vafa/kernel';
import { z } from 'zod';
import type { Asked } from '../contract/asked.ts';
import { overlay } from '../contract/overlay.ts';
import { identifierText, seenRevision, text, wholeUpTo } from '../scalars.ts';

const moneyMax = 10n ** 16n - 1n;
const name = () => text(200);
const code = () => z.string().regex(codePattern, 'a code is 1 to 40 of a-z, 0-9, "-" and "_", a letter or digit first');

const category = overlay<Category>(
  'vafa.checkout.v1.Category',
  {
    code: { given: code() },
    parent: { given: code(), otherwise: '' },
    nameFa: { given: name(), otherwise: '' },
    nameEn: { given: name(), otherwise: '' },
  },
  { id: 'Category' },
);
const taxClass = overlay<TaxClass>(
  'vafa.checkout.v1.TaxClass',
  { code: { given: code() }, rate: { given: wholeUpTo(1_000_000n) } },
  { id: 'TaxClass' },
);

export const catalogue = overlay<Catalogue>(
  'vafa.checkout.v1.Catalogue',
  {
    categories: { given: true, of: category, items: [0, 2_000], otherwise: [] },
    taxClasses: { given: true, of: taxClass, items: [0, 100], otherwise: [] },
    revision: seenRevision,
  },
  { id: 'Catalogue' },
);

const amount = { given: wholeUpTo(moneyMax) } as const;

export const good = overlay<Good>(
  'vafa.checkout.v1.Good',
  {
    sku: { given: identifierText(64) },
    nameFa: { given: name(), otherwise: '' },
    nameEn: { given: name(), otherwise: '' },
    category: { given: code(), otherwise: '' },
    family: { given: text(100), otherwise: '' },
    brand: { given: text(100), otherwise: '' },
    cost: {
      ...amount,
      says: 'What one unit costs the club, in minor units and without tax. Not there: not known, or the key is bound to branches and does not see it.',
    },
    floorPrice: { ...amount, says: 'No promotion sells one unit for less, in minor units. Not there: it has none.' },
    taxClass: { given: code(), otherwise: '' },
    unit: { given: text(20), otherwise: '' },
    decimals: { given: z.int().min(0).max(3), otherwise: 0 },
    noDiscount: { given: true, otherwise: false },
    noPoints: { given: true, otherwise: false },
    giftCard: { given: true, otherwise: false },
  },
  { id: 'Good', sentId: 'NewGood' },
);

export const newGoods = overlay<SaveGoodsRequest>('vafa.checkout.v1.SaveGoodsRequest', {
  goods: { given: true, of: good, items: [1, 1_000] },
});

const savedGood = overlay<SavedGood>('vafa.checkout.v1.SavedGood', {
  code: { orNull: true },
  field: { orNull: true },
  detail: { orNull: true },
});

export const savedGoods = overlay<SaveGoodsResponse>(
  'vafa.checkout.v1.SaveGoodsResponse',
  { outcomes: { name: 'items', of: savedGood } },
  { id: 'SavedGoods' },
);

export const goodsQuery = overlay<ListGoodsRequest>('vafa.checkout.v1.ListGoodsRequest', {
  category: { given: code(), otherwise: '', says: 'Goods of this category and of all below it.' },
  brand: { given: text(100), otherwise: '' },
  skuFrom: { given: identifierText(64), otherwise: '', says: 'Beginning of the SKU.' },
});

/** What goods cost is the club's own business: a key that is bound to branches does not see it. */
const seen = (one: Good, { caller }: Asked): Good => (caller.branchIds.length > 0 ? { ...one, cost: undefined } : one);

export const goodSeen = (response: GetGoodResponse, asked: Asked): GetGoodResponse => ({
  good: response.good && seen(response.good, asked),
});

export const goodsSeen = (response: ListGoodsResponse, asked: Asked): ListGoodsResponse => ({
  ...response,
  goods: response.goods.map((one) => seen(one, asked)),
});
