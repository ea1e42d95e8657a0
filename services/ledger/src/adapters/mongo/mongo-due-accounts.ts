import type { Collection } from 'mongodb';
import type { Connection, Model } from 'mongoose';
import { inOrder, plainSchema, toUnavailable } from '@vafa/mongo';
import type { DueAccount, DueAccounts, Looked } from '../../use-cases/ports/due-accounts.ts';
import { ofPrefix } from './ids.ts';

/** `_id` is the account. */
export interface DueDocument {
  readonly _id: string;
  readonly next: Date;
  readonly version: number;
}

const fields = {
  _id: { type: String, required: true },
  next: { type: Date, required: true },
  version: { type: Number, required: true },
} satisfies Record<keyof DueDocument, unknown>;

export const dueModel = (connection: Connection): Model<DueDocument> =>
  connection.model<DueDocument>('Due', plainSchema<DueDocument>(fields, [{ fields: { next: 1, _id: 1 } }]), 'due');

const toDue = ({ _id: account, next, version }: DueDocument): DueAccount => ({ account, next, version });

export class MongoDueAccounts implements DueAccounts {
  constructor(private readonly accounts: Collection<DueDocument>) {}

  async note(accounts: readonly DueAccount[]): Promise<void> {
    if (accounts.length === 0) return;
    const writes = inOrder(accounts, ({ account }) => account).map(({ account, next, version }) => ({
      updateOne: { filter: { _id: account }, update: { $min: { next }, $max: { version } }, upsert: true },
    }));
    await this.accounts.bulkWrite(writes, { ordered: false }).catch(unavailable);
  }

  async due(until: Date, after: DueAccount | undefined, limit: number): Promise<readonly DueAccount[]> {
    const later = after && { $or: [{ next: { $gt: after.next } }, { next: after.next, _id: { $gt: after.account } }] };
    const found = await this.accounts
      .find({ next: { $lte: until, ...(after && { $gte: after.next }) }, ...later })
      .sort({ next: 1, _id: 1 })
      .limit(limit)
      .toArray()
      .catch(unavailable);
    return found.map(toDue);
  }

  async looked(found: readonly Looked[]): Promise<void> {
    if (found.length === 0) return;
    const writes = inOrder(found, ({ seen }) => seen.account).map(({ seen: { account, next: was }, version, next }) => {
      const filter = { _id: account, next: was, version: { $lte: version } };
      return next ? { updateOne: { filter, update: { $set: { next, version } } } } : { deleteOne: { filter } };
    });
    await this.accounts.bulkWrite(writes, { ordered: false }).catch(unavailable);
  }

  async ofClub(clubId: string, before: Date, after: string | undefined, limit: number): Promise<readonly DueAccount[]> {
    const { _id: all } = ofPrefix(clubId);
    const found = await this.accounts
      .find({ _id: after === undefined ? all : { ...all, $gt: after }, next: { $lt: before } })
      .sort({ _id: 1 })
      .limit(limit)
      .toArray()
      .catch(unavailable);
    return found.map(toDue);
  }
}

const unavailable = (error: unknown): never => {
  throw toUnavailable(error);
};
