import { controllerOf } from '../contract/controller-of.ts';
import { route } from '../contract/route.ts';
import { identifierText } from '../scalars.ts';
import { catalogue, good, goodSeen, goodsQuery, goodsSeen, newGoods, savedGoods } from './catalogue.ts';

const exampleCatalogue = {
  categories: [
    { code: 'grocery', name_fa: 'خواربار', name_en: 'Grocery' },
    { code: 'tea', parent: 'grocery', name_fa: 'چای', name_en: 'Tea' },
  ],
  tax_classes: [{ code: 'vat', rate: 100_000 }],
};
const exampleGood = {
  sku: '6260100320018',
  name_fa: 'چای سیاه ۵۰۰ گرمی',
  name_en: 'Black tea, 500 g',
  category: 'tea',
  brand: 'Golestan',
  cost: 1_850_000,
  tax_class: 'vat',
};

/** A catalogue of a thousand goods with all they may say. */
const goodsBytesMax = 2 * 1_024 * 1_024;

export const CatalogueController = controllerOf('Catalogue', [
  route('PUT /v1/catalogue', 'checkout.setCatalogue', {
    id: 'setCatalogue',
    summary: "Set the catalogue's categories and tax classes",
    description:
      'All at once; what says the same changes nothing. What goods still name does not go: `category_in_use`. Categories lead to the top in less than ten steps.',
    access: 'catalogue:write',
    bodyBytesMax: goodsBytesMax,
    body: { of: catalogue, id: 'NewCatalogue', example: exampleCatalogue },
    answer: catalogue,
    audited: 'before',
  }),
  route('GET /v1/catalogue', 'checkout.getCatalogue', {
    id: 'getCatalogue',
    summary: "The catalogue's categories and tax classes",
    access: 'catalogue:read',
    branches: 'club',
    answer: catalogue,
  }),
  route('POST /v1/catalogue/goods', 'checkout.saveGoods', {
    id: 'saveGoods',
    summary: 'Save goods, as the system says that knows them',
    description:
      'At most 1,000. Each is saved, unchanged or refused for itself: never all or nothing. What is said of a SKU takes the place of what was said before. A good that is not of its form refuses the request.',
    access: 'catalogue:write',
    writes: true,
    bodyBytesMax: goodsBytesMax,
    body: { of: newGoods, id: 'NewGoods', example: { goods: [exampleGood] } },
    answer: savedGoods,
  }),
  route('GET /v1/catalogue/goods', 'checkout.listGoods', {
    id: 'listGoods',
    summary: 'List the goods, by SKU',
    access: 'catalogue:read',
    branches: 'club',
    query: goodsQuery,
    show: goodsSeen,
    answer: good,
  }),
  route('GET /v1/catalogue/goods/:sku', 'checkout.getGood', {
    id: 'getGood',
    summary: 'A good, by its SKU',
    description: 'In any writing that lines of sales may have: other digits, an EAN with or without its zero.',
    access: 'catalogue:read',
    branches: 'club',
    path: { sku: identifierText(64) },
    show: goodSeen,
    answer: good,
  }),
  route('DELETE /v1/catalogue/goods/:sku', 'checkout.removeGood', {
    id: 'removeGood',
    summary: 'Take a good out of the catalogue',
    description: 'Sales that have it stay as they are. Taking it out again changes nothing.',
    access: 'catalogue:write',
    path: { sku: identifierText(64) },
    status: 204,
  }),
]);
