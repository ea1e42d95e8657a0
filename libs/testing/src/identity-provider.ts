import { generateKeyPairSync } from 'node:crypto';
import { createServer, type RequestListener, type Server } from 'node:http';
import { Provider, type Configuration } from 'oidc-provider';
import { freePort } from './free-port.ts';

/** What the provider tells of somebody, beside `sub`: whoever signs in is known by what was typed as the name. */
export type Told = Readonly<Record<string, unknown>>;

export interface IdentityProviderSettings {
  /** Where browsers may be sent back to. */
  readonly redirectUris: readonly string[];
  readonly signedOutUris?: readonly string[];
  readonly people: Readonly<Record<string, Told>>;
}

/** An identity provider of this process: `oidc-provider` with its own pages for trying. */
export interface TestIdentityProvider {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Stops listening, or listens again at the same port. */
  stop(): Promise<void>;
  start(): Promise<void>;
  /** Signs in as somebody on its pages; answers with the address that the browser is sent back to. */
  visit(location: string, login: string): Promise<URL>;
}

const clientId = 'vafa';
const clientSecret = 'told only to the provider and to Vafa';

const ttlSeconds = 3_600;

const configurationOf = ({ redirectUris, signedOutUris = [], people }: IdentityProviderSettings): Configuration => ({
  clients: [
    {
      client_id: clientId,
      client_secret: clientSecret,
      redirect_uris: [...redirectUris],
      post_logout_redirect_uris: [...signedOutUris],
    },
  ],
  claims: {
    openid: ['sub'],
    email: ['email', 'email_verified'],
    profile: ['name', 'preferred_username'],
    groups: ['groups', 'teams'],
  },
  scopes: ['openid', 'email', 'profile', 'groups'],
  findAccount: (_context, login) => ({
    accountId: login,
    claims: () => ({ ...people[login], sub: login }),
  }),
  ttl: Object.fromEntries(
    ['AccessToken', 'Grant', 'IdToken', 'Interaction', 'Session'].map((name) => [name, ttlSeconds]),
  ),
  features: { devInteractions: { enabled: true } },
  cookies: { keys: ['of a test'] },
  jwks: {
    keys: [generateKeyPairSync('rsa', { modulusLength: 2_048 }).privateKey.export({ format: 'jwk' })],
  },
  pkce: { required: () => true },
});

/** A browser without pages: it keeps cookies, follows redirects of the provider and presses its buttons. */
class Walker {
  private readonly cookies = new Map<string, string>();

  constructor(private readonly origin: string) {}

  async visit(location: string, login: string): Promise<URL> {
    let answer = await this.ask(location);
    for (let steps = 0; steps < 20; steps++) {
      const next = answer.headers.get('location');
      if (next !== null) {
        const url = new URL(next, this.origin);
        if (url.origin !== this.origin) return url;
        answer = await this.ask(url.href);
        continue;
      }
      const page = await answer.text();
      const action = /action="([^"]+)"/.exec(page)?.[1];
      const prompt = /name="prompt" value="(\w+)"/.exec(page)?.[1];
      if (action === undefined || prompt === undefined)
        throw new Error(`the provider answered ${String(answer.status)}: ${page}`);
      const form = new URLSearchParams(prompt === 'login' ? { prompt, login, password: 'any' } : { prompt });
      answer = await this.ask(new URL(action, this.origin).href, form);
    }
    throw new Error('the provider sends the browser around in circles');
  }

  private async ask(url: string, form?: URLSearchParams): Promise<Response> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer = await fetch(url, {
      redirect: 'manual',
      headers: { cookie },
      ...(form && { method: 'POST', body: form }),
    });
    for (const line of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (value === '') this.cookies.delete(name);
      else this.cookies.set(name, value);
    }
    return answer;
  }
}

const listen = async (handler: RequestListener, port: number): Promise<Server> => {
  const server = createServer(handler);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return server;
};

const close = async (server: Server): Promise<void> => {
  if (!server.listening) return;
  const closed = new Promise<void>((resolve) => void server.close(() => resolve()));
  server.closeAllConnections();
  await closed;
};

/** Opens one at a free port of 127.0.0.1. */
export const openIdentityProvider = async (settings: IdentityProviderSettings): Promise<TestIdentityProvider> => {
  const port = await freePort();
  const issuer = `http://127.0.0.1:${String(port)}`;
  const handler = new Provider(issuer, configurationOf(settings)).callback();
  let server = await listen(handler, port);
  return {
    issuer,
    clientId,
    clientSecret,
    stop: () => close(server),
    start: async () => {
      server = await listen(handler, port);
    },
    visit: (location, login) => new Walker(issuer).visit(location, login),
  };
};
