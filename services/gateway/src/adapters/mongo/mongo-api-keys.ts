import { isDuplicateKey } from '@vafa/mongo';
import type { ApiKey } from '../../domain/api-key.ts';
import type { ApiKeyStore, TillQuery } from '../../use-cases/api-keys.ts';
import { inDatabase, toBuffer, type ApiKeyDocument, type Collections } from './collections.ts';

const toKey = ({ _id, hash: _hash, sealed: _sealed, salt: _salt, ...key }: ApiKeyDocument): ApiKey => ({
  id: _id,
  ...key,
});

export class MongoApiKeys implements ApiKeyStore {
  constructor(private readonly collections: Pick<Collections, 'apiKeys'>) {}

  async insert({ id, ...key }: ApiKey, hash: string, salt: Uint8Array): Promise<boolean> {
    try {
      await inDatabase(() =>
        this.collections.apiKeys.insertOne({ _id: id, hash, sealed: true, salt: Buffer.from(salt), ...key }),
      );
      return true;
    } catch (error) {
      if (isDuplicateKey(error)) return false;
      throw error;
    }
  }

  async find(id: string): Promise<{ key: ApiKey; hash: string; salt: Uint8Array } | undefined> {
    const found = await inDatabase(() => this.collections.apiKeys.findOne({ _id: id }));
    return found ? { key: toKey(found), hash: found.hash, salt: toBuffer(found.salt ?? Buffer.alloc(0)) } : undefined;
  }

  async byHash(hash: string): Promise<ApiKey | undefined> {
    const found = await inDatabase(() => this.collections.apiKeys.findOne({ hash }));
    return found ? toKey(found) : undefined;
  }

  async unsealedHashes(): Promise<readonly string[]> {
    const filter = { sealed: { $exists: false }, revokedAt: { $exists: false } };
    const found = await inDatabase(() => this.collections.apiKeys.find(filter, { projection: { hash: 1 } }).toArray());
    return found.map(({ hash }) => hash);
  }

  async list(clubId: string, after: string, limit: number): Promise<readonly ApiKey[]> {
    const found = await inDatabase(() =>
      this.collections.apiKeys
        .find({ clubId, _id: { $gt: after }, revokedAt: { $exists: false } })
        .sort({ _id: 1 })
        .limit(limit)
        .toArray(),
    );
    return found.map(toKey);
  }

  async listTills({ clubId, branchIds, after, limit }: TillQuery): Promise<readonly ApiKey[]> {
    const found = await inDatabase(() =>
      this.collections.apiKeys
        .find({
          clubId,
          _id: { $gt: after },
          till: { $exists: true },
          revokedAt: { $exists: false },
          ...(branchIds.length > 0 && { branchIds: { $in: [...branchIds] } }),
        })
        .sort({ _id: 1 })
        .limit(limit)
        .toArray(),
    );
    return found.map(toKey);
  }

  async use(id: string, at: Date): Promise<void> {
    await inDatabase(() => this.collections.apiKeys.updateOne({ _id: id }, { $max: { lastUsedAt: at } }));
  }

  async revoke(clubId: string, id: string, at: Date): Promise<boolean> {
    const known = await inDatabase(() => this.collections.apiKeys.countDocuments({ _id: id, clubId }));
    if (known === 0) return false;
    await inDatabase(() =>
      this.collections.apiKeys.updateOne(
        { _id: id, clubId, revokedAt: { $exists: false } },
        { $set: { revokedAt: at } },
      ),
    );
    return true;
  }
}
