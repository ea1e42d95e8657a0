import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import type { Browser } from 'playwright-core';
import { RunningClub } from '../src/running-club.ts';
import { openBrowser, Visit, type Look } from '../src/web/browser.ts';
import { chosenPassword, takeFirstPassword } from '../src/web/first-administrator.ts';

const members = 10_000;
/** Rows that stand on a page at most, and the row of the heads. */
const rowsMax = 201;
const look: Look = { language: 'en', theme: 'light', size: 'wide' };

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

/** A file in which each row is the first sale of another member. */
const fileOf = (count: number): FormData => {
  const rows = Array.from(
    { length: count },
    (_none, at) => `T${String(at)},2026-03-01 10:00,A,1,2.50,m-${String(at)},shop`,
  );
  const text = `InvoiceNo,InvoiceDate,StockCode,Quantity,UnitPrice,CustomerID,Country\n${rows.join('\n')}\n`;
  const form = new FormData();
  form.append('file', new Blob([text]), 'spring.csv');
  return form;
};

test('an import is watched from another page, and 10,000 members are gone through with few rows on the page', async () => {
  const visit = await Visit.open(browser, club.url, look);
  const { page } = visit;
  await visit.signIn(username, chosenPassword);
  await club.rest().upload(fileOf(members), { key: 'spring', dry: false });
  await visit.goTo('/console/tills', look);
  await page.getByRole('button', { name: /^Tasks/ }).click();
  const drawer = page.getByRole('dialog');
  await drawer.getByRole('link', { name: 'spring.csv' }).waitFor();
  expect(await visit.violations('[role=dialog]')).toEqual([]);
  await drawer.getByText('Done', { exact: true }).waitFor({ timeout: 600_000 });
  await page.getByText('The import of “spring.csv” is done').first().waitFor();
  await drawer.getByRole('button', { name: 'Close' }).click();

  await visit.goTo('/console/members', look);
  const rows = () => page.getByRole('row').count();
  const more = page.getByRole('button', { name: 'Show more' });
  for (let pressed = 0; pressed < 8; pressed++) {
    await more.focus();
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Loading…' }).waitFor({ state: 'detached' });
    expect(await rows()).toBeLessThanOrEqual(rowsMax);
  }
  const range = page.getByText(/^Rows [\d,]+ to [\d,]+$/);
  await range.waitFor();
  const [, first = '', last = ''] = /Rows (\d+) to (\d+)/.exec(await range.innerText()) ?? [];
  expect(Number(last) - Number(first)).toBe(rowsMax - 2);
  expect(await rows()).toBe(rowsMax);
  expect(await visit.violations()).toEqual([]);
  const before = page.getByRole('button', { name: 'Show the rows before' });
  while ((await before.count()) > 0) await before.click();
  expect(await rows()).toBe(rowsMax);

  const [download] = await Promise.all([
    page.waitForEvent('download', { timeout: 300_000 }),
    page.getByRole('button', { name: 'Export' }).click(),
  ]);
  const lines = readFileSync(await download.path(), 'utf8')
    .trimEnd()
    .split('\r\n');
  expect(lines).toHaveLength(members + 1);
  expect(new Set(lines).size).toBe(members + 1);
  expect(visit.faults).toEqual([]);
  await visit.close();
}, 1_200_000);
