import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { freePort } from '@vafa/testing';
import { openIdentityProvider, type TestIdentityProvider } from '@vafa/testing/identity-provider';
import type { Browser, Page } from 'playwright-core';
import { RunningClub } from '../src/running-club.ts';
import { languages, openBrowser, Visit, type Look } from '../src/web/browser.ts';
import { chosenPassword, takeFirstPassword } from '../src/web/first-administrator.ts';

type Language = (typeof languages)[number];

/** What is pressed and read, as the pages say it. */
const words = {
  en: {
    add: 'Add a sign-in',
    name: 'Name on the button',
    issuer: 'Address of the provider',
    client: 'Client id',
    secret: 'Client secret',
    scopes: 'What is asked for (optional)',
    make: 'Add',
    more: 'More for',
    check: 'Check',
    good: 'It answers and takes the secret.',
    groups: 'Groups',
    group: 'Name of the group (optional)',
    role: 'shift lead',
    save: 'Save',
    signsOut: 'Signing out here signs out there too',
    change: 'Change',
    disable: 'Disable',
    delete: 'Delete',
    empty: 'People sign in with passwords alone',
    signIn: 'Sign in with',
    overview: 'Overview',
    by: 'Signed in with',
    nobody: 'Your company knows you, but you have no access here.',
    over: 'This way to sign in was used already, or it took too long.',
    username: 'Username',
    signOut: 'Sign out',
  },
  fa: {
    add: 'افزودن سامانهٔ ورود',
    name: 'نام روی دکمه',
    issuer: 'نشانی سامانه',
    client: 'شناسهٔ برنامه',
    secret: 'رمز برنامه',
    scopes: 'آنچه پرسیده می‌شود (اختیاری)',
    make: 'افزودن',
    more: 'کارهای دیگر برای',
    check: 'بررسی',
    good: 'پاسخ می‌دهد و رمز را می‌پذیرد.',
    groups: 'گروه‌ها',
    group: 'نام گروه (اختیاری)',
    role: 'سرپرست شیفت',
    save: 'ذخیره',
    signsOut: 'خروج از اینجا، خروج از آنجا هم باشد',
    change: 'تغییر',
    disable: 'غیرفعال کردن',
    delete: 'حذف',
    empty: 'همه تنها با رمز وارد می‌شوند',
    signIn: 'ورود با',
    overview: 'نمای کلی',
    by: 'ورود با',
    nobody: 'شرکت شما را می‌شناسد، ولی اینجا دسترسی ندارید.',
    over: 'این ورود پیش‌تر به کار رفته یا بیش از اندازه طول کشیده است.',
    username: 'نام کاربری',
    signOut: 'خروج',
  },
} as const;

const lookOf = (language: Language): Look => ({ language, theme: 'light', size: 'wide' });
const people = {
  lead: { name: 'Leyla', preferred_username: 'leyla', groups: ['leads'] },
  stranger: { name: 'Stranger' },
};

let club: RunningClub;
let company: TestIdentityProvider;
let browser: Browser;
let administrator = '';
const visits: Visit[] = [];

/** A window that goes to the club, to the provider, and nowhere else. */
const opened = async (language: Language): Promise<{ visit: Visit; page: Page }> => {
  const visit = await Visit.open(browser, club.url, lookOf(language), undefined, [company.issuer]);
  visits.push(visit);
  // The provider sends the browser back to an address that says nothing of the look: it is what was chosen before.
  await visit.page.addInitScript(`try { localStorage.setItem('vafa.look', '{"language":"${language}"}') } catch {}`);
  return { visit, page: visit.page };
};

/** The browser itself tells of each refused request; these were meant. The provider's pages want letters from afar. */
const isMeant = (fault: string): boolean =>
  /status of (400|401|403|404)|https:\/\/fonts\.googleapis\.com\/|ERR_NAME_NOT_RESOLVED|ERR_INTERNET/.test(fault);

beforeAll(async () => {
  const port = await freePort();
  const url = `http://127.0.0.1:${String(port)}`;
  [club, browser, company] = await Promise.all([
    RunningClub.start({ port }),
    openBrowser(),
    openIdentityProvider({
      redirectUris: [`${url}/console/sign-in`],
      signedOutUris: [`${url}/console`],
      people,
    }),
  ]);
  await club.made(300_000);
  administrator = await takeFirstPassword(club);
}, 600_000);
afterAll(async () => {
  await browser.close();
  await club.remove();
  await company.stop();
});
afterEach(async () => {
  const faults = visits.flatMap((visit) => visit.faults).filter((fault) => !isMeant(fault));
  for (const visit of visits.splice(0)) await visit.close();
  expect(faults).toEqual([]);
});

const act = async (page: Page, more: string, name: string): Promise<void> => {
  await page.getByRole('button', { name: more }).click();
  await page.getByRole('menuitem', { name, exact: true }).click();
};

/** Sets the provider up on the page of the console, checks it and lets a group in. */
const setUp = async (page: Page, language: Language, name: string): Promise<void> => {
  const said = words[language];
  const field = (label: string) => page.getByRole('textbox', { name: label, exact: true });
  const press = (label: string) => page.getByRole('dialog').getByRole('button', { name: label, exact: true }).click();
  await page.getByRole('button', { name: said.add, exact: true }).click();
  await field(said.name).fill(name);
  await field(said.issuer).fill(company.issuer);
  await field(said.client).fill(company.clientId);
  await field(said.secret).fill(company.clientSecret);
  await field(said.scopes).fill('profile groups');
  await page.getByText(said.signsOut).click();
  await press(said.make);
  await page.getByText(company.issuer).first().waitFor();
  const more = `${said.more} ${name}`;
  await act(page, more, said.check);
  await press(said.check);
  await page.getByText(said.good).waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await act(page, more, said.groups);
  await field(said.group).fill('leads');
  await page.locator('label', { hasText: said.role }).first().click();
  await press(said.save);
  await page.getByText('leads').waitFor();
};

/** Goes from the door to the provider and signs in there as somebody. */
const goThere = async (page: Page, language: Language, name: string, login: string): Promise<void> => {
  await page.getByRole('button', { name: `${words[language].signIn} ${name}` }).click();
  await page.waitForURL(`${company.issuer}/**`);
  await page.locator('input[name=login]').fill(login);
  await page.locator('input[name=password]').fill('any');
  await page.locator('button[type=submit]').click();
  // Who is new there is asked whether the club may know.
  await page.locator('input[name=prompt][value=consent]').waitFor({ state: 'attached' });
  await page.locator('button[type=submit]').click();
};

test.each(languages)(
  'in %s, a company’s sign-in is set up, checked, gone through, and taken back',
  async (language) => {
    const said = words[language];
    const name = `Company-${language}`;
    const { visit: office, page: desk } = await opened(language);
    await office.signIn(administrator, chosenPassword);
    await office.goTo('/console/identity-providers', lookOf(language));
    await setUp(desk, language, name);

    const { visit, page } = await opened(language);
    await visit.goTo('/console/account', lookOf(language));
    await goThere(page, language, name, 'lead');
    await page.waitForURL(`${club.url}/console/account`);
    await page.getByText('Leyla', { exact: true }).first().waitFor();
    await page.getByText(name, { exact: true }).waitFor();
    await page.goBack();
    await page.waitForURL((url) => !url.search.includes('code='));
    await visit.goTo('/console', lookOf(language));
    await page.getByRole('heading', { name: said.overview }).waitFor();
    await page.getByRole('button', { name: /Leyla/ }).click();
    await page.getByRole('menuitem', { name: said.signOut, exact: true }).click();
    await page.waitForURL(`${company.issuer}/session/end**`);
    await visit.goTo('/console', lookOf(language));
    await page.getByRole('textbox', { name: said.username }).waitFor();

    const { visit: other, page: door } = await opened(language);
    await other.goTo('/console/members', lookOf(language));
    await goThere(door, language, name, 'stranger');
    await door.getByText(said.nobody).waitFor();
    expect(new URL(door.url()).search).toBe('');
    expect(await other.violations()).toEqual([]);
    await other.goTo('/console/sign-in?state=of-yesterday&code=x', lookOf(language));
    await door.getByText(said.over).waitFor();

    await act(desk, `${said.more} ${name}`, said.disable);
    await desk.getByRole('dialog').getByRole('button', { name: said.disable, exact: true }).click();
    await desk.getByRole('dialog').waitFor({ state: 'detached' });
    await other.goTo('/console', lookOf(language));
    await door.getByRole('textbox', { name: said.username }).waitFor();
    await door.waitForLoadState('networkidle');
    expect(await door.getByRole('button', { name: `${said.signIn} ${name}` }).count()).toBe(0);

    await act(desk, `${said.more} ${name}`, said.delete);
    expect(await office.violations('[role=dialog]')).toEqual([]);
    await desk.getByRole('dialog').getByRole('button', { name: said.delete, exact: true }).click();
    await desk.getByText(said.empty).waitFor();
    expect((await club.rest().call('listIdentityProviders')).items).toEqual([]);
  },
  300_000,
);
