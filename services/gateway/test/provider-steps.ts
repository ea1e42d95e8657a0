import { expect } from '@jest/globals';
import type { TestIdentityProvider } from '@vafa/testing/identity-provider';
import { asking, type Answer } from './asking.ts';
import type { Browser } from './browser.ts';
import type { HttpFixture } from './http-fixture.ts';

/** Where the provider sends browsers that asked the application of a test. */
export const returnsTo = 'http://localhost/console/sign-in';

/** What the provider tells of somebody with an address that it has verified. */
export const known = (name: string) => ({ email: `${name}@company.example`, email_verified: true, name });

export const rules = [
  { group: 'vafa-cashiers', club: 'demo', roles: ['cashier'], branches: ['shop'] },
  { group: 'vafa-leads', club: 'demo', roles: ['shift_lead'] },
  { group: 'vafa-other', club: 'other', roles: ['administrator'] },
];

export type Brought = Record<string, string>;

export interface Tested {
  readonly fixture: HttpFixture;
  readonly company: TestIdentityProvider;
  /** The provider that is meant where none is named. */
  readonly providerId: string;
}

/** What administrators and people do with identity providers. */
export class ProviderSteps {
  constructor(private readonly tested: () => Tested) {}

  newProvider(more: object = {}): object {
    const { issuer, clientId, clientSecret } = this.tested().company;
    return {
      name: 'Company',
      issuer,
      client_id: clientId,
      client_secret: clientSecret,
      scopes: ['email', 'profile', 'groups'],
      ...more,
    };
  }

  async setUp(more: object = {}): Promise<string> {
    const { status, body } = await this.ask('POST', '/v1/identity-providers', {
      club: null,
      body: this.newProvider(more),
    });
    expect({ status, body }).toMatchObject({ status: 201 });
    return String(body.id);
  }

  change(body: object, id = this.tested().providerId): Promise<Answer> {
    return this.ask('PATCH', `/v1/identity-providers/${id}`, { club: null, body });
  }

  /** Makes an account with the address that the provider knows; answers with its id. */
  async invited(name: string, more: object = {}): Promise<string> {
    const body = { username: name, name, roles: ['cashier'], email: `${name}@company.example`, ...more };
    const made = await this.ask('POST', '/v1/staff', { body });
    expect(made).toMatchObject({ status: 201 });
    return String(made.body.id);
  }

  async account(id: string): Promise<Record<string, unknown>> {
    return (await this.ask('GET', `/v1/staff/${id}`)).body;
  }

  go(browser: Browser, id = this.tested().providerId, body: object = {}): Promise<Answer> {
    return browser.ask('POST', `/v1/sign-in/providers/${id}`, { body, key: null });
  }

  bring(browser: Browser, body: Brought): Promise<Answer> {
    return browser.ask('POST', '/v1/sign-in/provider-answers', { body, key: null });
  }

  /** What the provider has a browser bring back, after somebody has signed in on its pages. */
  async visited(browser: Browser, login: string, id?: string, body?: object): Promise<Brought> {
    const begun = await this.go(browser, id, body);
    expect(begun).toMatchObject({ status: 200 });
    const url = await this.tested().company.visit(String(begun.body.location), login);
    expect(`${url.origin}${url.pathname}`).toBe(returnsTo);
    return Object.fromEntries(url.searchParams);
  }

  async signIn(browser: Browser, login: string, id?: string, body?: object): Promise<Answer> {
    const answer = await this.bring(browser, await this.visited(browser, login, id, body));
    if (answer.status === 200) browser.csrfToken = String(answer.body.csrf_token);
    return answer;
  }

  private get ask() {
    return asking(() => this.tested().fixture);
  }
}
