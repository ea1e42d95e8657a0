import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { RunningClub } from '../src/running-club.ts';
import { languages, openBrowser, Visit, type Look } from '../src/web/browser.ts';
import { consoleWords } from '../src/web/console-words.ts';
import { until } from '../src/until.ts';

const password = 'horses like green apples';
const minuteMs = 60_000;

let club: RunningClub;
let browser: Browser;
const visits: Visit[] = [];

type Language = Look['language'];
const lookOf = (language: Language, size: Look['size'] = 'wide'): Look => ({ language, theme: 'light', size });

/** The browser itself tells of each refused request; those of this test were meant. */
const isMeant = (fault: string): boolean => /status of (401|403)/.test(fault);

/** Makes an account and chooses its password, as its owner does at the first sign-in. */
const hire = async (username: string, role: 'administrator' | 'service_agent'): Promise<void> => {
  const body = { username, name: username, roles: [role] };
  const { one_time_password: once } = await club.rest().call('createStaff', { body });
  const order = { username, password: once, new_password: password };
  const { status } = await club.rest().request('POST', '/v1/sign-in', { body: order, key: null });
  expect(status).toBe(200);
};

beforeAll(async () => {
  [club, browser] = await Promise.all([RunningClub.start({ empty: true }), openBrowser()]);
  await club.made(180_000);
  const rest = club.rest();
  await hire('omid', 'administrator');
  await hire('nina', 'administrator');
  await hire('sara', 'service_agent');
  for (const language of languages)
    await rest.call('enrolMember', { body: { name: `Member ${language}`, external_id: language } });
}, 300_000);
afterAll(async () => {
  await browser.close();
  await club.remove();
});
afterEach(async () => {
  const faults = visits.flatMap((visit) => visit.faults).filter((fault) => !isMeant(fault));
  for (const visit of visits.splice(0)) await visit.close();
  expect(faults).toEqual([]);
});

const comes = async (username: string, look: Look, address: string): Promise<{ visit: Visit; page: Page }> => {
  const visit = await Visit.open(browser, club.url, look);
  visits.push(visit);
  await visit.signIn(username, password);
  await visit.goTo(address, look);
  return { visit, page: visit.page };
};

const memberOf = async (language: Language): Promise<string> => {
  const { items } = await club.rest().call('findMembers', { query: { external_id: language } });
  return items[0]?.id ?? '';
};

const pointsOf = async (memberId: string): Promise<number> => {
  const { items } = await club.rest().call('getMemberAccounts', { path: { member_id: memberId } });
  return Number(items.find(({ unit }) => unit === 'points')?.available);
};

interface Wish {
  readonly points: string;
  readonly reason: string;
}

/** Adjusts points of the member whose page is shown, and is told that it waits. `looks`: at the form, once filled. */
const asks = async <T>(
  page: Page,
  say: (id: string) => string,
  { points, reason }: Wish,
  looks?: () => Promise<T>,
): Promise<T | undefined> => {
  await page.getByRole('button', { name: say('adjust.open') }).click();
  await page.getByRole('textbox', { name: say('adjust.points') }).fill(points);
  await page.getByRole('textbox', { name: say('adjust.reason') }).fill(reason);
  await page.getByText(say('approvals.will-wait')).waitFor();
  const seen = await looks?.();
  await page
    .getByRole('dialog')
    .getByRole('button', { name: say('adjust.give'), exact: true })
    .click();
  await page.getByText(say('approvals.waits')).waitFor();
  return seen;
};

describe.each(languages)('in %s', (language) => {
  const say = consoleWords(language);

  test('an administrator says what waits', async () => {
    const { visit, page } = await comes('omid', lookOf(language), '/console/security');
    const limit = page.getByRole('checkbox', { name: say('security.limit-on') });
    if (!(await limit.isChecked())) await page.getByText(say('security.limit-on')).click();
    await page.getByRole('textbox', { name: say('security.limit') }).fill('100');
    await page.getByRole('button', { name: say('security.save-limit') }).click();
    await page.getByText(say('security.saved')).waitFor();
    expect(await visit.violations()).toEqual([]);
    const { items } = await club.rest().call('listUnits');
    expect(items.find(({ unit }) => unit === 'points')?.approval_above).toBe(100);
  });

  test('and up to which cost a promotion needs nobody else', async () => {
    await club.rest().call('putApprovalSettings', { body: { rules: false, promotions_above: 0, step_up_minutes: 0 } });
    const { visit, page } = await comes('omid', lookOf(language), '/console/security');
    const form = page.locator('form').filter({ hasText: say('security.minutes') });
    const save = form.getByRole('button', { name: say('security.save'), exact: true });
    const cost = form.getByRole('textbox', { name: say('security.promotions') });
    expect(await cost.count()).toBe(0);
    await form.getByText(say('security.rules')).click();
    await cost.clear();
    await save.click();
    await page.getByText(say('security.promotions-missing')).waitFor();
    await cost.fill('50000');
    await save.click();
    await page.getByText(say('security.saved')).waitFor();
    expect(await visit.violations()).toEqual([]);
    const euros = 50_000;
    const cents = 100;
    expect(await club.rest().call('getApprovalSettings')).toMatchObject({
      rules: true,
      promotions_above: euros * cents,
    });
    await club.rest().call('putApprovalSettings', { body: { rules: false, promotions_above: 0, step_up_minutes: 0 } });
  });

  test('what is above the limit waits until somebody else approves it', async () => {
    const memberId = await memberOf(language);
    const { visit, page } = await comes('sara', lookOf(language), `/console/members/${memberId}`);
    await page.getByRole('button', { name: say('adjust.open') }).click();
    await page.getByRole('textbox', { name: say('adjust.points') }).fill('500');
    await page.getByRole('textbox', { name: say('adjust.reason') }).fill('the oven was cold');
    await page.getByText(say('approvals.will-wait')).waitFor();
    expect(await visit.violations('[role=dialog]')).toEqual([]);
    await page
      .getByRole('dialog')
      .getByRole('button', { name: say('adjust.give'), exact: true })
      .click();
    await page.getByText(say('approvals.waits')).waitFor();
    expect(await pointsOf(memberId)).toBe(0);
    await visit.goTo('/console/approvals', lookOf(language));
    await page.getByRole('row').filter({ hasText: 'the oven was cold' }).click();
    await page.getByText(say('approvals.own-title')).waitFor();
    expect(await page.getByRole('button', { name: say('approvals.approve'), exact: true }).count()).toBe(0);

    const other = await comes('omid', lookOf(language), '/console');
    await other.page.getByText(say('needs.approvals-text')).waitFor();
    await other.page
      .getByRole('navigation')
      .getByRole('link', { name: say('section.approvals') })
      .first()
      .click();
    await other.page.getByRole('row').filter({ hasText: 'the oven was cold' }).click();
    await other.page.getByText(say('approvals.field.available')).waitFor();
    expect(await other.visit.violations()).toEqual([]);
    await other.page.getByRole('button', { name: say('approvals.approve'), exact: true }).click();
    expect(await other.visit.violations('[role=dialog]')).toEqual([]);
    const act = other.page.getByRole('dialog').getByRole('button', { name: say('approvals.approve'), exact: true });
    await act.dblclick();
    await other.page.getByText(say('approvals.told.done')).waitFor();
    expect(await pointsOf(memberId)).toBe(500);
  });

  test('on a phone a request is rejected with a reason, which who asked reads', async () => {
    const memberId = await memberOf(language);
    const before = await pointsOf(memberId);
    const { visit, page } = await comes('sara', lookOf(language, 'phone'), `/console/members/${memberId}`);
    await asks(page, say, { points: '900', reason: 'by mistake' });
    const other = await comes('nina', lookOf(language, 'phone'), '/console/approvals');
    await other.page.getByRole('row').filter({ hasText: 'by mistake' }).click();
    await other.page.getByRole('button', { name: say('approvals.reject'), exact: true }).click();
    const act = other.page.getByRole('dialog').getByRole('button', { name: say('approvals.reject'), exact: true });
    await act.click();
    await other.page.getByText(say('approvals.note-missing')).waitFor();
    await other.page.getByRole('textbox', { name: say('approvals.note') }).fill('the receipt says 20');
    await act.click();
    await other.page.getByText(say('approvals.told.rejected')).waitFor();
    expect(await other.visit.sideways()).toBe(0);
    await visit.goTo('/console/approvals?state=rejected', lookOf(language, 'phone'));
    await page.getByRole('row').filter({ hasText: 'by mistake' }).first().click();
    await page.getByText('the receipt says 20').first().waitFor();
    expect(await visit.violations()).toEqual([]);
    expect(await pointsOf(memberId)).toBe(before);
  });
});

test('the password is asked for again over the form, which then goes on with what was typed', async () => {
  const forms = [];
  for (const language of languages) {
    const { visit, page } = await comes('nina', lookOf(language), '/console/keys?new=yes');
    forms.push({ visit, page, say: consoleWords(language), name: `Program ${language}` });
  }
  await club.rest().call('putApprovalSettings', { body: { rules: false, step_up_minutes: 1 } });
  // Both have signed in by now, so both proofs end together.
  const isOver = Date.now() + minuteMs + 2_000;
  for (const { page, say, name } of forms) {
    await page.getByRole('textbox', { name: say('account.name') }).fill(name);
    await page.getByRole('button', { name: say('keys.role') }).click();
    await page.getByRole('option', { name: say('role.analyst') }).click();
  }
  await until('the proofs are over', 3 * minuteMs, () => (Date.now() > isOver ? true : undefined));
  for (const { visit, page, say, name } of forms) {
    await page.getByRole('button', { name: say('keys.make'), exact: true }).click();
    await page.getByRole('heading', { name: say('step-up.title') }).waitFor();
    expect(await visit.violations('[role=dialog]:has(input[type=password])')).toEqual([]);
    const typed = page.getByRole('textbox', { name: say('sign-in.password'), exact: true });
    await typed.fill('not the password');
    await page.getByRole('button', { name: say('step-up.act'), exact: true }).click();
    await page.getByText(say('step-up.refused')).waitFor();
    await typed.fill(password);
    await page.getByRole('button', { name: say('step-up.act'), exact: true }).click();
    await page.getByText(say('keys.secret-text')).waitFor();
    const { items } = await club.rest().call('listApiKeys');
    expect(items.filter((key) => key.name === name)).toHaveLength(1);
  }
  await club.rest().call('putApprovalSettings', { body: { rules: false, step_up_minutes: 0 } });
});
