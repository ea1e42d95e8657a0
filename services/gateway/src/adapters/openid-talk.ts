import { DomainError, isDomainError, type Clock } from '@vafa/kernel';
import { createHash } from 'node:crypto';
import * as openid from 'openid-client';
import { isSafeAddress, type ProvenPerson } from '../domain/identity-provider.ts';
import type { ProviderTalk, SpokenTo, TripMarks } from '../ports/identity-providers.ts';

/** How long what a provider says of itself is taken for true; its keys are asked for when an unknown one signs. */
const knownMs = 3_600_000;
/** Who does not answer is not asked by everybody who waits at the door. */
const failedMs = 5_000;
const knownMax = 200;
const timeoutSeconds = 5;
/** By how much the clock of a provider may be ahead or behind. */
const skewSeconds = 60;
/** From proving it again there to coming back. */
const againSeconds = 600;
const groupsMax = 1_000;

type Found = Promise<openid.Configuration>;

const unreachable = (why: string): DomainError =>
  new DomainError('refused', 'identity_provider_unreachable', `the identity provider does not answer as one: ${why}`);
const clientRefused = (): DomainError =>
  new DomainError(
    'refused',
    'identity_provider_refused',
    'the identity provider does not take the client and its secret',
  );
const signInRefused = (why: string): DomainError =>
  new DomainError('unauthenticated', 'provider_sign_in_refused', `the identity provider did not sign in: ${why}`);

/** What an error of the library says, whatever realm it comes from. */
interface Told {
  readonly name?: string;
  readonly code?: string;
  readonly error?: string;
  readonly status?: number;
  readonly message?: string;
  readonly cause?: unknown;
}

const told = (error: unknown): Told => (typeof error === 'object' && error !== null ? error : {});

const reasonOf = (error: unknown): string => {
  const { code, error: said, message = 'an error', cause } = told(error);
  return [message, said ?? code ?? told(cause).code].filter((each) => each !== undefined).join(': ');
};

const networkErrors = ['TypeError', 'TimeoutError', 'AbortError'];

/** The library hands on what `fetch` raises, or wraps it. */
const isNetwork = (error: unknown): boolean => {
  const { name = '', code, cause } = told(error);
  return networkErrors.includes(name) || code === 'OAUTH_TIMEOUT' || networkErrors.includes(told(cause).name ?? '');
};

const isClientRefused = (error: unknown): boolean => {
  const { code, error: said, status } = told(error);
  if (code === 'OAUTH_WWW_AUTHENTICATE_CHALLENGE') return status === 401;
  return said === 'invalid_client' || said === 'unauthorized_client';
};

const serverFailed = 500;

/** An error of the token or user info endpoint, in our words. */
const toRefusal = (error: unknown): DomainError => {
  if (isNetwork(error) || (told(error).status ?? 0) >= serverFailed) return unreachable(reasonOf(error));
  return isClientRefused(error) ? clientRefused() : signInRefused(reasonOf(error));
};

const textOf = (value: unknown, max: number): string | undefined => {
  if (typeof value !== 'string') return undefined;
  const text = value.normalize('NFC').trim().slice(0, max).toWellFormed();
  return text === '' ? undefined : text;
};

const groupsOf = (value: unknown): string[] => {
  const values: unknown[] = Array.isArray(value) ? value : [value];
  return values.filter((each) => typeof each === 'string').slice(0, groupsMax);
};

type Claims = Readonly<Record<string, unknown>>;

const toPerson = (subject: string, claims: Claims, groupsClaim: string): ProvenPerson => {
  const email = textOf(claims.email, 254)?.toLowerCase();
  const username = textOf(claims.preferred_username, 60);
  const name = textOf(claims.name, 120);
  const { auth_time: seconds } = claims;
  return {
    subject,
    ...(email !== undefined && { email }),
    isEmailVerified: claims.email_verified === true,
    ...(username !== undefined && { username }),
    ...(name !== undefined && { name }),
    groups: groupsOf(claims[groupsClaim]),
    ...(typeof seconds === 'number' && { provedAt: new Date(seconds * 1_000) }),
  };
};

/** Basic is what OpenID Connect has a client do that nothing else was agreed with. */
const authenticationFor = (methods: readonly string[] | undefined, secret: string): openid.ClientAuth =>
  methods === undefined || methods.includes('client_secret_basic')
    ? openid.ClientSecretBasic(secret)
    : openid.ClientSecretPost(secret);

const discover = async ({ issuer, clientId, secret }: SpokenTo): Found => {
  const options: openid.DiscoveryRequestOptions = {
    timeout: timeoutSeconds,
    ...(issuer.startsWith('http:') && { execute: [openid.allowInsecureRequests] }),
  };
  const metadata = { client_secret: secret, [openid.clockTolerance]: skewSeconds };
  // How the client proves itself is known only then, so that the first one authenticates nothing.
  const found = await openid.discovery(new URL(issuer), clientId, metadata, openid.None(), options);
  const server = found.serverMetadata();
  const endpoints = [
    server.authorization_endpoint,
    server.token_endpoint,
    server.jwks_uri,
    server.userinfo_endpoint ?? issuer,
    server.end_session_endpoint ?? issuer,
  ];
  if (!endpoints.every((each) => each !== undefined && isSafeAddress(each)))
    throw new Error('an endpoint is missing, or is not over TLS');
  const authentication = authenticationFor(server.token_endpoint_auth_methods_supported, secret);
  const config = new openid.Configuration(server, clientId, metadata, authentication);
  config.timeout = timeoutSeconds;
  if (issuer.startsWith('http:')) openid.allowInsecureRequests(config);
  return config;
};

/** Speaks to providers by `openid-client`, and remembers what they say of themselves. */
export class OpenidTalk implements ProviderTalk {
  private readonly known = new Map<string, { readonly found: Found; until: number }>();

  constructor(private readonly clock: Clock) {}

  async check(provider: SpokenTo): Promise<{ authorizationEndpoint: string; endSessionEndpoint?: string }> {
    this.known.delete(keyOf(provider));
    const config = await this.configOf(provider);
    const { authorization_endpoint: authorizationEndpoint = '', end_session_endpoint: end } = config.serverMetadata();
    try {
      // A code that nobody was given: whoever takes the client says that it is none.
      const asked = new URL('https://vafa.invalid/?code=vafa-check');
      asked.searchParams.set('iss', config.serverMetadata().issuer);
      await openid.authorizationCodeGrant(config, asked, { pkceCodeVerifier: openid.randomPKCECodeVerifier() });
    } catch (error) {
      if (isClientRefused(error)) throw clientRefused();
      if (told(error).error === undefined) throw unreachable(reasonOf(error));
    }
    return { authorizationEndpoint, ...(end !== undefined && { endSessionEndpoint: end }) };
  }

  async addressOf(provider: SpokenTo, { state, nonce, verifier, returnsTo, isAgain }: TripMarks): Promise<string> {
    const config = await this.configOf(provider);
    return openid.buildAuthorizationUrl(config, {
      redirect_uri: returnsTo,
      scope: ['openid', ...provider.scopes.filter((scope) => scope !== 'openid')].join(' '),
      state,
      nonce,
      code_challenge: await openid.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
      ...(isAgain && { prompt: 'login', max_age: '0' }),
    }).href;
  }

  async prove(
    provider: SpokenTo,
    { state, nonce, verifier, returnsTo, isAgain }: TripMarks,
    answer: Parameters<ProviderTalk['prove']>[2],
  ): Promise<ProvenPerson> {
    const config = await this.configOf(provider);
    const cameBack = new URL(returnsTo);
    for (const [name, value] of [
      ['state', answer.state],
      ['code', answer.code],
      ['error', answer.error],
      ['iss', answer.issuer],
    ] as const)
      if (value !== undefined) cameBack.searchParams.set(name, value);
    try {
      const tokens = await openid.authorizationCodeGrant(config, cameBack, {
        pkceCodeVerifier: verifier,
        expectedState: state,
        expectedNonce: nonce,
        idTokenExpected: true,
        ...(isAgain && { maxAge: againSeconds }),
      });
      const claims: Claims & { readonly sub: string } = { sub: '', ...tokens.claims() };
      if (claims.sub === '' || claims.sub.length > 255) throw signInRefused('its token names nobody');
      // Many providers keep the token small, and tell the rest when they are asked.
      const more: Claims = wantsMore(claims, provider, config)
        ? await openid.fetchUserInfo(config, tokens.access_token, claims.sub)
        : {};
      return toPerson(claims.sub, { ...more, ...claims }, provider.groupsClaim);
    } catch (error) {
      throw isDomainError(error) ? error : toRefusal(error);
    }
  }

  async signOutOf(provider: SpokenTo, returnsTo: string): Promise<string | undefined> {
    const config = await this.configOf(provider);
    if (config.serverMetadata().end_session_endpoint === undefined) return undefined;
    return openid.buildEndSessionUrl(config, { post_logout_redirect_uri: returnsTo }).href;
  }

  private async configOf(provider: SpokenTo): Found {
    const key = keyOf(provider);
    const now = this.clock.now().getTime();
    const known = this.known.get(key);
    if (known && known.until > now) return known.found;
    if (this.known.size >= knownMax) this.known.clear();
    const entry = {
      found: discover(provider).catch((error: unknown) => {
        entry.until = this.clock.now().getTime() + failedMs;
        throw unreachable(reasonOf(error));
      }),
      until: now + knownMs,
    };
    this.known.set(key, entry);
    return entry.found;
  }
}

const wantsMore = (claims: Claims, { groupsClaim }: SpokenTo, config: openid.Configuration): boolean =>
  config.serverMetadata().userinfo_endpoint !== undefined &&
  ['email', 'email_verified', 'name', groupsClaim].some((name) => claims[name] === undefined);

const keyOf = ({ issuer, clientId, secret }: SpokenTo): string =>
  createHash('sha256')
    .update(JSON.stringify([issuer, clientId, secret]))
    .digest('base64url');
