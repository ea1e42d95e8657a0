import type { Catalogue, GoneCodes } from '../domain/catalogue/category-tree.ts';
import type { Good } from '../domain/catalogue/good.ts';

/** A good as it was read; only what was read can be saved over. */
export interface KnownGood {
  readonly good: Good;
  /** It is in no list any more. */
  readonly isRemoved: boolean;
}

export interface GoodChange {
  /** Not there: nothing was found under the key. */
  readonly known?: KnownGood;
  readonly good: Good;
  readonly isRemoved: boolean;
}

export interface GoodsQuery {
  /** Any of these; empty: all. */
  readonly categories: readonly string[];
  /** Empty: all. */
  readonly brand: string;
  /** With any of these beginnings of the key; empty: all. */
  readonly keysFrom: readonly string[];
}

/** Goods of clubs, by the key that `goodKey` makes of a SKU. Every method raises `unavailable`. */
export interface Goods {
  /** Those that are there, removed ones among them. */
  load(clubId: string, keys: readonly string[]): Promise<ReadonlyMap<string, KnownGood>>;
  /** One of a key. False, in the order given: somebody else got there first, nothing of it was written. */
  save(clubId: string, changes: readonly GoodChange[], at: Date): Promise<readonly boolean[]>;
  /** Those that are not removed, by key, after one. */
  list(clubId: string, query: GoodsQuery, after: string, limit: number): Promise<readonly Good[]>;
  /** The first of these codes that a good names which is not removed. */
  namedBy(clubId: string, gone: GoneCodes): Promise<string | undefined>;
}

/** The catalogues of clubs. Every method raises `unavailable`. */
export interface Catalogues {
  /** Only what was read can be saved over. */
  load(clubId: string): Promise<Catalogue>;
  /** False: somebody else changed it since it was read, nothing was written. */
  save(clubId: string, before: Catalogue, after: Catalogue, at: Date): Promise<boolean>;
}
