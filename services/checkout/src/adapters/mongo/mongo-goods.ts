import { derivedId, eventIdPrefix, newId } from '@vafa/kernel';
import type { Documents, Versioned } from '@vafa/mongo';
import type { GoneCodes } from '../../domain/catalogue/category-tree.ts';
import { goodKey, type Good } from '../../domain/catalogue/good.ts';
import { idPrefixes } from '../../domain/ids.ts';
import type { GoodChange, Goods, GoodsQuery, KnownGood } from '../../use-cases/goods.ts';
import { toGoodEvent } from '../events/to-catalogue-event.ts';
import type { GoodState } from './models.ts';

type Document = Versioned<GoodState>;

interface LoadedGood extends KnownGood {
  readonly document: Document;
}

const idOf = (clubId: string, key: string): string => derivedId(idPrefixes.good, `${clubId}/${key}`);

const toGood = (state: GoodState): Good => ({
  sku: state.sku,
  nameFa: state.nameFa ?? '',
  nameEn: state.nameEn ?? '',
  category: state.category ?? '',
  family: state.family ?? '',
  brand: state.brand ?? '',
  ...(state.cost !== undefined && { cost: state.cost }),
  ...(state.floorPrice !== undefined && { floorPrice: state.floorPrice }),
  taxClass: state.taxClass ?? '',
  unit: state.unit ?? '',
  decimals: state.decimals ?? 0,
  noDiscount: state.noDiscount ?? false,
  noPoints: state.noPoints ?? false,
  giftCard: state.giftCard ?? false,
  revision: state.revision,
});

/** A field that is empty or false is given as undefined: it is not stored, and a save takes it away. */
const toState = ({ good, isRemoved }: GoodChange): GoodState => ({
  key: goodKey(good.sku),
  sku: good.sku,
  nameFa: good.nameFa || undefined,
  nameEn: good.nameEn || undefined,
  category: good.category || undefined,
  family: good.family || undefined,
  brand: good.brand || undefined,
  cost: good.cost,
  floorPrice: good.floorPrice,
  taxClass: good.taxClass || undefined,
  unit: good.unit || undefined,
  decimals: good.decimals || undefined,
  noDiscount: good.noDiscount || undefined,
  noPoints: good.noPoints || undefined,
  giftCard: good.giftCard || undefined,
  revision: good.revision,
  removed: isRemoved || undefined,
});

/** The sign after all others of a key's beginning. */
const last = '\uffff';

export class MongoGoods implements Goods {
  constructor(private readonly documents: Documents<GoodState>) {}

  async load(clubId: string, keys: readonly string[]): Promise<ReadonlyMap<string, LoadedGood>> {
    const found = await this.documents.loadMany(keys.map((key) => idOf(clubId, key)));
    return new Map(
      [...found.values()].map((document) => [
        document.key,
        { good: toGood(document), isRemoved: document.removed === true, document },
      ]),
    );
  }

  async save(clubId: string, changes: readonly GoodChange[], at: Date): Promise<readonly boolean[]> {
    const fresh = changes.filter(({ known }) => known === undefined);
    const others = changes.filter(({ known }) => known !== undefined);
    const inserted = await this.documents.insertMany(
      fresh.map((change) => ({
        id: idOf(clubId, goodKey(change.good.sku)),
        clubId,
        state: toState(change),
        key: newId(eventIdPrefix),
        events: [toGoodEvent(change.good, change.isRemoved)],
        at,
      })),
    );
    const saved = await this.documents.saveMany(
      others.map((change) => ({
        loaded: (change.known as LoadedGood).document,
        change: { set: toState(change), events: [toGoodEvent(change.good, change.isRemoved)], at },
      })),
    );
    const isWritten = new Map<GoodChange, boolean>([
      ...fresh.map((change, place) => [change, inserted[place] === 'inserted'] as const),
      ...others.map((change, place) => [change, saved[place] === true] as const),
    ]);
    return changes.map((change) => isWritten.get(change) ?? false);
  }

  async list(
    clubId: string,
    { categories, brand, keysFrom }: GoodsQuery,
    after: string,
    limit: number,
  ): Promise<readonly Good[]> {
    const filter = {
      clubId,
      removed: { $exists: false },
      key: { $gt: after },
      ...(keysFrom.length > 0 && { $or: keysFrom.map((from) => ({ key: { $gte: from, $lt: `${from}${last}` } })) }),
      ...(categories.length > 0 && { category: { $in: [...categories] } }),
      ...(brand !== '' && { brand }),
    };
    return (await this.documents.find(filter, { sort: { key: 1 }, limit })).map(toGood);
  }

  async namedBy(clubId: string, { categories, taxClasses }: GoneCodes): Promise<string | undefined> {
    for (const [field, codes] of [
      ['category', categories],
      ['taxClass', taxClasses],
    ] as const) {
      if (codes.length === 0) continue;
      const filter = { clubId, removed: { $exists: false }, [field]: { $in: [...codes] } };
      const [good] = await this.documents.find(filter, { limit: 1 });
      if (good) return good[field];
    }
    return undefined;
  }
}
