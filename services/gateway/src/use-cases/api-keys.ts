import { newId, type Clock } from '@vafa/kernel';
import { administrator, callerOf, type ApiKey, type Caller } from '../domain/api-key.ts';

export interface ApiKeyStore {
  insert(key: ApiKey, hash: string): Promise<void>;
  /** The key with this hash, revoked or not. */
  byHash(hash: string): Promise<ApiKey | undefined>;
  /** Keys of the club that are not revoked, by id, after `after`. */
  list(clubId: string, after: string, limit: number): Promise<readonly ApiKey[]>;
  /** False when the club has no such key. Revoking again changes nothing. */
  revoke(clubId: string, id: string, at: Date): Promise<boolean>;
}

const cachedMs = 1_000;
const cachedMax = 10_000;
const secretPattern = /^vafa_[A-Za-z0-9_-]{32,64}$/;

export interface Secrets {
  /** `vafa_` and at least 160 random bits. */
  make(): string;
  /** What is stored and looked up instead of the secret. */
  hash(secret: string): string;
}

/** API keys: made, listed, revoked, and recognised. A revoked key is refused within a second. */
export class ApiKeys {
  private readonly cached = new Map<string, { caller: Caller; until: number }>();
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
    const now = this.clock.now().getTime();
    const known = this.cached.get(hash);
    if (known && known.until > now) return known.caller;
    this.cached.delete(hash);
    const key = await this.store.byHash(hash);
    if (!key || key.revokedAt) return undefined;
    if (this.cached.size >= cachedMax) this.cached.clear();
    const caller = callerOf(key);
    this.cached.set(hash, { caller, until: now + cachedMs });
    return caller;
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
