import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { RunningClub } from '../src/running-club.ts';
import { consoleAddresses } from '../src/web/addresses.ts';
import { openBrowser, Visit, type Look } from '../src/web/browser.ts';
import { failAll, failures, type FailureName } from '../src/web/failing.ts';
import { chosenPassword, takeFirstPassword } from '../src/web/first-administrator.ts';
import { goToClub, makeMembersClub, signInMember, type MembersClub } from '../src/web/members-club.ts';

const look: Look = { language: 'en', theme: 'light', size: 'wide' };
const kinds = Object.keys(failures) as FailureName[];
let running: RunningClub;
let browser: Browser;
let username = '';
let club: MembersClub;
let visit: Visit;
let page: Page;

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
/** The browser itself tells of each request that failed, as it was meant to. */
afterEach(async () => {
  await visit.close();
  visit.forgive(/Failed to load resource/);
  expect(visit.faults).toEqual([]);
});

/** What is said of each failure, without its code. */
const said: Readonly<Record<FailureName, string>> = {
  broken: 'The club could not do this.',
  'too often': 'Try again in 7 seconds',
  'out of reach': 'This device has no connection to the club.',
};
const raw = /\b(500|429|internal|too_many_requests|unknown|undefined|NaN)\b|\[object/;

/** Goes elsewhere within the page, as its links do. */
const goWithin = async (address: string): Promise<void> => {
  const to = JSON.stringify(address);
  await page.evaluate(`history.pushState({}, '', ${to}), dispatchEvent(new PopStateEvent('popstate', { state: {} }))`);
};
/** Tries of the page that wait for a while are made at once, until it makes no more. */
const hurry = async (failed: () => number): Promise<void> => {
  for (let before = -1; before !== failed(); ) {
    before = failed();
    await visit.settled();
    await page.clock.fastForward(5_000);
    await visit.settled();
  }
};

describe('the console', () => {
  test.each(kinds)('says on every page that the club is %s, in plain words and with a way to go on', async (how) => {
    visit = await Visit.open(browser, running.url, look);
    ({ page } = visit);
    await visit.signIn(username, chosenPassword, 'narvan');
    await page.clock.install();
    await visit.goTo('/console/guide/team', look);
    const failed = await failAll(page, how, /^\/v1\/(sign-in|clubs)/);
    await page.goto(`${running.url}/console/account?lang=en&theme=light`);
    await page.locator('h1').first().waitFor();
    const silent: string[] = [];
    let told = 0;
    for (const address of consoleAddresses) {
      const before = failed();
      await goWithin(address);
      await hurry(failed);
      const text = (await page.evaluate('document.body.innerText')) as string;
      expect([address, raw.exec(text)?.[0]]).toEqual([address, undefined]);
      // What a form lies over is told once more when it is closed.
      if ((await page.getByRole('dialog').count()) > 0) await page.keyboard.press('Escape');
      const isTold = text.includes(said[how]) && (await page.getByRole('button', { name: 'Try again' }).count()) > 0;
      if (isTold) told++;
      if (failed() > before && !isTold) silent.push(address);
    }
    expect(silent).toEqual([]);
    expect(told).toBeGreaterThan(20);
    expect(await visit.violations()).toEqual([]);
  });
});

describe('the club of members', () => {
  /** The club can be shown, and who it is for is known. */
  const spared = /\/(brand|me\/sign-in)$/;
  const pages = ['', 'rewards', 'voucher', 'history', 'rules', 'complaints', 'me'] as const;
  const phone: Look = { ...look, size: 'phone' };
  const enter = async (): Promise<void> => {
    visit = await Visit.open(browser, running.url, phone);
    ({ page } = visit);
    await goToClub(visit, club, '', phone);
    await signInMember(page, club);
    await visit.settled();
  };
  /** All that was seen of the member, but who it is. */
  const forgetSeen = (): Promise<void> =>
    page.evaluate(() => {
      const names = Array.from({ length: localStorage.length }, (_, at) => localStorage.key(at) ?? '');
      for (const name of names) if (name.includes('/me/') && !name.endsWith('sign-in')) localStorage.removeItem(name);
    });

  test('says on every page what failed, and reads it once that is over', async () => {
    await enter();
    for (const how of kinds) {
      await failAll(page, how, spared);
      for (const each of pages) {
        await forgetSeen();
        await goToClub(visit, club, each, phone);
        await page.getByText(said[how]).first().waitFor();
        const text = (await page.evaluate('document.body.innerText')) as string;
        expect([how, each, raw.exec(text)?.[0]]).toEqual([how, each, undefined]);
        const retries = await page.getByRole('button', { name: 'Try again' }).count();
        expect([how, each, retries > 0]).toEqual([how, each, true]);
      }
      expect([how, await visit.violations()]).toEqual([how, []]);
      await page.unrouteAll();
      for (const button of await page.getByRole('button', { name: 'Try again' }).all()) await button.click();
      await page.getByText(said[how]).waitFor({ state: 'detached' });
      await page.getByText('sara@example.org').waitFor();
    }
  });

  test('shows what it knows while the club fails in mid-visit, and loses nothing that was typed', async () => {
    const told: Readonly<Record<FailureName, string>> = {
      broken: 'The club does not answer as it should.',
      'too often': 'The club does not answer as it should.',
      'out of reach': 'No connection.',
    };
    await enter();
    for (const how of kinds) {
      await goToClub(visit, club, 'complaints', phone);
      const text = page.getByLabel('What happened');
      const send = page.getByRole('button', { name: 'Send complaint' });
      await page.getByLabel('In a few words').fill('Cold bread');
      await text.fill(`It was cold: ${how}`);
      await failAll(page, how, spared);
      await send.click();
      await page.getByText(said[how]).waitFor();
      expect(await text.inputValue()).toBe(`It was cold: ${how}`);
      await page.getByRole('navigation').getByRole('link').first().click();
      await page.getByText(told[how]).first().waitFor();
      await page.goBack();
      await page.getByText('What you began is here again').waitFor();
      expect(await text.inputValue()).toBe(`It was cold: ${how}`);
      await page.unrouteAll();
      await send.click();
      await page.getByRole('heading', { name: 'Cold bread' }).waitFor();
      const { items } = await club.rest.call('listComplaints');
      expect(items.filter((each) => each.text === `It was cold: ${how}`)).toHaveLength(1);
    }
  });
});
