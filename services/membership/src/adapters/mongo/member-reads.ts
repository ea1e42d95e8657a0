import type { Collection } from 'mongodb';
import { toUnavailable } from '@vafa/mongo';
import type { Consent } from '../../domain/member.ts';
import type { PlainMember } from '../../use-cases/members.ts';

interface MemberDocument {
  _id: string;
  clubId: string;
  epoch: number;
  sequence: number;
  externalId: string;
  nameForm?: string;
  consents: Consent[];
  enrolledAt: Date;
  erasedAt?: Date;
}

/** Reads that need a few fields of many members. */
export class MemberReads {
  private readonly collection: Collection<MemberDocument>;

  constructor(model: { readonly collection: unknown }) {
    this.collection = model.collection as Collection<MemberDocument>;
  }

  /** Of those that exist; `clubId`: and belong to the club. */
  async externalIds(ids: readonly string[], clubId?: string): Promise<ReadonlyMap<string, string>> {
    if (ids.length === 0) return new Map();
    const found = await this.answered(
      this.collection.find({ _id: { $in: [...ids] } }, { projection: { clubId: 1, externalId: 1 } }).toArray(),
    );
    return new Map(
      found
        .filter((member) => clubId === undefined || member.clubId === clubId)
        .map(({ _id, externalId }) => [_id, externalId]),
    );
  }

  /** Of those that exist: whose they are, and the place of their last event. Nothing of the person is read. */
  places(ids: readonly string[]): Promise<Pick<MemberDocument, '_id' | 'clubId' | 'epoch' | 'sequence'>[]> {
    const projection = { clubId: 1, epoch: 1, sequence: 1 };
    const there = { _id: { $in: [...ids] }, erasedAt: { $exists: false } };
    return this.answered(this.collection.find(there, { projection }).toArray());
  }

  /** Of those that exist: what is not sealed. */
  async plain(ids: readonly string[]): Promise<ReadonlyMap<string, PlainMember>> {
    const projection = { clubId: 1, consents: 1, enrolledAt: 1 };
    const there = { _id: { $in: [...ids] }, erasedAt: { $exists: false } };
    const found = await this.answered(this.collection.find(there, { projection }).toArray());
    return new Map(
      found.map(({ _id: id, clubId, consents, enrolledAt }) => [id, { id, clubId, consents, enrolledAt }]),
    );
  }

  /** Members whose prefixes are in another form, in order of id. Each of the three ranges is one of the index. */
  async outdated(form: string, after: string, limit: number): Promise<string[]> {
    const ranges = [{ nameForm: { $exists: false } }, { nameForm: { $lt: form } }, { nameForm: { $gt: form } }];
    const found = await Promise.all(
      ranges.map((range) =>
        this.answered(
          this.collection
            .find({ ...range, _id: { $gt: after } }, { projection: { _id: 1 }, sort: { _id: 1 }, limit })
            .toArray(),
        ),
      ),
    );
    return found
      .flat()
      .map(({ _id }) => _id)
      .sort()
      .slice(0, limit);
  }

  count(clubId: string): Promise<number> {
    return this.answered(this.collection.countDocuments({ clubId, erasedAt: { $exists: false } }));
  }

  private answered<T>(answer: Promise<T>): Promise<T> {
    return answer.catch((error: unknown) => {
      throw toUnavailable(error);
    });
  }
}
