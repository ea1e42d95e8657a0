import type { Collection } from 'mongodb';
import { keptSales, type Purchases, type SaleFact } from '../../domain/purchases.ts';
import type { StoredFact } from './models.ts';

const isOfSale = (fact: StoredFact): fact is StoredFact & { kind: SaleFact['kind'] } =>
  fact.kind !== 'buyer' && fact.kind !== 'buyers_kept';

/** The id of a fact names its sale: `sale:{sale}`, `return:{sale}:{return}`, `correction:{sale}:…`. */
const toSaleFact = (fact: StoredFact & { kind: SaleFact['kind'] }): SaleFact => {
  const [, saleId = ''] = fact._id.split(':');
  return { saleId, kind: fact.kind, at: fact.at, amount: BigInt(fact.amount) };
};

/**
 * Sales of before a moment of which something is left. Most sales have nothing that came after: they are counted, and
 * only those that have are looked at one by one.
 */
export const findPurchases = async (
  collection: Collection<StoredFact>,
  whose: { readonly clubId: string; readonly memberId: string },
  before: Date,
): Promise<Purchases> => {
  const sales = { ...whose, kind: 'sale' as const, at: { $lt: before } };
  const later = { ...whose, kind: { $in: ['return', 'correction', 'moved'] as StoredFact['kind'][] } };
  const [count, changes] = await Promise.all([
    collection.countDocuments(sales),
    collection.find({ ...later, at: { $lt: before } }, { projection: { at: 1 } }).toArray(),
  ]);
  const moments = [...new Map(changes.map(({ at }) => [at.getTime(), at])).values()];
  const beside = moments.length === 0 ? [] : await collection.find({ ...whose, at: { $in: moments } }).toArray();
  const touched = beside.filter(isOfSale).map(toSaleFact);
  const kept = keptSales(touched);
  const changed = touched.filter(({ kind }) => kind === 'sale');
  const newest = collection.find(sales, { projection: { at: 1 } }).sort({ at: -1 });
  const latest = await newest.limit(changed.length + 1).toArray();
  const times = new Set(moments.map((at) => at.getTime()));
  const untouched = latest.find(({ at }) => !times.has(at.getTime()))?.at;
  const last = [...kept, ...(untouched ? [untouched] : [])].toSorted((a, b) => b.getTime() - a.getTime())[0];
  return { count: count - changed.length + kept.length, last };
};
