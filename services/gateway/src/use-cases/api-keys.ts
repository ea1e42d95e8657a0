import { derivedId, DomainError, type Clock } from '@vafa/kernel';
import { administrator, callerOf, type ApiKey, type Caller } from '../domain/api-key.ts';
import { idPrefixes } from '../domain/ids.ts';
import { Recent } from './recent.ts';

export interface ApiKeyStore {
  /** False when the id is known. `salt`: what its secret was made with, beside its maker's own. */
  insert(key: ApiKey, hash: string, salt: Uint8Array): Promise<boolean>;
  /** A key by its id, revoked or not. */
  find(id: string): Promise<{ key: ApiKey; hash: string; salt: Uint8Array } | undefined>;
  /** The key with this hash, revoked or not. */
  byHash(hash: string): Promise<ApiKey | undefined>;
  /** Hashes of the keys that are not revoked and were made before secrets carried a seal. */
  unsealedHashes(): Promise<readonly string[]>;
  /** Keys of the club that are not revoked, by id, after `after`. */
  list(clubId: string, after: string, limit: number): Promise<readonly ApiKey[]>;
  /** Keys of tills that are not revoked, in these branches (none: in all), by id, after `after`. */
  listTills(asked: TillQuery): Promise<readonly ApiKey[]>;
  /** Notes that it was used. */
  use(id: string, at: Date): Promise<void>;
  /** False when the club has no such key. Revoking again changes nothing. */
  revoke(clubId: string, id: string, at: Date): Promise<boolean>;
}

export interface TillQuery {
  readonly clubId: string;
  readonly branchIds: readonly string[];
  readonly after: string;
  readonly limit: number;
}

const usedEveryMs = 60_000;
const unknownMs = 60_000;
const unknownMax = 10_000;
const secretPattern = /^vafa_[A-Za-z0-9_-]{32,64}$/;

export interface Secrets {
  /** Random bits for a secret. */
  salt(): Uint8Array;
  /**
   * `vafa_`, 192 bits, and the gateway's seal: the same for the same salt, maker's secret and command. Nobody knows it
   * by the salt alone.
   */
  make(salt: Uint8Array, makersSecret: string, command: string): string;
  /** What is stored and looked up instead of the secret. */
  hash(secret: string): string;
  /** True when the seal is the gateway's: somebody was given this secret. */
  isSealed(secret: string): boolean;
}

export type KeyOrder = Pick<ApiKey, 'clubId' | 'name' | 'verbs' | 'branchIds' | 'role' | 'till' | 'endsAt' | 'madeBy'>;

const termsOf = ({ clubId, name, verbs, branchIds, role, till, endsAt }: KeyOrder): string =>
  JSON.stringify([clubId, name, verbs, branchIds, role ?? null, till ?? null, endsAt ?? null]);

/**
 * API keys: made, listed, revoked, and recognised. A revoked key is refused at once, by other processes within a
 * second. What nobody was given is refused without a look into the store, and so is, for a minute, what the store did
 * not know.
 */
export class ApiKeys {
  private readonly recent = new Recent<Caller>();
  /** Until when a hash is known to be nobody's. */
  private readonly unknown = new Map<string, number>();
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
    const now = this.clock.now();
    const known = this.recent.get(hash, now);
    if (known !== undefined || (this.unknown.get(hash) ?? 0) > now.getTime()) return known;
    const look = this.recent.look(now);
    const key = await this.store.byHash(hash);
    if (!key || key.revokedAt || (key.endsAt !== undefined && key.endsAt <= now)) {
      if (this.unknown.size >= unknownMax) this.unknown.clear();
      this.unknown.set(hash, now.getTime() + unknownMs);
      return undefined;
    }
    await this.used(key, now);
    const caller = callerOf(key);
    look.keep(hash, caller, key.endsAt);
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

  /**
   * Makes a key, once per command; the secret is in the answer and nowhere else. A repeat by the same maker gets the
   * same key and secret. Raises `key_reused` when the command made another key, or one that is revoked,
   * and `api_key_over`.
   */
  async make(order: KeyOrder, command: string, makersSecret: string): Promise<{ key: ApiKey; secret: string }> {
    const id = derivedId(idPrefixes.apiKey, `${order.clubId}/${command}`);
    const salt = this.secrets.salt();
    const secret = this.secrets.make(salt, makersSecret, command);
    const createdAt = this.clock.now();
    if (order.endsAt && order.endsAt <= createdAt)
      throw new DomainError('invalid', 'api_key_over', 'the key would have ended before it is made');
    const key: ApiKey = { id, ...order, createdAt };
    if (await this.store.insert(key, this.secrets.hash(secret), salt)) return { key, secret };
    return this.again(id, order, command, makersSecret);
  }

  private async again(
    id: string,
    order: KeyOrder,
    command: string,
    makersSecret: string,
  ): Promise<{ key: ApiKey; secret: string }> {
    const known = await this.store.find(id);
    if (!known) throw new DomainError('unavailable', 'api_key_not_stored', 'try again');
    const { key, hash, salt } = known;
    const secret = this.secrets.make(salt, makersSecret, command);
    if (key.revokedAt || this.secrets.hash(secret) !== hash || termsOf(key) !== termsOf(order))
      throw new DomainError('conflict', 'key_reused', 'this command made another key, or one that is revoked');
    return { key, secret };
  }

  listTills(asked: TillQuery): Promise<readonly ApiKey[]> {
    return this.store.listTills(asked);
  }

  /** False when the club has no such till in these branches (none: in all). */
  async revokeTill({ clubId, branchIds, id }: Omit<TillQuery, 'after' | 'limit'> & { id: string }): Promise<boolean> {
    const { key } = (await this.store.find(id)) ?? {};
    const isTheirs = key?.branchIds.some((branchId) => branchIds.length === 0 || branchIds.includes(branchId));
    return key?.till !== undefined && isTheirs === true && this.revoke(clubId, id);
  }

  /** That a key is used is written down once a minute: tills ask all day long. */
  private async used({ id, lastUsedAt }: ApiKey, now: Date): Promise<void> {
    if (now.getTime() - (lastUsedAt?.getTime() ?? 0) >= usedEveryMs) await this.store.use(id, now);
  }

  list(clubId: string, after: string, limit: number): Promise<readonly ApiKey[]> {
    return this.store.list(clubId, after, limit);
  }

  async revoke(clubId: string, id: string): Promise<boolean> {
    const isRevoked = await this.store.revoke(clubId, id, this.clock.now());
    this.recent.forget((caller) => caller.id === id);
    return isRevoked;
  }
}
