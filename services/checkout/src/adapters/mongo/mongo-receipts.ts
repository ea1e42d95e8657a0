import type { Collection } from 'mongodb';
import { isDuplicateKey, toUnavailable } from '@vafa/mongo';
import { differingMax, type AllocatedLine, type ReceiptClaim, type RowException } from '../../domain/receipt-claim.ts';
import type { HeldClaim, Receipts } from '../../use-cases/receipts.ts';
import type { ReceiptDocument } from './models.ts';
import { inMilli } from './read-old-form.ts';

const toDocument = ({ id, ...claim }: ReceiptClaim): ReceiptDocument => ({ _id: id, ...claim, exceptionRows: claim.exceptions.length, differingRows: claim.differing.length });

const toClaim = ({ _id: id, exceptionRows: _rows, differingRows: _differing, exceptions, allocation, ...claim }: ReceiptDocument): ReceiptClaim => ({
  id,
  ...claim,
  exceptions: exceptions.map((one) => inMilli<RowException>(one)),
  allocation: allocation.map((one) => inMilli<AllocatedLine>(one)),
});

/** Two proposals never share both: one of them was drawn for its call. */
const isSame = (left: ReceiptClaim, right: ReceiptClaim): boolean => left.owner === right.owner && left.saleId === right.saleId;

const rejectUnavailable = (error: unknown): Promise<never> => Promise.reject(toUnavailable(error));

export class MongoReceipts implements Receipts {
  private readonly collection: Collection<ReceiptDocument>;

  constructor(model: { readonly collection: unknown }) {
    this.collection = model.collection as Collection<ReceiptDocument>;
  }

  async claimMany(claims: readonly ReceiptClaim[]): Promise<readonly HeldClaim[]> {
    if (claims.length === 0) return [];
    try {
      await this.collection.insertMany(claims.map(toDocument), { ordered: false, ignoreUndefined: true });
      return claims.map((claim) => ({ claim, fresh: true }));
    } catch (error) {
      if (!isDuplicateKey(error)) throw toUnavailable(error);
    }
    const stored = await this.find(claims.map(({ id }) => id));
    return claims.map((claim) => {
      const held = stored.get(claim.id) ?? claim;
      return { claim: held, fresh: isSame(held, claim) };
    });
  }

  async find(ids: readonly string[]): Promise<ReadonlyMap<string, ReceiptClaim>> {
    if (ids.length === 0) return new Map();
    const found = await this.collection.find({ _id: { $in: [...new Set(ids)] } }).toArray().catch(rejectUnavailable);
    return new Map(found.map((document) => [document._id, toClaim(document)]));
  }

  async takeOver(old: ReceiptClaim, next: ReceiptClaim): Promise<boolean> {
    const { _id, ...set } = toDocument(next);
    const { matchedCount } = await this.collection.updateOne({ _id, owner: old.owner, saleId: old.saleId }, { $set: set }, { ignoreUndefined: true }).catch(rejectUnavailable);
    return matchedCount === 1;
  }

  async rememberDifference(claims: readonly { readonly id: string; readonly fingerprint: string }[]): Promise<void> {
    if (claims.length === 0) return;
    const operations = claims.map(({ id, fingerprint }) => ({
      updateOne: { filter: { _id: id, differing: { $ne: fingerprint }, differingRows: { $lt: differingMax } }, update: { $push: { differing: fingerprint }, $inc: { differingRows: 1 } } },
    }));
    await this.collection.bulkWrite(operations, { ordered: false }).catch(rejectUnavailable);
  }

  async settle(claims: readonly ReceiptClaim[]): Promise<void> {
    if (claims.length === 0) return;
    const operations = claims.map(({ id, exceptions, accepted, settled }) => ({
      updateOne: { filter: { _id: id }, update: { $set: { exceptions, accepted, settled, exceptionRows: exceptions.length } } },
    }));
    await this.collection.bulkWrite(operations, { ordered: false, ignoreUndefined: true }).catch(rejectUnavailable);
  }

  async totals(clubId: string): Promise<{ returns: number; exceptions: number }> {
    const [returns, refused, differing] = await Promise.all([
      this.collection.countDocuments({ clubId, accepted: true, kind: 'return' }),
      this.sum({ clubId, exceptionRows: { $gt: 0 } }, '$exceptionRows'),
      this.sum({ clubId, differingRows: { $gt: 0 } }, '$differingRows'),
    ]).catch(rejectUnavailable);
    return { returns, exceptions: refused + differing };
  }

  private async sum(filter: Readonly<Record<string, unknown>>, field: string): Promise<number> {
    const [row] = await this.collection.aggregate<{ sum: number | bigint }>([{ $match: filter }, { $group: { _id: null, sum: { $sum: field } } }]).toArray();
    return Number(row?.sum ?? 0);
  }
}
