import { derivedId, DomainError, requireSeen, type Clock } from '@vafa/kernel';
import { idPrefixes } from '../domain/ids.ts';
import type { IdentityProvider, ProviderTerms } from '../domain/identity-provider.ts';
import type {
  ClientSecrets,
  IdentityProviderStore,
  ProviderFacts,
  ProviderTalk,
  SpokenTo,
} from '../ports/identity-providers.ts';
import type { StaffStore } from '../ports/staff-store.ts';
import type { SignIns } from './sign-ins.ts';

const triesMax = 10;

export type ProviderOrder = Omit<ProviderTerms, 'isDisabled'> & { readonly clientSecret: string };
export type ProviderChange = Partial<ProviderTerms> & { readonly clientSecret?: string };

/** Of the same terms, and as little disabled, the same text. */
const textOf = (provider: IdentityProvider): string => {
  const { name, issuer, clientId, scopes, groupsClaim, rules, allowsPasswords, signsOutThere, disabledAt } = provider;
  const terms = [name, issuer, clientId, scopes, groupsClaim, rules, allowsPasswords, signsOutThere];
  return JSON.stringify([...terms, disabledAt !== undefined]);
};

const notFound = (): DomainError =>
  new DomainError('not_found', 'identity_provider_not_found', 'there is no such identity provider');

export interface IdentityProviderParts {
  readonly store: IdentityProviderStore;
  readonly accounts: Pick<StaffStore, 'forgetIdentities'>;
  readonly signIns: Pick<SignIns, 'endByProvider'>;
  readonly talk: ProviderTalk;
  readonly secrets: ClientSecrets;
  readonly clock: Clock;
}

/** Identity providers of the company: set up, changed, checked, disabled, deleted. */
export class IdentityProviders {
  constructor(private readonly parts: IdentityProviderParts) {}

  /** Sets one up, once per command. Raises `key_reused`. */
  async create({ clientSecret, ...terms }: ProviderOrder, command: string): Promise<IdentityProvider> {
    const { store, secrets, clock } = this.parts;
    const id = derivedId(idPrefixes.identityProvider, command);
    const provider = {
      ...terms,
      id,
      sealedSecret: secrets.seal(id, clientSecret),
      createdAt: clock.now(),
      revision: 1,
    };
    if (await store.insert(provider)) return provider;
    const known = await this.find(id);
    if (known.revision !== 1 || known.issuer !== terms.issuer || known.clientId !== terms.clientId)
      throw new DomainError('conflict', 'key_reused', 'this command set up another one, or one that has changed');
    return known;
  }

  list(after: string, limit: number): Promise<readonly IdentityProvider[]> {
    return this.parts.store.list(after, limit);
  }

  /** Raises `identity_provider_not_found`. */
  async find(id: string): Promise<IdentityProvider> {
    const provider = await this.parts.store.find(id);
    if (!provider) throw notFound();
    return provider;
  }

  /**
   * Changes what is named. Who signed in with it is signed out when it is disabled, or becomes another one; another
   * issuer knows nobody yet. `seen`: the revision that was seen; 0: all. Raises `identity_provider_not_found`,
   * `identity_provider_changed`.
   */
  async change(
    id: string,
    { clientSecret, isDisabled, ...terms }: ProviderChange,
    seen = 0,
  ): Promise<{ before: IdentityProvider; after: IdentityProvider }> {
    const { store, secrets, clock, accounts, signIns } = this.parts;
    for (let tries = 0; tries < triesMax; tries++) {
      const before = await this.find(id);
      const { disabledAt, ...kept } = before;
      const isOff = isDisabled ?? disabledAt !== undefined;
      const newSecret = clientSecret !== undefined && !this.isSecretOf(before, clientSecret) ? clientSecret : undefined;
      const after = {
        ...kept,
        ...terms,
        ...(newSecret !== undefined && { sealedSecret: secrets.seal(id, newSecret) }),
        ...(isOff && { disabledAt: disabledAt ?? clock.now() }),
      };
      // What is so already is no change.
      const isSame = newSecret === undefined && textOf(after) === textOf(before);
      if (!isSame) requireSeen('identity_provider_changed', seen, before.revision);
      if (!isSame && !(await store.replace(after))) continue;
      const isOther = after.issuer !== before.issuer || after.clientId !== before.clientId;
      if (after.issuer !== before.issuer) await accounts.forgetIdentities(id);
      if (isOff || isOther) await signIns.endByProvider(id);
      return { before, after: isSame ? before : { ...after, revision: after.revision + 1 } };
    }
    throw new DomainError('unavailable', 'service_unavailable', 'the provider changes all the time; try again');
  }

  private isSecretOf({ id, sealedSecret }: IdentityProvider, secret: string): boolean {
    try {
      return this.parts.secrets.open(id, sealedSecret) === secret;
    } catch {
      return false;
    }
  }

  /** For good. Raises `identity_provider_not_found`. */
  async remove(id: string): Promise<IdentityProvider> {
    const removed = await this.parts.store.remove(id);
    if (!removed) throw notFound();
    await this.forget(id);
    return removed;
  }

  /**
   * Ends a sign-in that began while its provider was disabled or deleted: who did that may have looked before it was
   * there. Raises `identity_provider_not_found` then.
   */
  async stillOffered(id: string): Promise<void> {
    const provider = await this.parts.store.find(id);
    if (provider && !provider.disabledAt) return;
    await (provider ? this.parts.signIns.endByProvider(id) : this.forget(id));
    throw notFound();
  }

  private async forget(id: string): Promise<void> {
    await this.parts.accounts.forgetIdentities(id);
    await this.parts.signIns.endByProvider(id);
  }

  /** Raises `identity_provider_not_found`, and what the provider says. */
  async check(id: string): Promise<ProviderFacts> {
    return this.parts.talk.check(this.spokenTo(await this.find(id)));
  }

  /** As it is spoken to. Raises `identity_provider_refused` when its secret cannot be read any more. */
  spokenTo({ id, issuer, clientId, scopes, groupsClaim, sealedSecret }: IdentityProvider): SpokenTo {
    return { issuer, clientId, scopes, groupsClaim, secret: this.parts.secrets.open(id, sealedSecret) };
  }
}
