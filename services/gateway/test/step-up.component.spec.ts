import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { asking, isProblem } from './asking.ts';
import { Browser, goodPassword, signedIn } from './browser.ts';
import { fakeServices, smallMembership } from './fake-services.ts';
import { openHttpFixture, type HttpFixture } from './http-fixture.ts';

let fixture: HttpFixture;
let boss: Browser;
const opened = (): HttpFixture => fixture;
const ask = asking(opened);

beforeAll(async () => {
  fixture = await openHttpFixture(fakeServices({ membership: smallMembership }));
  ({ browser: boss } = await signedIn(opened, { username: 'boss', roles: ['administrator'] }));
});
afterAll(() => fixture.close());

const key = { name: 'CRM', verbs: ['members:read'] };
const make = (browser = boss) => browser.ask('POST', '/v1/api-keys', { body: key });
const again = (password: string, browser = boss) =>
  browser.ask('POST', '/v1/sign-in/step-up', { body: { password }, key: null });
const setMinutes = async (minutes: number, club = 'demo'): Promise<void> => {
  const body = { rules: false, step_up_minutes: minutes };
  expect((await ask('PUT', '/v1/approval-settings', { body, club })).status).toBe(200);
  fixture.clock.advance(1_001);
};

describe('the password is typed again', () => {
  test('not where the club does not have it so', async () => {
    fixture.clock.advance(20 * 60_000);
    expect((await make()).status).toBe(201);
  });

  test('for what is dangerous, when it was typed too long ago; then it counts for a while', async () => {
    await setMinutes(10);
    isProblem(await make(), 403, 'step_up_required');
    expect((await boss.ask('GET', '/v1/api-keys')).status).toBe(200);
    isProblem(await again('not the password'), 401, 'sign_in_refused');
    isProblem(await make(), 403, 'step_up_required');
    expect((await again(goodPassword)).status).toBe(204);
    expect((await make()).status).toBe(201);
    fixture.clock.advance(9 * 60_000);
    expect((await make()).status).toBe(201);
    fixture.clock.advance(2 * 60_000);
    isProblem(await make(), 403, 'step_up_required');
  });

  test('in one browser; a thief of the cookie of before has nothing of it', async () => {
    const thief = new Browser(opened);
    for (const [name, value] of boss.cookies) thief.cookies.set(name, value);
    thief.csrfToken = boss.csrfToken;
    expect((await again(goodPassword)).status).toBe(204);
    expect((await thief.ask('GET', '/v1/sign-in')).status).toBe(200);
    isProblem(await make(thief), 403, 'step_up_required');
    expect((await make()).status).toBe(201);
    fixture.clock.advance(31_000);
    isProblem(await make(thief), 401, 'sign_in_ended');
    const elsewhere = new Browser(opened);
    await elsewhere.signIn('boss', goodPassword);
    expect((await make(elsewhere)).status).toBe(201);
  });

  test('guesses are braked as at the door', async () => {
    const { browser } = await signedIn(opened, { username: 'guessed', roles: ['cashier'] });
    const answers = [];
    for (let tries = 0; tries < 6; tries++) answers.push((await again(`wrong ${String(tries)}`, browser)).status);
    expect(answers).toContain(429);
    isProblem(await again('', browser), 400, 'invalid_request');
  });

  test('keys have no password, and are not asked', async () => {
    fixture.clock.advance(20 * 60_000);
    expect((await ask('POST', '/v1/api-keys', { body: key })).status).toBe(201);
    isProblem(await ask('POST', '/v1/sign-in/step-up', { body: { password: 'x' }, key: null }), 403, 'sign_in_only');
  });

  test.each([
    ['PUT', '/v1/approval-settings', { rules: false, step_up_minutes: 0 }],
    ['POST', '/v1/staff', { username: 'new', name: 'New', roles: ['cashier'] }],
    ['PATCH', '/v1/staff/stf_x', { name: 'New' }],
    ['POST', '/v1/staff/stf_x/password', undefined],
    ['POST', '/v1/members/mem_x/adjustments', { amount: 1, occasion: 'goodwill', reason: 'x' }],
    ['POST', '/v1/members/mem_x/opening-balances', { lots: [{ amount: 1 }], reference: 'x', reason: 'x' }],
    ['POST', '/v1/earning-rules', { code: 'x', name: 'x', points: 1, per_amount: 1 }],
    ['POST', '/v1/promotions/x/approve', { revision: 1 }],
    ['POST', '/v1/promotions/x/publish', undefined],
    ['POST', '/v1/promotions/x/resume', {}],
    ['PUT', '/v1/units/points', { kind: 'points' }],
    ['POST', '/v1/approvals/apr_x/approve', {}],
    ['DELETE', '/v1/members/mem_x', undefined],
    ['GET', '/v1/audit/export', undefined],
    ['POST', '/v1/ledger/exceptions/settle', { member_id: 'mem_x', key: 'e:1', into: 'club' }],
  ] as const)('%s %s', async (method, url, body) => {
    isProblem(await boss.ask(method, url, { ...(body && { body }), key: 'asked' }), 403, 'step_up_required');
  });

  test('for what is of all clubs, as soon as the club that wants it soonest', async () => {
    const whole = { username: 'whole', roles: ['administrator'], all_clubs: true };
    const { browser } = await signedIn(opened, whole);
    const provider = { name: 'C', issuer: 'http://127.0.0.1:9', client_id: 'v', client_secret: 's' };
    const setUp = () => browser.ask('POST', '/v1/identity-providers', { body: provider, club: null });
    await setMinutes(0);
    fixture.clock.advance(20 * 60_000);
    const made = await setUp();
    expect(made.status).toBe(201);
    await setMinutes(30, 'other');
    await setMinutes(10);
    isProblem(await setUp(), 403, 'step_up_required');
    const its = `/v1/identity-providers/${String(made.body.id)}`;
    isProblem(await browser.ask('PATCH', its, { body: { name: 'D' }, club: null }), 403, 'step_up_required');
    isProblem(await browser.ask('DELETE', its, { club: null }), 403, 'step_up_required');
    expect((await browser.ask('GET', its, { club: null })).body.name).toBe('C');
    expect((await again(goodPassword, browser)).status).toBe(204);
    fixture.clock.advance(9 * 60_000);
    expect((await browser.ask('DELETE', its, { club: null })).status).toBe(204);
    await setMinutes(0, 'other');
  });
});
