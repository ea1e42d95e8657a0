import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import type { Rest } from '../src/rest.ts';
import { RunningClub } from '../src/running-club.ts';
import { languages, openBrowser, type Look } from '../src/web/browser.ts';
import { makeTillClub, tillCode } from '../src/web/till-club.ts';
import { TillVisit } from '../src/web/till-visit.ts';

let club: RunningClub;
let browser: Browser;
let rest: Rest;
let till: TillVisit;

beforeAll(async () => {
  [club, browser] = await Promise.all([RunningClub.start({ empty: true }), openBrowser()]);
  rest = await makeTillClub(club.rest());
}, 300_000);
afterAll(async () => {
  await browser.close();
  await club.remove();
});
afterEach(async () => {
  const { faults } = till.visit;
  await till.close();
  expect(faults).toEqual([]);
});

/** What of the club counts, and what was noted of sales. */
const counted = async (): Promise<object> => {
  const ofSales = ['putSession', 'holdSession', 'closeSession', 'submitSales', 'returnLines', 'enrolMember'];
  const noted = await Promise.all(
    ofSales.map(async (operation) => (await rest.items('listAudit', { query: { operation } })).length),
  );
  return { summary: await rest.call('getSummary'), trial: (await rest.call('getTrialBalance')).units, noted };
};
const begin = async (): Promise<void> => {
  await till.page
    .getByRole('button', { name: till.say('practice'), exact: true })
    .first()
    .click();
  await till.sees('practising');
  await till.ready();
};

describe('practice', () => {
  test.each(languages)('sells, spends and prints, and nothing of it counts: %s', async (language) => {
    const look: Look = { language, theme: 'light', size: 'wide' };
    till = await TillVisit.pair(browser, club.url, look, await tillCode(rest));
    await till.type('777000');
    await till.page.locator('[data-total="777000000"]').waitFor();
    const before = await counted();
    await begin();
    expect(await till.due()).toBe('0');
    expect(await till.visit.violations()).toEqual([]);
    await till.press('F2');
    await till.type('1001');
    await till.press('Enter');
    await till.heading(till.like('practiceMember')).waitFor();
    await till.press('F3');
    await till.type('2450000');
    // The rules of the club hold.
    await till.page
      .getByText(language === 'fa' ? '+۲۴۵' : '+245')
      .first()
      .waitFor();
    await till.press('F9');
    await till.page.getByText(till.say('paid'), { exact: true }).waitFor();
    await till.press('F10');
    await till.panel('receipt').getByText(till.say('practiceReceipt')).first().waitFor();
    expect(await till.visit.violations('[role=dialog]')).toEqual([]);
    await till.press('Escape');
    await till.ready();
    // A page that is loaded anew is still practice.
    await till.page.reload();
    await till.sees('practising');
    await till.page.getByRole('button', { name: till.say('practiceReset') }).click();
    await till.page.getByRole('button', { name: till.say('practiceReset') }).waitFor();
    await till.ready();
    await till.press('F10');
    await till.panel('receipt').waitFor();
    expect(await till.panel('receipt').getByText(till.say('practiceReceipt')).count()).toBe(0);
    await till.press('Escape');
    await till.page.getByRole('button', { name: till.say('practiceEnd') }).click();
    await till.page.getByText(till.say('practising')).waitFor({ state: 'detached' });
    // The sale at hand has waited.
    await till.page.locator('[data-total="777000000"]').waitFor();
    expect(await counted()).toEqual(before);
    expect((await club.rest().items('listClubs')).map(({ code }) => code)).not.toContainEqual(
      expect.stringMatching(/^practice-/),
    );
  });

  test('is offered to tills alone, and its clubs to nobody', async () => {
    const look: Look = { language: 'en', theme: 'light', size: 'wide' };
    till = await TillVisit.pair(browser, club.url, look, await tillCode(rest));
    await begin();
    await till.page.getByRole('button', { name: till.say('practiceEnd') }).click();
    await expect(rest.call('openPractice', { body: {} })).rejects.toMatchObject({ code: 'till_not_found' });
    const body = { code: 'practice-mine', name: 'Mine', currency: 'GBP', time_zone: 'Europe/London' };
    await expect(club.rest().call('createClub', { body })).rejects.toMatchObject({ code: 'invalid_request' });
  });
});
