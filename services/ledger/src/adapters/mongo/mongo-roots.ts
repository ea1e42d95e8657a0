import type { Collection } from 'mongodb';
import type { Connection, Model } from 'mongoose';
import { isDuplicateKey, plainSchema, toUnavailable } from '@vafa/mongo';
import type { DailyRoot, RootStore } from '../../use-cases/ports/root-store.ts';

/** `_id` is the day. */
export interface RootDocument extends Omit<DailyRoot, 'day'> {
  readonly _id: string;
}

const fields = {
  _id: { type: String, required: true },
  root: { type: String, required: true },
  accounts: { type: Number, required: true },
  clubs: { type: [Object], required: true },
  keptAt: { type: Date, required: true },
  hash: { type: String, required: true },
} satisfies Record<keyof RootDocument, unknown>;

export const rootModel = (connection: Connection): Model<RootDocument> =>
  connection.model<RootDocument>('Root', plainSchema<RootDocument>(fields), 'roots');

const toRoot = ({ _id: day, ...root }: RootDocument): DailyRoot => ({ day, ...root });

export class MongoRoots implements RootStore {
  constructor(private readonly roots: Collection<RootDocument>) {}

  async keep({ day, ...root }: DailyRoot): Promise<boolean> {
    try {
      await this.roots.insertOne({ _id: day, ...root });
      return true;
    } catch (error) {
      if (isDuplicateKey(error)) return false;
      throw toUnavailable(error);
    }
  }

  async list(before: string | undefined, limit: number): Promise<readonly DailyRoot[]> {
    const found = await this.roots
      .find(before === undefined ? {} : { _id: { $lt: before } })
      .sort({ _id: -1 })
      .limit(limit)
      .toArray()
      .catch(unavailable);
    return found.map(toRoot);
  }

  async *all(): AsyncIterable<DailyRoot> {
    try {
      for await (const root of this.roots.find().sort({ _id: 1 })) yield toRoot(root);
    } catch (error) {
      throw toUnavailable(error);
    }
  }
}

const unavailable = (error: unknown): never => {
  throw toUnavailable(error);
};
