import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import type { Rest } from '../src/rest.ts';
import { RunningClub } from '../src/running-club.ts';
import { languages, openBrowser, type Look } from '../src/web/browser.ts';
import { makeTillClub, saraPhone, tillCode } from '../src/web/till-club.ts';
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

/** What a window saw that no page may do. */
afterEach(async () => {
  const { faults } = till.visit;
  await till.close();
  expect(faults).toEqual([]);
});

const looks = languages.map((language): [string, Look] => [language, { language, theme: 'light', size: 'wide' }]);

describe('a quick invoice', () => {
  test.each(looks)('is paid by the keyboard alone, and is a sale of the member: %s', async (_language, look) => {
    till = await TillVisit.pair(browser, club.url, look, await tillCode(rest));
    await till.press('F2');
    await till.type(saraPhone);
    await till.heading(/سارا کاویانی/).waitFor();
    await till.press('F3');
    await till.type('2450000');
    await till.page
      .getByText(look.language === 'fa' ? '+۲۴۵' : '+245')
      .first()
      .waitFor();
    expect(await till.due()).toBe('2450000000');
    await till.press('F9');
    await till.page.getByText(till.say('paid'), { exact: true }).waitFor();
    await till.ready();
    expect(await till.due()).toBe('0');
    expect(await till.visit.violations()).toEqual([]);
  });
});
