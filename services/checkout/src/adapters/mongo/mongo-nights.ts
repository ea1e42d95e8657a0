import type { Collection } from 'mongodb';
import { inOrder, isDuplicateKey, toUnavailable } from '@vafa/mongo';
import type { Night, NightEntry, Nights } from '../../use-cases/nights.ts';
import type { NightDocument } from './models.ts';

const rejectUnavailable = (error: unknown): Promise<never> => Promise.reject(toUnavailable(error));

export class MongoNights implements Nights {
  private readonly collection: Collection<NightDocument>;

  constructor(model: { readonly collection: unknown }) {
    this.collection = model.collection as Collection<NightDocument>;
  }

  async open(nights: readonly Night[]): Promise<ReadonlyMap<string, Night>> {
    if (nights.length === 0) return new Map();
    try {
      await this.collection.insertMany(
        inOrder(nights, ({ id }) => id).map(({ id, entries }) => ({ _id: id, entries, count: entries.length })),
        { ordered: false },
      );
      return new Map();
    } catch (error) {
      if (!isDuplicateKey(error)) throw toUnavailable(error);
    }
    return this.find(nights.map(({ id }) => id));
  }

  async enter({ id, entries }: Night, entry: NightEntry): Promise<boolean> {
    const { matchedCount } = await this.collection
      .updateOne({ _id: id, count: entries.length }, { $push: { entries: entry }, $inc: { count: 1 } })
      .catch(rejectUnavailable);
    return matchedCount === 1;
  }

  async find(ids: readonly string[]): Promise<ReadonlyMap<string, Night>> {
    const found = await this.collection
      .find({ _id: { $in: [...ids] } })
      .toArray()
      .catch(rejectUnavailable);
    return new Map(found.map(({ _id: id, entries }) => [id, { id, entries }]));
  }
}
