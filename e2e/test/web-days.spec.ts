import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser, Locator, Page } from 'playwright-core';
import { RunningClub } from '../src/running-club.ts';
import { openBrowser, Visit, type Look } from '../src/web/browser.ts';
import { chosenPassword, takeFirstPassword } from '../src/web/first-administrator.ts';
import { refuseWrites } from '../src/web/refuse-writes.ts';

const look: Look = { language: 'en', theme: 'light', size: 'wide' };
let running: RunningClub;
let browser: Browser;
let username = '';
let memberId = '';
let visit: Visit;
let page: Page;
let sent: Record<string, unknown>[] = [];

beforeAll(async () => {
  [running, browser] = await Promise.all([RunningClub.start({ empty: true }), openBrowser()]);
  await running.made(180_000);
  username = await takeFirstPassword(running);
  memberId = (await running.rest().call('enrolMember', { body: { name: 'Sara', external_id: 'one' } })).id;
}, 300_000);
afterAll(async () => {
  await browser.close();
  await running.remove();
});
afterEach(async () => {
  visit.forgiveRefusals();
  const { faults } = visit;
  await visit.close();
  expect(faults).toEqual([]);
});

const open = async (address: string): Promise<void> => {
  visit = await Visit.open(browser, running.url, look);
  ({ page } = visit);
  await visit.signIn(username, chosenPassword);
  sent = await refuseWrites(page);
  await visit.goTo(address, look);
};

/** Types a day and a month, and no year: it is told at the field, which is gone to, and nothing is sent. */
const judgePartly = async (around: Locator, act: Locator, told = 'The day is not complete'): Promise<void> => {
  for (const part of ['day', 'month']) {
    await around.locator(`[data-type=${part}]`).first().click();
    await page.keyboard.type('05');
  }
  await act.click();
  await around.getByText(told).first().waitFor();
  await visit.settled();
  expect(await around.locator('[data-type=year]:focus').count()).toBe(1);
  expect(sent).toEqual([]);
};

describe('a day that is typed in part is told, and is neither none nor the one of before', () => {
  test('of what an opening balance lasts to, and of a member’s birthday', async () => {
    await open(`/console/members/${memberId}`);
    const dialog = page.getByRole('dialog');
    await page.getByRole('button', { name: 'Opening balance' }).click();
    await dialog.getByRole('textbox', { name: 'How many' }).fill('12');
    await dialog.getByRole('textbox', { name: 'Where it stood' }).fill('the old club');
    await dialog.getByRole('textbox', { name: 'Reason' }).fill('a test');
    await judgePartly(dialog, dialog.getByRole('button', { name: 'Bring along' }).last());
    expect(await visit.violations('[role=dialog]')).toEqual([]);
    await page.keyboard.type('2090');
    await dialog.getByRole('button', { name: 'Bring along' }).last().click();
    await page.getByText('by this test').waitFor();
    expect(sent).toHaveLength(1);

    // One part taken out of a whole day: the day of before is not sent in its place.
    await dialog.locator('[data-type=month]').first().click();
    for (let at = 0; at < 2; at++) await page.keyboard.press('Backspace');
    await dialog.getByRole('button', { name: 'Bring along' }).last().click();
    await page.getByText('The day is not complete').waitFor();
    await visit.settled();
    expect(sent).toHaveLength(1);
    sent.length = 0;

    await visit.goTo('/console/members?new=yes', look);
    await dialog.getByLabel('Name').fill('Reza');
    await judgePartly(dialog, dialog.getByRole('button').last());
  });

  test('of the end of a key, and of a filter that no form sends', async () => {
    await open('/console/keys?new=yes');
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('textbox', { name: 'Name' }).fill('Web shop');
    await dialog.getByRole('button', { name: /Rights of this role/ }).click();
    await page.getByRole('option').first().click();
    await judgePartly(dialog, dialog.getByRole('button', { name: 'Make the key' }));

    await visit.goTo('/console/audit', look);
    const from = page.locator('[data-type=day]').first();
    await from.click();
    await page.keyboard.type('5');
    await page.locator('h1').click();
    await page.getByText('The day is not complete').waitFor();
  });

  test('of when a rule begins, and of the time that its dry runs look at', async () => {
    await open('/console/rules/new');
    await page.getByLabel('Name', { exact: true }).first().fill('Tea');
    await page.getByLabel('Code', { exact: true }).fill('tea');
    await page.getByRole('textbox', { name: 'For each' }).fill('10');
    await page.getByRole('textbox', { name: 'Points', exact: true }).fill('1');
    await judgePartly(page.locator('main'), page.getByRole('button', { name: /^Publish/ }), 'a day and a time');
    expect(await page.getByRole('alertdialog').count()).toBe(0);
    await page.locator('[data-type=year]:focus').press('Delete');
    const replay = page.locator('form').filter({ has: page.getByRole('button', { name: /sales/ }) });
    await judgePartly(replay.first(), replay.getByRole('button', { name: /sales/ }).first(), 'a day and a time');
  });
});
