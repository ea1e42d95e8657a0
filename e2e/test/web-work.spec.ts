import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { RunningClub } from '../src/running-club.ts';
import { languages, openBrowser, Visit, type Look } from '../src/web/browser.ts';
import { chosenPassword, takeFirstPassword } from '../src/web/first-administrator.ts';

let club: RunningClub;
let browser: Browser;
let visit: Visit;
let username = '';

beforeAll(async () => {
  [club, browser] = await Promise.all([RunningClub.start({ empty: true }), openBrowser()]);
  await club.made(180_000);
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

const opened = async (language: Look['language']): Promise<{ page: Page; look: Look }> => {
  const look: Look = { language, theme: 'light', size: 'wide' };
  visit = await Visit.open(browser, club.url, look);
  await visit.signIn(username, chosenPassword);
  return { page: visit.page, look };
};

const texts = {
  en: {
    name: 'Name',
    code: 'Code',
    per: 'For each',
    points: 'Points',
    amount: 'Amount',
    tryIt: 'Try it',
    now: 'Now',
    draft: 'With this draft',
    publish: /^Publish version/,
    do: 'Publish',
    isPublished: /is published as version 1/,
    reply: 'Answer to the member',
    sent: 'The answer is sent',
    choose: 'Choose a file',
    dry: 'Dry run',
    bring: /^Import \d+ rows$/,
    mend: 'Rows to mend',
    done: 'The import is done.',
    badPrice: 'The price is not a number',
    takeFile: 'Download the file',
  },
  fa: {
    name: 'نام',
    code: 'کد',
    per: 'برای هر',
    points: 'امتیاز',
    amount: 'مبلغ',
    tryIt: 'آزمودن',
    now: 'اکنون',
    draft: 'با این پیش‌نویس',
    publish: /^انتشار نسخهٔ/,
    do: 'انتشار',
    isPublished: /با نسخهٔ ۱ منتشر شد/,
    reply: 'پاسخ به عضو',
    sent: 'پاسخ فرستاده شد',
    choose: 'انتخاب فایل',
    dry: 'اجرای آزمایشی',
    bring: /^وارد کردن/,
    mend: 'سطرهای اصلاحی',
    done: 'ورود پایان یافت.',
    badPrice: 'قیمت عدد نیست',
    takeFile: 'دریافت فایل',
  },
} as const;

describe.each(languages)('in %s', (language) => {
  const say = texts[language];

  test('a rule is tried on a basket, published, and then gives what it promised', async () => {
    const { page, look } = await opened(language);
    await visit.goTo('/console/rules/new', look);
    await page.getByLabel(say.name, { exact: true }).fill(`Tea ${language}`);
    await page.getByLabel(say.code, { exact: true }).fill(`tea-${language}`);
    await page.getByRole('textbox', { name: say.per, exact: true }).fill('10');
    await page.getByRole('textbox', { name: say.points, exact: true }).fill('3');
    await page.getByRole('textbox', { name: say.amount, exact: true }).fill('50');
    await page.getByRole('textbox', { name: say.amount, exact: true }).blur();
    await page.getByRole('button', { name: say.tryIt }).click();
    const outcome = (title: string) => page.getByRole('region', { name: title, exact: true });
    await outcome(say.draft).getByText(`Tea ${language}`).waitFor();
    expect(await outcome(say.now).getByText(`Tea ${language}`).count()).toBe(0);
    expect(await visit.violations()).toEqual([]);
    await page.getByRole('button', { name: say.publish }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: say.do, exact: true }).dblclick();
    await page.getByText(say.isPublished).waitFor();
    await page.waitForURL(`**/console/rules/tea-${language}*`);
    const { items } = await club.rest().call('listEarningRules');
    expect(items.filter(({ code }) => code === `tea-${language}`)).toMatchObject([{ version: 1, points: 3 }]);
    await page.getByRole('textbox', { name: say.amount, exact: true }).fill('50');
    await page.getByRole('textbox', { name: say.amount, exact: true }).blur();
    await page.getByRole('button', { name: say.tryIt }).click();
    await outcome(say.now).getByText(`Tea ${language}`).waitFor();
  });

  test('a complaint is answered with Ctrl and Enter, once', async () => {
    const rest = club.rest();
    const member = await rest.call('enrolMember', { body: { name: `Sara ${language}`, external_id: `s-${language}` } });
    const subject = `<script>alert("${language}")</script>`;
    await rest.call('openComplaint', { body: { member_id: member.id, subject, text: 'Cold tea' } });
    const { page, look } = await opened(language);
    await visit.goTo('/console/service', look);
    await page.getByText(subject).click();
    await page.getByLabel(say.reply).fill('We are sorry.');
    expect(await visit.violations()).toEqual([]);
    await page.keyboard.press('Control+Enter');
    await page.keyboard.press('Control+Enter');
    await page.getByText(say.sent).waitFor();
    const { items } = await rest.call('listComplaints', { query: { member_id: member.id } });
    expect(items).toMatchObject([{ status: 'answered', answers: [{ text: 'We are sorry.' }] }]);
    expect(items[0]?.answers).toHaveLength(1);
  });

  test('a file goes from its columns to its exceptions, and a reload stops nothing', async () => {
    const { page, look } = await opened(language);
    await visit.goTo('/console/imports/new', look);
    const rows = Array.from({ length: 40 }, (_none, at) => {
      const price = at === 7 ? 'free' : '2.50';
      return `${language}${String(at)},2026-03-0${String((at % 9) + 1)} 10:00,A,1,${price},m-${String(at % 3)},shop`;
    });
    const buffer = Buffer.from(
      `InvoiceNo,InvoiceDate,StockCode,Quantity,UnitPrice,CustomerID,Country\n${rows.join('\n')}\n`,
    );
    const [chooser] = await Promise.all([
      page.waitForEvent('filechooser'),
      page.getByRole('button', { name: say.choose }).click(),
    ]);
    await chooser.setFiles({ name: `sales-${language}.csv`, mimeType: 'text/csv', buffer });
    await page.getByRole('rowheader', { name: 'UnitPrice' }).waitFor();
    await page.getByText(say.badPrice).waitFor();
    expect(await visit.violations()).toEqual([]);
    await page.getByRole('button', { name: say.dry }).click();
    await page.getByRole('button', { name: say.bring }).waitFor();
    expect(await visit.violations()).toEqual([]);
    await page.getByRole('button', { name: say.bring }).click();
    await page.waitForURL(/\/console\/imports\/tsk_/);
    await visit.goTo(new URL(page.url()).pathname, look);
    await page.getByText(say.done).first().waitFor({ timeout: 120_000 });
    await page.getByText(say.badPrice).first().waitFor();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: say.takeFile }).click(),
    ]);
    expect(download.suggestedFilename()).toBe(`sales-${language}-exceptions.csv`);
    expect(await visit.violations()).toEqual([]);
    const { items } = await club.rest().call('listTasks');
    expect(items.find(({ file }) => file === `sales-${language}.csv`)).toMatchObject({ state: 'done', exceptions: 1 });
  });
});
