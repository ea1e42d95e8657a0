import type { Collection } from 'mongodb';
import { isDuplicateKey, toUnavailable } from './errors.ts';
import { inOrder } from './in-order.ts';

export interface Claim {
  /** The claimed value; personal values as HMAC. */
  readonly _id: string;
  readonly owner: string;
  /** Key of the command that claimed it. */
  readonly key: string;
  /** Since when, where its service wants to know. */
  readonly at?: Date;
}

export interface ClaimAnswer {
  /** Whoever holds the value; after a repeat under the same key this may differ from the owner proposed. */
  readonly owner: string;
  /** True when this command, now or in an earlier try, or this owner holds it. */
  readonly mine: boolean;
  /** Under which it is held. */
  readonly key: string;
  readonly at?: Date;
}

/** Uniqueness across documents: the value is the id of a document of its own, inserted before what it stands for. */
export class Claims {
  private readonly collection: Collection<Claim>;

  constructor(model: { readonly collection: unknown }) {
    this.collection = model.collection as Collection<Claim>;
  }

  /**
   * Claims a value for good; the first wins. Raises DomainError `unavailable` when the database does not answer:
   * repeat.
   */
  async claim(id: string, owner: string, key: string): Promise<ClaimAnswer> {
    const [answer] = await this.claimMany([{ _id: id, owner, key }]);
    return answer as ClaimAnswer;
  }

  /** Claims several values in one write, each for itself; answers in the same order. */
  async claimMany(claims: readonly Claim[]): Promise<ClaimAnswer[]> {
    if (claims.length === 0) return [];
    try {
      await this.collection.insertMany(
        inOrder(claims, ({ _id }) => _id),
        { ordered: false },
      );
      return claims.map(({ owner, key, at }) => ({ owner, mine: true, key, ...(at && { at }) }));
    } catch (error) {
      if (!isDuplicateKey(error)) throw toUnavailable(error);
    }
    const held = await this.find(claims.map((claim) => claim._id));
    return Promise.all(claims.map((claim) => this.compare(claim, held.get(claim._id))));
  }

  /** The claims that exist among these values, by value. */
  async find(ids: readonly string[]): Promise<Map<string, Claim>> {
    try {
      const found = await this.collection.find({ _id: { $in: [...ids] } }).toArray();
      return new Map(found.map((claim) => [claim._id, claim]));
    } catch (error) {
      throw toUnavailable(error);
    }
  }

  /** Gives a value to another owner, or another moment, if it is still held as it was seen. */
  async transfer(seen: Pick<Claim, '_id' | 'owner' | 'at'>, claim: Claim): Promise<boolean> {
    const { _id, ...held } = claim;
    try {
      const { matchedCount } = await this.collection.updateOne(
        { _id, owner: seen.owner, at: seen.at ?? { $exists: false } },
        { $set: held },
      );
      return matchedCount === 1;
    } catch (error) {
      throw toUnavailable(error);
    }
  }

  /** Puts a value that its owner holds under another command; false when the owner does not hold it. */
  async adopt(id: string, owner: string, key: string): Promise<boolean> {
    try {
      return (await this.collection.updateOne({ _id: id, owner }, { $set: { key } })).matchedCount === 1;
    } catch (error) {
      throw toUnavailable(error);
    }
  }

  /** Gives a value up, if this owner holds it; with a key, only if it was claimed under it. */
  async release(id: string, owner: string, key?: string): Promise<void> {
    await this.collection.deleteOne({ _id: id, owner, ...(key !== undefined && { key }) });
  }

  private async compare(claim: Claim, holder: Claim | undefined): Promise<ClaimAnswer> {
    // Given up between the insert and the read: it is free again.
    if (holder === undefined) return this.claim(claim._id, claim.owner, claim.key);
    return {
      owner: holder.owner,
      mine: holder.key === claim.key || holder.owner === claim.owner,
      key: holder.key,
      ...(holder.at && { at: holder.at }),
    };
  }
}
