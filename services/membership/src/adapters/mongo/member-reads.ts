import type { Collection } from 'mongodb';
import { toUnavailable } from '@vafa/mongo';

interface MemberDocument {
  _id: string;
  clubId: string;
  externalId: string;
}

/** Reads that need a few fields of many members. */
export class MemberReads {
  private readonly collection: Collection<MemberDocument>;

  constructor(model: { readonly collection: unknown }) {
    this.collection = model.collection as Collection<MemberDocument>;
  }

  async existing(ids: readonly string[]): Promise<ReadonlySet<string>> {
    if (ids.length === 0) return new Set();
    const found = await this.answered(this.collection.find({ _id: { $in: [...ids] } }, { projection: { _id: 1 } }).toArray());
    return new Set(found.map(({ _id }) => _id));
  }

  async externalIds(clubId: string, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const found = await this.answered(this.collection.find({ _id: { $in: [...ids] } }, { projection: { clubId: 1, externalId: 1 } }).toArray());
    return new Map(found.filter((member) => member.clubId === clubId).map(({ _id, externalId }) => [_id, externalId]));
  }

  count(clubId: string): Promise<number> {
    return this.answered(this.collection.countDocuments({ clubId }));
  }

  private answered<T>(answer: Promise<T>): Promise<T> {
    return answer.catch((error: unknown) => {
      throw toUnavailable(error);
    });
  }
}
