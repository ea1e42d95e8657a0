import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { setTimeout as pause } from 'node:timers/promises';
import { costsBetween, quietCosts, total, type Costs } from '../src/costs/costs.ts';
import { MeasuredShop } from '../src/costs/measured-shop.ts';
import { RunningClub } from '../src/running-club.ts';

let club: RunningClub;
let shop: MeasuredShop;
let quiet: Costs;
/** Longer than whatever is put off or asked for now and then. */
const settledMs = 3_000;

const sales = 20;
/** What each sale asks of a database by itself. All else is shared by the sales of a second or more. */
const ofEachSale: Readonly<Record<string, number>> = {
  'vafa_gateway.requests insert': 1,
  'vafa_checkout.receipts find': 1,
  'vafa_checkout.receipts insert': 1,
  'vafa_checkout.sessions find': 1,
  'vafa_checkout.sessions insert': 1,
  'vafa_checkout.sessions update': 1,
  'vafa_events.topic_vafa_checkout_v1 insert': 1,
  'vafa_membership.spend_facts insert': 1,
  'vafa_ledger.commits insert': 1,
  'vafa_events.topic_vafa_ledger_v1 insert': 1,
};
/** What a hold of points adds. */
const ofEachHold: Readonly<Record<string, number>> = {
  'vafa_gateway.requests insert': 1,
  'vafa_checkout.sessions update': 2,
  'vafa_ledger.commits insert': 1,
  'vafa_events.topic_vafa_ledger_v1 insert': 1,
};
const callsOfEachSale = 4;
const callsOfEachHold = 2;
/** Times a second that what sales share is asked for at most, all of it together. */
const sharedPerSecond = 20;

beforeAll(async () => {
  club = await RunningClub.start({ empty: true, counted: true });
  await club.made(300_000);
  shop = await MeasuredShop.open({ url: club.url, key: club.adminKey() }, 4);
  for (let place = 0; place < 8; place++) await shop.sell(false);
  await shop.verify();
}, 600_000);
afterAll(() => club.remove());

describe.each([
  ['without a hold', false],
  ['with a hold', true],
] as const)('a sale of twenty lines %s', (_name, pays) => {
  let costs: Costs;
  let seconds: number;
  const expected = new Map<string, number>();
  beforeAll(async () => {
    for (const each of pays ? [ofEachSale, ofEachHold] : [ofEachSale])
      for (const [name, count] of Object.entries(each)) expected.set(name, (expected.get(name) ?? 0) + count);
    const before = await quietCosts(() => club.costs(), settledMs);
    const started = performance.now();
    for (let place = 0; place < sales; place++) await shop.sell(pays);
    costs = costsBetween(before, await quietCosts(() => club.costs(), settledMs));
    seconds = (performance.now() - started) / 1000;
    await shop.verify();
  }, 600_000);

  test('asks databases for what it must, and for no more', () => {
    const each = Object.fromEntries(
      [...expected.keys()].map((name) => [name, Math.floor((costs.commands[name] ?? 0) / sales)]),
    );
    expect(each).toEqual(Object.fromEntries(expected));
    const own = [...expected.values()].reduce((sum, count) => sum + count, 0);
    expect(total(costs.commands) - own * sales).toBeLessThan(sharedPerSecond * seconds);
  });

  test('calls other services as often as it must', () => {
    expect(total(costs.calls)).toBe((callsOfEachSale + (pays ? callsOfEachHold : 0)) * sales);
  });
});

test('a club in which nothing happens asks databases at most twice a second', async () => {
  quiet = await quietCosts(() => club.costs(), settledMs);
  const started = performance.now();
  await pause(60_000);
  const { commands, calls } = costsBetween(quiet, await club.costs());
  const seconds = (performance.now() - started) / 1000;
  expect(calls).toEqual({});
  expect(total(commands)).toBeLessThanOrEqual(2 * seconds);
}, 600_000);
