import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { RunningClub } from '../src/running-club.ts';
import { consoleAddresses, openAddresses } from '../src/web/addresses.ts';
import { chosenPassword, takeFirstPassword } from '../src/web/first-administrator.ts';
import { languages, openBrowser, themes, Visit, type Look } from '../src/web/browser.ts';

const looks = languages.flatMap((language) => themes.map((theme): Look => ({ language, theme, size: 'wide' })));
const named = looks.map((look) => [`${look.language}, ${look.theme}`, look] as const);

let club: RunningClub;
let browser: Browser;
let visit: Visit;
let username: string;

beforeAll(async () => {
  [club, browser] = await Promise.all([RunningClub.start({ empty: true }), openBrowser()]);
  await club.made(120_000);
  username = await takeFirstPassword(club);
}, 300_000);
afterAll(async () => {
  await browser.close();
  await club.remove();
});

/** What a window saw that no page may do. */
afterEach(async () => {
  const { faults } = visit;
  await visit.close();
  expect(faults).toEqual([]);
});

describe('every page', () => {
  // A page is loaded once for a language; a look is a few attributes of it, and a phone a smaller window.
  test.each(languages)('has no violation that axe finds, in any look, and fits a phone: %s', async (language) => {
    const look: Look = { language, theme: 'light', size: 'wide' };
    visit = await Visit.open(browser, club.url, look);
    const judge = async (address: string): Promise<void> => {
      await visit.goTo(address, look);
      expect([address, 'light', await visit.violations()]).toEqual([address, 'light', []]);
      await visit.turn({ theme: 'dark' });
      expect([address, 'dark', await visit.violationsOfColour()]).toEqual([address, 'dark', []]);
      await visit.turn({ theme: 'dark', contrast: 'more', size: 'phone' });
      expect([address, 'phone', await visit.violations(), await visit.sideways()]).toEqual([address, 'phone', [], 0]);
      expect(await visit.page.evaluate('document.documentElement.dir')).toBe(language === 'fa' ? 'rtl' : 'ltr');
      await visit.turn({ size: 'wide' });
    };
    for (const address of openAddresses) await judge(address);
    await visit.signIn(username, chosenPassword);
    for (const address of consoleAddresses) await judge(address);
  });
});

describe('the parts of the kit', () => {
  test.each(named)('open, say who they are and close again: %s', async (_name, look) => {
    visit = await Visit.open(browser, club.url, look);
    await visit.goTo('/console/kit', look);
    const { page } = visit;
    const isPersian = look.language === 'fa';
    const opened = async (button: string, role: 'menu' | 'listbox' | 'alertdialog'): Promise<void> => {
      await page.getByRole('button', { name: button }).click();
      await page.getByRole(role).waitFor();
      expect([button, await visit.violations(`[role=${role}]`)]).toEqual([button, []]);
      await page.keyboard.press('Escape');
      await page.getByRole(role).waitFor({ state: 'detached' });
    };
    await opened(isPersian ? 'بیشتر' : 'More', 'menu');
    await opened(isPersian ? 'طلایی سطح' : 'Gold Tier', 'listbox');
    await opened(isPersian ? 'نمایش پیشنهادها شعبه' : 'Show suggestions Branch', 'listbox');
    await opened(isPersian ? 'توقف کمپین…' : 'Stop campaign…', 'alertdialog');
  });

  test('a month is named and counted in Persian, from Saturday on, and its arrows say so', async () => {
    const look: Look = { language: 'fa', theme: 'light', size: 'wide' };
    visit = await Visit.open(browser, club.url, look);
    await visit.goTo('/console/kit', look);
    const { page } = visit;
    const month = page.getByRole('application', { name: /روزهای کمپین/ });
    expect(await month.locator('th').allInnerTexts()).toEqual(['ش', 'ی', 'د', 'س', 'چ', 'پ', 'ج']);
    expect(await month.locator('b').innerText()).toBe('آذر ۱۴۰۵');
    await month.locator('button[slot=next]').click();
    expect(await month.locator('button[slot=next]').getAttribute('aria-label')).toBe('ماه بعد');
    expect(await month.locator('b').innerText()).toBe('دی ۱۴۰۵');
  });

  test('a number is typed in digits of either script and regrouped when it is left', async () => {
    const look: Look = { language: 'fa', theme: 'light', size: 'wide' };
    visit = await Visit.open(browser, club.url, look);
    await visit.goTo('/console/kit', look);
    const field = visit.page.getByRole('textbox', { name: 'خرج امتیاز' });
    for (const typed of ['1250', '۱۲۵۰', '١٢٥٠', '۱٬۲۵۰', '12۵٠']) {
      await field.clear();
      await field.pressSequentially(typed);
      await field.blur();
      expect([typed, await field.inputValue()]).toEqual([typed, '۱٬۲۵۰']);
    }
  });

  test('what was deleted can be taken back, by the keyboard alone', async () => {
    const look: Look = { language: 'en', theme: 'light', size: 'wide' };
    visit = await Visit.open(browser, club.url, look);
    await visit.goTo('/console/kit', look);
    const { page } = visit;
    await page.getByRole('button', { name: 'More' }).focus();
    for (const key of ['Enter', 'End', 'Enter']) await page.keyboard.press(key);
    await page.getByText('Reward “Walking shoes” deleted').waitFor();
    await page.getByRole('button', { name: 'Undo', exact: true }).press('Enter');
    await page.getByText('The reward is back').waitFor();
    expect(await visit.violations('[role=region]:has([role=alertdialog])')).toEqual([]);
  });
});

describe('the look', () => {
  test('is chosen on the page and kept, and an address that says another goes first', async () => {
    const look: Look = { language: 'fa', theme: 'light', size: 'wide' };
    visit = await Visit.open(browser, club.url, look);
    const { page } = visit;
    await visit.goTo('/till', look);
    await page.getByRole('radio', { name: 'English' }).click();
    await page.getByRole('heading', { name: 'Till' }).waitFor();
    await page.getByRole('radio', { name: 'Dark' }).click();
    await page.locator('html[data-theme=dark]').waitFor();
    await page.goto(`${club.url}/console`);
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    expect(await page.locator('html').getAttribute('data-theme')).toBe('dark');
    await page.goto(`${club.url}/console?lang=fa`);
    await page.getByRole('heading', { name: 'ورود' }).waitFor();
  });

  test('of a club is one colour, and a colour that is none changes nothing', async () => {
    const look: Look = { language: 'en', theme: 'light', size: 'wide' };
    visit = await Visit.open(browser, club.url, look);
    const fill = async (brand: string): Promise<string> => {
      await visit.goTo(`/console/kit?brand=${encodeURIComponent(brand)}`, look);
      const button = visit.page.getByRole('button', { name: 'Publish campaign' });
      return button.evaluate((each) => {
        const { getComputedStyle } = globalThis as unknown as {
          getComputedStyle(of: unknown): { readonly backgroundColor: string; readonly color: string };
        };
        const { backgroundColor, color } = getComputedStyle(each);
        return `${color} on ${backgroundColor}`;
      });
    };
    const own = await fill('red; --ink: red');
    expect(await fill('#2747a8')).toBe(own);
    expect(await fill('#ffd400')).not.toBe(own);
    expect(await visit.violations()).toEqual([]);
  });
});

test('a club that cannot be reached is told in words, with a way to try again', async () => {
  const look: Look = { language: 'en', theme: 'light', size: 'wide' };
  visit = await Visit.open(browser, club.url, look);
  const { page } = visit;
  await page.route('**/v1/sign-in', (route) => route.abort());
  await visit.goTo('/console', look);
  await page.getByText('This device has no connection to the club.').waitFor();
  expect(await visit.violations()).toEqual([]);
  await page.unroute('**/v1/sign-in');
  await page.getByRole('button', { name: 'Try again' }).click();
  await page.getByRole('heading', { name: 'Sign in' }).waitFor();
  // The browser itself tells of each request that failed.
  visit.forgive(/ERR_FAILED/);
});
