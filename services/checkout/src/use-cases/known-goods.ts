import { slicesOf, type Clock } from '@vafa/kernel';
import { categoryPath, parentsIn, type Catalogue, type Parents } from '../domain/catalogue/category-tree.ts';
import { goodKey, type Good } from '../domain/catalogue/good.ts';
import type { SaleGood } from './campaigns.ts';
import type { Catalogues, Goods } from './goods.ts';

/** What another process writes of a catalogue counts in sales here after at most so long. */
const goodsFreshMs = 500;
/** Where there is no other process. */
export const goodsFreshAloneMs = 60_000;
const clubsMax = 1_000;
const goodsMax = 20_000;
const keysPerRead = 1_000;

interface Known {
  readonly checkedAt: number;
  /** Undefined: the club has no goods, and nothing is read of it. */
  readonly catalogue: Promise<Catalogue | undefined>;
  /** By key; undefined: the catalogue does not know it. */
  readonly goods: Map<string, SaleGood | undefined>;
}

const toSaleGood = (key: string, good: Good, catalogue: Catalogue, parents: Parents): SaleGood => ({
  sku: key,
  categories: categoryPath(parents, good.category),
  family: good.family,
  brand: good.brand,
  cost: good.cost,
  floorPrice: good.floorPrice,
  noDiscount: good.noDiscount,
  noPoints: good.noPoints,
  giftCard: good.giftCard,
  decimals: good.decimals > 0,
  taxClass: good.taxClass,
  taxRate: catalogue.taxClasses.find(({ code }) => code === good.taxClass)?.rate ?? 0n,
});

const isThere = (good: SaleGood | undefined): good is SaleGood => good !== undefined;

/** What clubs sell, as sales ask it: kept in memory for a moment. */
export class KnownGoods {
  private readonly clubs = new Map<string, Known>();

  constructor(
    private readonly goods: Goods,
    private readonly catalogues: Catalogues,
    private readonly clock: Clock,
    private readonly forMs = goodsFreshMs,
  ) {}

  /** Of these SKUs those that the catalogue knows, each once. Raises `unavailable`. */
  async of(clubId: string, skus: Iterable<string>): Promise<readonly SaleGood[]> {
    const club = this.known(clubId);
    const catalogue = await club.catalogue;
    if (!catalogue) return [];
    const keys = new Set(Array.from(skus, goodKey));
    return this.read(clubId, club, catalogue, keys);
  }

  /** The stores, through which it hears of what is written here. */
  heard(): { readonly goods: Goods; readonly catalogues: Catalogues } {
    const { goods, catalogues } = this;
    const forgetting = async <T>(clubId: string, write: Promise<T>): Promise<T> => {
      try {
        return await write;
      } finally {
        this.clubs.delete(clubId);
      }
    };
    return {
      goods: {
        load: (...asked) => goods.load(...asked),
        list: (...asked) => goods.list(...asked),
        namedBy: (...asked) => goods.namedBy(...asked),
        save: (clubId, ...saved) => forgetting(clubId, goods.save(clubId, ...saved)),
      },
      catalogues: {
        load: (clubId) => catalogues.load(clubId),
        save: (clubId, ...saved) => forgetting(clubId, catalogues.save(clubId, ...saved)),
      },
    };
  }

  private known(clubId: string): Known {
    const now = this.clock.now().getTime();
    const there = this.clubs.get(clubId);
    if (there && Math.abs(now - there.checkedAt) < this.forMs) return there;
    const [oldest] = this.clubs.keys();
    if (this.clubs.size >= clubsMax && oldest !== undefined) this.clubs.delete(oldest);
    const fresh: Known = { checkedAt: now, catalogue: this.catalogueOf(clubId), goods: new Map() };
    this.clubs.set(clubId, fresh);
    // What cannot be read now is read by the next who asks.
    fresh.catalogue.catch(() => this.clubs.delete(clubId));
    return fresh;
  }

  private async catalogueOf(clubId: string): Promise<Catalogue | undefined> {
    const any = { categories: [], brand: '', keysFrom: [] };
    const [first] = await this.goods.list(clubId, any, '', 1);
    return first && this.catalogues.load(clubId);
  }

  private async read(
    clubId: string,
    { goods }: Known,
    catalogue: Catalogue,
    keys: ReadonlySet<string>,
  ): Promise<readonly SaleGood[]> {
    // What is kept may be forgotten while the others are read.
    const asked = new Map(Array.from(keys, (key) => [key, goods.get(key)]));
    const missing = [...keys].filter((key) => !goods.has(key));
    if (missing.length === 0) return [...asked.values()].filter(isThere);
    const found = await Promise.all(slicesOf(missing, keysPerRead).map((slice) => this.goods.load(clubId, slice)));
    const known = new Map(found.flatMap((some) => [...some]));
    const parents = parentsIn(catalogue);
    if (goods.size + missing.length > goodsMax) goods.clear();
    for (const key of missing) {
      const one = known.get(key);
      const good = one && !one.isRemoved ? toSaleGood(key, one.good, catalogue, parents) : undefined;
      asked.set(key, good);
      goods.set(key, good);
    }
    return [...asked.values()].filter(isThere);
  }
}
