import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import type { Rest } from '../src/rest.ts';
import { RunningClub } from '../src/running-club.ts';
import { until } from '../src/until.ts';
import { openBrowser, Visit, type Look } from '../src/web/browser.ts';
import { chosenPassword, takeFirstPassword } from '../src/web/first-administrator.ts';
import { HeldAnswers } from '../src/web/held-answers.ts';
import { goToClub, makeMembersClub, signInMember, type MembersClub } from '../src/web/members-club.ts';
import { makeTillClub, salesOf, saraPhone, tillCode } from '../src/web/till-club.ts';
import { TillVisit } from '../src/web/till-visit.ts';

const look: Look = { language: 'en', theme: 'light', size: 'wide' };
const sara = 'سارا کاویانی';
const otherPhone = '09121112233';
const other = 'سارا احمدی';
const settledMs = 60_000;
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
  club = await makeMembersClub(running.rest(), {
    code: 'narvan',
    phone: '09121234568',
    name: 'Sara Kaviani',
    isPersian: false,
  });
}, 300_000);
afterAll(async () => {
  await browser.close();
  await running.remove();
});

/** What a window saw that no page may do; that an answer was lost is told by the browser itself. */
afterEach(async () => {
  await visit.close();
  visit.forgive(/ERR_FAILED|net::/);
  expect(visit.faults).toEqual([]);
});

describe('a till whose club answers late', () => {
  const pair = async (): Promise<TillVisit> => {
    const till = await TillVisit.pair(browser, running.url, look, await tillCode(shop));
    ({ visit } = till);
    return till;
  };

  test('what is typed while a sale is paid is the next sale; neither is sold twice', async () => {
    const till = await pair();
    const before = await salesOf(shop);
    await till.type('2450000');
    await till.page.locator('[data-total="2450000000"]').waitFor();
    const closing = await HeldAnswers.of(till.page, /\/sessions\/[^/]+\/close$/, 'POST');
    await till.press('F9', 'F9');
    const first = await closing.next();
    await till.page.locator('[data-total="0"]').waitFor();
    await till.type('1000000');
    await till.press('F8');
    await till.page.locator('[data-total="0"]').waitFor();
    await first.end();
    await closing.stop();
    await until('the first sale is there', settledMs, async () => (await salesOf(shop)) === before + 1 || undefined);
    // What was put aside is the second one.
    await till.press('F8');
    await till.panel('held').getByText('1,000,000').waitFor();
    await till.press('Enter');
    await till.page.locator('[data-total="1000000000"]').waitFor();
    await till.press('F9');
    await till.page.getByText(till.say('paid'), { exact: true }).waitFor();
    expect(await salesOf(shop)).toBe(before + 2);
  });

  test('who was looked for first and is found last does not buy', async () => {
    const till = await pair();
    const finding = await HeldAnswers.of(till.page, /\/v1\/member-cards\?/, 'GET');
    await till.press('F2');
    await till.type(saraPhone);
    const late = await finding.next();
    await till.page.getByRole('combobox').fill('');
    await till.type(otherPhone);
    const soon = await finding.next();
    await soon.end();
    await till.knows(other);
    await late.end();
    await finding.stop();
    await till.type('1000000');
    await till.page.getByText('+100').first().waitFor();
    expect(await till.heading(other).count()).toBe(1);
    expect(await till.heading(sara).count()).toBe(0);
  });

  test('a new member begins with what was looked for, whichever button is pressed', async () => {
    const till = await pair();
    await till.press('F2');
    await till.type('0935000');
    await till.page
      .getByRole('button', { name: till.say('enrol') })
      .last()
      .click();
    await till.panel('enrol').waitFor();
    expect(await till.page.getByLabel('Phone', { exact: true }).inputValue()).toBe('0935000');
  });

  test('keys are heard while it is still told that somebody is a member', async () => {
    const till = await pair();
    await till.press('F2');
    await till.type('09120000001');
    await till.page
      .getByRole('button', { name: till.say('enrol') })
      .last()
      .click();
    await till.panel('enrol').getByLabel('Name').fill('Mina');
    await till.press('Enter');
    const told = till.page.getByText('Mina is a member');
    await told.hover();
    await till.panel('enrol').waitFor({ state: 'detached' });
    await till.ready();
    await till.type('1000000');
    await till.page.locator('[data-total="1000000000"]').waitFor();
    await till.press('F9');
    await till.page.getByText(till.say('paid'), { exact: true }).waitFor();
    expect(await told.count()).toBe(1);
  });

  test('practice that was ended does not begin again by an answer that comes late', async () => {
    const till = await pair();
    await till.page.getByRole('button', { name: till.say('practice') }).click();
    await till.sees('practising');
    const opening = await HeldAnswers.of(till.page, /\/v1\/.*practice/, 'POST');
    await till.page.getByRole('button', { name: till.say('practiceReset') }).click();
    const late = await opening.next();
    await till.page.getByRole('button', { name: till.say('practiceEnd') }).click();
    await till.page.getByText(till.say('practising')).waitFor({ state: 'detached' });
    await late.end();
    await opening.stop();
    await visit.settled();
    expect(await till.page.getByText(till.say('practising')).count()).toBe(0);
  });
});

describe('the console, when answers are late or lost', () => {
  const open = async (address: string): Promise<Page> => {
    visit = await Visit.open(browser, running.url, look);
    await visit.signIn(username, chosenPassword, 'narvan');
    await visit.goTo(address, look);
    return visit.page;
  };
  /** Comes back to the window, when what was read is old enough to be read anew. */
  const comeBack = async (page: Page): Promise<void> => {
    await page.waitForTimeout(5_100);
    await page.evaluate('window.dispatchEvent(new Event("visibilitychange"))');
  };
  const pointsOf = async (): Promise<number> => {
    const { items } = await club.rest.call('getMemberAccounts', { path: { member_id: club.memberId } });
    return Number(items[0]?.available ?? 0);
  };

  test('points are given once, though it is pressed twice, closed in between and its answer is lost', async () => {
    const page = await open(`/console/members/${club.memberId}`);
    const before = await pointsOf();
    await page.getByRole('button', { name: 'Adjust points' }).click();
    const form = page.getByRole('dialog');
    await form.getByRole('textbox', { name: 'How many' }).fill('40');
    await form.getByRole('textbox', { name: 'Reason' }).fill('a late answer');
    const posting = await HeldAnswers.of(page, /adjust/, 'POST');
    await form.getByRole('button', { name: 'Give points' }).last().dblclick();
    const first = await posting.next();
    await page.keyboard.press('Escape');
    await form.getByText('Posting…').waitFor();
    await first.end('lost');
    await form.getByText('No answer came').waitFor();
    await form.getByRole('button', { name: 'Give points' }).last().click();
    await (await posting.next()).end();
    await page.getByText('Sara Kaviani got').waitFor();
    expect([await pointsOf(), posting.size]).toEqual([before + 40, 0]);
  });

  test('a sale that was looked up before its number was changed is not the one that is given', async () => {
    const page = await open(`/console/members/${club.memberId}`);
    const branches = await HeldAnswers.of(page, /\/v1\/branches/, 'GET');
    await page.getByRole('button', { name: 'Assign a sale' }).click();
    const form = page.getByRole('dialog');
    const read = await branches.next();
    await form.getByRole('button', { name: 'Branch' }).click();
    await page.getByText('Just a moment: it is being read.').waitFor();
    await read.end();
    await branches.stop();
    await page.getByRole('option').first().click();
    await form.getByLabel('Number of the receipt').fill('narvan-0');
    const looking = await HeldAnswers.of(page, /\/v1\/sessions\?/, 'GET');
    await form.getByRole('button', { name: 'Look it up' }).click();
    const late = await looking.next();
    await form.getByLabel('Number of the receipt').fill('narvan-1');
    await late.end();
    await looking.stop();
    await form.getByRole('button', { name: 'Look it up' }).waitFor();
    expect(await form.getByRole('radio').count()).toBe(0);
  });

  test('what is written of tiers and of a rule stays while somebody else changes them', async () => {
    const page = await open('/console/club');
    const name = page.getByLabel('Name', { exact: true }).first();
    await name.fill('Turquoise');
    const tiers = await club.rest.call('getTiers');
    await club.rest.call('setTiers', { body: { ...tiers, period_days: 300 } });
    await comeBack(page);
    await visit.settled();
    expect(await name.inputValue()).toBe('Turquoise');

    await visit.goTo('/console/rules/purchase', look);
    const rule = page.getByLabel('Name', { exact: true }).first();
    await rule.fill('Mine');
    const [published] = (await club.rest.call('listEarningRules')).items;
    const body = { code: 'purchase', name: 'Theirs', points: 2, per_amount: published?.per_amount ?? 1 };
    await club.rest.call('publishEarningRule', { body });
    await comeBack(page);
    await page.getByText('Somebody has published version 2 meanwhile.').waitFor();
    expect(await rule.inputValue()).toBe('Mine');
  });

  test('an answer to a member is sent once, and what is typed meanwhile stays', async () => {
    const page = await open(`/console/service?show=all&complaint=${club.complaintId}`);
    const answer = page.getByLabel('Answer to the member');
    await answer.fill('On its way.');
    const sending = await HeldAnswers.of(page, /\/complaints\/[^/]+\/answers$/, 'POST');
    await page.keyboard.press('Control+Enter');
    const first = await sending.next();
    await page.keyboard.press('Control+Enter');
    await answer.fill('And another thing');
    await first.end();
    await page.getByText('The answer is sent').waitFor();
    expect([await answer.inputValue(), sending.size]).toEqual(['And another thing', 0]);
  });
});

describe('the club of members, when answers are late', () => {
  test('who has gone on is not taken back, and what is typed meanwhile stays', async () => {
    visit = await Visit.open(browser, running.url, { ...look, size: 'phone' });
    const { page } = visit;
    await goToClub(visit, club, '', look);
    await signInMember(page, club);
    await goToClub(visit, club, 'rewards', look);
    const redeeming = await HeldAnswers.of(page, /\/redemptions$/, 'POST');
    await page.getByRole('button', { name: /month of free delivery/ }).click();
    await page.getByRole('button', { name: 'Take it', exact: true }).click();
    const late = await redeeming.next();
    await page.keyboard.press('Escape');
    await page.getByRole('navigation').getByRole('link').last().click();
    await page.getByRole('button', { name: 'Change', exact: true }).click();
    await page.getByLabel('Name', { exact: true }).fill('Sara K.');
    await late.end();
    await page.getByText('A month of free delivery ·').waitFor();
    expect(await page.getByLabel('Name', { exact: true }).inputValue()).toBe('Sara K.');

    // Somebody else has changed the address of mail meanwhile: it is not written over.
    await club.rest.call('correctMember', {
      path: { member_id: club.memberId },
      body: { email: 'new@example.org', reason: 'moved' },
    });
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByText('new@example.org').waitFor();

    await goToClub(visit, club, `complaint/${club.complaintId}`, look);
    const text = page.getByLabel('Add something');
    await text.fill('Still waiting.');
    const sending = await HeldAnswers.of(page, /\/v1\/.*complaints/, 'POST');
    await page.getByRole('button', { name: 'Send', exact: true }).click();
    const first = await sending.next();
    await text.fill('And the bread was old.');
    await first.end();
    await page.getByText('Still waiting.').waitFor();
    expect(await text.inputValue()).toBe('And the bread was old.');
  });
});
