import { derivedId, eventIdPrefix, newId } from '@vafa/kernel';
import type { Documents } from '@vafa/mongo';
import { noCatalogue, type Catalogue } from '../../domain/catalogue/category-tree.ts';
import { idPrefixes } from '../../domain/ids.ts';
import type { Catalogues } from '../../use-cases/goods.ts';
import { toCatalogueEvent } from '../events/to-catalogue-event.ts';
import type { CatalogueState } from './models.ts';

const toCatalogue = ({ categories, taxClasses, revision }: CatalogueState): Catalogue => ({
  categories,
  taxClasses,
  revision,
});

const idOf = (clubId: string): string => derivedId(idPrefixes.catalogue, clubId);

/** One document a club. */
export class MongoCatalogues implements Catalogues {
  constructor(private readonly documents: Documents<CatalogueState>) {}

  async load(clubId: string): Promise<Catalogue> {
    const found = await this.documents.load(idOf(clubId));
    return found ? toCatalogue(found) : noCatalogue;
  }

  async change(clubId: string, at: Date, decide: (before: Catalogue) => Catalogue): Promise<Catalogue> {
    const id = idOf(clubId);
    const changed = await this.documents.change(id, (document) => {
      const before = toCatalogue(document);
      const set = decide(before);
      return set === before ? undefined : { set, key: newId(eventIdPrefix), events: [toCatalogueEvent(set)], at };
    });
    if (changed) return toCatalogue(changed);
    const first = decide(noCatalogue);
    if (first === noCatalogue) return first;
    const document = { id, clubId, state: first, key: newId(eventIdPrefix), events: [toCatalogueEvent(first)], at };
    // Where it is there by now, somebody else was the first.
    return (await this.documents.insert(document)) === 'inserted' ? first : this.change(clubId, at, decide);
  }
}
