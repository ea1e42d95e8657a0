import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { Client } from '@vafa/client';
import type { Browser, Page } from 'playwright-core';
import { RunningClub } from '../src/running-club.ts';
import { languages, openBrowser, Visit, type Look } from '../src/web/browser.ts';
import { consoleSaid as words } from '../src/web/console-said.ts';
import { chosenPassword, noteOf } from '../src/web/first-administrator.ts';

type Language = (typeof languages)[number];

const lookOf = (language: Language): Look => ({ language, theme: 'light', size: 'wide' });

let club: RunningClub;
let browser: Browser;
const visits: Visit[] = [];
let username = '';

const opened = async (language: Language): Promise<{ visit: Visit; page: Page }> => {
  const visit = await Visit.open(browser, club.url, lookOf(language));
  visits.push(visit);
  return { visit, page: visit.page };
};

const asAdministrator = async (language: Language, address: string): Promise<{ visit: Visit; page: Page }> => {
  const there = await opened(language);
  await there.visit.signIn(username, chosenPassword);
  await there.visit.goTo(address, lookOf(language));
  return there;
};

/** The browser itself tells of each refused or lost request; these were meant. */
const isMeant = (fault: string): boolean => /status of (400|401|403|409|422)|ERR_FAILED/.test(fault);

beforeAll(async () => {
  [club, browser] = await Promise.all([RunningClub.start({ empty: true }), openBrowser()]);
  await club.made(120_000);
}, 300_000);
afterAll(async () => {
  await browser.close();
  await club.remove();
});
afterEach(async () => {
  const faults = visits.flatMap((visit) => visit.faults).filter((fault) => !isMeant(fault));
  for (const visit of visits.splice(0)) await visit.close();
  expect(faults).toEqual([]);
});

const passwordField = (page: Page, name: string) => page.getByRole('textbox', { name, exact: true });

/** Ends all sign-ins of the administrator, as from another device. */
const signOutElsewhere = async (): Promise<void> => {
  const other = await Visit.open(browser, club.url, lookOf('en'));
  await other.signIn(username, chosenPassword);
  await other.page.goto(`${club.url}/console?lang=en`);
  await other.page.getByRole('heading', { name: 'Overview' }).waitFor();
  await other.page.getByRole('button', { name: /Administrator/ }).click();
  await other.page.getByRole('menuitem', { name: 'Sign out everywhere' }).click();
  await passwordField(other.page, 'Password').waitFor();
  await other.close();
};

test('the owner signs in with the first password, chooses one, and is where he wanted to go', async () => {
  const note = noteOf(club);
  username = note.username;
  const { visit, page } = await opened('en');
  const { en } = words;
  await visit.goTo('/console/members', lookOf('en'));
  await page.getByRole('button', { name: en.signIn }).click();
  await page.getByText('Write your username.').waitFor();
  await page.getByRole('textbox', { name: en.username }).fill(username);
  await passwordField(page, en.password).fill('not the one');
  await page.getByRole('button', { name: en.signIn }).click();
  await page.getByText(en.refused).waitFor();
  expect(await page.getByRole('textbox', { name: en.username }).inputValue()).toBe(username);
  await passwordField(page, en.password).fill(note.password);
  await page.getByRole('button', { name: en.signIn }).click();
  await page.getByRole('heading', { name: 'Choose your password' }).waitFor();
  expect(await visit.violations()).toEqual([]);
  await passwordField(page, en.newPassword).fill('password');
  await page.getByRole('button', { name: en.take }).click();
  await page.getByText('This password is easy to guess.').waitFor();
  await passwordField(page, en.newPassword).fill(chosenPassword);
  await page.getByRole('button', { name: en.take }).click();
  await page.getByRole('heading', { name: en.members, level: 1 }).waitFor();
});

/** Pages that an analyst may open. */
const ofAnalysts = [
  '/console',
  '/console/rules',
  '/console/rules/dear',
  '/console/tiers',
  '/console/rewards',
  '/console/surveys',
  '/console/ledger',
  '/console/ledger/liability',
  '/console/ledger/exceptions',
] as const;

/** An account that has chosen its password. */
const hire = async (role: 'analyst' | 'shift_lead'): Promise<void> => {
  const body = { username: role, name: role, roles: [role] };
  const { one_time_password: password } = await club.rest().call('createStaff', { body });
  const order = { username: role, password, new_password: chosenPassword };
  await new Client({ url: club.url }).call('signIn', { body: order });
};

test.each([
  ['analyst', ofAnalysts],
  ['shift_lead', ['/console/surveys?survey=none']],
] as const)('a page asks for nothing that %s may not have', async (role, addresses) => {
  await hire(role);
  const rule = { code: 'dear', name: 'Dear', points: 1, per_amount: 1_000_000_000 };
  await club.rest().call('publishEarningRule', { body: rule });
  const { visit, page } = await opened('en');
  const refused: string[] = [];
  page.on('response', (answer) => {
    if (answer.status() === 403) refused.push(`${page.url()}: ${answer.url()}`);
  });
  await visit.signIn(role, chosenPassword);
  for (const address of addresses) await visit.goTo(address, lookOf('en'));
  expect(refused).toEqual([]);
});

describe.each(languages)('in %s', (language) => {
  const said = words[language];
  const phone = language === 'fa' ? '09123450001' : '09123450002';
  const international = `+44${language === 'fa' ? '2071838751' : '2071838752'}`;
  const person = language === 'fa' ? 'سارا کاویانی' : 'Sara <script>alert(1)</script>';

  test('a wrong password is told in words', async () => {
    const { visit, page } = await opened(language);
    await visit.goTo('/console', lookOf(language));
    await page.getByRole('textbox', { name: said.username }).fill('nobody');
    await passwordField(page, said.password).fill(phone);
    await page.getByRole('button', { name: said.signIn }).click();
    await page.getByText(said.refused).waitFor();
    expect(await visit.violations()).toEqual([]);
  });

  test('a session that ends in mid-form asks for the password, and the member is enrolled once', async () => {
    const { visit, page } = await asAdministrator(language, '/console/members?new=yes');
    const keys: (string | undefined)[] = [];
    page.on('request', (request) => {
      if (request.method() === 'POST' && request.url().endsWith('/v1/members'))
        keys.push(request.headers()['idempotency-key']);
    });
    const form = page.getByRole('dialog');
    await form.getByRole('textbox', { name: said.newName, exact: true }).fill(person);
    await form.getByRole('textbox', { name: said.phone }).fill(international);
    await signOutElsewhere();
    await form.getByRole('button', { name: said.enrolAct, exact: true }).click();
    await page.getByRole('heading', { name: said.over }).waitFor();
    expect(await visit.violations('[role=dialog]')).toEqual([]);
    const again = page.getByRole('dialog').last();
    await again.getByRole('textbox', { name: said.password }).fill('a wrong one');
    await again.getByRole('button', { name: said.signIn }).click();
    await again.getByText(said.refused).waitFor();
    await again.getByRole('textbox', { name: said.password }).fill(chosenPassword);
    await again.getByRole('button', { name: said.signIn }).click();
    await page.getByRole('heading', { name: person, level: 1 }).waitFor();
    expect(keys).toHaveLength(2);
    expect(keys[1]).toBe(keys[0]);
    const { items } = await club.rest().call('findMembers', { query: { phone: international } });
    expect(items).toMatchObject([{ name: person }]);
  });

  test('a member is found by the phone, corrected with a reason, and given points once', async () => {
    const { visit, page } = await asAdministrator(language, '/console/members');
    await page.getByRole('searchbox', { name: said.search }).fill(international);
    await page.getByRole('row', { name: person }).click();
    await page.getByRole('heading', { name: person, level: 1 }).waitFor();

    await page.getByRole('button', { name: said.correct, exact: true }).click();
    const form = page.getByRole('dialog');
    await form.getByRole('textbox', { name: said.name, exact: true }).fill(`${person} 2`);
    await form.getByRole('button', { name: said.save }).click();
    await form.getByRole('textbox', { name: said.reason }).fill('misheard');
    await form.getByRole('button', { name: said.save }).click();
    await page.getByRole('heading', { name: `${person} 2`, level: 1 }).waitFor();
    await page.getByRole('tab', { name: said.changes }).click();
    await page.getByText('misheard').waitFor();

    await page.getByRole('tab').first().click();
    await page.getByRole('button', { name: said.adjust, exact: true }).click();
    await form.getByRole('textbox', { name: said.howMany }).fill('200');
    await form.getByRole('textbox', { name: said.reason }).fill('waited long');
    await page.route('**/adjustments', (route) => route.abort(), { times: 1 });
    await form.getByRole('button', { name: said.give }).click();
    await form.getByText(said.offline).waitFor();
    expect(await visit.violations('[role=dialog]')).toEqual([]);
    await form.getByRole('button', { name: said.give }).dblclick();
    await form.waitFor({ state: 'detached' });
    await page.getByRole('cell', { name: said.goodwill }).waitFor();
    expect(await page.getByRole('cell', { name: said.goodwill }).count()).toBe(1);
    expect(await visit.violations()).toEqual([]);
  });

  test('a code that a member asked for is read and copied, and the look is noted', async () => {
    await club.rest().request('POST', '/v1/clubs/demo/member-codes', { body: { phone: international }, key: null });
    const { visit, page } = await asAdministrator(language, '/console/outbox');
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    const row = page.getByRole('row').nth(1);
    await row.waitFor();
    expect(await row.innerText()).not.toContain(international.slice(1, -4));
    expect(await visit.violations()).toEqual([]);
    await row.getByRole('button', { name: said.copy }).click();
    await page.getByText(said.copied).first().waitFor();
    const { items } = await club.rest().call('listOutbox');
    expect(items[0]?.phone).toBe(international);
    expect(await page.evaluate('navigator.clipboard.readText()')).toBe(items[0]?.code);
    await visit.goTo('/console/audit', lookOf(language));
    await page.getByRole('row', { name: said.looked }).first().waitFor();
  });

  test('what happens is told as it happens, and what was missed in a pause', async () => {
    const code = `live-${language}`;
    await club.rest().call('createBranch', { body: { code, name: code } });
    const sell = async (name: string, price: string): Promise<void> => {
      const { items } = await club.rest().call('submitSales', {
        body: {
          items: [
            {
              branch: code,
              till: '1',
              receipt: `${language}-${name}`,
              at: new Date().toISOString(),
              lines: [{ sku: 'A', quantity: 1, unit_price: price }],
            },
          ],
        },
      });
      expect(items).toMatchObject([{ status: 'accepted' }]);
    };
    const { visit, page } = await asAdministrator(language, '/console');
    const card = page.locator('section', { hasText: said.now }).last();
    await card.getByText(said.live, { exact: true }).waitFor();
    await club.rest().call('enrolMember', { body: { name: 'Ana', external_id: `live-${language}` } });
    await card.getByText(said.newMember).waitFor();
    const shown = language === 'fa' ? ['۴۳٫۳۰', '۵٫۲۵'] : ['43.30', '5.25'];
    await sell('one', '43.30');
    await card.getByText(said.sale(shown[0] ?? '')).waitFor();
    expect(await visit.violations()).toEqual([]);
    await card.getByRole('button', { name: said.pause }).click();
    await sell('two', '5.25');
    expect(await card.getByText(said.sale(shown[1] ?? '')).count()).toBe(0);
    await card.getByRole('button', { name: said.resume }).click();
    await card.getByText(said.sale(shown[1] ?? '')).waitFor();
    expect(await card.getByText(said.sale(shown[0] ?? '')).count()).toBe(1);
  });

  test('an account is made, its one-time password is shown once, and its role says what is there', async () => {
    const name = `cashier-${language}`;
    const { page } = await asAdministrator(language, '/console/staff?new=yes');
    const form = page.getByRole('dialog');
    await form.getByRole('textbox', { name: said.name, exact: true }).fill(name);
    await form.getByRole('textbox', { name: said.username }).fill(name);
    await form.locator('label', { hasText: said.cashier }).first().click();
    await form.getByRole('button', { name: said.make }).click();
    const shown = page.getByRole('alertdialog');
    await shown.waitFor();
    const [password = ''] = /[0-9a-z]{4}(-[0-9a-z]{4}){3}/.exec(await shown.innerText()) ?? [];
    await shown.getByRole('button', { name: said.noted }).click();
    await page.getByRole('row', { name }).waitFor();
    expect(await page.getByText(password).count()).toBe(0);

    const theirs = await opened(language);
    await theirs.visit.goTo('/console/members', lookOf(language));
    await theirs.page.getByRole('textbox', { name: said.username }).fill(name);
    await passwordField(theirs.page, said.password).fill(password);
    await theirs.page.getByRole('button', { name: said.signIn }).click();
    await passwordField(theirs.page, said.newPassword).fill('seven ships on a hill');
    await theirs.page.getByRole('button', { name: said.take }).click();
    await theirs.page.getByRole('heading', { name: said.members, level: 1 }).waitFor();
    const links = await theirs.page.locator('aside nav a').allInnerTexts();
    expect(links).toContain(said.members);
    expect(links).not.toContain(said.settings);
    await theirs.page.goto(`${club.url}/console/staff?lang=${language}`);
    await theirs.page.getByRole('heading', { name: said.closed }).waitFor();
    expect(await theirs.visit.violations()).toEqual([]);
  });

  test('the audit log says who did what, and that it is whole', async () => {
    const { visit, page } = await asAdministrator(language, '/console/audit?outcome=done');
    await page.getByRole('row', { name: said.adjusted }).first().click();
    await page.getByText('waited long', { exact: true }).waitFor();
    await page.getByRole('button', { name: said.check }).click();
    await page.getByText(said.whole).waitFor();
    expect(await visit.violations()).toEqual([]);
  });

  test('the palette finds pages in either script, and members by their phone', async () => {
    const { visit, page } = await asAdministrator(language, '/console');
    await page.keyboard.press('Control+k');
    const field = page.getByRole('searchbox', { name: said.palette });
    await field.fill('audit');
    await page.getByRole('menuitem', { name: said.audit }).waitFor();
    expect(await visit.violations('[role=dialog]')).toEqual([]);
    await field.fill('كاربر');
    await page.getByRole('menuitem', { name: said.staffPage }).waitFor();
    await field.fill(international);
    await page.getByRole('menuitem', { name: `${person} 2` }).waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: `${person} 2`, level: 1 }).waitFor();
  });
});
