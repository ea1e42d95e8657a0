import { isDuplicateKey } from '@vafa/mongo';
import type { IdentityProvider, ProviderTrip } from '../../domain/identity-provider.ts';
import type { IdentityProviderStore, ProviderTrips } from '../../ports/identity-providers.ts';
import { inDatabase, toBuffer, type Collections, type IdentityProviderDocument } from './collections.ts';

const toProvider = ({ _id, sealedSecret, ...provider }: IdentityProviderDocument): IdentityProvider => ({
  id: _id,
  ...provider,
  sealedSecret: toBuffer(sealedSecret),
});

const toDocument = ({ id, sealedSecret, ...provider }: IdentityProvider): IdentityProviderDocument => ({
  _id: id,
  ...provider,
  sealedSecret: Buffer.from(sealedSecret),
});

export class MongoIdentityProviders implements IdentityProviderStore {
  constructor(private readonly collections: Pick<Collections, 'identityProviders'>) {}

  async insert(provider: IdentityProvider): Promise<boolean> {
    try {
      await inDatabase(() => this.collections.identityProviders.insertOne(toDocument(provider)));
      return true;
    } catch (error) {
      if (isDuplicateKey(error)) return false;
      throw error;
    }
  }

  async find(id: string): Promise<IdentityProvider | undefined> {
    const found = await inDatabase(() => this.collections.identityProviders.findOne({ _id: id }));
    return found ? toProvider(found) : undefined;
  }

  async list(after: string, limit: number): Promise<readonly IdentityProvider[]> {
    const found = await inDatabase(() =>
      this.collections.identityProviders
        .find({ _id: { $gt: after } })
        .sort({ _id: 1 })
        .limit(limit)
        .toArray(),
    );
    return found.map(toProvider);
  }

  async replace(provider: IdentityProvider): Promise<boolean> {
    const { revision } = provider;
    const next = toDocument({ ...provider, revision: revision + 1 });
    const replaced = await inDatabase(() =>
      this.collections.identityProviders.replaceOne({ _id: provider.id, revision }, next),
    );
    return replaced.matchedCount === 1;
  }

  async remove(id: string): Promise<IdentityProvider | undefined> {
    const removed = await inDatabase(() => this.collections.identityProviders.findOneAndDelete({ _id: id }));
    return removed ? toProvider(removed) : undefined;
  }
}

export class MongoProviderTrips implements ProviderTrips {
  constructor(private readonly collections: Pick<Collections, 'providerTrips'>) {}

  async insert(hash: string, trip: ProviderTrip): Promise<void> {
    await inDatabase(() => this.collections.providerTrips.insertOne({ _id: hash, ...trip }));
  }

  async take(hash: string, now: Date): Promise<ProviderTrip | undefined> {
    const taken = await inDatabase(() => this.collections.providerTrips.findOneAndDelete({ _id: hash }));
    return taken && taken.endsAt > now ? taken : undefined;
  }

  async sweep(now: Date): Promise<void> {
    await inDatabase(() => this.collections.providerTrips.deleteMany({ endsAt: { $lte: now } }));
  }
}
