import { DomainError, type Clock } from '@vafa/kernel';
import { isOwnPage, tripMs, type IdentityProvider } from '../domain/identity-provider.ts';
import type { StaffAccount } from '../domain/staff-account.ts';
import type {
  ProviderAnswer,
  ProviderTalk,
  ProviderTrips,
  TripBrakes,
  TripSecrets,
} from '../ports/identity-providers.ts';
import type { IdentityProviders } from './identity-providers.ts';
import type { KnownPeople } from './known-people.ts';
import type { SignedIn, SignIns } from './sign-ins.ts';

/** More than a door has buttons for. */
const shownMax = 50;

export interface TripOrder {
  readonly providerId: string;
  /** The page that the person comes from. */
  readonly back: string;
  /** The person has to prove it there anew, for something dangerous. */
  readonly isAgain: boolean;
  /** Scheme and host of our pages, as the browser knows them. */
  readonly origin: string;
  /** Secret of the browser, from an earlier trip of these minutes. */
  readonly browser?: string | undefined;
}

export interface ComingBack extends ProviderAnswer {
  readonly browser: string | undefined;
  readonly address: string;
  readonly device?: string | undefined;
  /** Is told who is tried, for the audit log. */
  readonly noted: (subject: IdentityProvider | StaffAccount) => void;
}

export interface ProviderSignInParts {
  readonly providers: IdentityProviders;
  readonly people: KnownPeople;
  readonly signIns: SignIns;
  readonly talk: ProviderTalk;
  readonly trips: ProviderTrips;
  readonly secrets: TripSecrets;
  readonly brakes: TripBrakes;
  readonly clock: Clock;
}

/** The page of ours that every provider sends the browser to. */
const returnPage = '/console/sign-in';
/** Where a provider sends the browser that signed out there. */
const outPage = '/console';

/** Staff sign in with the company's identity provider: there, and back, once. */
export class ProviderSignIns {
  constructor(private readonly parts: ProviderSignInParts) {}

  /** Those that the door offers. */
  async offered(): Promise<readonly IdentityProvider[]> {
    return (await this.parts.providers.list('', shownMax)).filter(({ disabledAt }) => disabledAt === undefined);
  }

  /**
   * Where the browser goes, and its secret. Raises `identity_provider_not_found`, for disabled ones too, and what the
   * provider says.
   */
  async begin(order: TripOrder): Promise<{ location: string; browser: string; seconds: number }> {
    const { providers, talk, trips, secrets, clock } = this.parts;
    const provider = await this.enabled(order.providerId);
    const browser = order.browser ?? secrets.draw();
    const [state, nonce, verifier] = [secrets.draw(), secrets.draw(), `${secrets.draw()}${secrets.draw()}`];
    const returnsTo = `${order.origin}${returnPage}`;
    const { isAgain } = order;
    const marks = { state, nonce, verifier, returnsTo, isAgain };
    const location = await talk.addressOf(providers.spokenTo(provider), marks);
    await trips.insert(secrets.hash(browser, state), {
      providerId: provider.id,
      nonce,
      verifier,
      returnsTo,
      isAgain,
      back: isOwnPage(order.back) ? order.back : outPage,
      endsAt: new Date(clock.now().getTime() + tripMs),
    });
    return { location, browser, seconds: tripMs / 1_000 };
  }

  /**
   * Signs in who came back. Raises `provider_trip_over` for what was not begun in this browser, was used or took too
   * long. Raises what the provider says, and what KnownPeople says of the person; `too_many_requests`.
   */
  async finish(coming: ComingBack): Promise<SignedIn & { readonly back: string }> {
    const { providers, people, signIns, talk, trips, secrets, brakes, clock } = this.parts;
    const attempt = brakes.enter(coming.address);
    const { browser, state } = coming;
    const trip = browser === undefined ? undefined : await trips.take(secrets.hash(browser, state), clock.now());
    if (!trip)
      throw new DomainError('unauthenticated', 'provider_trip_over', 'this was not begun here, was used, or is over');
    const provider = await this.enabled(trip.providerId);
    coming.noted(provider);
    const spokenTo = providers.spokenTo(provider);
    const person = await talk.prove(spokenTo, { ...trip, state }, coming);
    const account = await people.admit(provider, person, coming.noted);
    const signOutAt = provider.signsOutThere
      ? await talk.signOutOf(spokenTo, `${new URL(trip.returnsTo).origin}${outPage}`)
      : undefined;
    const { id, name } = provider;
    const begun = await signIns.open(account, {
      device: coming.device,
      provedAt: person.provedAt,
      provider: { id, name, ...(signOutAt !== undefined && { signOutAt }) },
    });
    await providers.stillOffered(id);
    attempt.passed();
    return { ...begun, back: trip.back };
  }

  sweep(): Promise<void> {
    return this.parts.trips.sweep(this.parts.clock.now());
  }

  private async enabled(id: string): Promise<IdentityProvider> {
    const provider = await this.parts.providers.find(id);
    if (provider.disabledAt)
      throw new DomainError('not_found', 'identity_provider_not_found', 'this identity provider is disabled');
    return provider;
  }
}
