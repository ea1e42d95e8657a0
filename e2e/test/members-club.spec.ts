import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { RunningClub } from '../src/running-club.ts';
import { until } from '../src/until.ts';
import { languages, openBrowser, Visit, type Look } from '../src/web/browser.ts';
import { clubWords } from '../src/web/club-words.ts';
import { goToClub, makeMembersClub, signInMember, waitingCode, type MembersClub } from '../src/web/members-club.ts';

const words = { fa: clubWords('fa'), en: clubWords('en') };
/** A text of the club; an id that is none fails at once. */
const textsOf =
  (language: Look['language']) =>
  (id: string): string => {
    const said = words[language][id];
    if (said === undefined) throw new Error(`no text ${id}`);
    return said;
  };
const longName = `${'بسیار '.repeat(9)}${'Longnamedperson'.repeat(3)}`;
const phoneOf = (last: number): string => `0912123456${String(last)}`;

let running: RunningClub;
let browser: Browser;
let visit: Visit;
let clubs: Readonly<Record<Look['language'], MembersClub>>;

beforeAll(async () => {
  [running, browser] = await Promise.all([RunningClub.start({ empty: true }), openBrowser()]);
  await running.made(120_000);
  const fa = await makeMembersClub(running.rest(), { code: 'narvan', phone: phoneOf(7) });
  const en = await makeMembersClub(running.rest(), {
    code: 'narvan-en',
    phone: phoneOf(8),
    name: 'Sara Kaviani',
    isPersian: false,
  });
  clubs = { fa, en };
}, 300_000);
afterAll(async () => {
  await browser.close();
  await running.remove();
});

/** What a window saw that no page may do. */
afterEach(async () => {
  const { faults } = visit;
  await visit.close();
  expect(faults).toEqual([]);
});

let numbers = 10;

/** Another member of the same club: codes for one number are few. */
const another = async (language: Look['language'], name = 'Reza'): Promise<MembersClub> => {
  const phone = `091212345${String(++numbers)}`;
  const { id: memberId } = await clubs[language].rest.call('enrolMember', { body: { name, phone } });
  return { ...clubs[language], memberId, phone };
};

/** A word without what stands for values. */
const begin = (text = ''): string => text.split('{')[0] ?? text;
const heading = (name: string | RegExp) => visit.page.getByRole('heading', { level: 1, name });
const button = (name = '') => visit.page.getByRole('button', { name, exact: true });

const open = async (look: Look, keeps?: 'keeps'): Promise<MembersClub> => {
  visit = await Visit.open(browser, running.url, look, keeps);
  const club = clubs[look.language];
  await goToClub(visit, club, '', look);
  return club;
};

describe("the member's club", () => {
  test.each(languages)('has no violation that axe finds, and fits a phone: %s', async (language) => {
    const look: Look = { language, theme: 'light', size: 'phone' };
    const club = await open(look);
    const judge = async (where: string, within = 'html'): Promise<void> => {
      expect([where, await visit.violations(within), await visit.sideways()]).toEqual([where, [], 0]);
      await visit.turn({ theme: 'dark' });
      expect([where, 'dark', await visit.violationsOfColour(within)]).toEqual([where, 'dark', []]);
      await visit.turn({ theme: 'light' });
    };
    await judge('sign-in');
    await visit.page.locator('input[name=phone]').fill(club.phone);
    await visit.page.locator('button[type=submit]').click();
    await visit.page.locator('input[autocomplete=one-time-code]').waitFor();
    // Beside it the kit still says that the button was busy.
    await judge('code', 'main');
    await goToClub(visit, club, '', look);
    await signInMember(visit.page, club);
    const pages = ['', 'rewards', 'history', 'rules', 'me', 'complaints'];
    for (const page of [...pages, `complaint/${club.complaintId}`, `survey/${club.surveyId}`, 'voucher/none']) {
      await goToClub(visit, club, page, look);
      await judge(page);
    }
    const said = textsOf(language);
    await goToClub(visit, club, 'rewards', look);
    await visit.page.getByRole('radio', { name: said('rewards.vouchers') }).click();
    await judge('vouchers');
    await visit.page.locator('a[href*="/voucher/"]').click();
    await visit.page.getByRole('img', { name: said('voucher.qr') }).waitFor();
    await judge('voucher');
    await goToClub(visit, club, 'me', look);
    await button(said('me.leave')).click();
    await visit.page.getByRole('alertdialog').waitFor();
    await judge('leaving', 'dialog[open]');
  });

  test.each(languages)('is coloured, named and counted as the club is: %s', async (language) => {
    const club = await open({ language, theme: 'light', size: 'phone' });
    const isPersian = language === 'fa';
    expect(await visit.page.title()).toBe(isPersian ? 'باشگاه نارون' : 'Narvan Club');
    const brand = await visit.page.evaluate('getComputedStyle(document.documentElement).getPropertyValue("--brand")');
    expect(brand).toBe(isPersian ? '#1e5b45' : '#a3122e');
    const manifest = await fetch(`${running.url}/club/${club.code}/manifest.webmanifest`);
    expect(manifest.headers.get('content-type')).toContain('application/manifest+json');
    expect(await manifest.json()).toMatchObject({ start_url: `/club/${club.code}`, display: 'standalone' });
    const icon = await fetch(`${running.url}/club/${club.code}/icon.svg`);
    expect(icon.headers.get('content-security-policy')).toContain("default-src 'self'");
    expect(await icon.text()).toContain(isPersian ? 'ن' : 'N');
    for (const nowhere of ['nowhere', 'a%3Cscript%3E'])
      expect((await fetch(`${running.url}/club/${nowhere}/icon.svg`)).status).toBe(404);
  });
});

describe("a member's visit", () => {
  test.each(languages)('from the pass to a reward, an opinion and a complaint: %s', async (language) => {
    const look: Look = { language, theme: 'light', size: 'phone' };
    const club = await open(look);
    const said = textsOf(language);
    await signInMember(visit.page, club);
    await heading(language === 'fa' ? 'سارا کاویانی' : 'Sara Kaviani').waitFor();
    const pass = visit.page.getByRole('img', { name: said('home.qr') });
    expect(await pass.getAttribute('data-text')).toBe(club.memberId);
    const seen = await pass.evaluate((code) => code.getBoundingClientRect().width * (29 / 37));
    expect(seen).toBeGreaterThanOrEqual(168);
    await visit.page
      .getByText(language === 'fa' ? '۲۶۸٬۰۰۰ تومان' : '268,000 toman')
      .first()
      .waitFor();

    await visit.page.getByRole('link', { name: said('tab.rewards') }).click();
    await visit.page.getByRole('button', { name: language === 'fa' ? /دو بلیت سینما/ : /Two cinema tickets/ }).click();
    // Pressed twice, it is taken once.
    await button(said('rewards.take')).dblclick();
    await visit.page.getByRole('img', { name: said('voucher.qr') }).waitFor();
    const { items } = await club.rest.call('listMemberVouchers', { path: { member_id: club.memberId } });
    expect(items).toHaveLength(2);
    await visit.page.goBack();
    await heading(said('tab.rewards')).waitFor();
    await visit.page.getByText(language === 'fa' ? '۳۴۰ امتیاز' : '340 points', { exact: true }).waitFor();

    await visit.page.getByRole('link', { name: said('tab.home') }).click();
    await visit.page.locator(`a[href*="/survey/"]`).click();
    await visit.page.locator('label', { hasText: language === 'fa' ? /^۹$/ : /^9$/ }).click();
    await button(said('survey.next')).click();
    await visit.page.getByRole('textbox').fill('<script>alert(1)</script> \u202eخوب');
    // What turns the writing round is not taken, and the rest is kept as it was written.
    expect(await visit.page.getByRole('textbox').inputValue()).toBe('<script>alert(1)</script> خوب');
    await button(said('survey.send')).click();
    await heading(language === 'fa' ? 'سارا کاویانی' : 'Sara Kaviani').waitFor();
    await visit.page.locator('a[href*="/survey/"]').waitFor({ state: 'detached' });

    await visit.page.getByRole('link', { name: said('tab.history') }).click();
    await visit.page.getByText(said('entry.survey')).waitFor();
    await visit.page.getByText(said('entry.purchase')).first().waitFor();

    await goToClub(visit, club, `complaint/${club.complaintId}`, look);
    await visit.page.getByRole('textbox').fill('یک چیز دیگر / one more thing');
    await button(said('complaint.add-send')).click();
    await visit.page.locator('li', { hasText: 'one more thing' }).waitFor();
    const { items: open_ } = await club.rest.call('listComplaints', { query: { status: 'open' } });
    expect(open_.map(({ id }) => id)).toContain(club.complaintId);

    await goToClub(visit, club, 'me', look);
    const consent = visit.page.getByRole('switch', { name: said('me.consent.email') });
    await visit.page.locator('label').filter({ has: consent }).click();
    await visit.page.getByText(said('me.consent-kept')).first().waitFor();
    const { consents } = await club.rest.call('getMember', { path: { member_id: club.memberId } });
    expect(consents).toContainEqual(expect.objectContaining({ purpose: 'email', granted: true }));
    const [file] = await Promise.all([visit.page.waitForEvent('download'), button(said('me.download')).click()]);
    expect(file.suggestedFilename()).toBe(`${said('me.file')}.json`);

    await goToClub(visit, club, 'rules', look);
    await visit.page
      .getByText(language === 'fa' ? 'هر ۱۰٬۰۰۰ تومان، ۱ امتیاز' : '1 point for every 10,000 toman')
      .waitFor();
  });

  test.each(languages)(
    'a wrong number and a wrong code are told, and the right one still opens: %s',
    async (language) => {
      const look: Look = { language, theme: 'dark', size: 'phone' };
      const club = await another(language);
      await open(look);
      const said = textsOf(language);
      const { page } = visit;
      await button(said('sign.ask')).click();
      await page.getByText(said('sign.phone-missing')).waitFor();
      await page.locator('input[name=phone]').fill('12');
      await button(said('sign.ask')).click();
      await page.getByText(said('sign.phone-wrong')).waitFor();
      await page
        .locator('input[name=phone]')
        .fill(club.phone.replace(/\d/g, (digit) => '۰۱۲۳۴۵۶۷۸۹'.charAt(Number(digit))));
      await button(said('sign.ask')).click();
      const code = page.locator('input[autocomplete=one-time-code]');
      await code.waitFor();
      const right = await waitingCode(club);
      await code.fill(right === '000000' ? '111111' : '000000');
      await page.getByText(said('sign.code-wrong')).waitFor();
      expect(await visit.violations('main')).toEqual([]);
      await code.fill(right);
      await page.getByRole('navigation').waitFor();
      visit.forgiveRefusals();
    },
  );

  test('a sign-in that ends in mid-work is renewed over the page, and nothing typed is lost', async () => {
    const look: Look = { language: 'fa', theme: 'light', size: 'phone' };
    const club = await another('fa');
    await open(look);
    await signInMember(visit.page, club);
    await goToClub(visit, club, 'complaints', look);
    const [subject, text] = [visit.page.getByRole('textbox').nth(0), visit.page.getByRole('textbox').nth(1)];
    await subject.fill('نان بیات');
    await text.fill('سه نان بیات بود.');
    // Another window of this member signs out everywhere.
    const window = await visit.page.context().newPage();
    await window.goto(`${running.url}/club/${club.code}/me?lang=fa`);
    await window.getByRole('button', { name: textsOf('fa')('me.out-everywhere') }).click();
    await window.locator('input[name=phone]').waitFor();
    await window.close();
    await button(textsOf('fa')('complaint.send')).click();
    await heading(textsOf('fa')('sign.again')).waitFor();
    await visit.page.locator('input[name=phone]').fill(club.phone);
    await visit.page.getByRole('button', { name: textsOf('fa')('sign.ask') }).click();
    const code = visit.page.locator('input[autocomplete=one-time-code]');
    await code.waitFor();
    await code.fill(await waitingCode(club));
    await heading('نان بیات').waitFor();
    const { items } = await club.rest.call('listComplaints', { query: { member_id: club.memberId } });
    expect(items.filter(({ subject: each }) => each === 'نان بیات')).toHaveLength(1);
    visit.forgiveRefusals();
  });

  test.each(languages)(
    'an address that is none is told at its field, in the words of the club: %s',
    async (language) => {
      const look: Look = { language, theme: 'light', size: 'phone' };
      const club = await another(language);
      await open(look);
      const said = textsOf(language);
      await signInMember(visit.page, club);
      await goToClub(visit, club, 'me', look);
      await button(said('me.change')).click();
      await visit.page.locator('input[autocomplete=email]').fill('ali@');
      await button(said('me.keep')).click();
      await visit.page.getByText(said('me.email-wrong')).waitFor();
      await visit.page.locator('input[autocomplete=email]').fill('ali@example.com');
      await button(said('me.keep')).click();
      await visit.page.getByText('ali@example.com').waitFor();
      visit.forgive(/status of 4(00|22)/);
    },
  );

  test('days are the club’s, whatever somebody chose in the console of this browser', async () => {
    const look: Look = { language: 'fa', theme: 'light', size: 'phone' };
    const club = await another('fa');
    await open(look);
    await signInMember(visit.page, club);
    await visit.page.evaluate(`localStorage.setItem('vafa.look', '{"calendar":"gregorian"}')`);
    await goToClub(visit, club, 'me', look);
    await visit.page
      .getByText(/۱[۴-۵][۰-۹]{2}$/)
      .first()
      .waitFor();
    expect(await visit.page.getByText(/۲۰[۰-۹]{2}$/).count()).toBe(0);
  });

  test('a long name of both scripts, and nothing in any list', async () => {
    const look: Look = { language: 'fa', theme: 'light', size: 'phone' };
    const club = await another('fa', longName.slice(0, 120));
    await open(look);
    await signInMember(visit.page, club);
    for (const page of ['', 'rewards', 'history', 'complaints', 'me']) {
      await goToClub(visit, club, page, look);
      expect([page, await visit.sideways(), await visit.violations()]).toEqual([page, 0, []]);
    }
  });

  test.each(languages)('leaves: what was known is gone, here and in the club: %s', async (language) => {
    const look: Look = { language, theme: 'light', size: 'phone' };
    const club = await another(language);
    const { memberId: id, phone } = club;
    await open(look);
    const said = textsOf(language);
    await signInMember(visit.page, club);
    await goToClub(visit, club, 'me', look);
    await button(said('me.leave')).click();
    const question = visit.page.getByRole('alertdialog');
    await question.getByRole('button', { name: said('me.stay') }).click();
    await button(said('me.leave')).click();
    await question.getByRole('button', { name: said('me.leave') }).click();
    await visit.page.locator('input[name=phone]').waitFor();
    expect(await visit.page.evaluate("Object.keys(localStorage).filter((name) => name.includes('/me'))")).toEqual([]);
    const { status } = await club.rest.request('GET', `/v1/members/${id}`);
    expect(status).toBe(404);
    await visit.page.locator('input[name=phone]').fill(phone);
    await button(said('sign.ask')).click();
    await visit.page.getByText(begin(said('sign.sent'))).waitFor();
    expect((await club.rest.call('listOutbox')).items.filter(({ member_id: each }) => each === id)).toEqual([]);
    visit.forgiveRefusals();
  });
});

describe('without network', () => {
  test.each(languages)('the pass and what was last seen are there, with their time: %s', async (language) => {
    const look: Look = { language, theme: 'light', size: 'phone' };
    const club = await another(language);
    await open(look, 'keeps');
    const said = textsOf(language);
    await signInMember(visit.page, club);
    await visit.page.getByRole('img', { name: said('home.qr') }).waitFor();
    // The worker has the page and all that it is made of.
    await until('all that the page is made of is kept', 300_000, async () =>
      (await visit.page.evaluate(`caches.keys().then(([name]) => caches.open(name)).then(async (kept) => {
        const files = performance.getEntriesByType('resource').filter(({ name }) => name.includes('/assets/'));
        const found = await Promise.all(files.map(({ name }) => kept.match(name)));
        return found.length > 0 && found.every((each) => each !== undefined);
      })`)) === true
        ? true
        : undefined,
    );
    await visit.setOffline(true);
    await visit.page.goto(`${running.url}/club/${club.code}?lang=${language}&theme=light`);
    const pass = visit.page.getByRole('img', { name: said('home.qr') });
    await pass.waitFor();
    expect(await pass.getAttribute('data-text')).toBe(club.memberId);
    await visit.page.getByText(begin(said('club.offline'))).waitFor();
    expect(await visit.violations()).toEqual([]);
    await visit.setOffline(false);
    await visit.page.reload();
    await pass.waitFor();
    await visit.page.getByText(begin(said('club.offline'))).waitFor({ state: 'detached' });
    const kept = await visit.page.evaluate(
      'caches.keys().then(([name]) => caches.open(name)).then((kept) => kept.keys()).then((all) => all.map(({ url }) => new URL(url).pathname))',
    );
    expect((kept as string[]).filter((path) => path.startsWith('/v1'))).toEqual([]);
    visit.forgiveRefusals();
  });
});
