import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser, Locator, Page } from 'playwright-core';
import { RunningClub } from '../src/running-club.ts';
import { openBrowser, Visit, type Look } from '../src/web/browser.ts';
import { chosenPassword, takeFirstPassword } from '../src/web/first-administrator.ts';
import { refuseWrites } from '../src/web/refuse-writes.ts';

const look: Look = { language: 'en', theme: 'light', size: 'wide' };
let running: RunningClub;
let browser: Browser;
let username = '';
let memberId = '';
let visit: Visit;
let page: Page;
let sent: Record<string, unknown>[] = [];

beforeAll(async () => {
  [running, browser] = await Promise.all([RunningClub.start({ empty: true }), openBrowser()]);
  await running.made(180_000);
  username = await takeFirstPassword(running);
  memberId = (await running.rest().call('enrolMember', { body: { name: 'Sara', external_id: 'one' } })).id;
}, 300_000);
afterAll(async () => {
  await browser.close();
  await running.remove();
});

const open = async (address: string, language: Look['language'] = 'en'): Promise<void> => {
  visit = await Visit.open(browser, running.url, { ...look, language });
  ({ page } = visit);
  await visit.signIn(username, chosenPassword);
  sent = await refuseWrites(page);
  await visit.goTo(address, { ...look, language });
};
afterEach(async () => {
  visit.forgiveRefusals();
  const { faults } = visit;
  await visit.close();
  expect(faults).toEqual([]);
});

/** Whole numbers of points; a text is what the field says of it, a number is what is sent. */
const points: readonly (readonly [string, string | number])[] = [
  ['0', 'At least 1.'],
  ['-1', 'At least 1.'],
  ['1.5', 'A whole number'],
  ['1000000000000000000000', 'At most 1,000,000,000,000.'],
  ['9007199254740993', 'At most 1,000,000,000,000.'],
  ['9'.repeat(400), ''],
  ['', ''],
  ['1e21', ''],
  ['12 apples', ''],
  ['۱۲', 12],
  ['١٬٢٥٠', 1_250],
  ['1,000', 1_000],
  ['1000000000000', 1_000_000_000_000],
];

interface Form {
  readonly field: Locator;
  readonly act: Locator;
  /** What of the body the field is. */
  readonly of: (body: Record<string, unknown>) => unknown;
}

const judge = async ({ field, act, of }: Form, values = points): Promise<void> => {
  for (const [typed, wanted] of values) {
    const before = sent.length;
    await field.clear();
    await field.blur();
    // The kit does not take a text that is no number: nothing stands there, and the form says that it is missing.
    await field.fill(typed);
    await field.blur();
    await act.click();
    if (typeof wanted === 'number') {
      await page.getByText('by this test').waitFor();
      await visit.settled();
      expect([typed, sent.slice(before).map(of)]).toEqual([typed, [wanted]]);
    } else {
      if (wanted !== '') await page.getByText(wanted).first().waitFor();
      await visit.settled();
      expect([typed, sent.length - before]).toEqual([typed, 0]);
    }
  }
};

/** Types days, part by part: those that are over, or a slip of the year away, are told at the field and not sent. */
const judgeDay = async (dialog: Locator, act: Locator, of: Form['of']): Promise<void> => {
  for (const [year, isTaken] of [
    ['0001', false],
    ['2020', false],
    ['9999', false],
    ['2090', true],
  ] as const) {
    const before = sent.length;
    for (const [part, value] of Object.entries({ day: '05', month: '10', year })) {
      await dialog.locator(`[data-type=${part}]`).first().click();
      await page.keyboard.type(value);
    }
    await act.click();
    await page.getByText(isTaken ? 'by this test' : 'A day from today on').waitFor();
    await visit.settled();
    const days = sent.slice(before).map((body) => String(of(body)).slice(0, 10));
    expect([year, days]).toEqual([year, isTaken ? ['2090-10-05'] : []]);
  }
};

describe('a number is taken as it was meant, or refused at its field', () => {
  test('of points that a person gives, or brings along', async () => {
    await open(`/console/members/${memberId}`);
    const dialog = page.getByRole('dialog');
    await page.getByRole('button', { name: 'Adjust points' }).click();
    await dialog.getByRole('textbox', { name: 'Reason' }).fill('a test');
    const field = dialog.getByRole('textbox', { name: 'How many' });
    const act = dialog.getByRole('button', { name: 'Give points' }).last();
    await judge({ field, act, of: ({ amount }) => amount });
    expect(await visit.violations('[role=dialog]')).toEqual([]);
  });

  test('of an opening balance, and of the day that it lasts to', async () => {
    await open(`/console/members/${memberId}`);
    const dialog = page.getByRole('dialog');
    await page.getByRole('button', { name: 'Opening balance' }).click();
    await dialog.getByRole('textbox', { name: 'Where it stood' }).fill('the old club');
    await dialog.getByRole('textbox', { name: 'Reason' }).fill('a test');
    const field = dialog.getByRole('textbox', { name: 'How many' });
    const act = dialog.getByRole('button', { name: 'Bring along' }).last();
    const amountOf = (body: Record<string, unknown>): unknown => (body.lots as { amount: number }[])[0]?.amount;
    await judge({ field, act, of: amountOf });
    await field.fill('12');
    await judgeDay(dialog, act, ({ lots }) => (lots as { expires_at?: string }[])[0]?.expires_at);
    expect(await visit.violations('[role=dialog]')).toEqual([]);
  });

  test('of the day to which an API key is good', async () => {
    await open('/console/keys?new=yes');
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('textbox', { name: 'Name' }).fill('Web shop');
    await dialog.getByRole('button', { name: /Rights of this role/ }).click();
    await page.getByRole('option').first().click();
    await judgeDay(dialog, dialog.getByRole('button', { name: 'Make the key' }), (body) => body.ends_at);
  });

  test('of a reward', async () => {
    await open('/console/rewards?form=new');
    await page.getByLabel('Name', { exact: true }).fill('Tea');
    await page.getByLabel('Code', { exact: true }).fill('tea');
    const act = page.getByRole('button', { name: 'Save', exact: false }).last();
    const field = page.getByRole('textbox', { name: 'Points', exact: true });
    await judge({ field, act, of: (body) => body.price_points });
    const days = page.getByRole('textbox', { name: 'Days a voucher is valid' });
    await judge({ field: days, act, of: (body) => body.voucher_days }, [
      ['-1', 'At least 0.'],
      ['3661', 'At most 3,660.'],
      ['0.5', 'A whole number'],
      ['0', 0],
      ['', 0],
    ]);
  });

  test('of a rule, in money too', async () => {
    await open('/console/rules/new');
    await page.getByLabel('Name', { exact: true }).first().fill('Tea');
    await page.getByLabel('Code', { exact: true }).fill('tea');
    const per = page.getByRole('textbox', { name: 'For each' });
    const gives = page.getByRole('textbox', { name: 'Points', exact: true });
    const publish = page.getByRole('button', { name: /^Publish/ });
    await gives.fill('1');
    for (const [typed, told] of [
      ['0', 'An amount above zero.'],
      ['-5', 'At least 0.'],
      ['1000000000000000000000', 'At most 1,000,000,000,000.'],
    ] as const) {
      await per.fill(typed);
      await per.blur();
      await publish.click();
      await page.getByText(told).first().waitFor();
      expect(await page.getByRole('alertdialog').count()).toBe(0);
    }
    await per.fill('۱۲٫۵');
    await per.blur();
    await publish.click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Publish' }).click();
    await page.getByText('by this test').waitFor();
    expect(sent.map(({ per_amount: amount }) => amount)).toEqual([1_250]);
  });

  test('of the set-up, where a number stands within a sentence', async () => {
    await open('/console/setup');
    await page.getByLabel('Name', { exact: false }).first().fill('A club');
    await page.evaluate(() => {
      const { setup } = { setup: localStorage.getItem('vafa.setup') ?? '{}' };
      const kept = JSON.parse(setup) as { draft: { earning: { perAmount: number } } };
      kept.draft.earning.perAmount = 1e21;
      localStorage.setItem('vafa.setup', JSON.stringify(kept));
    });
    await page.reload();
    await page.locator('h1').first().waitFor();
    await visit.settled();
    expect(await page.getByText('could not').count()).toBe(0);
  });

  test('and says so in Persian, in its digits', async () => {
    await open(`/console/members/${memberId}`, 'fa');
    await page.getByRole('button', { name: 'اصلاح امتیاز' }).click();
    const field = page.getByRole('dialog').getByRole('textbox', { name: 'چند امتیاز' });
    await field.fill('9007199254740993');
    await field.blur();
    await page.getByText('حداکثر ۱٬۰۰۰٬۰۰۰٬۰۰۰٬۰۰۰.').waitFor();
  });
});

describe('a text is taken without what nobody sees', () => {
  const pasted = 'a\u202eb\u0007<script>alert(1)</script>';
  const clean = 'ab<script>alert(1)</script>';

  test('of an account, a key and an identity provider, and not longer than the club takes', async () => {
    await open('/console/staff?new=yes');
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Name', { exact: true }).fill(pasted);
    await dialog.getByLabel('Username').fill('x'.repeat(80));
    await dialog.getByRole('checkbox').first().press('Space');
    await dialog.getByRole('button', { name: 'Make the account' }).click();
    await page.getByText('by this test').waitFor();
    expect(sent).toEqual([expect.objectContaining({ name: clean, username: 'x'.repeat(60) })]);

    await visit.goTo('/console/identity-providers?new=yes', look);
    await dialog.getByRole('textbox').first().fill(pasted);
    await dialog.getByRole('button').last().click();
    expect(await dialog.getByRole('textbox').first().inputValue()).toBe(clean);
    expect(sent).toHaveLength(1);
  });
});

test('what was refused is sent again as it stands: the browser keeps no form back', async () => {
  await open('/console/rewards/vouchers');
  let asked = 0;
  page.on('request', (request) => (asked += request.url().includes('/v1/vouchers/') ? 1 : 0));
  const code = page.getByRole('textbox', { name: 'Code of the voucher' });
  await code.fill('ABCD-1234');
  for (const times of [1, 2]) {
    await code.press('Enter');
    await page.getByText('There is no voucher with this code.').waitFor();
    await visit.settled();
    expect(asked).toBe(times);
  }
});
