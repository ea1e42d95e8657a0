import { derivedId } from '@vafa/kernel';
import type { Documents, Versioned } from '@vafa/mongo';
import { noCatalogue, type Catalogue } from '../../domain/catalogue/category-tree.ts';
import { idPrefixes } from '../../domain/ids.ts';
import type { Catalogues, LoadedCatalogue } from '../../use-cases/goods.ts';
import { toCatalogueEvent } from '../events/to-catalogue-event.ts';
import type { CatalogueState } from './models.ts';

const toCatalogue = ({ categories, taxClasses, revision }: CatalogueState): Catalogue => ({
  categories,
  taxClasses,
  revision,
});

const loaded = (document: Versioned<CatalogueState> | undefined): LoadedCatalogue =>
  document ? { ...toCatalogue(document), keys: document.keys } : { ...noCatalogue, keys: [] };

const idOf = (clubId: string): string => derivedId(idPrefixes.catalogue, clubId);

/** One document a club. */
export class MongoCatalogues implements Catalogues {
  constructor(private readonly documents: Documents<CatalogueState>) {}

  async load(clubId: string): Promise<LoadedCatalogue> {
    return loaded(await this.documents.load(idOf(clubId)));
  }

  async change(clubId: string, key: string, at: Date, decide: (before: Catalogue) => Catalogue): Promise<Catalogue> {
    const id = idOf(clubId);
    const changed = await this.documents.change(id, (document) => {
      if (document.keys.includes(key)) return undefined;
      const set = decide(toCatalogue(document));
      return { set, key, events: [toCatalogueEvent(set)], at };
    });
    if (changed) return toCatalogue(changed);
    const first = decide(noCatalogue);
    const inserted = await this.documents.insert({
      id,
      clubId,
      state: first,
      key,
      events: [toCatalogueEvent(first)],
      at,
    });
    // Somebody else was the first.
    return inserted === 'inserted' ? first : this.change(clubId, key, at, decide);
  }
}
