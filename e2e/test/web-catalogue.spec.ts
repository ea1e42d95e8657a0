import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import type { Rest } from '../src/rest.ts';
import { RunningClub } from '../src/running-club.ts';
import { languages, openBrowser, Visit, type Look } from '../src/web/browser.ts';
import { consoleWords } from '../src/web/console-words.ts';
import { chosenPassword, takeFirstPassword } from '../src/web/first-administrator.ts';

let club: RunningClub;
let rest: Rest;
let browser: Browser;
let visit: Visit;
let username = '';

beforeAll(async () => {
  [club, browser] = await Promise.all([RunningClub.start({ empty: true }), openBrowser()]);
  await club.made(180_000);
  username = await takeFirstPassword(club);
  rest = club.rest();
}, 300_000);
afterAll(async () => {
  await browser.close();
  await club.remove();
});

/** What a window saw that no page may do; that something was refused is told by the browser itself. */
afterEach(async () => {
  await visit.close();
  visit.forgive(/status of (409|412)/);
  expect(visit.faults).toEqual([]);
});

describe.each(languages)('the catalogue, in %s', (language) => {
  const say = consoleWords(language);
  const look: Look = { language, theme: 'light', size: 'wide' };
  const opened = async (address: string): Promise<Page> => {
    visit = await Visit.open(browser, club.url, look);
    await visit.signIn(username, chosenPassword);
    await visit.goTo(address, look);
    return visit.page;
  };
  const press = (page: Page, id: string): Promise<void> =>
    page.getByRole('button', { name: say(id), exact: true }).click();

  test('has a tree of categories and tax classes; nobody saves over what they have not seen', async () => {
    await rest.call('setCatalogue', { body: { categories: [], tax_classes: [] } });
    const page = await opened('/console/goods/categories');
    const dialog = page.getByRole('dialog');
    const add = async (code: string, name: string): Promise<void> => {
      await dialog.getByRole('textbox', { name: say('category.code') }).fill(code);
      await dialog.getByRole('textbox', { name: say('good.name_fa') }).fill(name);
      await dialog.getByRole('button', { name: say('category.save'), exact: true }).dblclick();
      await dialog.waitFor({ state: 'detached' });
    };
    await page
      .getByRole('button', { name: say('category.new'), exact: true })
      .first()
      .click();
    await add(`food-${language}`, `Food ${language}`);
    await press(page, 'category.add-below');
    await add(`tea-${language}`, `Tea ${language}`);
    expect((await rest.call('getCatalogue')).categories).toMatchObject([
      { code: `food-${language}`, parent: '' },
      { code: `tea-${language}`, parent: `food-${language}` },
    ]);
    expect(await visit.violations()).toEqual([]);
    const { categories } = await rest.call('getCatalogue');
    const told = categories.map(({ code, name_fa: fa, parent }) => ({ code, name_fa: fa, ...(parent && { parent }) }));
    await page.getByRole('button', { name: say('category.new'), exact: true }).click();
    await rest.call('setCatalogue', { body: { categories: [...told, { code: 'toys', name_fa: 'Toys' }] } });
    await dialog.getByRole('textbox', { name: say('category.code') }).fill('late');
    await dialog.getByRole('textbox', { name: say('good.name_fa') }).fill('Late');
    await dialog.getByRole('button', { name: say('category.save'), exact: true }).click();
    await dialog.getByText(say('catalogue.changed')).waitFor();
    await visit.settled();
    await dialog.getByRole('button', { name: say('category.save'), exact: true }).click();
    await dialog.waitFor({ state: 'detached' });
    expect((await rest.call('getCatalogue')).categories.map(({ code }) => code)).toEqual(
      expect.arrayContaining(['toys', 'late']),
    );
    await visit.goTo('/console/goods/taxes', look);
    await page
      .getByRole('button', { name: say('tax.new'), exact: true })
      .first()
      .click();
    await dialog.getByRole('textbox', { name: say('category.code') }).fill('vat');
    await dialog.getByRole('textbox', { name: say('tax.rate') }).fill(language === 'fa' ? '۱۰٫۵' : '10.5');
    await dialog.getByRole('button', { name: say('category.save'), exact: true }).click();
    await dialog.waitFor({ state: 'detached' });
    expect((await rest.call('getCatalogue')).tax_classes).toEqual([{ code: 'vat', rate: 105_000 }]);
  });

  test('takes a file, tells the rows that it does not take, and a good is changed and removed', async () => {
    const page = await opened('/console/goods/file');
    // Digits alone, as most are: in an address they are a text too.
    const sku = language === 'fa' ? '6260100320018' : '5000000000017';
    await page
      .getByRole('textbox')
      .last()
      .fill(
        `sku,name_fa,cost,category\n${sku},Black tea,2.50,\nBAD-${language},Bad,1,nowhere\nTORN-${language},Torn,free,`,
      );
    await page.getByRole('heading', { name: say('file.preview'), exact: true }).waitFor();
    expect(await visit.violations()).toEqual([]);
    await page.getByRole('button', { name: /2|۲/ }).click();
    await page.getByText(say('file.done'), { exact: true }).waitFor();
    await page.getByText(say('good.fault.category_unknown')).waitFor();
    await page.getByText(say('good.fault.unreadable')).waitFor();
    expect(await rest.call('getGood', { path: { sku } })).toMatchObject({ name_fa: 'Black tea', cost: 250 });

    await visit.goTo(`/console/goods?good=${sku}`, look);
    await page
      .getByRole('textbox', { name: say('good.brand') })
      .last()
      .fill('Ahmad');
    await press(page, 'good.save');
    await page.getByRole('textbox', { name: say('good.name_fa') }).waitFor({ state: 'detached' });
    expect(await rest.call('getGood', { path: { sku } })).toMatchObject({ brand: 'Ahmad', cost: 250 });
    await visit.goTo(`/console/goods?good=${sku}`, look);
    await press(page, 'good.remove');
    await page
      .getByRole('alertdialog')
      .getByRole('button', { name: say('good.remove'), exact: true })
      .click();
    await page.getByText(say('good.removed').replace('{name}', 'Black tea')).waitFor();
    expect((await rest.request('GET', `/v1/catalogue/goods/${sku}`)).status).toBe(404);
  });
});
