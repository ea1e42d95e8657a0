import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { openIdentityProvider, type TestIdentityProvider } from '@vafa/testing/identity-provider';
import { asking, isProblem } from './asking.ts';
import { Browser, goodPassword, makePerson, signedIn } from './browser.ts';
import { demo, fakeServices, shop, smallMembership } from './fake-services.ts';
import { openHttpFixture, type HttpFixture } from './http-fixture.ts';
import { known, ProviderSteps, returnsTo, rules, type Brought } from './provider-steps.ts';

let fixture: HttpFixture;
let company: TestIdentityProvider;
let providerId: string;
const opened = (): HttpFixture => fixture;
const ask = asking(opened);
const steps = new ProviderSteps(() => ({ fixture, company, providerId }));
const minuteMs = 60_000;

const people = {
  sara: { ...known('Sara'), preferred_username: 'sara.k' },
  reza: known('Reza'),
  stranger: known('Stranger'),
  chief: known('Chief'),
  unverified: { ...known('Unverified'), email_verified: false },
  unproved: { email: 'unproved@company.example', name: 'Unproved' },
  disabled: known('Disabled'),
  heir: known('Leaver'),
  leaver: known('Leaver'),
  cashier: { ...known('Cashier'), groups: ['vafa-cashiers', 'football'] },
  both: { ...known('Both'), preferred_username: 'Both', groups: ['vafa-leads', 'vafa-cashiers', 'vafa-other'] },
  mover: { name: 'Mover', groups: ['vafa-cashiers'] } as Record<string, unknown>,
  goer: { name: 'Goer', groups: ['vafa-cashiers'] } as Record<string, unknown>,
  team: { name: 'Team', teams: 'drivers' },
};

beforeAll(async () => {
  company = await openIdentityProvider({ redirectUris: [returnsTo], people });
  const getTiers = () => Promise.resolve({ periodDays: 365, tiers: [], revision: 1 });
  fixture = await openHttpFixture(fakeServices({ membership: { ...smallMembership, getTiers } }));
  providerId = await steps.setUp({ group_rules: rules });
});
afterAll(async () => {
  await fixture.close();
  await company.stop();
});

describe('who signs in with the identity provider', () => {
  test('is found by a verified address first, by the provider’s own id from then on', async () => {
    const id = await steps.invited('sara', { email: ' Sara@Company.example ' });
    expect(await steps.account(id)).toMatchObject({
      email: 'sara@company.example',
      has_identity: false,
      of_groups: false,
    });
    const browser = new Browser(opened);
    expect(await steps.signIn(browser, 'sara', providerId, { back: '/till' })).toMatchObject({
      status: 200,
      body: { staff_id: id, roles: ['cashier'], identity_provider: 'Company', sign_out_url: null, back: '/till' },
    });
    expect(browser.cookies.has('vafa-trip')).toBe(false);
    expect((await browser.ask('GET', '/v1/tiers')).status).toBe(200);
    expect((await browser.ask('GET', '/v1/sign-in')).body).toMatchObject({
      staff_id: id,
      identity_provider: 'Company',
    });
    expect(await steps.account(id)).toMatchObject({
      has_identity: true,
      last_signed_in_by: 'Company',
      last_signed_in_at: fixture.clock.now().toISOString(),
    });
    people.sara.email = 'married@company.example';
    expect(await steps.signIn(new Browser(opened), 'sara')).toMatchObject({ status: 200, body: { staff_id: id } });
    expect((await browser.ask('DELETE', '/v1/sign-in')).status).toBe(204);
    isProblem(await browser.ask('GET', '/v1/tiers'), 401, 'unauthenticated');
  });

  test('does not get the account of whoever had the address before; an administrator lets them in', async () => {
    const id = await steps.invited('leaver');
    expect(await steps.signIn(new Browser(opened), 'leaver')).toMatchObject({ status: 200, body: { staff_id: id } });
    people.leaver.email = 'gone@company.example';
    people.heir.email = 'leaver@company.example';
    isProblem(await steps.signIn(new Browser(opened), 'heir'), 403, 'no_staff_account');
    const before = new Browser(opened);
    await steps.signIn(before, 'leaver');
    for (const email of [null, 'leaver@company.example'])
      expect(await ask('PATCH', `/v1/staff/${id}`, { body: { email } })).toMatchObject({
        status: 200,
        body: { email, has_identity: false },
      });
    isProblem(await before.ask('GET', '/v1/sign-in'), 401, 'sign_in_ended');
    expect(await steps.signIn(new Browser(opened), 'heir')).toMatchObject({ status: 200, body: { staff_id: id } });
    isProblem(await steps.signIn(new Browser(opened), 'leaver'), 403, 'no_staff_account');
  });

  test('needs an account', async () => {
    const browser = new Browser(opened);
    isProblem(await steps.signIn(browser, 'stranger'), 403, 'no_staff_account');
    expect([...browser.cookies.keys()]).toEqual(['vafa-trip']);
  });

  test.each(['unverified', 'unproved'])('needs an address that the provider has verified: %s', async (login) => {
    await steps.invited(login);
    isProblem(await steps.signIn(new Browser(opened), login), 403, 'email_not_verified');
  });

  test('needs an account that is not disabled', async () => {
    const id = await steps.invited('disabled');
    const browser = new Browser(opened);
    expect((await steps.signIn(browser, 'disabled')).status).toBe(200);
    await ask('PATCH', `/v1/staff/${id}`, { body: { disabled: true } });
    isProblem(await browser.ask('GET', '/v1/sign-in'), 401, 'sign_in_ended');
    isProblem(await steps.signIn(new Browser(opened), 'disabled'), 403, 'staff_disabled');
  });

  test('an address is of one account among all clubs', async () => {
    await steps.invited('single');
    const body = { username: 'second', name: 'Second', roles: ['cashier'], email: 'SINGLE@company.example' };
    isProblem(await ask('POST', '/v1/staff', { club: 'other', body }), 409, 'email_taken');
    const { id } = await makePerson(opened, { username: 'third', roles: ['cashier'] });
    isProblem(await ask('PATCH', `/v1/staff/${id}`, { body: { email: body.email } }), 409, 'email_taken');
  });
});

describe('groups give access', () => {
  test('an account with the roles and branches of the rule, whose password nobody knows', async () => {
    const browser = new Browser(opened);
    const { body, status } = await steps.signIn(browser, 'cashier');
    expect({ status, body }).toMatchObject({
      status: 200,
      body: { username: 'cashier@company.example', name: 'Cashier', roles: ['cashier'], branch_ids: [shop.id] },
    });
    expect(await steps.account(String(body.staff_id))).toMatchObject({
      of_groups: true,
      has_identity: true,
      has_one_time_password: false,
      email: null,
    });
    expect((await steps.signIn(new Browser(opened), 'cashier')).body).toMatchObject({ staff_id: body.staff_id });
  });

  test('of several groups all of the first club that fits; a name that is taken gets an ending', async () => {
    await makePerson(opened, { username: 'both', roles: ['cashier'] });
    const { body } = await steps.signIn(new Browser(opened), 'both');
    expect(body).toMatchObject({ club_id: demo.id, branch_ids: [] });
    expect(body.roles).toEqual(['cashier', 'shift_lead']);
    expect(body.username).toMatch(/^both-[0-9a-z]{6}$/);
  });

  test('the roles follow the groups, and the rights of today hold for sign-ins of before', async () => {
    const browser = new Browser(opened);
    const { body } = await steps.signIn(browser, 'mover');
    people.mover.groups = ['vafa-leads'];
    expect((await steps.signIn(new Browser(opened), 'mover')).body).toMatchObject({
      staff_id: body.staff_id,
      roles: ['shift_lead'],
      branch_ids: [],
    });
    fixture.clock.advance(1_000);
    expect((await browser.ask('GET', '/v1/sign-in')).body.roles).toEqual(['shift_lead']);
    people.mover.groups = ['vafa-other'];
    isProblem(await steps.signIn(new Browser(opened), 'mover'), 403, 'no_staff_account');
  });

  test('who is in no such group any more is out, with all sign-ins', async () => {
    const browser = new Browser(opened);
    expect((await steps.signIn(browser, 'goer')).status).toBe(200);
    people.goer.groups = ['football'];
    isProblem(await steps.signIn(new Browser(opened), 'goer'), 403, 'no_staff_account');
    isProblem(await browser.ask('GET', '/v1/sign-in'), 401, 'sign_in_ended');
  });

  test('the claim that names them, and what is asked for, are settings', async () => {
    const teams = [{ group: 'drivers', club: 'demo', roles: ['cashier'] }];
    const id = await steps.setUp({ groups_claim: 'teams', group_rules: teams });
    expect((await steps.signIn(new Browser(opened), 'team', id)).body).toMatchObject({ roles: ['cashier'] });
    isProblem(await steps.signIn(new Browser(opened), 'team'), 403, 'no_staff_account');
    expect((await steps.change({ scopes: ['profile'] }, id)).status).toBe(200);
    isProblem(await steps.signIn(new Browser(opened), 'team', id), 403, 'no_staff_account');
  });
});

describe('what is dangerous', () => {
  test('wants the person proved anew by the provider, and takes no silent way round', async () => {
    await steps.invited('chief', { roles: ['administrator'] });
    const settings = (minutes: number) =>
      ask('PUT', '/v1/approval-settings', { body: { rules: false, step_up_minutes: minutes } });
    expect((await settings(10)).status).toBe(200);
    const make = (browser: Browser) =>
      browser.ask('POST', '/v1/api-keys', { body: { name: 'CRM', verbs: ['members:read'] } });
    const browser = new Browser(opened);
    expect((await steps.signIn(browser, 'chief')).status).toBe(200);
    isProblem(await make(browser), 403, 'step_up_required');
    expect((await steps.signIn(browser, 'chief', providerId, { again: true })).status).toBe(200);
    expect((await make(browser)).status).toBe(201);
    fixture.clock.advance(10 * minuteMs);
    isProblem(await make(browser), 403, 'step_up_required');
    expect((await settings(0)).status).toBe(200);
  });
});

describe('what is brought back', () => {
  const browserOf = async (login: string): Promise<[Browser, Brought]> => {
    const browser = new Browser(opened);
    return [browser, await steps.visited(browser, login)];
  };

  test('counts once', async () => {
    await steps.invited('reza');
    const [browser, brought] = await browserOf('reza');
    const trip = String(browser.cookies.get('vafa-trip'));
    expect((await steps.bring(browser, brought)).status).toBe(200);
    browser.cookies.set('vafa-trip', trip);
    isProblem(await steps.bring(browser, brought), 401, 'provider_trip_over');
  });

  test('a code that was used is refused by the provider, whatever else is right', async () => {
    const [first, brought] = await browserOf('reza');
    expect((await steps.bring(first, brought)).status).toBe(200);
    const [second, fresh] = await browserOf('reza');
    isProblem(await steps.bring(second, { ...fresh, code: String(brought.code) }), 401, 'provider_sign_in_refused');
  });

  test('counts in the browser that went, and in no other', async () => {
    const [browser, brought] = await browserOf('reza');
    isProblem(await steps.bring(new Browser(opened), brought), 401, 'provider_trip_over');
    const [stranger] = await browserOf('stranger');
    isProblem(await steps.bring(stranger, brought), 401, 'provider_trip_over');
    expect((await steps.bring(browser, brought)).status).toBe(200);
  });

  test('two windows of one browser do not disturb each other', async () => {
    const [browser, first] = await browserOf('reza');
    const second = await steps.visited(browser, 'reza');
    expect((await steps.bring(browser, first)).status).toBe(200);
    isProblem(await steps.bring(browser, second), 401, 'provider_trip_over');
  });

  test('with another state it is refused', async () => {
    const [browser, brought] = await browserOf('reza');
    isProblem(await steps.bring(browser, { ...brought, state: 'x'.repeat(32) }), 401, 'provider_trip_over');
  });

  test('with a token that was made for another trip it is refused', async () => {
    const [browser, brought] = await browserOf('reza');
    await fixture.collections.providerTrips.updateMany({}, { $set: { nonce: 'another one' } });
    isProblem(await steps.bring(browser, brought), 401, 'provider_sign_in_refused');
  });

  test('with another verifier it is refused', async () => {
    const [browser, brought] = await browserOf('reza');
    await fixture.collections.providerTrips.updateMany({}, { $set: { verifier: 'v'.repeat(64) } });
    isProblem(await steps.bring(browser, brought), 401, 'provider_sign_in_refused');
  });

  test('of another issuer it is refused', async () => {
    const [browser, brought] = await browserOf('reza');
    isProblem(await steps.bring(browser, { ...brought, iss: 'https://evil.example' }), 401, 'provider_sign_in_refused');
  });

  test('after ten minutes it is over, and swept away', async () => {
    const [browser, brought] = await browserOf('reza');
    const [late] = await browserOf('reza');
    fixture.clock.advance(10 * minuteMs);
    isProblem(await steps.bring(browser, brought), 401, 'provider_trip_over');
    expect(late.cookies.has('vafa-trip')).toBe(true);
    await fixture.providerSignIns.sweep();
    expect(await fixture.collections.providerTrips.countDocuments({})).toBe(0);
  });

  test('who said no at the provider is told so', async () => {
    const browser = new Browser(opened);
    const state = new URL(String((await steps.go(browser)).body.location)).searchParams.get('state') ?? '';
    const answer = await steps.bring(browser, { state, error: 'access_denied', iss: company.issuer });
    isProblem(answer, 401, 'provider_sign_in_refused');
  });

  test('another site neither sends anybody there nor brings anything back', async () => {
    const headers = { origin: 'https://evil.example' };
    const begun = await ask('POST', `/v1/sign-in/providers/${providerId}`, {
      token: null,
      club: null,
      key: null,
      body: {},
      headers,
    });
    isProblem(begun, 403, 'cross_site_request');
    const [browser, body] = await browserOf('reza');
    const brought = await browser.ask('POST', '/v1/sign-in/provider-answers', { body, key: null, headers });
    isProblem(brought, 403, 'cross_site_request');
  });

  test.each(['//evil.example', 'https://evil.example', '/console//evil', '/club', '/till?x=1', 'console'])(
    'nobody is sent to %s',
    async (back) => {
      isProblem(await steps.go(new Browser(opened), providerId, { back }), 400, 'invalid_request');
    },
  );
});

describe('the way there', () => {
  test('proves the browser by state, nonce and PKCE, and its cookie is read by no script', async () => {
    const browser = new Browser(opened);
    const begun = await steps.go(browser);
    const url = new URL(String(begun.body.location));
    expect(`${url.origin}${url.pathname}`).toBe(`${company.issuer}/auth`);
    expect(Object.fromEntries(url.searchParams)).toEqual({
      client_id: 'vafa',
      response_type: 'code',
      redirect_uri: returnsTo,
      scope: 'openid email profile groups',
      state: expect.stringMatching(/^[\w-]{32}$/),
      nonce: expect.stringMatching(/^[\w-]{32}$/),
      code_challenge: expect.stringMatching(/^[\w-]{43}$/),
      code_challenge_method: 'S256',
    });
    expect([begun.headers['set-cookie']].flat()).toEqual([
      expect.stringMatching(/^vafa-trip=[\w-]{32}; Path=\/; HttpOnly; SameSite=Strict; Max-Age=600$/),
    ]);
    const kept = JSON.stringify(await fixture.collections.providerTrips.find({}).toArray());
    expect(kept).not.toContain(url.searchParams.get('state'));
    expect(kept).not.toContain(browser.cookies.get('vafa-trip'));
  });

  test('a provider that is away is told plainly, and passwords go on', async () => {
    await signedIn(opened, { username: 'patient', roles: ['cashier'] });
    const id = await steps.setUp({ name: 'Away', client_id: 'away' });
    await company.stop();
    try {
      isProblem(await steps.go(new Browser(opened), id), 409, 'identity_provider_unreachable');
      const browser = new Browser(opened);
      const begun = await steps.go(browser);
      expect(begun.status).toBe(200);
      const state = new URL(String(begun.body.location)).searchParams.get('state') ?? '';
      const answer = await steps.bring(browser, { state, code: 'any', iss: company.issuer });
      isProblem(answer, 409, 'identity_provider_unreachable');
      expect((await new Browser(opened).signIn('patient', goodPassword)).status).toBe(200);
    } finally {
      await company.start();
    }
    fixture.clock.advance(5_000);
    expect((await steps.go(new Browser(opened), id)).status).toBe(200);
    await steps.change({ disabled: true }, id);
  });

  test('too many failures from one address are braked, and passwords with them are not', async () => {
    const brakes = await openHttpFixture(fakeServices({ membership: smallMembership }));
    try {
      const once = () =>
        asking(() => brakes)('POST', '/v1/sign-in/provider-answers', {
          token: null,
          club: null,
          key: null,
          body: { state: 'x', code: 'y' },
        });
      for (let tries = 0; tries < 30; tries++) isProblem(await once(), 401, 'provider_trip_over');
      isProblem(await once(), 429, 'too_many_requests');
      brakes.clock.advance(10_000);
      isProblem(await once(), 401, 'provider_trip_over');
    } finally {
      await brakes.close();
    }
  });
});
