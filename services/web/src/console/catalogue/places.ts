import { FolderTree, Package, ReceiptText } from 'lucide-react';
import type { Place } from '../place.ts';
import { withTexts } from '../parts/with-texts.tsx';
import { catalogueTexts } from './texts.ts';

export const cataloguePlaces: readonly Place[] = [
  {
    path: '/goods',
    section: 'catalogue',
    name: 'catalogue.goods',
    keywords: 'goods sku products catalogue brand کالا محصول بارکد برند قیمت خرید',
    icon: Package,
    asks: 'listGoods',
    shown: 'tab',
    load: () => withTexts(async () => (await import('./goods-page.tsx')).GoodsPage, catalogueTexts),
  },
  {
    path: '/goods/categories',
    section: 'catalogue',
    name: 'catalogue.categories',
    keywords: 'categories tree دسته گروه کالا درخت',
    icon: FolderTree,
    asks: 'getCatalogue',
    shown: 'tab',
    load: () => withTexts(async () => (await import('./categories-page.tsx')).CategoriesPage, catalogueTexts),
  },
  {
    path: '/goods/taxes',
    section: 'catalogue',
    name: 'catalogue.taxes',
    keywords: 'tax vat مالیات ارزش افزوده',
    icon: ReceiptText,
    asks: 'getCatalogue',
    shown: 'tab',
    load: () => withTexts(async () => (await import('./taxes-page.tsx')).TaxesPage, catalogueTexts),
  },
  {
    path: '/goods/file',
    section: 'catalogue',
    name: 'catalogue.file',
    keywords: '',
    icon: Package,
    asks: 'saveGoods',
    shown: 'none',
    load: () => withTexts(async () => (await import('./file-page.tsx')).FilePage, catalogueTexts),
  },
];
