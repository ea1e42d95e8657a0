import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import type { Rest } from '../src/rest.ts';
import { RunningClub } from '../src/running-club.ts';
import { openBrowser } from '../src/web/browser.ts';
import { failAll, failures, type FailureName } from '../src/web/failing.ts';
import { HeldAnswers } from '../src/web/held-answers.ts';
import { makeTillClub, salesOf, saraPhone, tillCode, voucherOfSara } from '../src/web/till-club.ts';
import { TillVisit } from '../src/web/till-visit.ts';

const sara = 'سارا کاویانی';
const kinds = Object.keys(failures) as FailureName[];
/** What is said of each failure, without its code. */
const said: Readonly<Record<FailureName, string>> = {
  broken: 'The club could not do this.',
  'too often': 'Try again in 7 seconds',
  'out of reach': 'This device has no connection to the club.',
};
const raw = /\b(500|429|internal|too_many_requests|unknown|undefined|NaN)\b|\[object/;

let club: RunningClub;
let browser: Browser;
let rest: Rest;
let till: TillVisit;

beforeAll(async () => {
  [club, browser] = await Promise.all([RunningClub.start({ empty: true }), openBrowser()]);
  rest = await makeTillClub(club.rest());
}, 300_000);
afterAll(async () => {
  await browser.close();
  await club.remove();
});
beforeEach(async () => {
  const look = { language: 'en', theme: 'light', size: 'wide' } as const;
  till = await TillVisit.pair(browser, club.url, look, await tillCode(rest));
});
/** The browser itself tells of each request that failed, as it was meant to. */
afterEach(async () => {
  till.forgive(/Failed to load resource/);
  const { faults } = till.visit;
  await till.close();
  expect(faults).toEqual([]);
});

/** What is on the screen is for people, and says what has failed. */
const tells = async (how: FailureName, what: string): Promise<void> => {
  await till.page.getByText(said[how]).first().waitFor();
  const text = (await till.page.evaluate('document.body.innerText')) as string;
  expect([what, how, raw.exec(text)?.[0]]).toEqual([what, how, undefined]);
};
/** The club answers again, and the till looks at once. */
const over = async (): Promise<void> => {
  await till.page.unrouteAll();
  await till.page.evaluate("dispatchEvent(new Event('online'))");
  await till.page.getByText(till.say('offline')).waitFor({ state: 'detached' });
};

describe('a club that fails in mid-sale', () => {
  test.each(kinds)('a search says so, and finds once that is over: %s', async (how) => {
    await failAll(till.page, how, /^$/);
    await till.press('F2');
    await till.type('سارا');
    await tells(how, 'search');
    await over();
    await till.press('Enter');
    await till.page.getByRole('option').nth(1).waitFor();
  });

  test.each(kinds)('a voucher is kept as it was typed, and put on once that is over: %s', async (how) => {
    const code = await voucherOfSara(rest);
    await till.press('F4');
    await till.panel('voucher').waitFor();
    await till.type(code);
    await failAll(till.page, how, /^$/);
    await till.press('Enter');
    await tells(how, 'voucher');
    expect(await till.visit.violations('[role=dialog]')).toEqual([]);
    await over();
    await till.press('Enter');
    await till.panel('voucher').waitFor({ state: 'detached' });
  });

  test.each(kinds)('a new member is enrolled once, with what was typed: %s', async (how) => {
    const phone = `0919000220${String(kinds.indexOf(how))}`;
    await till.page.getByRole('button', { name: till.say('enrol') }).click();
    await till.panel('enrol').waitFor();
    await till.page.getByLabel('Name', { exact: true }).fill('Mina Rad');
    await till.page.getByLabel('Phone', { exact: true }).fill(phone);
    await failAll(till.page, how, /^$/);
    await till.press('Enter');
    await tells(how, 'enrol');
    expect(await till.visit.violations('[role=dialog]')).toEqual([]);
    await over();
    await till.page.getByRole('button', { name: till.say('enrolAct'), exact: true }).click();
    await till.knows('Mina Rad');
    expect((await rest.call('findMembers', { query: { phone } })).items).toHaveLength(1);
  });

  test.each(kinds)('goods come back once, though the first try failed: %s', async (how) => {
    await till.type('44000');
    await till.press('F9');
    await till.page.getByText(till.say('paid'), { exact: true }).waitFor();
    await till.press('F10');
    const number = await till.panel('receipt').locator('article bdi').nth(2).innerText();
    await till.press('Escape');
    await till.ready();
    await till.press('F7');
    await till.panel('returned').waitFor();
    await till.type(number);
    await failAll(till.page, how, /^$/);
    await till.press('Enter');
    await tells(how, 'find');
    await over();
    await till.press('Enter');
    await till.page.getByRole('button', { name: till.say('all') }).press('Enter');
    await failAll(till.page, how, /^$/);
    await till.page.getByRole('button', { name: till.say('takeBack') }).press('Enter');
    await tells(how, 'return');
    expect(await till.visit.violations('[role=dialog]')).toEqual([]);
    await over();
    await till.page.getByRole('button', { name: till.say('takeBack') }).press('Enter');
    await till.page.getByText(till.like('giveBack')).waitFor();
    expect(await till.page.getByText('44,000 toman').first().isVisible()).toBe(true);
  });

  test.each(kinds)('what is paid is sold once, and nothing of it is lost: %s', async (how) => {
    const before = await salesOf(rest);
    await till.press('F2');
    await till.type(saraPhone);
    await till.knows(sara);
    await till.press('F3');
    await till.type('650000');
    await till.page.getByText('+65').first().waitFor();
    await failAll(till.page, how, /^$/);
    await till.page.getByRole('button', { name: till.like('pay') }).dblclick();
    await till.page.locator('[data-total="0"]').waitFor();
    await till.ready();
    await till.type('1000');
    const text = (await till.page.evaluate('document.body.innerText')) as string;
    expect([how, raw.exec(text)?.[0]]).toEqual([how, undefined]);
    await till.page.getByText(how === 'out of reach' ? till.say('offline') : till.say('retried')).waitFor();
    expect(await till.visit.violations()).toEqual([]);
    // A club that stumbled is asked again by itself.
    await (how === 'out of reach' ? over() : till.page.unrouteAll());
    await till.page.getByText(till.say('queued')).waitFor({ state: 'detached' });
    expect(await salesOf(rest)).toBe(before + 1);
    expect(await till.due()).toBe('1000000');
  });

  // Out of reach, the till knows itself to be without network, and offers none.
  test.each(['broken', 'too often'] as const)(
    'practice does not begin, says why, and the sale at hand stays: %s',
    async (how) => {
      await till.type('5000');
      await failAll(till.page, how, /^\/v1\/(till|club|tiers|earning-rules|rewards)$/);
      await till.page.getByRole('button', { name: till.say('practice'), exact: true }).click();
      await tells(how, 'practice');
      expect(await till.due()).toBe('5000000');
      await over();
    },
  );
});

describe('what is missing is said, and taken once it is there', () => {
  test('a new member without a name, and one whose phone is none', async () => {
    await till.page.getByRole('button', { name: till.say('enrol') }).click();
    await till.panel('enrol').waitFor();
    await till.page.getByLabel('Phone', { exact: true }).fill('12');
    await till.press('Enter');
    await till.page.getByText('Type the name.').waitFor();
    await till.page.getByLabel('Name', { exact: true }).fill('Omid');
    await till.press('Enter');
    await till.page.getByText('This is no phone number.').waitFor();
    await till.page.getByLabel('Phone', { exact: true }).fill('09190002299');
    await till.press('Enter');
    await till.knows('Omid');
  });

  test('a code of nobody’s, then the right one', async () => {
    await till.page.goto(`${till.origin}/club?lang=en`);
    await till.page.evaluate("indexedDB.deleteDatabase('vafa-till')");
    await till.page.goto(`${till.origin}/till?lang=en`);
    const code = till.page.getByRole('textbox', { name: till.say('code') });
    await code.fill('AAAAA-AAAAA');
    await till.press('Enter');
    await till.page.getByText('This code is wrong, was used, or is over.').waitFor();
    await code.fill(await tillCode(rest));
    await till.press('Enter');
    await till.ready();
  });
});

describe('a club that is slow', () => {
  test('nothing is done twice while a panel waits, and what is closed meanwhile changes no other sale', async () => {
    const before = await salesOf(rest);
    const code = await voucherOfSara(rest);
    await till.press('F4');
    await till.panel('voucher').waitFor();
    await till.type(code);
    const looking = await HeldAnswers.of(till.page, /\/v1\/vouchers\//, 'GET');
    await till.press('Enter', 'Enter');
    const late = await looking.next();
    await till.press('Escape');
    await till.panel('voucher').waitFor({ state: 'detached' });
    await late.end();
    expect(looking.size).toBe(0);
    await looking.stop();
    await till.visit.settled();
    expect(await till.page.getByText('Take off').count()).toBe(0);

    await till.ready();
    await till.type('7000');
    const paying = await HeldAnswers.of(till.page, /\/close$/, 'POST');
    await till.press('F9', 'F9');
    await paying.next();
    await till.page.reload();
    await till.ready();
    // What was on its way went with the page; what was paid is sent anew by itself.
    const second = await paying.next();
    await second.end();
    await paying.stop();
    await till.page.getByText(till.say('queued')).waitFor({ state: 'detached' });
    expect(await till.due()).toBe('0');
    expect(await salesOf(rest)).toBe(before + 1);
  });
});
