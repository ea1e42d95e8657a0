import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import type { Rest } from '../src/rest.ts';
import { RunningClub } from '../src/running-club.ts';
import { openBrowser, Visit, type Look } from '../src/web/browser.ts';
import { chosenPassword } from '../src/web/first-administrator.ts';

const roles = ['cashier', 'shift_lead', 'marketer', 'service_agent', 'analyst', 'administrator'] as const;
type Role = (typeof roles)[number];

/** That a page is none, cannot be shown, or is refused. */
const failed = /^(There is no such page|This page could not be shown|You may not do this)/;
const look: Look = { language: 'en', theme: 'light', size: 'wide' };
let club: RunningClub;
let rest: Rest;
let browser: Browser;
let memberId = '';

/** Makes an account of the one club and chooses its password, as its owner does at the first sign-in. */
const hire = async (role: Role): Promise<void> => {
  const username = role.replace('_', '-');
  const body = { username, name: username, roles: [role] };
  const { one_time_password: password } = await rest.call('createStaff', { body });
  const order = { username, password, new_password: chosenPassword };
  expect(await rest.request('POST', '/v1/sign-in', { body: order, key: null })).toMatchObject({ status: 200 });
};

beforeAll(async () => {
  [club, browser] = await Promise.all([RunningClub.start({ empty: true }), openBrowser()]);
  await club.made(180_000);
  rest = club.rest();
  for (const role of roles) await hire(role);
  await rest.call('publishEarningRule', { body: { code: 'all', name: 'All', points: 1, per_amount: 100 } });
  memberId = (await rest.call('enrolMember', { body: { name: 'Sara', external_id: 'one' } })).id;
}, 300_000);
afterAll(async () => {
  await browser.close();
  await club.remove();
});

/** Where a link of the navigation, or a tab beside it, leads to. */
const linksOf = (visit: Visit, within: string): Promise<string[]> =>
  visit.page.locator(within).evaluateAll((links) => links.map((link) => link.getAttribute('href') ?? ''));

test.each(roles)('all that the console shows to a %s opens, and nothing of it is refused', async (role) => {
  const visit = await Visit.open(browser, club.url, look);
  const refused: string[] = [];
  visit.page.on('response', (answer) => {
    if (answer.status() === 403) refused.push(`${new URL(visit.page.url()).pathname}: ${answer.url()}`);
  });
  await visit.signIn(role.replace('_', '-'), chosenPassword);
  await visit.goTo('/console', look);
  const sections = await linksOf(visit, 'nav a[href^="/console"]');
  const seen = new Set<string>();
  const open = [...sections, ...(sections.includes('/console/members') ? [`/console/members/${memberId}`] : [])];
  for (const address of open) {
    if (seen.has(address)) continue;
    seen.add(address);
    await visit.goTo(address, look);
    open.push(...(await linksOf(visit, 'main nav a[href^="/console"]')));
    const told = await visit.page.getByText(failed).allInnerTexts();
    expect([role, address, told]).toEqual([role, address, []]);
  }
  expect([...seen].length).toBeGreaterThan(1);
  expect([role, refused, visit.faults]).toEqual([role, [], []]);
  await visit.close();
});
