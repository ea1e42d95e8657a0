import { DomainError } from '@vafa/kernel';
import { below, type Catalogue } from '../domain/catalogue/category-tree.ts';
import { goodKey, keyBeginnings, type Good } from '../domain/catalogue/good.ts';
import type { Catalogues, Goods } from './goods.ts';

export const goodNotFound = (sku: string): DomainError =>
  new DomainError('not_found', 'good_not_found', 'the catalogue has no such good', { sku });

export interface GoodsFilter {
  /** With all below it; empty: all. */
  readonly category: string;
  readonly brand: string;
  /** Beginning of the SKU; empty: all. */
  readonly skuFrom: string;
}

/** What the catalogue knows. */
export class FindGoods {
  constructor(
    private readonly catalogues: Pick<Catalogues, 'load'>,
    private readonly goods: Pick<Goods, 'load' | 'list'>,
  ) {}

  catalogue(clubId: string): Promise<Catalogue> {
    return this.catalogues.load(clubId);
  }

  /** Raises `good_not_found`. */
  async one(clubId: string, sku: string): Promise<Good> {
    const key = goodKey(sku);
    const known = (await this.goods.load(clubId, [key])).get(key);
    if (known === undefined || known.isRemoved) throw goodNotFound(sku);
    return known.good;
  }

  /** At most `size` goods whose key follows `after`. */
  async list(
    clubId: string,
    { category, brand, skuFrom }: GoodsFilter,
    after: string,
    size: number,
  ): Promise<{ goods: readonly Good[]; more: boolean }> {
    const categories = category === '' ? [] : below(await this.catalogues.load(clubId), category);
    const query = { categories, brand, keysFrom: keyBeginnings(skuFrom) };
    const goods = await this.goods.list(clubId, query, after, size + 1);
    return { goods: goods.slice(0, size), more: goods.length > size };
  }
}
