import { DomainError, type Clock } from '@vafa/kernel';
import {
  changeCatalogue,
  checkCatalogue,
  goneFrom,
  type Catalogue,
  type CatalogueTerms,
} from '../domain/catalogue/category-tree.ts';
import { untilSaved } from './contention.ts';
import type { Catalogues, Goods } from './goods.ts';

export class SetCatalogue {
  constructor(
    private readonly catalogues: Catalogues,
    private readonly goods: Pick<Goods, 'namedBy'>,
    private readonly clock: Clock,
  ) {}

  /**
   * Sets categories and tax classes; what says the same changes nothing. `seen`: the revision that was seen; 0: it was
   * not said. Raises `invalid_catalogue`, `catalogue_changed`, `category_in_use`, `contention`.
   */
  async execute(
    clubId: string,
    asked: CatalogueTerms,
    seen: number,
  ): Promise<{ readonly before: Catalogue; readonly after: Catalogue }> {
    const terms = checkCatalogue(asked);
    return untilSaved(async () => {
      const before = await this.catalogues.load(clubId);
      const after = changeCatalogue(before, terms, seen);
      if (after === before) return { before, after };
      const named = await this.goods.namedBy(clubId, goneFrom(before, after));
      if (named !== undefined)
        throw new DomainError('refused', 'category_in_use', 'goods still name what would go', { code: named });
      return (await this.catalogues.save(clubId, before, after, this.clock.now())) ? { before, after } : undefined;
    });
  }
}
