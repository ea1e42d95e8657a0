import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { Client } from '@vafa/client';
import type { Browser, Page } from 'playwright-core';
import { RunningClub } from '../src/running-club.ts';
import { chosenPassword, takeFirstPassword } from '../src/web/first-administrator.ts';
import { languages, openBrowser, Visit, type Look } from '../src/web/browser.ts';

const words = {
  fa: {
    next: 'ذخیره و ادامه',
    mend: 'چند پاسخ جا افتاده',
    food: 'رستوران و کافه',
    name: 'نام باشگاه',
    amount: 'مبلغی که امتیاز می‌آورد',
    person: 'افزودن همکار',
    build: 'ساختن باشگاه',
    goOn: 'ادامه از همین‌جا',
    till: 'باز کردن صندوق',
    overview: 'رفتن به نمای کلی',
  },
  en: {
    next: 'Save and go on',
    mend: 'Some answers are missing',
    food: 'Restaurant, café',
    name: 'Name of the club',
    amount: 'Amount that earns points',
    person: 'Add a person',
    build: 'Make the club',
    goOn: 'Go on from here',
    till: 'Open the till',
    overview: 'Go to the overview',
  },
} as const;

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
afterEach(() => visit.close());

const begin = async (look: Look): Promise<Page> => {
  visit = await Visit.open(browser, club.url, look);
  await visit.signIn(username, chosenPassword);
  await visit.goTo('/console/setup', look);
  return visit.page;
};

/** Answers everything, and stands at the last question. */
const answerAll = async (page: Page, language: 'fa' | 'en', name: string, staff: string): Promise<void> => {
  const { next, person } = words[language];
  const goOn = page.getByRole('button', { name: next });
  await page.getByRole('textbox', { name: words[language].name }).fill(name);
  for (let stage = 1; stage <= 5; stage++) await goOn.click();
  await page.getByRole('button', { name: person }).click();
  await page.getByRole('textbox').nth(0).fill('Sara');
  await page.getByRole('textbox').nth(1).fill(staff);
  await goOn.click();
};

const codeOf = (page: Page): Promise<string> =>
  page.evaluate(
    () => (JSON.parse(localStorage.getItem('vafa.setup') ?? '{}') as { draft: { code: string } }).draft.code,
  );

describe.each(languages)('an owner who sets a club up: %s', (language) => {
  const look: Look = { language, theme: 'light', size: 'wide' };
  const said = words[language];

  test('answers, and has a club that counts, with a till to pair and a person who can sign in', async () => {
    const page = await begin(look);
    const goOn = page.getByRole('button', { name: said.next });
    await goOn.click();
    await page.getByRole('alert').filter({ hasText: said.mend }).waitFor();
    expect(await visit.violations('#room')).toEqual([]);
    await page.getByRole('radio', { name: said.food }).click();
    const staff = `sara-${language}`;
    await answerAll(page, language, `Naroon ${language}`, staff);
    expect(await visit.violations('#room')).toEqual([]);
    const code = await codeOf(page);
    await page.getByRole('button', { name: said.build }).dblclick();
    await page.getByRole('button', { name: said.till }).waitFor({ timeout: 120_000 });
    expect(await visit.violations('#room')).toEqual([]);
    const till = await page.getByText(/^[0-9A-Z]{5}-[0-9A-Z]{5}$/).innerText();
    const password = await page.locator('code').innerText();
    // Where members sign in: there may be several clubs, so /club alone leads nowhere.
    expect(await page.getByRole('link', { name: `${club.url}/club/${code}` }).getAttribute('href')).toBe(
      `/club/${code}`,
    );

    const admin = new Client({ url: club.url, key: club.adminKey(), club: code });
    expect(await admin.call('getClub')).toMatchObject({
      brand_colour: '#8a2f1d',
      display_unit: 'toman',
      calendar: language === 'fa' ? 'persian' : 'gregorian',
    });
    const [rule] = (await admin.call('listEarningRules')).items;
    expect(rule).toMatchObject({ points: 1, per_amount: 10_000_000 });
    expect((await admin.call('listBranches')).items).toHaveLength(1);
    expect((await admin.call('listRewards')).items).toMatchObject([{ price_points: 100, open: true }]);
    expect((await admin.call('getTiers')).tiers.map(({ spend_from: from }) => from)).toEqual([
      0, 3_000_000_000, 12_000_000_000,
    ]);
    const [{ expiry } = { expiry: undefined }] = (await admin.call('listUnits')).items;
    expect(expiry).toEqual({ model: 'after_earning', months: 6 });
    const nobody = new Client({ url: club.url });
    expect(await nobody.call('pairTill', { body: { code: till } })).toMatchObject({ till: '1' });
    const order = { username: staff, password, new_password: 'seven ships on a hill' };
    expect(await nobody.call('signIn', { body: order })).toMatchObject({ roles: ['cashier'] });

    await page.getByRole('button', { name: said.overview }).click();
    await page.getByText(`Naroon ${language}`).first().waitFor();
    expect(visit.faults).toEqual([]);
  });

  test('finds the answers again after a reload, and nothing is made twice when the network fails', async () => {
    const page = await begin(look);
    const staff = `reza-${language}`;
    await answerAll(page, language, `Second ${language}`, staff);
    const code = await codeOf(page);
    // The answer to the third step is lost, though the club has done it.
    let asked = 0;
    await page.route('**/v1/earning-rules', async (route) => {
      asked += 1;
      if (asked > 1) return route.continue();
      await route.fetch();
      return route.abort();
    });
    await page.getByRole('button', { name: said.build }).click();
    await page.getByRole('button', { name: said.goOn }).waitFor();
    await page.reload();
    await page.getByRole('button', { name: said.build }).click();
    await page.getByRole('button', { name: said.till }).waitFor({ timeout: 120_000 });
    expect(asked).toBe(2);
    const admin = new Client({ url: club.url, key: club.adminKey(), club: code });
    expect((await admin.call('listEarningRules')).items).toMatchObject([{ version: 1 }]);
    expect((await admin.call('listBranches')).items).toHaveLength(1);
    expect((await admin.call('listStaff')).items.filter(({ all_clubs: all }) => !all)).toHaveLength(1);
  });
});

test('a username that somebody has is mended where it was answered, and nothing is made twice', async () => {
  const page = await begin({ language: 'en', theme: 'light', size: 'wide' });
  await answerAll(page, 'en', 'Taken', 'maryam');
  const code = await codeOf(page);
  const admin = new Client({ url: club.url, key: club.adminKey(), club: 'demo' });
  await admin.call('createStaff', { body: { username: 'maryam', name: 'Maryam', roles: ['cashier'] } });
  await page.getByRole('button', { name: words.en.build }).click();
  await page.getByText('Somebody has one of these usernames').waitFor();
  await page.getByRole('heading', { name: 'Who works with you?' }).waitFor();
  expect(await visit.violations('#room')).toEqual([]);
  // What stands is not answered otherwise any more.
  expect(await page.getByRole('button', { name: 'Back', exact: true }).isDisabled()).toBe(true);
  await page.getByRole('textbox').nth(1).fill('maryam-2');
  await page.getByRole('button', { name: words.en.next }).click();
  await page.getByRole('button', { name: words.en.goOn }).click();
  await page.getByRole('button', { name: words.en.till }).waitFor({ timeout: 120_000 });
  const made = new Client({ url: club.url, key: club.adminKey(), club: code });
  const staff = (await made.call('listStaff')).items.filter(({ all_clubs: all }) => !all);
  expect(staff.map(({ username: name }) => name)).toEqual(['maryam-2']);
  expect((await made.call('listBranches')).items).toHaveLength(1);
});

test('of two people the second is refused, twice and over a reload: both have an account in the end', async () => {
  const page = await begin({ language: 'en', theme: 'light', size: 'wide' });
  const { next, person, build, goOn, till } = words.en;
  await answerAll(page, 'en', 'Two', 'first-of-two');
  const code = await codeOf(page);
  const admin = new Client({ url: club.url, key: club.adminKey(), club: 'demo' });
  for (const username of ['taken-1', 'taken-2'])
    await admin.call('createStaff', { body: { username, name: username, roles: ['cashier'] } });
  const press = (name: string) => page.getByRole('button', { name, exact: true }).click();
  await press('Back');
  await press(person);
  await page.getByRole('textbox').nth(2).fill('Reza');
  await page.getByRole('textbox').nth(3).fill('taken-1');
  await press(next);
  await press(build);
  const refused = page.getByText('Somebody has one of these usernames');
  await refused.waitFor();
  // What stands is read alone.
  await page.getByText('Sara (first-of-two)').waitFor();
  expect(await page.getByRole('textbox').count()).toBe(2);
  expect(await visit.violations('#room')).toEqual([]);
  await page.reload();
  await press('Back');
  await page.getByRole('heading', { name: 'Who works with you?' }).waitFor();
  await page.getByRole('textbox').nth(1).fill('taken-2');
  await press(next);
  await press(build);
  await refused.waitFor();
  await page.getByRole('textbox').nth(1).fill('second-of-two');
  await press(next);
  await press(goOn);
  await page.getByRole('button', { name: till }).waitFor({ timeout: 120_000 });
  await page.getByText(/^[0-9A-Z]{5}-[0-9A-Z]{5}$/).waitFor();
  const made = new Client({ url: club.url, key: club.adminKey(), club: code });
  const staff = (await made.call('listStaff')).items.filter(({ all_clubs: all }) => !all);
  expect(staff.map(({ username: name }) => name).sort()).toEqual(['first-of-two', 'second-of-two']);
});

test('amounts stay as they were typed', async () => {
  const page = await begin({ language: 'en', theme: 'light', size: 'phone' });
  await page.getByRole('textbox', { name: words.en.name }).fill('Typed');
  const goOn = page.getByRole('button', { name: words.en.next });
  for (let stage = 1; stage <= 3; stage++) await goOn.click();
  const from = page.getByRole('textbox', { name: 'From, in a year' }).first();
  await from.fill('15,123,457');
  await goOn.click();
  const price = page.getByRole('textbox', { name: 'Price in points' });
  await price.fill('123');
  await goOn.click();
  await goOn.click();
  await page.getByText('Silver: 15,123,457 toman').waitFor();
  await page.getByText('A small gift of the house: 123 points').waitFor();
});

test('the sentence of the rule is written by keyboard, in digits of either script', async () => {
  const page = await begin({ language: 'fa', theme: 'light', size: 'phone' });
  await page.getByRole('textbox', { name: words.fa.name }).fill('نارون');
  for (let stage = 1; stage <= 2; stage++) await page.getByRole('button', { name: words.fa.next }).click();
  const amount = page.getByRole('textbox', { name: words.fa.amount });
  await amount.fill('');
  await amount.pressSequentially('20000');
  await page.keyboard.press('Tab');
  await page.getByText('هر ۲۰٬۰۰۰ تومان پرداختی، ۱ امتیاز').first().waitFor({ state: 'attached' });
  expect(await visit.sideways()).toBe(0);
  expect(visit.faults).toEqual([]);
});

test('who belongs to one club is told whom to ask', async () => {
  const admin = new Client({ url: club.url, key: club.adminKey(), club: 'demo' });
  const { one_time_password: password } = await admin.call('createStaff', {
    body: { username: 'boss', name: 'Boss', roles: ['administrator'] },
  });
  const order = { username: 'boss', password, new_password: chosenPassword };
  await new Client({ url: club.url }).call('signIn', { body: order });
  const look: Look = { language: 'en', theme: 'dark', size: 'wide' };
  visit = await Visit.open(browser, club.url, look);
  await visit.signIn('boss', chosenPassword);
  await visit.page.goto(`${club.url}/console/setup?lang=en`);
  await visit.page.getByText('Only an administrator of all clubs').waitFor();
});
