import type { Collection, Condition, Filter, UpdateFilter } from 'mongodb';
import { slicesOf } from '@vafa/kernel';
import { inOrder, isDuplicateKey, toUnavailable } from '@vafa/mongo';
import { differingMax, type ReceiptClaim } from '../../domain/receipt/receipt-claim.ts';
import type { HeldClaim, OtherVersion, Receipts } from '../../use-cases/receipts.ts';
import type { ReceiptDocument } from './models.ts';
import { returnFields, toClaim, toDocument } from './receipt-document.ts';

/** Two proposals never share both: one of them was drawn for its call. */
const isSame = (left: ReceiptClaim, right: ReceiptClaim): boolean =>
  left.owner === right.owner && left.saleId === right.saleId;

const rejectUnavailable = (error: unknown): Promise<never> => Promise.reject(toUnavailable(error));

/** Of documents of before it was counted, or of none. */
const revisionIs = (revision: number): Condition<number | undefined> =>
  revision === 0 ? { $in: [0, null] as never } : revision;

type Write = {
  readonly updateOne: {
    readonly filter: Filter<ReceiptDocument> & { readonly _id: string };
    readonly update: UpdateFilter<ReceiptDocument>;
  };
};

export class MongoReceipts implements Receipts {
  private readonly collection: Collection<ReceiptDocument>;

  constructor(model: { readonly collection: unknown }) {
    this.collection = model.collection as Collection<ReceiptDocument>;
  }

  async claimMany(claims: readonly ReceiptClaim[]): Promise<readonly HeldClaim[]> {
    if (claims.length === 0) return [];
    try {
      await this.collection.insertMany(inOrder(claims, ({ id }) => id).map(toDocument), {
        ordered: false,
        ignoreUndefined: true,
      });
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
    const found = await this.collection
      .find({ _id: { $in: [...new Set(ids)] } })
      .toArray()
      .catch(rejectUnavailable);
    return new Map(found.map((document) => [document._id, toClaim(document)]));
  }

  async revisions(ids: readonly string[]): Promise<ReadonlyMap<string, number>> {
    if (ids.length === 0) return new Map();
    const found = await this.collection
      .find<{ readonly _id: string; readonly revision?: number }>(
        { _id: { $in: [...ids] } },
        { projection: { revision: 1 } },
      )
      .toArray()
      .catch(rejectUnavailable);
    return new Map(found.map(({ _id, revision = 0 }) => [_id, revision]));
  }

  join(entries: readonly { readonly first: ReceiptClaim; readonly till: string }[]): Promise<void> {
    return this.write(
      entries.map(({ first: { id, others }, till }) => ({
        updateOne: {
          filter: { _id: id, joined: others.length === 0 ? { $exists: false } : others.length },
          update: { $push: { others: till }, $inc: { joined: 1 } },
        },
      })),
    );
  }

  async takeOver(old: ReceiptClaim, next: ReceiptClaim): Promise<boolean> {
    const {
      _id,
      others: _others,
      joined: _joined,
      ...set
    } = toDocument({ ...next, id: old.id, revision: old.revision + 1 });
    const none = Object.fromEntries(
      ['wanted', 'branchIds', 'returnId', 'takesBack', 'places', 'exchanged', 'parts', 'dayOnly'].flatMap((name) =>
        name in set ? [] : [[name, '' as const]],
      ),
    );
    const { owner, saleId, accepted, revision } = old;
    const filter = { _id, owner, saleId, accepted, revision: revisionIs(revision) };
    const update = { $set: { ...set, revision: old.revision + 1 }, $unset: none };
    const { matchedCount } = await this.collection
      .updateOne(filter, update, { ignoreUndefined: true })
      .catch(rejectUnavailable);
    return matchedCount === 1;
  }

  rememberDifference(versions: readonly OtherVersion[]): Promise<void> {
    return this.write(
      versions.map(({ id, version }) => ({
        updateOne: {
          filter: { _id: id, differing: { $ne: version }, differingRows: { $lt: differingMax } },
          update: { $push: { differing: version }, $inc: { differingRows: 1 } },
        },
      })),
    );
  }

  forgetDifference(versions: readonly OtherVersion[]): Promise<void> {
    return this.write(
      versions.map(({ id, version }) => ({
        updateOne: {
          filter: { _id: id, differing: version },
          update: { $pull: { differing: version }, $inc: { differingRows: -1 } },
        },
      })),
    );
  }

  refuse(claims: readonly ReceiptClaim[]): Promise<void> {
    return this.write(
      claims.map(({ id, saleId, exceptions, settled }) => ({
        updateOne: {
          filter: { _id: id, saleId },
          update: {
            $set: { exceptions, accepted: false, settled, exceptionRows: exceptions.length },
            $inc: { revision: 1 },
          },
        },
      })),
    );
  }

  async complete(claim: ReceiptClaim): Promise<boolean> {
    const { id, memberId, rows, exceptions, parts, settled } = claim;
    const set = {
      memberId,
      rows,
      exceptions,
      exceptionRows: exceptions.length,
      parts,
      settled,
      ...returnFields(claim),
      revision: claim.revision + 1,
    };
    const { matchedCount } = await this.collection
      .updateOne({ _id: id, revision: revisionIs(claim.revision) }, { $set: set }, { ignoreUndefined: true })
      .catch(rejectUnavailable);
    return matchedCount === 1;
  }

  async give(id: string, memberId: string): Promise<void> {
    const ofSale = { _id: id, kind: { $in: ['sale' as const, 'session' as const] } };
    const operations = [
      ...(memberId === '' ? [] : [givesBack(ofSale, memberId)]),
      { updateOne: { filter: ofSale, update: { $set: { memberId } } } },
    ];
    await this.collection.bulkWrite(operations).catch(rejectUnavailable);
  }

  async returnsOf(clubId: string, memberIds: readonly string[]): Promise<readonly ReceiptClaim[]> {
    if (memberIds.length === 0) return [];
    const found = await this.collection
      .find({ clubId, memberId: { $in: [...memberIds] }, takesBack: true })
      .toArray()
      .catch(rejectUnavailable);
    return found.map(toClaim);
  }

  async allocate(claims: readonly ReceiptClaim[]): Promise<readonly boolean[]> {
    const stored = await Promise.all(
      slicesOf(claims, claimsPerWrite).map(async (slice) => {
        const operations = inOrder(slice, ({ id }) => id).map((claim): Write => {
          const { id, memberId, exceptions, accepted, settled, allocation, revision } = claim;
          const set = {
            exceptions,
            accepted,
            settled,
            allocation,
            exceptionRows: exceptions.length,
            ...returnFields(claim),
            revision,
          };
          const none = claim.kind === 'sale' && allocation.length === 0 ? { $unset: { exchanged: '' as const } } : {};
          return {
            updateOne: {
              // A sale may be given to another member meanwhile.
              filter: { _id: id, memberId, revision: revisionIs(revision - 1) },
              update: { $set: set, ...none },
            },
          };
        });
        const { matchedCount } = await this.collection
          .bulkWrite(operations, { ordered: false, ignoreUndefined: true })
          .catch(rejectUnavailable);
        if (matchedCount === slice.length) return slice.map(() => true);
        // The answer counts and does not name the ones that lost: what was written is there as it was meant.
        const now = await this.find(slice.map(({ id }) => id));
        return slice.map((claim) => isAllocatedAs(now.get(claim.id), claim));
      }),
    );
    return stored.flat();
  }

  async settle(claims: readonly ReceiptClaim[]): Promise<ReadonlySet<string>> {
    await this.write(
      claims.map(({ id, accepted, revision }) => ({
        updateOne: {
          filter: { _id: id, revision: revisionIs(revision) },
          update: { $set: { accepted, settled: true } },
        },
      })),
    );
    if (claims.length === 0) return new Set();
    const now = await this.find(claims.map(({ id }) => id));
    return new Set(
      claims.filter(({ id, revision }) => (now.get(id)?.revision ?? revision) !== revision).map(({ id }) => id),
    );
  }

  async totals(clubId: string): Promise<{ returns: number; exceptions: number }> {
    const [returns, exchanges, refused, differing] = await Promise.all([
      this.collection.countDocuments({ clubId, accepted: true, kind: 'return' }),
      this.collection.countDocuments({ clubId, exchanged: true }),
      this.sum({ clubId, exceptionRows: { $gt: 0 } }, '$exceptionRows'),
      this.sum({ clubId, differingRows: { $gt: 0 } }, '$differingRows'),
    ]).catch(rejectUnavailable);
    return { returns: returns + exchanges, exceptions: refused + differing };
  }

  private async write(operations: Write[]): Promise<void> {
    if (operations.length > 0)
      await this.collection
        .bulkWrite(
          inOrder(operations, ({ updateOne }) => updateOne.filter._id),
          { ordered: false, ignoreUndefined: true },
        )
        .catch(rejectUnavailable);
  }

  private async sum(filter: Readonly<Record<string, unknown>>, field: string): Promise<number> {
    const [row] = await this.collection
      .aggregate<{ sum: number | bigint }>([{ $match: filter }, { $group: { _id: null, sum: { $sum: field } } }])
      .toArray();
    return Number(row?.sum ?? 0);
  }
}

const claimsPerWrite = 500;

/** What goes back under the receipt of a sale is another member's with it, and to be settled anew. */
const givesBack = (ofSale: Write['updateOne']['filter'], memberId: string): Write => ({
  updateOne: {
    filter: { ...ofSale, takesBack: true, memberId: { $ne: memberId } },
    update: { $set: { memberId, settled: false }, $inc: { revision: 1 } },
  },
});

/** A completion or a gift raises the revision as well: it is no allocation that is alike. */
const allocationText = ({ memberId, revision, wanted, allocation, exceptions }: ReceiptClaim): string =>
  JSON.stringify([
    memberId,
    revision,
    wanted.map(({ line }) => line),
    allocation.map(({ line, sessionId, position, quantityMilli }) => [
      line,
      sessionId,
      position,
      quantityMilli.toString(),
    ]),
    exceptions.map(({ row, code, quantityMilli }) => [row, code, quantityMilli.toString()]),
  ]);

const isAllocatedAs = (stored: ReceiptClaim | undefined, meant: ReceiptClaim): boolean =>
  stored !== undefined && allocationText(stored) === allocationText(meant);
