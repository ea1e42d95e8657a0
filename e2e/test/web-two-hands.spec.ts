import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser, Locator, Page } from 'playwright-core';
import type { Rest } from '../src/rest.ts';
import { RunningClub } from '../src/running-club.ts';
import { until } from '../src/until.ts';
import { languages, openBrowser, Visit, type Look } from '../src/web/browser.ts';
import { consoleWords } from '../src/web/console-words.ts';
import { chosenPassword, takeFirstPassword } from '../src/web/first-administrator.ts';

const settledMs = 120_000;
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
  visit.forgive(/status of (412|409)/);
  expect(visit.faults).toEqual([]);
});

describe.each(languages)('a page whose settings somebody else saves meanwhile, in %s', (language) => {
  const say = consoleWords(language);
  const look: Look = { language, theme: 'light', size: 'wide' };
  const digits = (text: string): string =>
    language === 'fa' ? text.replace(/\d/g, (digit) => '۰۱۲۳۴۵۶۷۸۹'[Number(digit)] ?? '') : text;

  const opened = async (address: string): Promise<Page> => {
    visit = await Visit.open(browser, club.url, look);
    await visit.signIn(username, chosenPassword);
    await visit.goTo(address, look);
    return visit.page;
  };

  /** Both are told, and nothing that was typed is gone. */
  const told = async (page: Page, mine: string, theirs: string): Promise<Locator> => {
    const alert = page.getByRole('alert').filter({ hasText: say('changed.title') });
    await alert.getByText(mine, { exact: true }).waitFor();
    await alert.getByText(theirs, { exact: true }).waitFor();
    expect(await visit.violations()).toEqual([]);
    return alert;
  };
  const keep = (alert: Locator): Promise<void> => alert.getByRole('button', { name: say('changed.keep') }).click();
  const take = (alert: Locator): Promise<void> => alert.getByRole('button', { name: say('changed.take') }).click();

  test('tells both of tiers; what was written is saved when a person says so', async () => {
    const tiers = [{ code: 'base', name: 'Base', spend_from: 0 }];
    await rest.call('setTiers', { body: { period_days: 100, tiers } });
    const page = await opened('/console/tiers');
    await page.getByRole('textbox', { name: say('tiers.period') }).fill('200');
    await page.getByRole('textbox', { name: say('tiers.period') }).blur();
    await rest.call('setTiers', { body: { period_days: 300, tiers } });
    await page.getByRole('button', { name: say('tiers.save') }).click();
    await page
      .getByRole('alertdialog')
      .getByRole('button', { name: say('tiers.do') })
      .dblclick();
    const alert = await told(page, digits('200'), digits('300'));
    expect((await rest.call('getTiers')).period_days).toBe(300);
    await keep(alert);
    await page.getByText(say('tiers.saved')).waitFor();
    expect(await rest.call('getTiers')).toMatchObject({ period_days: 200, tiers });
    await alert.waitFor({ state: 'detached' });
    await page.getByRole('textbox', { name: say('tiers.period') }).fill('201');
    await page.getByRole('textbox', { name: say('tiers.period') }).blur();
    await page.getByRole('button', { name: say('tiers.save') }).click();
    await page
      .getByRole('alertdialog')
      .getByRole('button', { name: say('tiers.do') })
      .click();
    await until('it is saved once more', settledMs, async () =>
      (await rest.call('getTiers')).period_days === 201 ? true : undefined,
    );
    expect(await page.getByText(say('changed.title')).count()).toBe(0);
  });

  test('tells both of the limit and of passwords, each in its card, and a save of one leaves what is typed in the other', async () => {
    const known = (await rest.call('listUnits')).items.find(({ unit }) => unit === 'points');
    const version = known?.version ?? 0;
    await rest.call('putUnit', { path: { unit: 'points' }, body: { kind: 'points', version, approval_above: 10 } });
    await rest.call('putApprovalSettings', { body: { rules: false, step_up_minutes: 0 } });
    const page = await opened('/console/security');
    const limit = page.getByRole('textbox', { name: say('security.limit') });
    await limit.fill('20');
    await limit.blur();
    await page.getByText(say('security.rules'), { exact: true }).click();
    expect(await page.getByRole('checkbox', { name: say('security.rules') }).isChecked()).toBe(true);
    await rest.call('putUnit', {
      path: { unit: 'points' },
      body: { kind: 'points', version: version + 1, approval_above: 30 },
    });
    await rest.call('putApprovalSettings', { body: { rules: false, step_up_minutes: 15 } });
    await page.getByRole('button', { name: say('security.save-limit') }).click();
    await take(await told(page, digits('20'), digits('30')));
    await limit.waitFor();
    expect(await limit.inputValue()).toBe(digits('30'));
    // Whoever has no mouse goes on from the form.
    const focused = page.locator(':focus');
    await page
      .getByRole('checkbox', { name: say('security.limit-on') })
      .and(focused)
      .waitFor();
    await page.getByRole('button', { name: say('security.save'), exact: true }).click();
    await keep(await told(page, say('approvals.yes'), say('approvals.no')));
    await page.getByText(say('security.saved')).first().waitFor();
    await page
      .getByRole('button', { name: say('security.save'), exact: true })
      .and(focused)
      .waitFor();
    expect(await rest.call('getApprovalSettings')).toMatchObject({ rules: true, step_up_minutes: 0 });
    // Nothing is left of a limit that was taken away.
    await page.getByText(say('security.limit-on'), { exact: true }).click();
    await page.getByRole('button', { name: say('security.save-limit') }).click();
    await until('there is no limit', settledMs, async () => {
      const points = (await rest.call('listUnits')).items.find(({ unit }) => unit === 'points');
      return points !== undefined && points.approval_above === undefined ? true : undefined;
    });
    expect(await page.getByText(say('changed.title')).count()).toBe(0);
    await rest.call('putApprovalSettings', { body: { rules: false, step_up_minutes: 0 } });
  });

  test('tells both of the club and of a branch', async () => {
    const path = { club_code: rest.club };
    await rest.call('changeClub', { path, body: { name: `First ${language}` } });
    const page = await opened('/console/club');
    await page.getByRole('textbox', { name: say('account.name') }).fill(`Mine ${language}`);
    await rest.call('changeClub', { path, body: { name: `Theirs ${language}` } });
    await page.getByRole('button', { name: say('staff.save') }).dblclick();
    await take(await told(page, `Mine ${language}`, `Theirs ${language}`));
    expect(await page.getByRole('textbox', { name: say('account.name') }).inputValue()).toBe(`Theirs ${language}`);

    const branch = `b-${language}`;
    await rest.call('createBranch', { body: { code: branch, name: `Shop ${language}` } });
    await visit.goTo('/console/branches', look);
    await page
      .getByRole('row', { name: `Shop ${language}` })
      .getByRole('button', { name: say('staff.change') })
      .click();
    await page
      .getByRole('dialog')
      .getByRole('textbox', { name: say('account.name') })
      .fill(`Ours ${language}`);
    await rest.call('changeBranch', { path: { branch }, body: { closed: true } });
    await page
      .getByRole('dialog')
      .getByRole('button', { name: say('staff.save') })
      .click();
    await keep(await told(page, say('branches.open'), say('branches.closed')));
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    const { items } = await rest.call('listBranches');
    expect(items.find(({ code }) => code === branch)).toMatchObject({ name: `Ours ${language}`, closed: false });
  });

  test('tells both of an account, of a reward and of a member, and keeps what was typed', async () => {
    const person = await rest.call('createStaff', {
      body: { username: `p-${language}`, name: `Person ${language}`, roles: ['cashier'] },
    });
    const page = await opened('/console/staff');
    await page
      .getByRole('row', { name: `Person ${language}` })
      .getByRole('button')
      .click();
    await page.getByRole('menuitem', { name: say('staff.change') }).click();
    const name = page.getByRole('dialog').getByRole('textbox', { name: say('account.name') });
    await name.fill(`Mine ${language}`);
    await rest.call('changeStaff', { path: { staff_id: person.id }, body: { name: `Theirs ${language}` } });
    await page
      .getByRole('dialog')
      .getByRole('button', { name: say('staff.save') })
      .click();
    const alert = await told(page, `Mine ${language}`, `Theirs ${language}`);
    expect(await name.inputValue()).toBe(`Mine ${language}`);
    await keep(alert);
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(await rest.call('getStaff', { path: { staff_id: person.id } })).toMatchObject({ name: `Mine ${language}` });

    const reward = await rest.call('createReward', {
      body: { code: `r-${language}`, name: `Reward ${language}`, price_points: 10 },
    });
    await visit.goTo(`/console/rewards?form=r-${language}`, look);
    await page.getByRole('textbox', { name: say('reward.price') }).fill('20');
    await page.getByRole('textbox', { name: say('reward.price') }).blur();
    await rest.call('changeReward', { path: { reward_id: reward.id }, body: { version: 1, price_points: 30 } });
    await page.getByRole('button', { name: say('reward.save') }).click();
    await keep(await told(page, digits('20'), digits('30')));
    await page.getByText(say('reward.saved').replace('{name}', `Reward ${language}`)).waitFor();

    const member = await rest.call('enrolMember', { body: { name: 'Sara', external_id: `m-${language}` } });
    await visit.goTo(`/console/members/${member.id}`, look);
    await page.getByRole('button', { name: say('member.correct'), exact: true }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('textbox', { name: say('member.name'), exact: true }).fill('Sara Mine');
    await dialog.getByRole('textbox', { name: say('adjust.reason') }).fill('asked for it');
    const body = { name: 'Sara Theirs', reason: 'asked' };
    await rest.call('correctMember', { path: { member_id: member.id }, body });
    await dialog.getByRole('button', { name: say('member.save') }).click();
    await keep(await told(page, 'Sara Mine', 'Sara Theirs'));
    await dialog.waitFor({ state: 'detached' });
    const path = { member_id: member.id };
    expect(await rest.call('getMember', { path })).toMatchObject({ name: 'Sara Mine', revision: 3 });
  });

  test('publishes a rule by the version that was seen when the question was put', async () => {
    const code = `rule-${language}`;
    const rule = { code, name: `Rule ${language}`, points: 1, per_amount: 100 };
    await rest.call('publishEarningRule', { body: rule });
    const page = await opened(`/console/rules/${code}`);
    await page.getByLabel(say('rule.name'), { exact: true }).first().fill(`Mine ${language}`);
    await page.getByRole('button', { name: say('rule.publish').replace('{version}', digits('2')) }).click();
    const question = page.getByRole('alertdialog');
    await question.waitFor();
    await rest.call('publishEarningRule', { body: { ...rule, name: `Theirs ${language}`, version: 1 } });
    const newer = page.getByText(say('rule.newer').replace('{version}', digits('2')));
    await until('the page has read it behind the question', settledMs, async () => {
      await page.evaluate("dispatchEvent(new Event('visibilitychange'))");
      return (await newer.count()) > 0 ? true : undefined;
    });
    const answered = page.waitForResponse(
      (response) => response.request().method() === 'POST' && response.url().endsWith('/v1/earning-rules'),
    );
    await question.getByRole('button', { name: say('rule.publish.do'), exact: true }).click();
    expect((await answered).ok()).toBe(false);
    await newer.waitFor();
    const { items } = await rest.call('listRuleVersions', { path: { code } });
    expect(items.map(({ name }) => name)).toEqual([`Theirs ${language}`, `Rule ${language}`]);
  });

  test('tells both of the source of a file; it is imported when a person says so, or read as the other said', async () => {
    const source = `till ${language}`;
    // 3 April or 4 March: only a person can say.
    const day = 'date:InvoiceDate';
    const put = (order: string, returns: { by: 'sign' } | { by: 'prefix'; prefix: string }) =>
      rest.call('putImportSource', { path: { source }, body: { mapping: { returns }, answers: { [day]: order } } });
    const [sign, prefix] = [say('columns.returns.sign'), `${say('columns.returns.prefix')}: C`];
    const text = `InvoiceNo,InvoiceDate,StockCode,Quantity,UnitPrice,CustomerID,Country
${language},03/04/2026,RICE,1,18,m-1,shop
`;
    const page = await opened('/console/imports/new');
    const named = page.getByRole('textbox', { name: say('file.source') });
    const file = { name: 'sales.csv', mimeType: 'text/csv', buffer: Buffer.from(text) };
    // A file is not sent under a name that is none.
    await named.fill('a/b');
    await page.locator('input[type=file]').setInputFiles(file);
    await page.getByText(say('file.source.slash')).waitFor();
    expect(await page.locator('input:focus').inputValue()).toBe('a/b');
    await named.fill(source);
    await page.locator('input[type=file]').setInputFiles(file);
    await page.getByRole('rowheader', { name: 'UnitPrice' }).waitFor();
    const dry = (): Promise<void> => page.getByRole('button', { name: say('columns.next') }).click();
    const send = (): Promise<void> =>
      page.getByRole('button', { name: new RegExp(language === 'fa' ? '^وارد کردن' : '^Import \\d') }).click();
    // Nothing is kept under the name when the file is read, and something is when it is sent.
    await page.getByRole('radio').first().check({ force: true });
    await dry();
    await put('mdy', { by: 'prefix', prefix: 'C' });
    await send();
    const first = await told(page, sign, prefix);
    await first.getByText(say('answer.date.mdy'), { exact: true }).waitFor();
    await take(first);
    expect(await page.locator(':focus').count()).toBe(1);
    await page.getByRole('textbox', { name: say('columns.prefix') }).waitFor();
    await put('dmy', { by: 'sign' });
    await dry();
    await send();
    await keep(await told(page, prefix, sign));
    await page.waitForURL(/imports\/tsk_/);
    await until('it is kept', settledMs, async () => {
      const { mapping, answers } = await rest.call('getImportSource', { path: { source } });
      const { items } = await rest.call('listTasks', { query: { page_size: 1 } });
      const isMine = mapping.returns?.by === 'prefix' && answers[day] === 'mdy';
      return isMine && items[0]?.state === 'done' ? true : undefined;
    });
  });
});
