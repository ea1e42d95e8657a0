import type { RefusedSale, Settled } from '../../domain/refused-sale.ts';
import type { RefusedPlace, RefusedQuery, RefusedSalesStore } from '../../ports/refused-sales.ts';
import { inDatabase, type Collections, type RefusedSaleDocument } from './collections.ts';

const toSale = ({ _id: id, total, ...sale }: RefusedSaleDocument): RefusedSale => ({
  id,
  ...sale,
  total: BigInt(total),
});

const within = (branchIds: readonly string[]) => (branchIds.length > 0 ? { branchId: { $in: [...branchIds] } } : {});

export class MongoRefusedSales implements RefusedSalesStore {
  constructor(private readonly collections: Pick<Collections, 'refusedSales'>) {}

  async put({ id, total, settled: _none, ...sale }: RefusedSale): Promise<RefusedSale> {
    const stored = await inDatabase(() =>
      this.collections.refusedSales.findOneAndUpdate(
        { clubId: sale.clubId, sessionId: sale.sessionId },
        { $set: { ...sale, total: total.toString() }, $setOnInsert: { _id: id } },
        { upsert: true, returnDocument: 'after' },
      ),
    );
    if (stored === null) throw new Error('an upsert answers what it wrote');
    return toSale(stored);
  }

  async settle({ clubId, branchIds, id }: RefusedPlace, settled: Settled): Promise<RefusedSale | undefined> {
    const mine = { _id: id, clubId, ...within(branchIds) };
    const { refusedSales } = this.collections;
    const done = await inDatabase(() =>
      refusedSales.findOneAndUpdate({ ...mine, settled: { $exists: false } }, { $set: { settled } }, returnsAfter),
    );
    const found = done ?? (await inDatabase(() => refusedSales.findOne(mine)));
    return found === null ? undefined : toSale(found);
  }

  async list({ clubId, branchIds, isSettled, below, limit }: RefusedQuery): Promise<readonly RefusedSale[]> {
    const filter = {
      clubId,
      ...within(branchIds),
      ...(isSettled !== undefined && { settled: { $exists: isSettled } }),
      ...(below !== undefined && { _id: { $lt: below } }),
    };
    const found = await inDatabase(() =>
      this.collections.refusedSales.find(filter).sort({ _id: -1 }).limit(limit).toArray(),
    );
    return found.map(toSale);
  }

  async sweep(before: Date): Promise<void> {
    await inDatabase(() => this.collections.refusedSales.deleteMany({ 'settled.at': { $lt: before } }));
  }
}

const returnsAfter = { returnDocument: 'after' } as const;
