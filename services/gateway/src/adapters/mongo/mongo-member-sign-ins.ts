import type { MemberSignIn, SentCode } from '../../domain/member-sign-in.ts';
import type { MemberSignInStore, SentCodeStore } from '../../ports/member-sign-ins.ts';
import {
  inDatabase,
  toBuffer,
  type Collections,
  type MemberSignInDocument,
  type SentCodeDocument,
} from './collections.ts';

const toSignIn = ({ _id, ...signIn }: MemberSignInDocument): MemberSignIn => ({ id: _id, ...signIn });
const toSent = ({ _id, sealed, ...sent }: SentCodeDocument): SentCode => ({
  id: _id,
  ...sent,
  sealed: toBuffer(sealed),
});

export class MongoMemberSignIns implements MemberSignInStore {
  constructor(private readonly collections: Pick<Collections, 'memberSignIns' | 'memberDevices'>) {}

  async insert({ id, ...signIn }: MemberSignIn): Promise<void> {
    await inDatabase(() => this.collections.memberSignIns.insertOne({ _id: id, ...signIn }));
  }

  async byHash(hash: string): Promise<MemberSignIn | undefined> {
    const found = await inDatabase(() => this.collections.memberSignIns.findOne({ hash }));
    return found ? toSignIn(found) : undefined;
  }

  async touch(id: string, seenAt: Date): Promise<void> {
    await inDatabase(() => this.collections.memberSignIns.updateOne({ _id: id }, { $max: { seenAt } }));
  }

  async remove(id: string): Promise<void> {
    await inDatabase(() => this.collections.memberSignIns.deleteOne({ _id: id }));
  }

  async removeOf(memberId: string): Promise<void> {
    await inDatabase(() => this.collections.memberSignIns.deleteMany({ memberId }));
  }

  async knowDevice(memberId: string, deviceHash: string, seenAt: Date): Promise<void> {
    const _id = `${memberId}/${deviceHash}`;
    await inDatabase(() => this.collections.memberDevices.updateOne({ _id }, { $set: { seenAt } }, { upsert: true }));
  }

  async isKnownDevice(memberId: string, deviceHash: string): Promise<boolean> {
    const _id = `${memberId}/${deviceHash}`;
    return (await inDatabase(() => this.collections.memberDevices.findOne({ _id }))) !== null;
  }

  async sweep(begunBefore: Date, seenBefore: Date, devicesBefore: Date): Promise<void> {
    const ended = { $or: [{ createdAt: { $lt: begunBefore } }, { seenAt: { $lt: seenBefore } }] };
    await inDatabase(() => this.collections.memberSignIns.deleteMany(ended));
    await inDatabase(() => this.collections.memberDevices.deleteMany({ seenAt: { $lt: devicesBefore } }));
  }
}

export class MongoSentCodes implements SentCodeStore {
  constructor(private readonly collections: Pick<Collections, 'sentCodes'>) {}

  async insert({ id, sealed, ...sent }: SentCode): Promise<void> {
    await inDatabase(() => this.collections.sentCodes.insertOne({ _id: id, ...sent, sealed: Buffer.from(sealed) }));
  }

  async try(requestHash: string, now: Date, triesMax: number): Promise<SentCode | undefined> {
    const counts = { requestHash, endsAt: { $gt: now }, tries: { $lt: triesMax } };
    const found = await inDatabase(() =>
      this.collections.sentCodes.findOneAndUpdate(counts, { $inc: { tries: 1 } }, { returnDocument: 'after' }),
    );
    return found ? toSent(found) : undefined;
  }

  async take(id: string): Promise<boolean> {
    return (await inDatabase(() => this.collections.sentCodes.deleteOne({ _id: id }))).deletedCount === 1;
  }

  async list(clubId: string, behind: string | undefined, limit: number, now: Date): Promise<readonly SentCode[]> {
    const filter = {
      clubId,
      memberId: { $exists: true },
      endsAt: { $gt: now },
      ...(behind !== undefined && { _id: { $lt: behind } }),
    };
    const found = await inDatabase(() =>
      this.collections.sentCodes.find(filter).sort({ _id: -1 }).limit(limit).toArray(),
    );
    return found.map(toSent);
  }

  async sweep(now: Date): Promise<void> {
    await inDatabase(() => this.collections.sentCodes.deleteMany({ endsAt: { $lte: now } }));
  }
}
