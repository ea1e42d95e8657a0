import type { RefusedSale, Settled } from '../domain/refused-sale.ts';

export interface RefusedSalesStore {
  /** As told last; its id, and that it was settled, stay. Answers how it stands. */
  put(sale: RefusedSale): Promise<RefusedSale>;
  /** Settles it unless it is settled; undefined when these branches (none: all) have no such sale. */
  settle(place: RefusedPlace, settled: Settled): Promise<RefusedSale | undefined>;
  /** The latest first, with ids below `below`. */
  list(query: RefusedQuery): Promise<readonly RefusedSale[]>;
  /** Forgets those that were settled before. */
  sweep(before: Date): Promise<void>;
}

export interface RefusedPlace {
  readonly clubId: string;
  readonly branchIds: readonly string[];
  readonly id: string;
}

export interface RefusedQuery {
  readonly clubId: string;
  readonly branchIds: readonly string[];
  readonly isSettled: boolean | undefined;
  readonly below: string | undefined;
  readonly limit: number;
}
