import { DomainError } from '@vafa/kernel';
import { isDuplicateKey } from '@vafa/mongo';
import type { Filter } from 'mongodb';
import type { StaffAccount, StaffIdentity } from '../../domain/staff-account.ts';
import type { StaffQuery, StaffStore } from '../../ports/staff-store.ts';
import { inDatabase, type Collections, type StaffDocument } from './collections.ts';

const toAccount = ({ _id, ...account }: StaffDocument): StaffAccount => ({ id: _id, ...account });

export class MongoStaff implements StaffStore {
  constructor(private readonly collections: Pick<Collections, 'staff' | 'administrators'>) {}

  async insert({ id, ...account }: StaffAccount): Promise<boolean> {
    try {
      await inDatabase(() => this.collections.staff.insertOne({ _id: id, ...account }));
      return true;
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
      await this.requireFreeEmail(id, account.email);
      return false;
    }
  }

  find(id: string): Promise<StaffAccount | undefined> {
    return this.one({ _id: id });
  }

  byUsername(username: string): Promise<StaffAccount | undefined> {
    return this.one({ username });
  }

  byEmail(email: string): Promise<StaffAccount | undefined> {
    return this.one({ email });
  }

  byIdentity({ providerId, subject }: StaffIdentity): Promise<StaffAccount | undefined> {
    return this.one({ 'identity.providerId': providerId, 'identity.subject': subject });
  }

  async forgetIdentities(providerId: string): Promise<void> {
    await inDatabase(() =>
      this.collections.staff.updateMany(
        { 'identity.providerId': providerId },
        { $unset: { identity: 1 as const }, $inc: { revision: 1 } },
      ),
    );
  }

  async list({ clubId, ofAllClubs, after, limit }: StaffQuery): Promise<readonly StaffAccount[]> {
    const clubs = ofAllClubs ? { $or: [{ clubId }, { clubId: { $exists: false } }] } : { clubId };
    const found = await inDatabase(() =>
      this.collections.staff
        .find({ ...clubs, _id: { $gt: after } })
        .sort({ _id: 1 })
        .limit(limit)
        .toArray(),
    );
    return found.map(toAccount);
  }

  async replace({ id, ...account }: StaffAccount): Promise<boolean> {
    const { revision } = account;
    try {
      const replaced = await inDatabase(() =>
        this.collections.staff.replaceOne({ _id: id, revision }, { ...account, revision: revision + 1 }),
      );
      return replaced.matchedCount === 1;
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
      await this.requireFreeEmail(id, account.email);
      return false;
    }
  }

  async isEmpty(): Promise<boolean> {
    return (await inDatabase(() => this.collections.staff.findOne({}, { projection: { _id: 1 } }))) === null;
  }

  async addAdministrator(clubId: string, id: string): Promise<void> {
    await inDatabase(() =>
      this.collections.administrators.updateOne({ _id: clubId }, { $addToSet: { ids: id } }, { upsert: true }),
    );
  }

  async administrators(clubId: string): Promise<readonly string[]> {
    return (await inDatabase(() => this.collections.administrators.findOne({ _id: clubId })))?.ids ?? [];
  }

  async dropAdministrator(clubId: string, id: string): Promise<boolean> {
    const dropped = await inDatabase(() =>
      this.collections.administrators.updateOne(
        { _id: clubId, ids: id, 'ids.1': { $exists: true } },
        { $pull: { ids: id } },
      ),
    );
    return dropped.modifiedCount === 1;
  }

  private async one(filter: Filter<StaffDocument>): Promise<StaffAccount | undefined> {
    const found = await inDatabase(() => this.collections.staff.findOne(filter));
    return found ? toAccount(found) : undefined;
  }

  private async requireFreeEmail(id: string, email: string | undefined): Promise<void> {
    const known = email === undefined ? undefined : await this.byEmail(email);
    if (known && known.id !== id)
      throw new DomainError('conflict', 'email_taken', 'somebody else has this e-mail address');
  }
}
