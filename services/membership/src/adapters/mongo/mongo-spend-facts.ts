import type { Collection } from 'mongodb';
import { slicesOf } from '@vafa/kernel';
import { inOrder, isDuplicateKey, toUnavailable } from '@vafa/mongo';
import type { Purchases } from '../../domain/purchases.ts';
import type { SpendFact, SpendFacts } from '../../use-cases/spend-facts.ts';
import { BuyerMarks } from './buyer-marks.ts';
import type { StoredFact } from './models.ts';
import { findPurchases } from './find-purchases.ts';

const kinds: readonly SpendFact['kind'][] = ['sale', 'moved'];

interface Whose {
  readonly clubId: string;
  readonly memberId: string;
  readonly at?: { readonly $lte: Date };
}

/** A sale that went to another member is one of theirs and not of the first's. */
const sales = { $sum: { $cond: [{ $eq: ['$kind', 'moved'] }, -1, 1] } };

export class MongoSpendFacts implements SpendFacts {
  private readonly collection: Collection<StoredFact>;
  private readonly buyers = new BuyerMarks();

  constructor(model: { readonly collection: unknown }) {
    this.collection = model.collection as Collection<StoredFact>;
  }

  async record(facts: readonly SpendFact[]): Promise<void> {
    if (facts.length === 0) return;
    const marks = this.buyers.missing(facts);
    try {
      await this.collection.insertMany(
        inOrder([...facts.map(({ id, ...fact }): StoredFact => ({ _id: id, ...fact })), ...marks], ({ _id }) => _id),
        { ordered: false },
      );
    } catch (error) {
      // Known already: the event came twice, or another process marked the buyer.
      if (!isDuplicateKey(error)) throw toUnavailable(error);
    }
    this.buyers.stored(marks);
  }

  async spend(clubId: string, memberId: string, from: Date, until: Date): Promise<bigint> {
    const stages = [
      { $match: { clubId, memberId, at: { $gt: from, $lte: until } } },
      { $group: { _id: null, amount: { $sum: '$amount' } } },
    ];
    const [sum] = await this.collection.aggregate<{ amount: bigint | number }>(stages).toArray();
    return BigInt(sum?.amount ?? 0);
  }

  firstSale(clubId: string, memberId: string): Promise<Date | undefined> {
    return this.endmost({ clubId, memberId }, 1);
  }

  lastSale(clubId: string, memberId: string, until: Date): Promise<Date | undefined> {
    return this.endmost({ clubId, memberId, at: { $lte: until } }, -1);
  }

  async purchases(clubId: string, memberId: string, before: Date): Promise<Purchases> {
    try {
      return await findPurchases(this.collection, { clubId, memberId }, before);
    } catch (error) {
      throw toUnavailable(error);
    }
  }

  async nextSale(clubId: string, memberId: string, from: Date): Promise<Date | undefined> {
    try {
      const whose = { clubId, memberId, at: { $gte: from } };
      const next = this.collection
        .find(whose, { projection: { at: 1 } })
        .sort({ at: 1 })
        .limit(1);
      return (await next.toArray())[0]?.at;
    } catch (error) {
      throw toUnavailable(error);
    }
  }

  /** The first sale (1) or the last (-1) of a member. */
  private async endmost(whose: Whose, order: 1 | -1): Promise<Date | undefined> {
    try {
      const [found] = await this.collection
        .find({ ...whose, kind: { $in: [...kinds] } }, { projection: { at: 1, kind: 1 } })
        .sort({ at: order, kind: 1 })
        .limit(1)
        .toArray();
      // What moves a sale stands at its moment, and before it: where a sale comes first, it stayed.
      return found?.kind === 'sale' ? found.at : found && (await this.endmostThatStayed(whose, order));
    } catch (error) {
      throw toUnavailable(error);
    }
  }

  /** Of the moments with a sale, the first or last at which not all sales went to another member. */
  private async endmostThatStayed(whose: Whose, order: 1 | -1): Promise<Date | undefined> {
    const stages = [
      { $match: { ...whose, kind: { $in: [...kinds] } } },
      { $group: { _id: '$at', sales } },
      { $match: { sales: { $gt: 0 } } },
      { $sort: { _id: order } },
      { $limit: 1 },
    ];
    const [found] = await this.collection.aggregate<{ _id: Date }>(stages).toArray();
    return found?._id;
  }

  /**
   * Members of a club with a sale that is still theirs. Costs buyers, and the sales of those who lost one to another
   * member. Raises `unavailable`.
   */
  async membersWithSale(clubId: string): Promise<number> {
    try {
      const [buyers, losers] = await Promise.all([
        this.collection.countDocuments({ clubId, kind: 'buyer' }),
        this.collection.distinct('memberId', { clubId, kind: 'moved' }),
      ]);
      const lost = await Promise.all(slicesOf(losers, membersAtOnce).map((some) => this.withoutSale(clubId, some)));
      return lost.reduce((left, count) => left - count, buyers);
    } catch (error) {
      throw toUnavailable(error);
    }
  }

  /** How many of these, who all have a fact of a sale, have no sale that is still theirs. */
  private async withoutSale(clubId: string, memberIds: readonly string[]): Promise<number> {
    const stages = [
      { $match: { clubId, memberId: { $in: [...memberIds] }, kind: { $in: ['sale', 'moved'] } } },
      { $group: { _id: '$memberId', sales } },
      { $match: { sales: { $lte: 0 } } },
      { $count: 'members' },
    ];
    const [count] = await this.collection.aggregate<{ members: number | bigint }>(stages).toArray();
    return Number(count?.members ?? 0);
  }
}

const membersAtOnce = 1_000;
