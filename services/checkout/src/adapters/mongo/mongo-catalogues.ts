import { derivedId, eventIdPrefix, newId } from '@vafa/kernel';
import type { Documents, Versioned } from '@vafa/mongo';
import { noCatalogue, type Catalogue } from '../../domain/catalogue/category-tree.ts';
import { idPrefixes } from '../../domain/ids.ts';
import type { Catalogues } from '../../use-cases/goods.ts';
import { toCatalogueEvent } from '../events/to-catalogue-event.ts';
import type { CatalogueState } from './models.ts';

const idOf = (clubId: string): string => derivedId(idPrefixes.catalogue, clubId);

/** One document a club; what was loaded is the document itself. */
export class MongoCatalogues implements Catalogues {
  constructor(private readonly documents: Documents<CatalogueState>) {}

  async load(clubId: string): Promise<Catalogue> {
    return (await this.documents.load(idOf(clubId))) ?? noCatalogue;
  }

  async save(clubId: string, before: Catalogue, after: Catalogue, at: Date): Promise<boolean> {
    const change = { key: newId(eventIdPrefix), events: [toCatalogueEvent(after)], at };
    if (before === noCatalogue)
      return (await this.documents.insert({ id: idOf(clubId), clubId, state: after, ...change })) === 'inserted';
    return this.documents.save(before as Versioned<CatalogueState>, { set: after, ...change });
  }
}
