import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import type { Rest } from '../src/rest.ts';
import { RunningClub } from '../src/running-club.ts';
import { until } from '../src/until.ts';
import { languages, openBrowser, type Look } from '../src/web/browser.ts';
import { FrontDoor } from '../src/web/front-door.ts';
import { makeTillClub, salesOf, saraCard, tillCode } from '../src/web/till-club.ts';
import { TillVisit } from '../src/web/till-visit.ts';

const sara = 'سارا کاویانی';
const waitMs = 300_000;
let club: RunningClub;
let browser: Browser;
let rest: Rest;
let door: FrontDoor;
let till: TillVisit;

beforeAll(async () => {
  [club, browser] = await Promise.all([RunningClub.start({ empty: true }), openBrowser()]);
  rest = await makeTillClub(club.rest());
  door = await FrontDoor.before(club.url);
}, 300_000);
afterAll(async () => {
  await door.close();
  await browser.close();
  await club.remove();
});
afterEach(async () => {
  door.state = 'open';
  door.isLater = false;
  await till.close();
  // Requests that went into the cut are told on the console by the browser itself, some of them late.
  till.forgive(/Failed to load resource/);
  expect(till.visit.faults).toEqual([]);
});

const pair = async (language: Look['language']): Promise<TillVisit> => {
  const look: Look = { language, theme: 'light', size: 'wide' };
  const paired = await TillVisit.pair(browser, door.url, look, await tillCode(rest), 'keeps');
  await until('the page is kept', waitMs, async () =>
    (await paired.page.evaluate('navigator.serviceWorker.controller !== null')) === true ? true : undefined,
  );
  return paired;
};
/** Names of what the browser keeps by the worker, without the digests of its versions. */
const kept = async (): Promise<string[]> =>
  (await till.page.evaluate(`caches.keys().then(async (names) => (await Promise.all(names.map(async (name) =>
    (await (await caches.open(name)).keys()).map(({ url }) => new URL(url).pathname)))).flat())`)) as string[];
const pay = async (): Promise<void> => {
  await till.press('F9');
  await till.page.locator('[data-total="0"]').waitFor();
  await till.ready();
};

describe('a till that is loaded anew without network', () => {
  test.each(languages)('sells on, and sends each sale once: %s', async (language) => {
    till = await pair(language);
    const before = await salesOf(rest);
    await till.type('300000');
    await till.swipe(saraCard);
    await till.knows(sara);
    door.state = 'cut';
    await till.page.reload();
    await till.ready();
    await till.sees('offline');
    // The sale at hand is there, with whom it is for.
    expect(await till.due()).toBe('300000000');
    await till.knows(sara);
    expect(await till.visit.violations()).toEqual([]);
    await pay();
    await till.type('41000');
    await till.swipe(saraCard);
    await pay();
    // Also what waits outlives the page, and the other language is there too.
    await till.page.goto(`${till.origin}/till?lang=${language === 'fa' ? 'en' : 'fa'}`);
    await till.ready();
    await till.page.getByRole('button', { name: language === 'fa' ? 'Show queue' : 'نمایش صف' }).waitFor();
    await till.page.goto(`${till.origin}/till?lang=${language}`);
    await till.ready();
    expect(await salesOf(rest)).toBe(before);
    door.state = 'open';
    await till.page.getByText(till.say('offline')).waitFor({ state: 'detached' });
    await until('both sales have arrived', waitMs, async () =>
      (await salesOf(rest)) === before + 2 ? true : undefined,
    );
    await till.page.reload();
    await till.ready();
    expect(await salesOf(rest)).toBe(before + 2);
    expect((await kept()).filter((path) => path !== '/till' && !path.startsWith('/assets/'))).toEqual([]);
  });

  test('comes up also while the club only says that it fails', async () => {
    till = await pair('en');
    door.state = 'failing';
    await till.page.reload();
    await till.ready();
  });
});

describe('a later version', () => {
  test.each(languages)('is told between two sales, and shown when the cashier wants: %s', async (language) => {
    till = await pair(language);
    await till.type('5000');
    door.isLater = true;
    const [first] = (await till.page.evaluate('caches.keys()')) as string[];
    // The page asks each quarter of an hour; a worker that could not keep all of it is given up, and asked for again.
    await until('the later version is kept and at work', waitMs, async () => {
      const isAtWork = await till.page.evaluate(`navigator.serviceWorker.getRegistration('/till').then(async (each) => {
        globalThis.workerBefore ??= each.active;
        if (each.active !== globalThis.workerBefore) return each.active?.state === 'activated';
        if (!each.installing && !each.waiting) await each.update();
        return false;
      })`);
      return isAtWork === true ? true : undefined;
    });
    const keys = await till.page.evaluate('caches.keys()');
    expect(keys).toEqual(expect.arrayContaining([first, 'vafa-till-000000000000']));
    expect(await till.page.getByRole('button', { name: till.say('loadNewer') }).count()).toBe(0);
    expect(await till.page.locator('html').getAttribute('data-version')).not.toBe('000000000000');
    await till.type('0');
    await pay();
    await till.page.getByRole('button', { name: till.say('loadNewer') }).waitFor();
    expect(await till.visit.violations()).toEqual([]);
    await till.page.getByRole('button', { name: till.say('loadNewer') }).click();
    await till.page.getByRole('button', { name: till.say('loadNewer') }).waitFor({ state: 'detached' });
    await till.ready();
    expect(await till.page.locator('html').getAttribute('data-version')).toBe('000000000000');
    door.state = 'cut';
    await till.page.reload();
    await till.ready();
    await till.sees('offline');
    expect(await till.page.getByRole('button', { name: till.say('loadNewer') }).count()).toBe(0);
  });
});
