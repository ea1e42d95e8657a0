import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { openIdentityProvider, type TestIdentityProvider } from '@vafa/testing/identity-provider';
import { toBuffer } from '../src/adapters/mongo/collections.ts';
import { asking, isProblem } from './asking.ts';
import { Browser, goodPassword, makePerson, signedIn } from './browser.ts';
import { demo, fakeServices, other, shop, smallMembership } from './fake-services.ts';
import { openHttpFixture, type HttpFixture } from './http-fixture.ts';
import { known, ProviderSteps, returnsTo, rules } from './provider-steps.ts';

let fixture: HttpFixture;
let company: TestIdentityProvider;
let providerId: string;
const opened = (): HttpFixture => fixture;
const ask = asking(opened);
const steps = new ProviderSteps(() => ({ fixture, company, providerId }));

const people = {
  stranger: known('Stranger'),
  leaver: known('Leaver'),
  wrong: known('Wrong'),
  only: known('Only'),
  operator: known('Operator'),
  cashier: { ...known('Cashier'), groups: ['vafa-cashiers', 'football'] },
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

describe('what administrators set', () => {
  test('the secret is never shown again, and sealed where it is kept', async () => {
    const answer = await ask('GET', `/v1/identity-providers/${providerId}`, { club: null });
    expect(answer).toMatchObject({
      status: 200,
      body: {
        name: 'Company',
        issuer: company.issuer,
        client_id: 'vafa',
        scopes: ['email', 'profile', 'groups'],
        groups_claim: 'groups',
        passwords_allowed: true,
        signs_out_there: false,
        disabled_at: null,
        group_rules: [
          { group: 'vafa-cashiers', club_id: demo.id, roles: ['cashier'], branch_ids: [shop.id] },
          { group: 'vafa-leads', club_id: demo.id, roles: ['shift_lead'], branch_ids: [] },
          { group: 'vafa-other', club_id: other.id, roles: ['administrator'], branch_ids: [] },
        ],
      },
    });
    const list = await ask('GET', '/v1/identity-providers', { club: null });
    expect(list.body.items).toContainEqual(answer.body);
    const kept = await fixture.collections.identityProviders.find({}).toArray();
    expect(kept.length).toBeGreaterThan(0);
    for (const { sealedSecret } of kept) expect(toBuffer(sealedSecret).includes(company.clientSecret)).toBe(false);
    const trail = JSON.stringify([answer.body, list.body, await fixture.collections.audit.find({}).toArray()]);
    expect(trail).not.toContain(company.clientSecret);
  });

  test.each([
    'http://id.example.com',
    'https://user:word@id.example.com',
    'https://id.example.com/?x=1',
    'https://id.example.com/#x',
    'ftp://127.0.0.1',
    'id.example.com',
    'http://127.0.0.1.example.com',
  ])('%s is no issuer', async (issuer) => {
    const answer = await ask('POST', '/v1/identity-providers', { club: null, body: steps.newProvider({ issuer }) });
    isProblem(answer, 400, 'invalid_request');
  });

  test('clubs and branches of rules are there', async () => {
    const at = (rule: object) =>
      steps.change({ group_rules: { rules: [{ group: 'x', roles: ['cashier'], ...rule }] } });
    isProblem(await at({ club: 'nowhere' }), 404, 'club_not_found');
    isProblem(await at({ club: 'demo', branches: ['nowhere'] }), 404, 'branch_not_found');
  });

  test('administrators of one club set none', async () => {
    const { browser } = await signedIn(opened, { username: 'of one club', roles: ['administrator'] });
    isProblem(await browser.ask('GET', '/v1/identity-providers'), 403, 'administrator_only');
    isProblem(
      await browser.ask('POST', '/v1/identity-providers', { body: steps.newProvider() }),
      403,
      'administrator_only',
    );
  });

  test('a check tells whether the provider answers, and takes the secret', async () => {
    const check = (id: string) => ask('POST', `/v1/identity-providers/${id}/check`, { club: null });
    expect(await check(providerId)).toMatchObject({
      status: 200,
      body: {
        authorization_endpoint: `${company.issuer}/auth`,
        end_session_endpoint: `${company.issuer}/session/end`,
      },
    });
    const wrong = await steps.setUp({ name: 'Wrong', client_secret: 'of yesterday' });
    isProblem(await check(wrong), 409, 'identity_provider_refused');
    const nobody = await steps.setUp({ name: 'Nobody', issuer: `${company.issuer}/nobody` });
    isProblem(await check(nobody), 409, 'identity_provider_unreachable');
    isProblem(await check('idp_none'), 404, 'identity_provider_not_found');
    for (const id of [wrong, nobody]) await steps.change({ disabled: true }, id);
  });

  test('another secret at the provider is told, until it is changed here too', async () => {
    await steps.invited('wrong');
    const id = await steps.setUp({ name: 'Changing', client_secret: 'of yesterday' });
    isProblem(await steps.signIn(new Browser(opened), 'wrong', id), 409, 'identity_provider_refused');
    const changed = await steps.change({ client_secret: company.clientSecret }, id);
    expect(changed.status).toBe(200);
    const again = { client_secret: company.clientSecret, revision: 1 };
    expect((await steps.change(again, id)).body).toEqual(changed.body);
    isProblem(await steps.change({ ...again, client_secret: 'another' }, id), 412, 'identity_provider_changed');
    expect((await steps.signIn(new Browser(opened), 'wrong', id)).status).toBe(200);
    await steps.change({ disabled: true }, id);
  });

  test('a secret that another key sealed is to be sent again', async () => {
    const id = await steps.setUp({ name: 'Sealed' });
    await fixture.collections.identityProviders.updateOne({ _id: id }, { $set: { sealedSecret: Buffer.alloc(60) } });
    isProblem(await steps.go(new Browser(opened), id), 409, 'identity_provider_refused');
    await steps.change({ client_secret: company.clientSecret }, id);
    expect((await steps.go(new Browser(opened), id)).status).toBe(200);
    await steps.change({ disabled: true }, id);
  });

  test('what is disabled is not offered, and whom it signed in is out', async () => {
    const id = await steps.setUp({ name: 'For a while', group_rules: rules });
    const offered = async () => (await ask('GET', '/v1/sign-in/providers', { token: null, club: null })).body.items;
    expect(await offered()).toContainEqual({ id, name: 'For a while' });
    const browser = new Browser(opened);
    expect((await steps.signIn(browser, 'cashier', id)).status).toBe(200);
    const [late, brought] = [new Browser(opened), await steps.visited(browser, 'cashier', id)];
    expect(await steps.change({ disabled: true }, id)).toMatchObject({
      status: 200,
      body: { disabled_at: fixture.clock.now().toISOString() },
    });
    isProblem(await browser.ask('GET', '/v1/sign-in'), 401, 'sign_in_ended');
    isProblem(await steps.go(late, id), 404, 'identity_provider_not_found');
    isProblem(await steps.bring(browser, brought), 404, 'identity_provider_not_found');
    expect(await offered()).not.toContainEqual({ id, name: 'For a while' });
    expect(await steps.change({ disabled: false, name: 'Again' }, id)).toMatchObject({ body: { disabled_at: null } });
    expect(await offered()).toContainEqual({ id, name: 'Again' });
    await steps.change({ disabled: true }, id);
  });

  test('what is deleted is gone for good: its sign-ins, its secret, and who people were there', async () => {
    const id = await steps.setUp({ name: 'Gone', group_rules: rules, passwords_allowed: false });
    const staff = await steps.invited('leaves', { email: 'leaver@company.example' });
    const browser = new Browser(opened);
    expect((await steps.signIn(browser, 'leaver', id)).body).toMatchObject({ staff_id: staff });
    const late = new Browser(opened);
    const brought = await steps.visited(late, 'cashier', id);
    expect((await ask('DELETE', `/v1/identity-providers/${id}`, { club: null })).status).toBe(204);
    isProblem(await browser.ask('GET', '/v1/sign-in'), 401, 'sign_in_ended');
    isProblem(await steps.bring(late, brought), 404, 'identity_provider_not_found');
    expect(await steps.account(staff)).toMatchObject({ has_identity: false });
    expect(await fixture.collections.identityProviders.countDocuments({ _id: id })).toBe(0);
    for (const method of ['GET', 'DELETE'] as const)
      isProblem(await ask(method, `/v1/identity-providers/${id}`, { club: null }), 404, 'identity_provider_not_found');
    const entries = await fixture.collections.audit.find({}).toArray();
    const noted = entries.filter(({ operation, status }) => operation === 'deleteIdentityProvider' && status === 204);
    expect(noted).toHaveLength(1);
    expect(JSON.parse(noted[0]?.before ?? '')).toMatchObject({ id, name: 'Gone', passwords_allowed: false });
    expect(JSON.stringify(noted)).not.toContain(company.clientSecret);
  });

  test.each(['deleted', 'disabled'])('a sign-in that opens while its provider is %s is none', async (how) => {
    const id = await steps.setUp({ name: how, group_rules: rules });
    const browser = new Browser(opened);
    const brought = await steps.visited(browser, 'cashier', id);
    const { identityProviders, signIns } = fixture.collections;
    const insert = signIns.insertOne.bind(signIns);
    signIns.insertOne = async (document) => {
      if (how === 'deleted') await identityProviders.deleteOne({ _id: id });
      else await identityProviders.updateOne({ _id: id }, { $set: { disabledAt: fixture.clock.now() } });
      return insert(document);
    };
    const answer = await steps.bring(browser, brought).finally(() => (signIns.insertOne = insert));
    isProblem(answer, 404, 'identity_provider_not_found');
    expect(await signIns.countDocuments({ 'provider.id': id })).toBe(0);
    const connected = await fixture.collections.staff.countDocuments({ 'identity.providerId': id });
    expect(connected).toBe(how === 'deleted' ? 0 : 1);
  });

  test('another issuer knows nobody yet', async () => {
    const id = await steps.setUp({ name: 'Moving' });
    const staff = await steps.invited('stays', { email: 'stranger@company.example' });
    expect((await steps.signIn(new Browser(opened), 'stranger', id)).body).toMatchObject({ staff_id: staff });
    const issuer = company.issuer.replace('127.0.0.1', 'localhost');
    expect((await steps.change({ issuer }, id)).status).toBe(200);
    expect(await steps.account(staff)).toMatchObject({ has_identity: false });
    isProblem(await steps.go(new Browser(opened), id), 409, 'identity_provider_unreachable');
    await steps.change({ disabled: true }, id);
  });

  test('another client_id is another client: whom the former one signed in is out', async () => {
    const id = await steps.setUp({ name: 'Renamed', group_rules: rules });
    const browser = new Browser(opened);
    expect((await steps.signIn(browser, 'cashier', id)).status).toBe(200);
    await steps.change({ client_id: 'other' }, id);
    isProblem(await browser.ask('GET', '/v1/sign-in'), 401, 'sign_in_ended');
    const { location } = (await steps.go(new Browser(opened), id)).body;
    expect(new URL(String(location)).searchParams.get('client_id')).toBe('other');
    await steps.change({ disabled: true }, id);
  });

  test('without passwords, who was proved by the provider has none; who runs Vafa always has', async () => {
    const { id, oneTimePassword } = await makePerson(opened, { username: 'only', roles: ['cashier'] });
    await ask('PATCH', `/v1/staff/${id}`, { body: { email: 'only@company.example' } });
    await new Browser(opened).signIn('only', oneTimePassword, goodPassword);
    const whole = { username: 'operator', roles: ['administrator'], all_clubs: true };
    const operator = await makePerson(opened, whole);
    await ask('PATCH', `/v1/staff/${operator.id}`, { body: { email: 'operator@company.example' } });
    await new Browser(opened).signIn('operator', operator.oneTimePassword, goodPassword);
    const strict = await steps.setUp({ name: 'Strict', passwords_allowed: false });
    expect((await new Browser(opened).signIn('only', goodPassword)).status).toBe(200);
    const browser = new Browser(opened);
    expect((await steps.signIn(browser, 'only', strict)).status).toBe(200);
    expect((await steps.signIn(new Browser(opened), 'operator', strict)).status).toBe(200);
    isProblem(await new Browser(opened).signIn('only', goodPassword), 403, 'provider_sign_in_only');
    isProblem(await new Browser(opened).signIn('only', 'not the password'), 401, 'sign_in_refused');
    const other = { password: goodPassword, new_password: 'seven ships on a hill' };
    isProblem(await browser.ask('PUT', '/v1/sign-in/password', { body: other }), 403, 'provider_sign_in_only');
    expect((await new Browser(opened).signIn('operator', goodPassword)).status).toBe(200);
    await steps.change({ passwords_allowed: true }, strict);
    expect((await new Browser(opened).signIn('only', goodPassword)).status).toBe(200);
    await steps.change({ passwords_allowed: false, disabled: true }, strict);
    expect((await new Browser(opened).signIn('only', goodPassword)).status).toBe(200);
    expect(await steps.account(id)).toMatchObject({ last_signed_in_by: null });
  });

  test('who signs out here is led to sign out there, where that is wanted', async () => {
    const id = await steps.setUp({ name: 'Leads out', signs_out_there: true, group_rules: rules });
    const browser = new Browser(opened);
    const { body } = await steps.signIn(browser, 'cashier', id);
    const url = new URL(String(body.sign_out_url));
    expect(`${url.origin}${url.pathname}`).toBe(`${company.issuer}/session/end`);
    expect(Object.fromEntries(url.searchParams)).toEqual({
      client_id: 'vafa',
      post_logout_redirect_uri: 'http://localhost/console',
    });
    expect((await browser.ask('GET', '/v1/sign-in')).body.sign_out_url).toBe(body.sign_out_url);
    await steps.change({ disabled: true }, id);
  });
});

describe('the audit log', () => {
  test('tells who came in by which provider, who did not and why, and what was set', async () => {
    const id = await steps.setUp({ name: 'Noted', group_rules: rules });
    const { body } = await steps.signIn(new Browser(opened), 'cashier', id);
    await steps.signIn(new Browser(opened), 'team', id);
    await steps.change({ name: 'Noted well', client_secret: 'never seen' }, id);
    const entries = await fixture.collections.audit.find({}).toArray();
    expect(entries.filter(({ subjects }) => subjects.includes(String(body.staff_id))).at(-1)).toMatchObject({
      operation: 'signInByProvider',
      clubId: demo.id,
      actor: { kind: 'person', id: body.staff_id },
      status: 200,
      after: JSON.stringify({ identity_provider: id }),
    });
    const ofProvider = entries.filter(({ subjects }) => subjects.includes(id));
    expect(ofProvider.map(({ operation, code }) => [operation, code])).toEqual([
      ['createIdentityProvider', undefined],
      ['signInByProvider', 'no_staff_account'],
      ['changeIdentityProvider', undefined],
    ]);
    const last = ofProvider.at(-1);
    expect([last?.before, last?.after]).toEqual([
      expect.stringContaining('"name":"Noted"'),
      expect.stringContaining('"name":"Noted well"'),
    ]);
    expect(JSON.stringify(entries)).not.toContain('never seen');
    await steps.change({ disabled: true }, id);
  });
});
