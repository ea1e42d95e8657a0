import type { SignIn } from '../../domain/sign-in.ts';
import type { Rotation, SignInStore } from '../../ports/sign-in-store.ts';
import { inDatabase, type Collections, type SignInDocument } from './collections.ts';

const toSignIn = ({ _id, ...signIn }: SignInDocument): SignIn => ({ id: _id, ...signIn });

export class MongoSignIns implements SignInStore {
  constructor(private readonly collections: Pick<Collections, 'signIns'>) {}

  async insert({ id, ...signIn }: SignIn): Promise<void> {
    await inDatabase(() => this.collections.signIns.insertOne({ _id: id, ...signIn }));
  }

  async byHash(hash: string): Promise<SignIn | undefined> {
    const found = await inDatabase(() => this.collections.signIns.findOne({ $or: [{ hash }, { previousHash: hash }] }));
    return found ? toSignIn(found) : undefined;
  }

  async touch(id: string, seenAt: Date): Promise<void> {
    await inDatabase(() => this.collections.signIns.updateOne({ _id: id }, { $max: { seenAt } }));
  }

  async rotate(id: string, from: string, { previousUntil, ...to }: Rotation): Promise<boolean> {
    const before = previousUntil
      ? { $set: { ...to, previousHash: from, previousUntil } }
      : { $set: { ...to }, $unset: { previousHash: 1 as const, previousUntil: 1 as const } };
    const rotated = await inDatabase(() => this.collections.signIns.updateOne({ _id: id, hash: from }, before));
    return rotated.modifiedCount === 1;
  }

  async remove(id: string): Promise<void> {
    await inDatabase(() => this.collections.signIns.deleteOne({ _id: id }));
  }

  async removeOf(staffId: string, except = ''): Promise<void> {
    await inDatabase(() => this.collections.signIns.deleteMany({ staffId, _id: { $ne: except } }));
  }

  async removeByProvider(providerId: string): Promise<void> {
    await inDatabase(() => this.collections.signIns.deleteMany({ 'provider.id': providerId }));
  }

  async sweep(begunBefore: Date, seenBefore: Date): Promise<void> {
    await inDatabase(() =>
      this.collections.signIns.deleteMany({
        $or: [{ createdAt: { $lt: begunBefore } }, { seenAt: { $lt: seenBefore } }],
      }),
    );
  }
}
