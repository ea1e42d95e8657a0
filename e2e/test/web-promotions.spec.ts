import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import type { Rest } from '../src/rest.ts';
import { RunningClub } from '../src/running-club.ts';
import { until } from '../src/until.ts';
import { languages, openBrowser, Visit, type Look } from '../src/web/browser.ts';
import { consoleWords } from '../src/web/console-words.ts';
import { chosenPassword, takeFirstPassword } from '../src/web/first-administrator.ts';
import { failures } from '../src/web/failing.ts';

const settledMs = 120_000;
let club: RunningClub;
let rest: Rest;
let browser: Browser;
let visits: Visit[] = [];

const ten = { conditions: [], effects: [{ kind: 'off_sale', off: { percent: 10 } }] };

/** A person of staff who has chosen the password already. */
const engage = async (username: string, name: string, role: 'marketer' | 'analyst'): Promise<void> => {
  const { one_time_password: password } = await rest.call('createStaff', { body: { username, name, roles: [role] } });
  const body = { username, password, new_password: chosenPassword };
  expect((await rest.request('POST', '/v1/sign-in', { body, key: null, token: null })).status).toBe(200);
};

beforeAll(async () => {
  [club, browser] = await Promise.all([RunningClub.start({ empty: true }), openBrowser()]);
  await club.made(180_000);
  await takeFirstPassword(club);
  rest = club.rest();
  await rest.call('putApprovalSettings', { body: { rules: true, step_up_minutes: 0, promotions_above: 0 } });
  await engage('mara', 'Mara', 'marketer');
  await engage('nima', 'Nima', 'marketer');
  await engage('ana', 'Ana', 'analyst');
}, 300_000);
afterAll(async () => {
  await browser.close();
  await club.remove();
});

/** What a window saw that no page may do; that something was refused is told by the browser itself. */
afterEach(async () => {
  const ended = visits;
  visits = [];
  for (const visit of ended) {
    await visit.close();
    visit.forgive(/status of (400|409|412|500)/);
    expect(visit.faults).toEqual([]);
  }
});

describe.each(languages)('promotions, in %s', (language) => {
  const say = consoleWords(language);
  const look: Look = { language, theme: 'light', size: 'wide' };
  const named = (id: string, name: string): string => say(id).replace('{name}', name);

  const visiting = async (username: string, address: string, looks = look): Promise<Visit> => {
    const visit = await Visit.open(browser, club.url, looks);
    visits.push(visit);
    await visit.signIn(username, chosenPassword);
    await visit.goTo(address, looks);
    return visit;
  };
  const press = (page: Page, id: string): Promise<void> =>
    page.getByRole('button', { name: say(id), exact: true }).click();
  const stands = (page: Page, state: string): Promise<void> =>
    page
      .locator('h1')
      .locator('..')
      .getByText(say(`promo.state.${state}`), { exact: true })
      .waitFor();
  /** The page of what was saved, with its steps. */
  const isSaved = async (page: Page): Promise<void> => {
    await page.getByRole('heading', { name: say('life.title'), exact: true }).waitFor();
    await stands(page, 'draft');
  };
  const written = async (code: string) =>
    rest.call('getPromotion', { path: { code } }).catch((): undefined => undefined);

  test('go from a template to running, by two people', async () => {
    const code = `hour-${language}`;
    const visit = await visiting('mara', '/console/promotions/new');
    const { page } = visit;
    expect(await visit.violations()).toEqual([]);
    const { items } = await rest.call('listPromotionTemplates', { query: { language } });
    const template = items.find((each) => each.code === 'happy-hour')?.name ?? '';
    const begin = page.getByRole('link', { name: named('new.begin', template), exact: true });
    await begin.click();
    await page.getByRole('textbox', { name: say('edit.code'), exact: true }).waitFor();
    // The way back leads to the templates, and what was begun is there again behind it.
    await page.goBack();
    await begin.click();
    await page.getByRole('textbox', { name: say('edit.code'), exact: true }).fill(code);
    await visit.settled();
    expect(await visit.violations()).toEqual([]);
    await page.getByRole('button', { name: say('edit.save'), exact: true }).dblclick();
    await isSaved(page);
    expect(await written(code)).toMatchObject({ revision: 1, state: 'draft' });
    expect(await visit.violations()).toEqual([]);

    await page.getByRole('button', { name: say('life.submit'), exact: true }).dblclick();
    await stands(page, 'submitted');
    expect(await written(code)).toMatchObject({ revision: 2 });
    await press(page, 'life.approve');
    await page.getByText(say('life.waits'), { exact: true }).waitFor();
    expect(await page.getByRole('button', { name: say('life.approve'), exact: true }).count()).toBe(0);
    const address = new URL(
      (await page.getByRole('link', { name: say('life.waits.see') }).getAttribute('href')) ?? '',
      club.url,
    );

    const second = await visiting('nima', `${address.pathname}${address.search}`);
    await press(second.page, 'approvals.approve');
    await second.page
      .getByRole('dialog')
      .getByRole('button', { name: say('approvals.approve'), exact: true })
      .click();
    await until('it is approved', settledMs, async () =>
      (await written(code))?.state === 'approved' ? true : undefined,
    );

    await visit.goTo(`/console/promotions/${code}`, look);
    await press(page, 'life.publish');
    const dialog = page.getByRole('dialog');
    expect(await visit.violations('[role=dialog]')).toEqual([]);
    await dialog.getByRole('button', { name: say('life.publish'), exact: true }).dblclick();
    await stands(page, 'running');
    expect(await written(code)).toMatchObject({ version: 1, draft: null });

    await press(page, 'life.pause');
    await dialog.getByRole('textbox', { name: say('life.reason') }).fill('a wrong price');
    await dialog.getByRole('button', { name: say('life.pause'), exact: true }).click();
    await stands(page, 'paused');
    await page.getByRole('button', { name: language === 'fa' ? 'برگرداندن' : 'Undo' }).click();
    await stands(page, 'running');
  });

  test('are refused where they are wrong, and nothing that is written is lost by an error', async () => {
    const code = `wrong-${language}`;
    const visit = await visiting('mara', '/console/promotions/new?template=empty');
    const { page } = visit;
    const title = page.getByRole('textbox', { name: say('edit.name'), exact: true });
    await title.fill(`Wrong ${language}`);
    await page.getByRole('textbox', { name: say('edit.code'), exact: true }).fill(code);
    await press(page, 'edit.effect.add');
    await page.getByRole('menuitem', { name: say('kind.gift_credit'), exact: true }).click();
    await press(page, 'edit.save');
    const told = page.getByRole('alert').filter({ hasText: say('flaw.missing') });
    await told.waitFor();
    // The first field that is wrong is where whoever has no mouse goes on.
    await page
      .getByRole('textbox', { name: say('term-field.amount'), exact: true })
      .and(page.locator(':focus'))
      .waitFor();
    expect(await visit.violations()).toEqual([]);
    await page.keyboard.type('5');
    await page.locator(':focus').blur();
    await told.waitFor({ state: 'detached' });

    await page.route('**/v1/promotions', failures.broken);
    await press(page, 'edit.save');
    await page.getByRole('alert').filter({ hasText: '7f3a9c0e' }).waitFor();
    expect(await written(code)).toBeUndefined();
    await page.unroute('**/v1/promotions');
    await page.reload();
    await page.getByText(language === 'fa' ? 'دور انداختن' : 'Discard it').waitFor();
    expect(await title.inputValue()).toBe(`Wrong ${language}`);
    await press(page, 'edit.save');
    await isSaved(page);
    expect(await written(code)).toMatchObject({ terms: { effects: [{ kind: 'gift_credit' }] } });
  });

  test('are not saved over what nobody has seen, and keep what this page does not know', async () => {
    const code = `two-${language}`;
    const name = `Before ${language}`;
    await rest.call('createPromotion', { body: { code, name, terms: ten } });
    const visit = await visiting('mara', `/console/promotions/${code}/edit`);
    const { page } = visit;
    await page.getByRole('textbox', { name: say('edit.name'), exact: true }).fill(`Mine ${language}`);
    const conditions = [
      {
        kind: 'any',
        of: [
          { kind: 'tier', in: ['base'] },
          { kind: 'code', in: ['HELLO'] },
        ],
      },
    ];
    const body = { revision: 1, name: `Theirs ${language}`, terms: { ...ten, conditions } };
    await rest.call('savePromotion', { path: { code }, body });
    await press(page, 'edit.save');
    const alert = page.getByRole('alert').filter({ hasText: say('changed.title') });
    await alert.getByText(`Theirs ${language}`, { exact: true }).waitFor();
    expect(await visit.violations()).toEqual([]);
    await alert.getByRole('button', { name: say('changed.take') }).click();
    await alert.waitFor({ state: 'detached' });
    await page.getByRole('group', { name: say('term.any'), exact: true }).waitFor();
    await page.getByRole('textbox', { name: say('edit.name'), exact: true }).fill(`After ${language}`);
    await press(page, 'edit.save');
    await isSaved(page);
    expect(await written(code)).toMatchObject({ name: `After ${language}`, revision: 3, terms: { conditions } });
  });

  test('are tried on a basket, with the reason of each condition', async () => {
    const code = `tried-${language}`;
    const conditions = [{ kind: 'member' }, { kind: 'total', at_least: 5_000 }, { kind: 'code', in: ['HELLO'] }];
    await rest.call('createPromotion', { body: { code, name: `Tried ${language}`, terms: { ...ten, conditions } } });
    const visit = await visiting('ana', `/console/promotions/${code}`);
    expect(await visit.page.getByRole('link', { name: say('promo.edit'), exact: true }).count()).toBe(0);
    expect(await visit.page.getByRole('button', { name: say('life.submit'), exact: true }).count()).toBe(0);
    const { page } = await visiting('mara', `/console/promotions/${code}/edit`);
    const price = page.getByRole('textbox', { name: say('try.price'), exact: true });
    await price.fill('20');
    await price.blur();
    await press(page, 'try.run');
    const result = page.getByRole('status').filter({ hasText: say('try.by-line') });
    await result.getByText(say('promo.why.total_too_low')).first().waitFor();
    expect(await result.getByText(say('try.met'), { exact: true }).count()).toBe(1);
    expect(await result.getByText(say('try.unasked'), { exact: true }).count()).toBe(1);
  });

  test('are found by state, fit with very long names, and are stopped all at once', async () => {
    const code = `long-${language}`;
    const name = (language === 'fa' ? 'کمپینی‌با‌نامی‌بسیار‌بلند ' : 'averyveryverylongname ')
      .repeat(8)
      .slice(0, 190)
      .trim();
    await rest.call('createPromotion', { body: { code, name, terms: ten } });
    const phone: Look = { language, theme: 'dark', size: 'phone' };
    const small = await visiting('mara', `/console/promotions/${code}`, phone);
    for (const address of [`/console/promotions/${code}`, `/console/promotions/${code}/edit`, '/console/promotions']) {
      await small.goTo(address, phone);
      expect([address, await small.sideways(), await small.violations()]).toEqual([address, 0, []]);
    }
    const visit = await visiting('mara', '/console/promotions?state=running');
    const { page } = visit;
    const rows = page.getByRole('rowheader');
    const running = (await rest.call('listPromotions')).items.filter(({ state }) => state === 'running').length;
    expect(running).toBeGreaterThan(0);
    await until('those alone are listed', settledMs, async () => ((await rows.count()) === running ? true : undefined));
    await press(page, 'stop.open');
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: say('stop.do') }).click();
    await dialog.getByText(say('stop.need')).waitFor();
    await dialog.getByRole('textbox').fill('prices are wrong');
    await dialog.getByRole('button', { name: say('stop.do') }).dblclick();
    await dialog.waitFor({ state: 'detached' });
    await page.getByText(say('promos.filtered').replace('{state}', say('promo.state.running'))).waitFor();
    const { items } = await rest.call('listPromotions');
    expect(items.filter(({ state }) => state === 'running')).toEqual([]);
  });
});
