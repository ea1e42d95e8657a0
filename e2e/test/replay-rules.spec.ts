import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Locator } from 'playwright-core';
import { RunningClub } from '../src/running-club.ts';
import { languages, openBrowser, Visit, type Look } from '../src/web/browser.ts';
import { chosenPassword, takeFirstPassword } from '../src/web/first-administrator.ts';

let club: RunningClub;
let browser: Browser;
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

const words = {
  en: { per: 'For each', points: 'Points', card: 'On recorded sales', run: 'Try on these sales' },
  fa: { per: 'برای هر', points: 'امتیاز', card: 'روی فروش‌های ثبت‌شده', run: 'محاسبه روی این فروش‌ها' },
} as const;

const shown = { en: ['19 points', '9 points'], fa: ['۱۹ امتیاز', '۹ امتیاز'] } as const;

/** Types a moment at midnight of the first of January, part by part. */
const typeYear = async (field: Locator, year: number): Promise<void> => {
  const values = { year: String(year), month: '1', day: '1', hour: '0', minute: '0' };
  for (const [part, value] of Object.entries(values)) {
    await field.locator(`[data-type=${part}]`).click();
    await field.page().keyboard.type(value);
  }
};

test('a draft tells of recorded sales what it would have given, as the document says, and gives nothing', async () => {
  const rest = club.rest();
  await rest.call('createBranch', { body: { code: 'tea', name: 'Tea' } });
  const { id } = await rest.call('enrolMember', { body: { name: 'Sara', external_id: 'sara' } });
  const items = ['7.50', '0.50', '12.49'].map((price, at) => ({
    branch: 'tea',
    receipt: String(at),
    member_id: id,
    at: new Date(Date.now() - 60_000).toISOString(),
    lines: [{ sku: 'A', quantity: 1, unit_price: price }],
  }));
  const outcomes = await rest.call('submitSales', { body: { items } });
  expect(outcomes.items.map(({ status }) => status)).toEqual(['accepted', 'accepted', 'accepted']);
  const year = new Date().getUTCFullYear();
  const period = { from: `${String(year - 1)}-01-01T00:00:00Z`, to: `${String(year + 1)}-01-01T00:00:00Z` };
  const before = await rest.call('listEarningRules');
  const code = before.items[0]?.code ?? '';
  const rule = { code, name: 'Fives', points: 3, per_amount: 500 };
  const answer = await rest.call('replayEarningRules', { body: { ...period, rule } });
  const { sales, points_given: given, points_drafted: drafted } = answer;
  const told = `{"sales": ${String(sales)}, "points_given": ${String(given)}, "points_drafted": ${String(drafted)}}`;
  expect(readFileSync(join(import.meta.dirname, '../../docs/console-work.md'), 'utf8')).toContain(`\n${told}\n`);
  expect(await rest.call('listEarningRules')).toEqual(before);
  for (const language of languages) {
    const say = words[language];
    const look: Look = { language, theme: 'light', size: 'wide' };
    const visit = await Visit.open(browser, club.url, look);
    const { page } = visit;
    await visit.signIn(username, chosenPassword);
    await visit.goTo(`/console/rules/${code}`, look);
    await page.getByRole('textbox', { name: say.per, exact: true }).fill('5');
    await page.getByRole('textbox', { name: say.points, exact: true }).fill('3');
    const card = page.locator('section', { hasText: say.card }).last();
    await typeYear(card.getByRole('group').nth(0), year - 1);
    await typeYear(card.getByRole('group').nth(1), year + 1);
    await card.getByRole('button', { name: say.run }).click();
    for (const points of shown[language]) await card.getByText(points, { exact: true }).first().waitFor();
    expect(await visit.violations()).toEqual([]);
    expect(visit.faults).toEqual([]);
    await visit.close();
  }
}, 300_000);
