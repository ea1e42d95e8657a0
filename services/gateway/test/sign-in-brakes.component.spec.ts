import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { isProblem, type Answer } from './asking.ts';
import { Browser, goodPassword, signedIn } from './browser.ts';
import { fakeServices, smallMembership } from './fake-services.ts';
import { openHttpFixture, type HttpFixture } from './http-fixture.ts';

let fixture: HttpFixture;
const opened = (): HttpFixture => fixture;

beforeAll(async () => {
  fixture = await openHttpFixture(fakeServices({ membership: smallMembership }), { trustedProxies: ['127.0.0.1'] });
});
afterAll(() => fixture.close());

const from = (address: string): Browser => new Browser(opened, { 'x-forwarded-for': address });
const guess = (browser: Browser, username: string): Promise<Answer> => browser.signIn(username, 'not the password');
const wait = ({ headers }: Answer): number => Number(headers['retry-after']);

test('who guesses waits twice as long each time, whether or not the account is there', async () => {
  await signedIn(opened, { username: 'there', roles: ['cashier'] });
  for (const username of ['there', 'not-there']) {
    const thief = from(`192.0.2.${String(username.length)}`);
    for (let tries = 0; tries < 5; tries++) isProblem(await guess(thief, username), 401, 'sign_in_refused');
    const waits: number[] = [];
    for (let tries = 0; tries < 4; tries++) {
      const refused = await guess(thief, username);
      isProblem(refused, 429, 'too_many_requests');
      waits.push(wait(refused));
      fixture.clock.advance(wait(refused) * 1_000);
      isProblem(await guess(thief, username), 401, 'sign_in_refused');
    }
    expect(waits).toEqual([1, 2, 4, 8]);
  }
});

test('many at once pass no more than one after the other', async () => {
  const thief = from('192.0.2.30');
  const statuses = await Promise.all(Array.from({ length: 20 }, async () => (await guess(thief, 'at-once')).status));
  expect(statuses.filter((status) => status === 401)).toHaveLength(5);
});

test('the right password ends the brake of those before it', async () => {
  await signedIn(opened, { username: 'clumsy', roles: ['cashier'] });
  const browser = from('192.0.2.40');
  for (let turn = 0; turn < 3; turn++) {
    for (let tries = 0; tries < 4; tries++) isProblem(await guess(browser, 'clumsy'), 401, 'sign_in_refused');
    expect((await browser.signIn('clumsy', goodPassword)).status).toBe(200);
  }
});

test('an address that guesses under many names is braked; IPv6 by its network', async () => {
  for (const address of ['192.0.2.50', '2001:db8:1:2::']) {
    const thief = (place: number) => from(address.endsWith('::') ? `${address}${place.toString(16)}` : address);
    for (let place = 1; place <= 30; place++)
      isProblem(await guess(thief(place), `name-${String(place)}`), 401, 'sign_in_refused');
    const refused = await guess(thief(31), 'name-31');
    isProblem(refused, 429, 'too_many_requests');
    expect(wait(refused)).toBe(10);
  }
  isProblem(await guess(from('2001:db8:1:3::1'), 'name-31'), 401, 'sign_in_refused');
});

test('nobody is locked out by others: elsewhere at once, in a browser that knows him from the same address', async () => {
  const address = { 'x-forwarded-for': '192.0.2.60' };
  await signedIn(opened, { username: 'victim', roles: ['cashier'] });
  const own = new Browser(opened, address);
  expect((await own.signIn('victim', goodPassword)).status).toBe(200);
  const thief = new Browser(opened, address);
  for (let tries = 0; tries < 60; tries++) await guess(thief, tries % 2 === 0 ? 'victim' : `other-${String(tries)}`);
  isProblem(await thief.signIn('victim', goodPassword), 429, 'too_many_requests');
  expect((await from('198.51.100.1').signIn('victim', goodPassword)).status).toBe(200);
  expect((await own.signIn('victim', goodPassword)).status).toBe(200);
});

test('a browser that is known for one is unknown for another', async () => {
  await signedIn(opened, { username: 'known', roles: ['cashier'] });
  await signedIn(opened, { username: 'not-here', roles: ['cashier'] });
  const browser = from('192.0.2.70');
  await browser.signIn('known', goodPassword);
  for (let tries = 0; tries < 5; tries++) isProblem(await guess(browser, 'not-here'), 401, 'sign_in_refused');
  isProblem(await browser.signIn('not-here', goodPassword), 429, 'too_many_requests');
  expect((await browser.signIn('known', goodPassword)).status).toBe(200);
});
