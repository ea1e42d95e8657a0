import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { asking, isProblem } from './asking.ts';
import { Browser, goodPassword, makePerson, signedIn } from './browser.ts';
import { demo, fakeServices, smallMembership } from './fake-services.ts';
import { openHttpFixture, type HttpFixture } from './http-fixture.ts';

let fixture: HttpFixture;
const opened = (): HttpFixture => fixture;
const ask = asking(opened);
const minuteMs = 60_000;

beforeAll(async () => {
  const membership = {
    ...smallMembership,
    getTiers: () => Promise.resolve({ periodDays: 365, tiers: [], revision: 1 }),
    setTiers: () => Promise.resolve({ periodDays: 365, tiers: [], revision: 1 }),
  };
  fixture = await openHttpFixture(fakeServices({ membership }), { trustedProxies: ['127.0.0.1'] });
});
afterAll(() => fixture.close());

const tiers = { period_days: 365, tiers: [{ code: 'basic', name: 'Basic', spend_from: 0 }] };

describe('signing in', () => {
  test('a one-time password needs a new one beside it, and counts once', async () => {
    const { id, oneTimePassword } = await makePerson(opened, { username: 'sara', roles: ['marketer'] });
    const browser = new Browser(opened);
    isProblem(await browser.signIn('sara', oneTimePassword), 403, 'password_change_required');
    expect(browser.cookies.size).toBe(0);
    isProblem(await browser.signIn('sara', oneTimePassword, 'short'), 400, 'password_too_weak');
    const answer = await browser.signIn('SARA', oneTimePassword, goodPassword);
    expect(answer.body).toMatchObject({ staff_id: id, username: 'sara', roles: ['marketer'], club_id: demo.id });
    isProblem(await new Browser(opened).signIn('sara', oneTimePassword, goodPassword), 401, 'sign_in_refused');
    expect((await browser.ask('GET', '/v1/sign-in')).body).toMatchObject({ staff_id: id });
    expect((await browser.ask('GET', '/v1/tiers')).status).toBe(200);
  });

  test('what is wrong is answered alike, and sets no cookie', async () => {
    const { id } = await signedIn(opened, { username: 'reza', roles: ['cashier'] });
    const without = ({ body: { traceId: _trace, ...body } }: { body: Record<string, unknown> }) => body;
    const wrong = await new Browser(opened).signIn('reza', 'not his password');
    const unknown = await new Browser(opened).signIn('nobody', 'not his password');
    isProblem(wrong, 401, 'sign_in_refused');
    expect(without(unknown)).toEqual(without(wrong));
    expect([wrong.headers['set-cookie'], unknown.headers['set-cookie']]).toEqual([undefined, undefined]);
    expect((await ask('PATCH', `/v1/staff/${id}`, { body: { disabled: true } })).status).toBe(200);
    expect(without(await new Browser(opened).signIn('reza', goodPassword))).toEqual(without(wrong));
  });

  test('a password is one, however a keyboard writes its digits', async () => {
    const { oneTimePassword } = await makePerson(opened, { username: 'digits', roles: ['cashier'] });
    await new Browser(opened).signIn('digits', oneTimePassword, 'کوه دریا جنگل ۷۴۱');
    expect((await new Browser(opened).signIn('digits', 'کوه دریا جنگل 741')).status).toBe(200);
  });

  test('a one-time password ends after a week', async () => {
    const { oneTimePassword } = await makePerson(opened, { username: 'late', roles: ['cashier'] });
    fixture.clock.advance(7 * 24 * 60 * minuteMs);
    isProblem(await new Browser(opened).signIn('late', oneTimePassword, goodPassword), 401, 'one_time_password_ended');
  });

  test('passwords are kept as scrypt with its costs; cookies as hashes', async () => {
    const { browser, id } = await signedIn(opened, { username: 'kept', roles: ['cashier'] });
    const account = await fixture.collections.staff.findOne({ _id: id });
    expect(account?.password.hash).toMatch(/^\$scrypt\$ln=4,r=8,p=1\$[\w-]{22}\$[\w-]{43}$/);
    const kept = JSON.stringify(await fixture.collections.signIns.find({ staffId: id }).toArray());
    for (const value of browser.cookies.values()) expect(JSON.stringify(account) + kept).not.toContain(value);
  });
});

describe('the cookie', () => {
  test('no script reads it, no other site has it sent; over TLS it is Secure and of this host alone', async () => {
    await signedIn(opened, { username: 'plain', roles: ['cashier'] });
    const plain = (await new Browser(opened).signIn('plain', goodPassword)).headers['set-cookie'] as string[];
    expect(plain[0]).toMatch(/^vafa=[\w-]{44}; Path=\/; HttpOnly; SameSite=Strict; Max-Age=43200$/);
    const overTls = new Browser(opened, { 'x-forwarded-proto': 'https' });
    const secure = (await overTls.signIn('plain', goodPassword)).headers['set-cookie'] as string[];
    expect(secure[0]).toMatch(/^__Host-vafa=[\w-]{44}; Path=\/; HttpOnly; SameSite=Strict; Max-Age=43200; Secure$/);
    expect((await overTls.ask('GET', '/v1/sign-in')).status).toBe(200);
  });

  test('another one with each sign-in; what a browser brought along is not taken over', async () => {
    await signedIn(opened, { username: 'fixed', roles: ['cashier'] });
    const first = new Browser(opened);
    await first.signIn('fixed', goodPassword);
    const brought = first.cookies.get('vafa');
    const second = new Browser(opened);
    second.cookies.set('vafa', String(brought));
    await second.signIn('fixed', goodPassword);
    expect(second.cookies.get('vafa')).not.toBe(brought);
  });

  test.each([
    ['one that somebody made up', 'x'.repeat(44)],
    ['a short one', 'x'],
    ['an operator', '{"$gt":""}'],
  ])('%s is none', async (_case, value) => {
    const browser = new Browser(opened);
    browser.cookies.set('vafa', value);
    expect((await browser.ask('GET', '/v1/tiers')).status).toBe(401);
  });

  test('twice, it is none: a neighbour may have set the other', async () => {
    const { browser } = await signedIn(opened, { username: 'twice', roles: ['cashier'] });
    const cookie = `vafa=${String(browser.cookies.get('vafa'))}; vafa=${'y'.repeat(44)}`;
    isProblem(await browser.ask('GET', '/v1/tiers', { headers: { cookie } }), 401, 'unauthenticated');
  });

  test('beside a key, the key counts', async () => {
    const { browser } = await signedIn(opened, { username: 'beside', roles: ['cashier'] });
    isProblem(await browser.ask('GET', '/v1/sign-in', { token: fixture.adminKey }), 403, 'sign_in_only');
    expect(
      (await browser.ask('POST', '/v1/tiers', { token: fixture.adminKey, club: 'demo', body: tiers })).status,
    ).toBe(200);
  });
});

describe('requests that others had sent', () => {
  let shops = 0;
  const shop = async (username: string) => (await signedIn(opened, { username, roles: ['marketer'] })).browser;

  test('a write needs the token of the sign-in; a read does not', async () => {
    const browser = await shop('csrf');
    expect((await browser.ask('POST', '/v1/tiers', { body: tiers })).status).toBe(200);
    const token = browser.csrfToken;
    browser.csrfToken = undefined;
    isProblem(await browser.ask('POST', '/v1/tiers', { body: tiers }), 403, 'cross_site_request');
    expect((await browser.ask('GET', '/v1/tiers')).status).toBe(200);
    browser.csrfToken = String((await shop('other-csrf')).csrfToken);
    expect(browser.csrfToken).not.toBe(token);
    isProblem(await browser.ask('POST', '/v1/tiers', { body: tiers }), 403, 'cross_site_request');
    isProblem(await browser.ask('DELETE', '/v1/sign-in'), 403, 'cross_site_request');
  });

  test.each([
    [{ origin: 'https://evil.example' }, 403],
    [{ origin: 'null' }, 403],
    [{ origin: 'http://localhost:80.evil.example' }, 403],
    [{ 'sec-fetch-site': 'cross-site' }, 403],
    [{ 'sec-fetch-site': 'same-site' }, 403],
    [{ origin: 'http://localhost' }, 200],
    [{ origin: 'http://localhost:80', 'sec-fetch-site': 'same-origin' }, 200],
  ])('%j is answered %i', async (headers: Record<string, string>, status) => {
    const browser = await shop(`origin ${String(++shops)}`);
    const answer = await browser.ask('POST', '/v1/tiers', {
      body: tiers,
      headers: { host: 'localhost:80', ...headers },
    });
    expect(answer.status).toBe(status);
    if (status === 403) {
      isProblem(answer, 403, 'cross_site_request');
      const body = { username: 'csrf', password: goodPassword };
      isProblem(
        await ask('POST', '/v1/sign-in', { token: null, club: null, key: null, body, headers }),
        403,
        'cross_site_request',
      );
    }
  });

  test('keys need no token: no browser sends them by itself', async () => {
    const headers = { origin: 'https://shop.example', 'sec-fetch-site': 'cross-site' };
    expect((await ask('POST', '/v1/tiers', { body: tiers, headers })).status).toBe(200);
  });
});

describe('how a sign-in ends', () => {
  test('when nothing was asked for half an hour; what is asked keeps it', async () => {
    const { browser } = await signedIn(opened, { username: 'idle', roles: ['cashier'] });
    for (let turn = 0; turn < 3; turn++) {
      fixture.clock.advance(29 * minuteMs);
      expect((await browser.ask('GET', '/v1/sign-in')).status).toBe(200);
    }
    fixture.clock.advance(30 * minuteMs);
    isProblem(await browser.ask('GET', '/v1/sign-in'), 401, 'sign_in_ended');
    expect(browser.cookies.has('vafa')).toBe(false);
  });

  test('after twelve hours in any case', async () => {
    const { browser } = await signedIn(opened, { username: 'whole', roles: ['cashier'] });
    for (let turn = 0; turn < 12 * 3 - 1; turn++) {
      fixture.clock.advance(20 * minuteMs);
      expect((await browser.ask('GET', '/v1/sign-in')).status).toBe(200);
    }
    fixture.clock.advance(20 * minuteMs);
    isProblem(await browser.ask('GET', '/v1/sign-in'), 401, 'sign_in_ended');
  });

  test('when it is ended here, and when all are', async () => {
    const { browser } = await signedIn(opened, { username: 'out', roles: ['cashier'] });
    const [second, third] = [new Browser(opened), new Browser(opened)];
    for (const each of [second, third]) await each.signIn('out', goodPassword);
    const cookie = `vafa=${String(browser.cookies.get('vafa'))}`;
    expect((await browser.ask('DELETE', '/v1/sign-in')).status).toBe(204);
    expect(browser.cookies.has('vafa')).toBe(false);
    isProblem(await browser.ask('GET', '/v1/sign-in', { headers: { cookie } }), 401, 'sign_in_ended');
    expect((await second.ask('DELETE', '/v1/sign-ins')).status).toBe(204);
    isProblem(await third.ask('GET', '/v1/sign-in'), 401, 'sign_in_ended');
  });

  test('a change of the password ends all others, and gives this one another secret', async () => {
    const { browser } = await signedIn(opened, { username: 'changes', roles: ['cashier'] });
    const other = new Browser(opened);
    await other.signIn('changes', goodPassword);
    const before = String(browser.cookies.get('vafa'));
    const wrong = { password: 'not the password', new_password: 'seven ships on a hill' };
    isProblem(await browser.ask('PUT', '/v1/sign-in/password', { body: wrong }), 401, 'sign_in_refused');
    const same = { password: goodPassword, new_password: goodPassword };
    isProblem(await browser.ask('PUT', '/v1/sign-in/password', { body: same }), 400, 'password_too_weak');
    const right = { ...wrong, password: goodPassword };
    expect((await browser.ask('PUT', '/v1/sign-in/password', { body: right })).status).toBe(204);
    expect(browser.cookies.get('vafa')).not.toBe(before);
    expect((await browser.ask('GET', '/v1/sign-in')).status).toBe(200);
    isProblem(await browser.ask('GET', '/v1/sign-in', { headers: { cookie: `vafa=${before}` } }), 401, 'sign_in_ended');
    isProblem(await other.ask('GET', '/v1/sign-in'), 401, 'sign_in_ended');
    isProblem(await new Browser(opened).signIn('changes', goodPassword), 401, 'sign_in_refused');
  });

  test('when rights change it goes on under another secret; the one of before soon ends', async () => {
    const { browser, id } = await signedIn(opened, { username: 'rights', roles: ['cashier'] });
    const before = `vafa=${String(browser.cookies.get('vafa'))}`;
    isProblem(await browser.ask('POST', '/v1/tiers', { body: tiers }), 403, 'role_missing');
    await ask('PATCH', `/v1/staff/${id}`, { body: { roles: ['marketer'] } });
    fixture.clock.advance(1_000);
    expect((await browser.ask('POST', '/v1/tiers', { body: tiers })).status).toBe(200);
    expect(browser.cookies.get('vafa')).not.toBe(before.slice(5));
    expect((await browser.ask('GET', '/v1/sign-in', { headers: { cookie: before } })).status).toBe(200);
    fixture.clock.advance(30_000);
    isProblem(await browser.ask('GET', '/v1/sign-in', { headers: { cookie: before } }), 401, 'sign_in_ended');
  });

  test('what has ended is swept away', async () => {
    await signedIn(opened, { username: 'swept', roles: ['cashier'] });
    fixture.clock.advance(30 * minuteMs + 1);
    const { browser } = await signedIn(opened, { username: 'stays', roles: ['cashier'] });
    await fixture.signIns.sweep();
    expect(await fixture.collections.signIns.countDocuments({})).toBe(1);
    expect((await browser.ask('GET', '/v1/sign-in')).status).toBe(200);
  });
});

test('a repeat in another sign-in is executed again under the same key of the services', async () => {
  const { browser } = await signedIn(opened, { username: 'repeats', roles: ['marketer'] });
  const first = await browser.ask('POST', '/v1/tiers', { body: tiers, key: 'once' });
  const again = await browser.ask('POST', '/v1/tiers', { body: tiers, key: 'once' });
  expect([again.status, again.body, again.headers['idempotency-replayed']]).toEqual([200, first.body, 'true']);
  const later = new Browser(opened);
  await later.signIn('repeats', goodPassword);
  const elsewhere = await later.ask('POST', '/v1/tiers', { body: tiers, key: 'once' });
  expect([elsewhere.status, elsewhere.headers['idempotency-replayed']]).toEqual([200, undefined]);
});
