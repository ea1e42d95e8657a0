import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import type { Rest } from '../src/rest.ts';
import { RunningClub } from '../src/running-club.ts';
import { until } from '../src/until.ts';
import { languages, openBrowser, Visit, type Look } from '../src/web/browser.ts';
import { consoleWords } from '../src/web/console-words.ts';
import { chosenPassword, takeFirstPassword } from '../src/web/first-administrator.ts';

const settledMs = 120_000;
/** As long as names may be, with what a page must not take for its own. */
const name = `${'Sara '.repeat(20)}<b>&amp;`.slice(0, 110);
let club: RunningClub;
let rest: Rest;
let browser: Browser;
let visit: Visit;
let username = '';

beforeAll(async () => {
  [club, browser] = await Promise.all([RunningClub.start({ empty: true }), openBrowser()]);
  await club.made(180_000);
  username = await takeFirstPassword(club);
  rest = club.rest();
  for (const code of ['north', 'south']) await rest.call('createBranch', { body: { code, name: `Shop ${code}` } });
  await rest.call('publishEarningRule', { body: { code: 'all', name: 'All', points: 1, per_amount: 100 } });
}, 300_000);
afterAll(async () => {
  await browser.close();
  await club.remove();
});

/** What a window saw that no page may do; that something is not there is told by the browser itself. */
afterEach(async () => {
  const faults = visit.faults.filter((fault) => !fault.includes('404'));
  await visit.close();
  expect(faults).toEqual([]);
});

const opened = async (look: Look): Promise<Page> => {
  visit = await Visit.open(browser, club.url, look);
  await visit.signIn(username, chosenPassword);
  return visit.page;
};

const enrol = async (more: object = {}): Promise<string> =>
  (await rest.call('enrolMember', { body: { name, external_id: randomUUID(), ...more } })).id;

const sell = async (receipt: string, till: string, branch = 'north'): Promise<string> => {
  const path = { session_id: randomUUID() };
  const lines = [{ sku: 'A', description: 'Tea', quantity: 1, unit_price: '20.00' }];
  await rest.call('putSession', { path, body: { branch, till, receipt, lines } });
  await rest.call('closeSession', { path, body: {} });
  return path.session_id;
};

describe.each(languages)('at the desk, in %s', (language) => {
  const say = consoleWords(language);
  const wide: Look = { language, theme: 'light', size: 'wide' };
  const phone: Look = { language, theme: 'dark', size: 'phone' };

  test('a link opens a complaint that is closed, whatever the list shows, and the way back is the page before', async () => {
    const id = await enrol();
    const subject = `<i>closed</i> ${language}`;
    const { id: complaint } = await rest.call('openComplaint', { body: { member_id: id, subject, text: 'Cold' } });
    await rest.call('answerComplaint', { path: { complaint_id: complaint }, body: { text: 'Sorry', close: true } });
    const page = await opened(wide);
    await visit.goTo(`/console/members/${id}`, wide);
    await page.getByRole('tab', { name: say('service.title') }).click();
    await page.getByRole('link', { name: subject }).click();
    await page.getByText(say('thread.closed')).waitFor();
    await page.getByRole('heading', { name: subject }).waitFor();
    expect(await visit.violations()).toEqual([]);
    await page.goBack();
    await page.waitForURL(`**/console/members/${id}*`);

    await page.setViewportSize({ width: 390, height: 844 });
    await visit.goTo(`/console/service?complaint=${complaint}`, phone);
    await page.getByText(say('thread.closed')).waitFor();
    await visit.goTo('/console/service?complaint=cmp_01hv0000000000000000000000', phone);
    await page.getByText(say('service.one-failed')).waitFor();
    expect(await visit.violations()).toEqual([]);
    await page.getByRole('button', { name: say('service.back') }).click();
    await page.getByText(say('service.one-failed')).waitFor({ state: 'detached' });
  });

  test('an occasion and the end of points stand on the page of a member, and the audit log names whose card it was', async () => {
    const today = new Date().toISOString().slice(5, 10);
    const id = await enrol({ birth_date: `1990-${today === '02-29' ? '02-28' : today}` });
    const lots = [{ amount: 40, expires_at: '2099-06-30T00:00:00Z' }, { amount: 2 }];
    const body = { lots, reference: 'Old club', reason: 'moved' };
    await rest.call('openBalance', { path: { member_id: id }, body });
    const page = await opened(wide);
    await visit.goTo(`/console/members/${id}`, wide);
    const occasions = page.getByRole('list', { name: say('occasion.title') });
    await occasions.getByRole('listitem').first().waitFor();
    const card = page.locator('section', { has: page.getByRole('heading', { name: say('expiring.title') }) });
    await card.getByText(language === 'fa' ? '۴۰ امتیاز' : '40 points').waitFor();
    expect(await visit.violations()).toEqual([]);
    await until('the look is noted', settledMs, async () => {
      const { items } = await rest.call('listAudit', { query: { operation: 'findMemberCards', subject: id } });
      return items[0];
    });
  });

  test('a sale is found by its receipt, one of two is chosen, and a double press moves it once', async () => {
    const id = await enrol();
    const receipt = `${language}-77`;
    const [first] = [await sell(receipt, '1'), await sell(receipt, '2'), await sell(receipt, '1', 'south')];
    const page = await opened(wide);
    await visit.goTo(`/console/members/${id}`, wide);
    await page.getByRole('button', { name: say('move.open') }).click();
    const dialog = page.getByRole('dialog');
    const look = dialog.getByRole('button', { name: say('move.look') });
    await look.click();
    await dialog.getByText(say('move.branch-missing')).waitFor();
    await dialog.getByRole('button', { name: say('move.branch') }).click();
    await page.getByRole('option', { name: 'Shop north' }).click();
    await dialog.getByRole('textbox', { name: say('move.receipt') }).fill('none');
    await look.click();
    await dialog.getByText(say('move.missing')).waitFor();
    await dialog.getByRole('textbox', { name: say('move.receipt') }).fill(` ${receipt} `);
    await look.click();
    const found = dialog.getByRole('radio');
    await found.first().waitFor();
    expect(await found.count()).toBe(2);
    const give = dialog.getByRole('button', { name: say('move.act') });
    await give.click();
    await dialog.getByText(say('move.choose')).waitFor();
    await dialog
      .getByText(say('move.till').replace('{till}', language === 'fa' ? '\u2068۱\u2069' : '\u20681\u2069'))
      .click();
    await dialog.getByRole('textbox', { name: say('adjust.reason') }).fill('the wrong card');
    expect(await visit.violations()).toEqual([]);
    await give.dblclick();
    await dialog.waitFor({ state: 'detached' });
    const moved = await rest.call('getSession', { path: { session_id: first ?? '' } });
    expect(moved).toMatchObject({ member_id: id, corrections: [{ member_id: id }] });
  });

  test('what a key may is said in words, and names of the best are read when they are asked for', async () => {
    const id = await enrol();
    const lots = [{ amount: 900_000 }];
    await rest.call('openBalance', { path: { member_id: id }, body: { lots, reference: 'Old', reason: 'moved' } });
    const verbs = ['members:read', 'members:personal', 'complaints:read'] as const;
    await rest.call('createApiKey', { body: { name: `Shop ${language}`, verbs: [...verbs] } });
    const page = await opened(wide);
    await visit.goTo('/console/keys', wide);
    const row = page.getByRole('row', { name: `Shop ${language}` });
    await row.getByText(say('verb.thing.complaints')).waitFor();
    expect(await row.innerText()).not.toContain('members:');
    expect(await visit.violations()).toEqual([]);
    const looks = async (): Promise<number> =>
      (await rest.call('listAudit', { query: { operation: 'getMember', subject: id } })).items.length;
    await visit.goTo('/console', wide);
    await page.getByText(say('overview.best-noted')).waitFor();
    expect(await looks()).toBe(0);
    await page.getByRole('button', { name: say('overview.best-names') }).click();
    await page.getByText(say('overview.best-noted')).waitFor({ state: 'detached' });
    await until('the look is noted', settledMs, async () => ((await looks()) === 1 ? true : undefined));
    expect(await visit.violations()).toEqual([]);
  });
});
