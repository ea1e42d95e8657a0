import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser, Page, Request } from 'playwright-core';
import type { Rest } from '../src/rest.ts';
import { RunningClub } from '../src/running-club.ts';
import { until } from '../src/until.ts';
import { openBrowser, Visit, type Look } from '../src/web/browser.ts';
import { chosenPassword, takeFirstPassword } from '../src/web/first-administrator.ts';
import { HeldAnswers } from '../src/web/held-answers.ts';
import { makeMembersClub, type MembersClub } from '../src/web/members-club.ts';
import { makeTillClub, salesOf, tillCode } from '../src/web/till-club.ts';
import { TillVisit } from '../src/web/till-visit.ts';

const look: Look = { language: 'en', theme: 'light', size: 'wide' };
const settledMs = 120_000;
const isLeft = 'What you began is here again';
const isRepeat = 'Your earlier try had done this already';
const isOnce = 'either way it is done once';
let running: RunningClub;
let browser: Browser;
let username = '';
let shop: Rest;
let club: MembersClub;
let visit: Visit;

beforeAll(async () => {
  [running, browser] = await Promise.all([RunningClub.start({ empty: true }), openBrowser()]);
  await running.made(180_000);
  username = await takeFirstPassword(running);
  shop = await makeTillClub(running.rest());
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

const open = async (address: string): Promise<Page> => {
  visit = await Visit.open(browser, running.url, look);
  await visit.signIn(username, chosenPassword, 'narvan');
  await visit.goTo(address, look);
  return visit.page;
};

const points = async (): Promise<number> => {
  const { items } = await club.rest.call('getMemberAccounts', { path: { member_id: club.memberId } });
  return Number(items[0]?.available ?? 0);
};
/** Gives points in a form that is opened for it. */
const give = async (page: Page, amount: number, meanwhile?: () => Promise<void>): Promise<void> => {
  const form = page.getByRole('dialog');
  await page.getByRole('button', { name: 'Adjust points' }).click();
  await form.getByRole('textbox', { name: 'How many' }).fill(String(amount));
  await form.getByRole('textbox', { name: 'Reason' }).fill('the network was cut');
  await meanwhile?.();
  await form.getByRole('button', { name: 'Give points' }).last().click();
};
/** Gives points, and the answer is lost; the form stays. */
const giveAndLose = async (page: Page, amount: number): Promise<void> => {
  const posting = await HeldAnswers.of(page, /adjust/, 'POST');
  await give(page, amount);
  await (await posting.next()).end('lost');
  await page.getByRole('dialog').getByText('No answer came').waitFor();
  await posting.stop();
};
const signInAgain = async (page: Page): Promise<void> => {
  await page.getByRole('heading', { name: 'Your session has ended' }).waitFor();
  const again = page.getByRole('dialog').last();
  await again.getByRole('textbox', { name: 'Password' }).fill(chosenPassword);
  await again.getByRole('button', { name: 'Sign in' }).click();
};

describe('a write whose answer was lost, sent anew from another form', () => {
  test('gives points once, and one toast says so', async () => {
    const page = await open(`/console/members/${club.memberId}`);
    const before = await points();
    await giveAndLose(page, 30);
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await give(page, 30);
    await page
      .getByRole('alertdialog')
      .filter({ hasText: / got 30/ })
      .getByText(isRepeat)
      .waitFor();
    expect(await page.getByText(isRepeat).count()).toBe(1);
    expect(await visit.violations()).toEqual([]);
    expect(await points()).toBe(before + 30);
  });

  test('gives points once where it waited for a new sign-in, and one toast says so', async () => {
    const page = await open(`/console/members/${club.memberId}`);
    const before = await points();
    await giveAndLose(page, 31);
    await page.reload();
    await page.locator('h1').first().waitFor();
    await visit.settled();
    await give(page, 31, () => page.context().clearCookies());
    await signInAgain(page);
    await page
      .getByRole('alertdialog')
      .filter({ hasText: / got 31/ })
      .getByText(isOnce)
      .waitFor();
    expect(
      await page
        .getByText(isOnce)
        .or(page.getByText(/ got 31/))
        .count(),
    ).toBe(2);
    expect(await points()).toBe(before + 31);
  });

  test('gives points once from the form that waited for a new sign-in, which says so as of any other', async () => {
    const page = await open(`/console/members/${club.memberId}`);
    const before = await points();
    await giveAndLose(page, 32);
    await page.context().clearCookies();
    await page.getByRole('dialog').getByRole('button', { name: 'Give points' }).last().click();
    await signInAgain(page);
    await page.getByText(/ got 32/).waitFor();
    expect([await page.getByText(/ got 32/).count(), await page.getByText(isRepeat).count()]).toEqual([1, 0]);
    expect(await points()).toBe(before + 32);
  });

  test('takes a complaint once', async () => {
    const page = await open(`/console/service/new`);
    await page
      .getByRole('searchbox')
      .or(page.getByLabel('Member', { exact: true }))
      .first()
      .fill(club.phone);
    await page.keyboard.press('Enter');
    await page.getByLabel('Subject', { exact: true }).fill('Sour milk');
    await page.getByLabel('What happened').fill('It was sour.');
    const taking = await HeldAnswers.of(page, /\/v1\/complaints$/, 'POST');
    await page.getByRole('button', { name: 'Take the complaint' }).click();
    await (await taking.next()).end('lost');
    await page.getByText('No answer came').waitFor();
    await taking.stop();
    await page.getByRole('link', { name: 'Members' }).first().click();
    await page.getByRole('heading', { name: 'Members' }).first().waitFor();
    await page.goBack();
    await page.getByText(isLeft).waitFor();
    await page.getByRole('button', { name: 'Take the complaint' }).click();
    await page.getByText('The complaint is taken').waitFor();
    const { items } = await club.rest.call('listComplaints');
    expect(items.filter(({ subject }) => subject === 'Sour milk')).toHaveLength(1);
  });

  test('takes goods back once, at the till', async () => {
    const till = await TillVisit.pair(browser, running.url, look, await tillCode(shop));
    ({ visit } = till);
    const { page } = till;
    const before = await salesOf(shop);
    await till.type('1000000');
    await page.locator('[data-total="1000000000"]').waitFor();
    await till.press('F9');
    await page.locator('[data-total="0"]').waitFor();
    await until('the sale is there', settledMs, async () => ((await salesOf(shop)) === before + 1 ? true : undefined));
    await till.press('F10');
    const number = await till.panel('receipt').locator('article bdi').nth(2).innerText();
    await till.press('Escape');
    await till.ready();
    const session = /\/v1\/sessions\/[^/?]+$/;
    const asked = (request: Request): boolean => request.method() === 'GET' && session.test(request.url());
    const takeBack = async (): Promise<void> => {
      await till.press('F7');
      await till.panel('returned').waitFor();
      await till.type(number);
      await till.press('Enter');
      await page.getByRole('button', { name: till.say('all') }).press('Enter');
      await page.getByRole('button', { name: till.say('takeBack') }).press('Enter');
    };
    const returning = await HeldAnswers.of(page, /\/returns$/, 'POST');
    const found = page.waitForResponse((response) => asked(response.request()));
    await takeBack();
    const sold = await (await found).text();
    await (await returning.next()).end('lost');
    await till
      .panel('returned')
      .getByText(/no connection/)
      .waitFor();
    await returning.stop();
    await till.press('Escape');
    await till.panel('returned').waitFor({ state: 'detached' });
    await till.ready();
    // A lost answer is a cut for the till, until it has asked again.
    await page.getByText(till.say('offline')).waitFor({ state: 'detached' });
    // A new form that was read before the first try had come through offers the same goods.
    await page.route(session, (route) =>
      asked(route.request()) ? route.fulfill({ contentType: 'application/json', body: sold }) : route.fallback(),
    );
    await takeBack();
    await page.getByText(isRepeat).waitFor();
    await page.unroute(session);
    await till.press('Escape');
    await till.panel('returned').waitFor({ state: 'detached' });
    await till.ready();
    // What came back is not offered again.
    await till.press('F7');
    await till.panel('returned').waitFor();
    await till.type(number);
    await till.press('Enter');
    await till.panel('returned').getByText('returned 1').waitFor();
    expect(await page.getByRole('spinbutton').or(till.panel('returned').locator('li input:enabled')).count()).toBe(0);
  });
});
