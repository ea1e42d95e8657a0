import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import type { Rest } from '../src/rest.ts';
import { RunningClub } from '../src/running-club.ts';
import { until } from '../src/until.ts';
import { openBrowser, Visit, type Look } from '../src/web/browser.ts';
import { chosenPassword, takeFirstPassword } from '../src/web/first-administrator.ts';
import { makeTillClub, salesOf, tillCode } from '../src/web/till-club.ts';
import { TillVisit } from '../src/web/till-visit.ts';

const look: Look = { language: 'en', theme: 'light', size: 'wide' };
const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const waitMs = 180_000;
const isWrong = 'The clock of this device is wrong.';
let running: RunningClub;
let browser: Browser;
let username = '';
let shop: Rest;
let visit: Visit;

beforeAll(async () => {
  [running, browser] = await Promise.all([RunningClub.start({ empty: true }), openBrowser()]);
  await running.made(180_000);
  username = await takeFirstPassword(running);
  shop = await makeTillClub(running.rest());
}, 300_000);
afterAll(async () => {
  await browser.close();
  await running.remove();
});
afterEach(async () => {
  await visit.close();
  visit.forgive(/net::|Failed to load resource/);
  expect(visit.faults).toEqual([]);
});

/** Each of a browser whose clock is set wrong. */
const clocks = [
  ['three days ahead', 3 * dayMs],
  ['a year behind', -365 * dayMs],
] as const;

describe.each(clocks)('a device whose clock is %s', (_name, aheadMs) => {
  test('sells on, says so, and its sales bear the time of the club, also those of a cut', async () => {
    const till = await TillVisit.pair(browser, running.url, look, await tillCode(shop));
    ({ visit } = till);
    const { page } = till;
    const before = await salesOf(shop);
    const told: string[] = [];
    page.on('request', (request) => {
      if (!request.url().endsWith('/v1/sale-batches')) return;
      const { items } = request.postDataJSON() as { readonly items: readonly { readonly at: string }[] };
      told.push(...items.map(({ at }) => at));
    });
    expect(await page.getByText(isWrong).count()).toBe(0);
    await page.clock.install({ time: new Date(Date.now() + aheadMs) });
    await page.reload();
    await till.ready();
    await page.getByText(isWrong).waitFor();
    expect(await visit.violations()).toEqual([]);
    await till.type('1000000');
    await page.locator('[data-total="1000000000"]').waitFor();
    await till.press('F9');
    await until('the sale is there', waitMs, async () => ((await salesOf(shop)) === before + 1 ? true : undefined));
    await till.ready();
    await till.cutNetwork(true);
    await till.sees('offline');
    await till.type('2000000');
    await till.press('F9');
    await page.locator('[data-total="0"]').waitFor();
    // It waits for longer than a sale that is sent at once: it is told with its own time.
    await page.clock.fastForward(150_000);
    await till.cutNetwork(false);
    await until('both are there', waitMs, async () => ((await salesOf(shop)) === before + 2 ? true : undefined));
    expect(told).toHaveLength(1);
    expect(Math.abs(Date.parse(told[0] ?? '') - Date.now())).toBeLessThan(2 * hourMs);
  });

  test('shows every page of daily work, with days that are days', async () => {
    visit = await Visit.open(browser, running.url, look);
    await visit.signIn(username, chosenPassword, 'golestan');
    const { page } = visit;
    await page.clock.install({ time: new Date(Date.now() + aheadMs) });
    for (const address of ['/console', '/console/members', '/console/service', '/console/tills', '/console/audit']) {
      await visit.goTo(address, look);
      const text = (await page.evaluate('document.body.innerText')) as string;
      expect([address, /NaN|undefined|Invalid Date|\[object/.exec(text)?.[0]]).toEqual([address, undefined]);
      expect([address, await page.getByRole('heading', { name: 'Sign in' }).count()]).toEqual([address, 0]);
    }
  });
});
