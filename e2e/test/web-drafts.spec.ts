import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { RunningClub } from '../src/running-club.ts';
import { openBrowser, Visit, type Look } from '../src/web/browser.ts';
import { chosenPassword, takeFirstPassword } from '../src/web/first-administrator.ts';
import { HeldAnswers } from '../src/web/held-answers.ts';
import { goToClub, makeMembersClub, signInMember, type MembersClub } from '../src/web/members-club.ts';

const look: Look = { language: 'en', theme: 'light', size: 'wide' };
const isLeft = 'What you began is here again';
let running: RunningClub;
let browser: Browser;
let username = '';
let club: MembersClub;
let visit: Visit;

beforeAll(async () => {
  [running, browser] = await Promise.all([RunningClub.start({ empty: true }), openBrowser()]);
  await running.made(180_000);
  username = await takeFirstPassword(running);
  club = await makeMembersClub(running.rest(), { code: 'narvan', phone: '09121234568', isPersian: false });
}, 300_000);
afterAll(async () => {
  await browser.close();
  await running.remove();
});

/** That an answer was lost, or a sign-in over, is told by the browser itself. */
afterEach(async () => {
  await visit.close();
  visit.forgive(/ERR_FAILED|net::|status of 401/);
  expect(visit.faults).toEqual([]);
});

const enter = async (): Promise<void> => {
  await visit.signIn(username, chosenPassword);
};
const open = async (address: string): Promise<Page> => {
  visit = await Visit.open(browser, running.url, look);
  await enter();
  await visit.page.addInitScript(() => localStorage.setItem('vafa.club', 'narvan'));
  await visit.goTo(address, look);
  return visit.page;
};
const reload = async (page: Page): Promise<void> => {
  await page.reload();
  await page.locator('h1').first().waitFor();
  await visit.settled();
};
const thread = (): string => `/console/service?show=all&complaint=${club.complaintId}`;
const answers = async (): Promise<string[]> => {
  const { items } = await club.rest.call('listComplaints');
  return items.flatMap((each) => each.answers.map(({ text }) => text));
};
/** Signs out as a person does. */
const leave = async (page: Page): Promise<void> => {
  await page.getByRole('button', { name: /Administrator/ }).click();
  await page.getByRole('menuitem', { name: 'Sign out', exact: true }).click();
  await page.getByRole('heading', { name: 'Sign in' }).waitFor();
};

describe('what was typed into a long form', () => {
  test('of a rule is there again after a reload and a way back, until it is discarded or published', async () => {
    const page = await open('/console/rules/new');
    const name = page.getByLabel('Name', { exact: true }).first();
    const perAmount = page.getByRole('textbox', { name: 'For each' });
    const told = page.getByText(isLeft);
    await name.fill('Evenings');
    await page.getByLabel('Code', { exact: true }).fill('evenings');
    await perAmount.fill('10000');
    await perAmount.blur();
    expect(await told.count()).toBe(0);
    await reload(page);
    await told.waitFor();
    expect([await name.inputValue(), await perAmount.inputValue()]).toEqual(['Evenings', '10,000']);
    expect(await visit.violations()).toEqual([]);
    await page.getByRole('link', { name: 'Members' }).first().click();
    await page.getByRole('heading', { name: 'Members' }).first().waitFor();
    await page.goBack();
    await told.waitFor();
    expect(await name.inputValue()).toBe('Evenings');
    await page.getByRole('button', { name: 'Discard it' }).click();
    await told.waitFor({ state: 'detached' });
    await name.and(page.locator(':focus')).waitFor();
    expect(await name.inputValue()).toBe('');
    await reload(page);
    expect([await name.inputValue(), await told.count()]).toEqual(['', 0]);

    await name.fill('Mornings');
    await page.getByLabel('Code', { exact: true }).fill('mornings');
    await perAmount.fill('20000');
    await perAmount.blur();
    await page.getByRole('button', { name: /^Publish/ }).click();
    const publishing = await HeldAnswers.of(page, /\/v1\/earning-rules$/, 'POST');
    await page.getByRole('alertdialog').getByRole('button', { name: 'Publish' }).click();
    const first = await publishing.next();
    await first.end('lost');
    await page.getByText('No answer came').waitFor();
    await publishing.stop();
    // Nobody knows whether it is published: the same from a page that was loaded anew is the same version.
    await reload(page);
    await told.waitFor();
    await page.getByRole('button', { name: /^Publish/ }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Publish' }).click();
    await page.waitForURL(/\/rules\/mornings/);
    expect((await club.rest.call('listRuleVersions', { path: { code: 'mornings' } })).items).toHaveLength(1);
    await visit.goTo('/console/rules/new', look);
    expect([await name.inputValue(), await told.count()]).toEqual(['', 0]);
  });

  test('as an answer to a member outlives a reload and an ended sign-in, and no sign-out', async () => {
    const page = await open(thread());
    const answer = page.getByLabel('Answer to the member');
    await answer.fill('We looked into it.');
    await reload(page);
    await page.getByText(isLeft).waitFor();
    expect(await answer.inputValue()).toBe('We looked into it.');

    // The sign-in has ended meanwhile; the same person signs in.
    await page.context().clearCookies();
    await page.reload();
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    await page.getByRole('textbox', { name: 'Username' }).fill(username);
    await page.getByRole('textbox', { name: 'Password', exact: true }).fill(chosenPassword);
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await page.getByText(isLeft).waitFor();
    expect(await answer.inputValue()).toBe('We looked into it.');

    await leave(page);
    await enter();
    await visit.goTo(thread(), look);
    await answer.waitFor();
    expect([await answer.inputValue(), await page.getByText(isLeft).count()]).toEqual(['', 0]);
  });

  test('goes from every window when its writer signs out in one', async () => {
    const page = await open(thread());
    const answer = page.getByLabel('Answer to the member');
    await answer.fill('Half an answer');
    const other = await page.context().newPage();
    await other.goto(`${running.url}/console?lang=en`);
    await leave(other);
    await other.close();
    await enter();
    await reload(page);
    await answer.waitFor();
    expect(await answer.inputValue()).toBe('');
  });

  test('as a complaint that is taken and as a survey is there again, with whom it is for', async () => {
    const page = await open('/console/service/new');
    const find = page
      .getByRole('searchbox')
      .or(page.getByLabel('Member', { exact: true }))
      .first();
    await find.fill(club.phone);
    await page.keyboard.press('Enter');
    await page.getByText('سارا کاویانی').first().waitFor();
    await page.getByLabel('Subject', { exact: true }).fill('Cold bread');
    await reload(page);
    await page.getByText(isLeft).waitFor();
    await page.getByText('سارا کاویانی').first().waitFor();
    expect(await page.getByLabel('Subject', { exact: true }).inputValue()).toBe('Cold bread');
    expect(JSON.stringify(await page.evaluate('({ ...sessionStorage })'))).not.toContain(club.phone.slice(1));

    await visit.goTo('/console/surveys?form=new', look);
    await page.getByLabel('Title', { exact: true }).fill('After the feast');
    await reload(page);
    await page.getByText(isLeft).waitFor();
    expect(await page.getByLabel('Title', { exact: true }).inputValue()).toBe('After the feast');
  });

  test('by a member stays over a reload, and is sent once although its answer was lost', async () => {
    visit = await Visit.open(browser, running.url, { ...look, size: 'phone' });
    const { page } = visit;
    await goToClub(visit, club, '', look);
    await signInMember(page, club);
    await goToClub(visit, club, `complaint/${club.complaintId}`, look);
    const text = page.getByLabel('Add something');
    await text.fill('Nobody came.');
    const sending = await HeldAnswers.of(page, /\/v1\/me\/complaints\/.*answers/, 'POST');
    await page.getByRole('button', { name: 'Send', exact: true }).click();
    await (await sending.next()).end('lost');
    await page.getByText('No answer came').waitFor();
    await sending.stop();
    await reload(page);
    await page.getByText(isLeft).waitFor();
    expect(await text.inputValue()).toBe('Nobody came.');
    expect(await visit.violations()).toEqual([]);
    await page.getByRole('button', { name: 'Send', exact: true }).click();
    await page.getByText(isLeft).waitFor({ state: 'detached' });
    await visit.settled();
    expect((await answers()).filter((each) => each === 'Nobody came.')).toHaveLength(1);
    expect(await text.inputValue()).toBe('');
  });
});

describe('a part that could not be fetched leaves its page as it is, and comes once that is loaded anew', () => {
  const isMissing = 'A part of this page could not be loaded';
  /** Fetching it fails until it is told to succeed; Chromium itself keeps a failed one until the page is loaded. */
  const cut = async (page: Page, part: RegExp): Promise<() => Promise<void>> => {
    await page.route(part, (route) => route.abort());
    return () => page.unroute(part);
  };

  test('of a form', async () => {
    const page = await open('/console/members');
    const mend = await cut(page, /\/assets\/adjust-dialog/);
    await visit.goTo(`/console/members/${club.memberId}`, look);
    const opening = page.getByRole('button', { name: 'Adjust points' });
    await opening.click();
    await page.getByText(isMissing).waitFor();
    await page.getByRole('heading', { name: 'سارا کاویانی' }).waitFor();
    expect(await visit.violations()).toEqual([]);
    await mend();
    await page.getByRole('button', { name: 'Load anew' }).click();
    await page.getByText(isMissing).waitFor({ state: 'detached' });
    await opening.click();
    await page.getByRole('dialog').getByRole('textbox', { name: 'How many' }).waitFor();
    expect(await page.getByText(isMissing).count()).toBe(0);
  });

  test('of the palette and of the long work in the top bar', async () => {
    const page = await open('/console/guide/team');
    const mend = await cut(page, /\/assets\/(palette-list|tasks-drawer)/);
    await visit.goTo('/console/members', look);
    const missing = page.getByRole('button', { name: 'Tasks could not be loaded. Load the page anew' });
    await missing.waitFor();
    await page.keyboard.press('Control+k');
    await page.getByRole('dialog').getByText(isMissing).waitFor();
    expect(await visit.violations('[role=dialog]')).toEqual([]);
    await mend();
    await page.getByRole('dialog').getByRole('button', { name: 'Load anew' }).click();
    await missing.waitFor({ state: 'detached' });
    await page.getByRole('button', { name: /^Tasks/ }).waitFor();
    await page.keyboard.press('Control+k');
    await page.getByRole('searchbox', { name: 'Search the console' }).waitFor();
  });

  test('of a rule, whose other fields stay of use', async () => {
    const page = await open('/console/guide/team');
    const mend = await cut(page, /\/assets\/some-of/);
    await visit.goTo('/console/rules/new', look);
    await page.getByText(isMissing).waitFor();
    expect(await page.getByText(isMissing).count()).toBe(1);
    await page.getByLabel('Name', { exact: true }).first().fill('Afternoons');
    expect(await visit.violations()).toEqual([]);
    await mend();
    await page.getByRole('button', { name: 'Load anew' }).click();
    await page.getByLabel('Only on these goods').first().waitFor();
    await page.getByText(isLeft).waitFor();
    expect(await page.getByLabel('Name', { exact: true }).first().inputValue()).toBe('Afternoons');
  });
});
