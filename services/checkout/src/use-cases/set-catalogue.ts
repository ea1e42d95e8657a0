import { DomainError, type Clock, type Commands } from '@vafa/kernel';
import {
  catalogueText,
  changeCatalogue,
  checkCatalogue,
  goneFrom,
  type Catalogue,
  type CatalogueTerms,
} from '../domain/catalogue/category-tree.ts';
import type { Catalogues, Goods } from './goods.ts';

export class SetCatalogue {
  constructor(
    private readonly catalogues: Catalogues,
    private readonly goods: Pick<Goods, 'namedBy'>,
    private readonly commands: Commands,
    private readonly clock: Clock,
  ) {}

  /**
   * Sets categories and tax classes, once per key. `seen`: the revision that was seen; 0: any. Raises
   * `invalid_catalogue`, `catalogue_changed`, `category_in_use`, `key_reused`.
   */
  async execute(clubId: string, key: string, asked: CatalogueTerms, seen: number): Promise<Catalogue> {
    const terms = checkCatalogue(asked);
    await this.commands.enter({ verb: 'set_catalogue', clubId, key, body: catalogueText(terms, seen) }, clubId);
    const before = await this.catalogues.load(clubId);
    if (before.keys.includes(key)) return before;
    const named = await this.goods.namedBy(clubId, goneFrom(before, terms));
    if (named !== undefined)
      throw new DomainError('refused', 'category_in_use', 'goods still name what would go', { code: named });
    return this.catalogues.change(clubId, key, this.clock.now(), (now) => changeCatalogue(now, terms, seen));
  }
}
