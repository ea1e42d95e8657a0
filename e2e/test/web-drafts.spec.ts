import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser, Page, Request } from 'playwright-core';
import type { Rest } from '../src/rest.ts';
import { RunningClub } from '../src/running-club.ts';
import { until } from '../src/until.ts';
import { openBrowser, Visit, type Look } from '../src/web/browser.ts';
import { chosenPassword, takeFirstPassword } from '../src/web/first-administrator.ts';
import { HeldAnswers } from '../src/web/held-answers.ts';
import { goToClub, makeMembersClub, signInMember, type MembersClub } from '../src/web/members-club.ts';
import { makeTillClub, salesOf, tillCode } from '../src/web/till-club.ts';
import { TillVisit } from '../src/web/till-visit.ts';

const look: Look = { language: 'en', theme: 'light', size: 'wide' };
const settledMs = 120_000;
const isLeft = 'What you began is here again';
const isRepeat = 'Your earlier try had done this already';
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
  const faults = visit.faults.filter((fault) => !/ERR_FAILED|net::|status of 401/.test(fault));
  await visit.close();
  expect(faults).toEqual([]);
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

test('a form that could not be fetched leaves its page as it is, and comes once that is loaded anew', async () => {
  const page = await open(`/console/members/${club.memberId}`);
  const cut = /\/assets\/adjust-dialog/;
  await page.route(cut, (route) => route.abort());
  const opening = page.getByRole('button', { name: 'Adjust points' });
  await opening.click();
  await page.getByText('The form could not be loaded').waitFor();
  await page.getByRole('heading', { name: 'سارا کاویانی' }).waitFor();
  expect(await visit.violations()).toEqual([]);
  await page.unroute(cut);
  await page.getByRole('button', { name: 'Load anew' }).click();
  await page.getByText('The form could not be loaded').waitFor({ state: 'detached' });
  await opening.click();
  await page.getByRole('dialog').getByRole('textbox', { name: 'How many' }).waitFor();
  expect(await page.getByText('The form could not be loaded').count()).toBe(0);
});

describe('a write whose answer was lost, sent anew from another form', () => {
  test('gives points once', async () => {
    const page = await open(`/console/members/${club.memberId}`);
    const points = async (): Promise<number> => {
      const { items } = await club.rest.call('getMemberAccounts', { path: { member_id: club.memberId } });
      return Number(items[0]?.available ?? 0);
    };
    const before = await points();
    const form = page.getByRole('dialog');
    const fill = async (): Promise<void> => {
      await page.getByRole('button', { name: 'Adjust points' }).click();
      await form.getByRole('textbox', { name: 'How many' }).fill('30');
      await form.getByRole('textbox', { name: 'Reason' }).fill('the network was cut');
      await form.getByRole('button', { name: 'Give points' }).last().click();
    };
    const posting = await HeldAnswers.of(page, /adjust/, 'POST');
    await fill();
    await (await posting.next()).end('lost');
    await form.getByText('No answer came').waitFor();
    await posting.stop();
    await page.keyboard.press('Escape');
    await form.waitFor({ state: 'detached' });
    await fill();
    await page.getByText(/ got 30/).waitFor();
    await page.getByText(isRepeat).waitFor();
    expect(await points()).toBe(before + 30);
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
