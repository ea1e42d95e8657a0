import type { IdentityProvider, ProvenPerson, ProviderTerms, ProviderTrip } from '../domain/identity-provider.ts';

export interface IdentityProviderStore {
  /** False when the id is known. */
  insert(provider: IdentityProvider): Promise<boolean>;
  find(id: string): Promise<IdentityProvider | undefined>;
  /** By id, after `after`. */
  list(after: string, limit: number): Promise<readonly IdentityProvider[]>;
  /** Keeps it as its next revision; false when it is not of `revision` any more. */
  replace(provider: IdentityProvider): Promise<boolean>;
  /** Takes it out; undefined when there is none. */
  remove(id: string): Promise<IdentityProvider | undefined>;
}

export interface ProviderTrips {
  insert(hash: string, trip: ProviderTrip): Promise<void>;
  /** Takes it out, so that it counts once; undefined when there is none, or it is over. */
  take(hash: string, now: Date): Promise<ProviderTrip | undefined>;
  sweep(now: Date): Promise<void>;
}

/** A provider as it is spoken to: with the client's secret. */
export type SpokenTo = Pick<ProviderTerms, 'issuer' | 'clientId' | 'scopes' | 'groupsClaim'> & {
  readonly secret: string;
};

export interface ProviderFacts {
  readonly authorizationEndpoint: string;
  /** Undefined: it has no sign-out of its own. */
  readonly endSessionEndpoint?: string;
}

/** What a trip is recognised by when it comes back. */
export interface TripMarks {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
  readonly returnsTo: string;
  readonly isAgain: boolean;
}

/** What the browser brings back. */
export interface ProviderAnswer {
  readonly state: string;
  readonly code?: string | undefined;
  readonly error?: string | undefined;
  /** Who answered, where the provider says it. */
  readonly issuer?: string | undefined;
}

/**
 * OpenID Connect with a provider. All raise `identity_provider_unreachable` when it does not answer, or not as a
 * provider does, and `identity_provider_refused` when it does not take the client.
 */
export interface ProviderTalk {
  /** Asks anew what it is, and whether it takes the client. */
  check(provider: SpokenTo): Promise<ProviderFacts>;
  /** Where the browser goes. */
  addressOf(provider: SpokenTo, marks: TripMarks): Promise<string>;
  /** Who came back. Raises `provider_sign_in_refused`. */
  prove(provider: SpokenTo, marks: TripMarks, answer: ProviderAnswer): Promise<ProvenPerson>;
  /** Where the browser goes to sign out there as well; undefined when it has no such place. */
  signOutOf(provider: SpokenTo, returnsTo: string): Promise<string | undefined>;
}

/** Seals the client's secret for its provider. */
export interface ClientSecrets {
  seal(providerId: string, secret: string): Uint8Array;
  /** Raises `identity_provider_refused` for what another key has sealed. */
  open(providerId: string, sealed: Uint8Array): string;
}

/** What marks a trip, and binds it to a browser. */
export interface TripSecrets {
  draw(): string;
  hash(browser: string, state: string): string;
}

/** Holds back who fails again and again. */
export interface TripBrakes {
  /** Counts a try as failed until it is told otherwise. Raises `too_many_requests`. */
  enter(address: string): { passed(): void };
}
