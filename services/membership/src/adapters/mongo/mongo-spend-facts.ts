import type { Collection } from 'mongodb';
import { inOrder, isDuplicateKey, toUnavailable } from '@vafa/mongo';
import type { SpendFact, SpendFacts } from '../../use-cases/spend-facts.ts';
import type { StoredFact } from './models.ts';

/** A sale that went to another member is one of theirs and not of the first's. */
const sales = { $sum: { $cond: [{ $eq: ['$kind', 'moved'] }, -1, 1] } };

export class MongoSpendFacts implements SpendFacts {
  private readonly collection: Collection<StoredFact>;

  constructor(model: { readonly collection: unknown }) {
    this.collection = model.collection as Collection<StoredFact>;
  }

  async record(facts: readonly SpendFact[]): Promise<void> {
    if (facts.length === 0) return;
    try {
      await this.collection.insertMany(
        inOrder(facts, ({ id }) => id).map(({ id, ...fact }) => ({ _id: id, ...fact })),
        { ordered: false },
      );
    } catch (error) {
      // Known already: the event came twice.
      if (!isDuplicateKey(error)) throw toUnavailable(error);
    }
  }

  async spend(clubId: string, memberId: string, from: Date, until: Date): Promise<bigint> {
    const stages = [
      { $match: { clubId, memberId, at: { $gt: from, $lte: until } } },
      { $group: { _id: null, amount: { $sum: '$amount' } } },
    ];
    const [sum] = await this.collection.aggregate<{ amount: bigint | number }>(stages).toArray();
    return BigInt(sum?.amount ?? 0);
  }

  async firstSale(clubId: string, memberId: string): Promise<Date | undefined> {
    try {
      const kinds = { $in: ['sale', 'moved'] as SpendFact['kind'][] };
      const [first] = await this.collection
        .find({ clubId, memberId, kind: kinds }, { projection: { at: 1, kind: 1 } })
        .sort({ at: 1, kind: 1 })
        .limit(1)
        .toArray();
      return first?.kind === 'sale' ? first.at : first && (await this.firstThatStayed(clubId, memberId));
    } catch (error) {
      throw toUnavailable(error);
    }
  }

  /** Of the moments with a sale, the first at which not all sales went to another member. */
  private async firstThatStayed(clubId: string, memberId: string): Promise<Date | undefined> {
    const stages = [
      { $match: { clubId, memberId, kind: { $in: ['sale', 'moved'] } } },
      { $group: { _id: '$at', sales } },
      { $match: { sales: { $gt: 0 } } },
      { $sort: { _id: 1 } },
      { $limit: 1 },
    ];
    const [first] = await this.collection.aggregate<{ _id: Date }>(stages).toArray();
    return first?._id;
  }

  async membersWithSale(clubId: string): Promise<number> {
    const stages = [
      { $match: { clubId, kind: { $in: ['sale', 'moved'] } } },
      { $group: { _id: '$memberId', sales } },
      { $match: { sales: { $gt: 0 } } },
      { $count: 'members' },
    ];
    const [count] = await this.collection.aggregate<{ members: number | bigint }>(stages).toArray();
    return Number(count?.members ?? 0);
  }
}
