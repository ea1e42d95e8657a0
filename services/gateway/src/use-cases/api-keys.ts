import { newId, type Clock } from '@vafa/kernel';
import { administrator, callerOf, type ApiKey, type Caller } from '../domain/api-key.ts';

export interface ApiKeyStore {
  insert(key: ApiKey, hash: string): Promise<void>;
  /** The key with this hash, revoked or not. */
  byHash(hash: string): Promise<ApiKey | undefined>;
  /** Hashes of the keys that are not revoked and were made before secrets carried a seal. */
  unsealedHashes(): Promise<readonly string[]>;
  /** Keys of the club that are not revoked, by id, after `after`. */
  list(clubId: string, after: string, limit: number): Promise<readonly ApiKey[]>;
  /** False when the club has no such key. Revoking again changes nothing. */
  revoke(clubId: string, id: string, at: Date): Promise<boolean>;
}

const cachedMs = 1_000;
const unknownMs = 60_000;
const cachedMax = 10_000;
const secretPattern = /^vafa_[A-Za-z0-9_-]{32,64}$/;

export interface Secrets {
  /** `vafa_`, at least 160 random bits, and the gateway's seal. */
  make(): string;
  /** What is stored and looked up instead of the secret. */
  hash(secret: string): string;
  /** True when the seal is the gateway's: somebody was given this secret. */
  isSealed(secret: string): boolean;
}

/**
 * API keys: made, listed, revoked, and recognised. A revoked key is refused within a second. What nobody was given is refused
 * without a look into the store, and so is, for a minute, what the store did not know.
 */
export class ApiKeys {
  private readonly cached = new Map<string, { caller: Caller | undefined; until: number }>();
  private unsealed: Promise<ReadonlySet<string>> | undefined;

  constructor(
    private readonly store: ApiKeyStore,
    private readonly secrets: Secrets,
    private readonly administratorHash: string,
    private readonly clock: Clock,
  ) {}

  /** Who holds this secret; undefined when nobody does. */
  async recognise(secret: string): Promise<Caller | undefined> {
    if (!secretPattern.test(secret)) return undefined;
    const hash = this.secrets.hash(secret);
    if (hash === this.administratorHash) return administrator;
    if (!this.secrets.isSealed(secret) && !(await this.isOfBefore(hash))) return undefined;
    const now = this.clock.now().getTime();
    const known = this.cached.get(hash);
    if (known && known.until > now) return known.caller;
    const key = await this.store.byHash(hash);
    const caller = !key || key.revokedAt ? undefined : callerOf(key);
    if (this.cached.size >= cachedMax) this.cached.clear();
    this.cached.set(hash, { caller, until: now + (caller ? cachedMs : unknownMs) });
    return caller;
  }

  /** True for a key that was made before secrets carried a seal; none is made any more, so that they are read once. */
  private async isOfBefore(hash: string): Promise<boolean> {
    this.unsealed ??= this.store.unsealedHashes().then((hashes) => new Set(hashes));
    try {
      return (await this.unsealed).has(hash);
    } catch (error) {
      this.unsealed = undefined;
      throw error;
    }
  }

  /** Makes a key; the secret is in the answer and nowhere else. */
  async make(order: Pick<ApiKey, 'clubId' | 'name' | 'verbs' | 'branchIds'>): Promise<{ key: ApiKey; secret: string }> {
    const secret = this.secrets.make();
    const key: ApiKey = { id: newId('apiKey'), ...order, createdAt: this.clock.now() };
    await this.store.insert(key, this.secrets.hash(secret));
    return { key, secret };
  }

  list(clubId: string, after: string, limit: number): Promise<readonly ApiKey[]> {
    return this.store.list(clubId, after, limit);
  }

  async revoke(clubId: string, id: string): Promise<boolean> {
    return this.store.revoke(clubId, id, this.clock.now());
  }
}
