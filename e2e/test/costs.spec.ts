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
/** Calls between services: to put the basket, to adjudicate it then and at its close, and to close it. */
const callsOfEachSale: Readonly<Record<string, number>> = {
  '/vafa.checkout.v1.CheckoutService/PutSession': 1,
  '/vafa.campaigns.v1.CampaignsService/Adjudicate': 2,
  '/vafa.checkout.v1.CheckoutService/CloseSession': 1,
};
const callsOfEachHold: Readonly<Record<string, number>> = {
  '/vafa.checkout.v1.CheckoutService/HoldSession': 1,
  '/vafa.ledger.v1.LedgerService/Post': 1,
};
/** Times a second that what sales share is asked for at most, all of it together. */
const sharedPerSecond = 20;
/** Times a second that services ask each other by the clock, whatever is sold. */
const callsByClockPerSecond = 1;

const sumOf = (all: readonly Readonly<Record<string, number>>[]): Record<string, number> => {
  const sums: Record<string, number> = {};
  for (const each of all) for (const [name, count] of Object.entries(each)) sums[name] = (sums[name] ?? 0) + count;
  return sums;
};

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
  const expected = sumOf(pays ? [ofEachSale, ofEachHold] : [ofEachSale]);
  const expectedCalls = sumOf(pays ? [callsOfEachSale, callsOfEachHold] : [callsOfEachSale]);
  const eachOf = (counted: Costs['commands'], names: Readonly<Record<string, number>>): Record<string, number> =>
    Object.fromEntries(Object.keys(names).map((name) => [name, Math.floor((counted[name] ?? 0) / sales)]));
  beforeAll(async () => {
    const before = await quietCosts(() => club.costs(), settledMs);
    const started = performance.now();
    for (let place = 0; place < sales; place++) await shop.sell(pays);
    costs = costsBetween(before, await quietCosts(() => club.costs(), settledMs));
    seconds = (performance.now() - started) / 1000;
    await shop.verify();
  }, 600_000);

  test('asks databases for what it must, and for no more', () => {
    expect(eachOf(costs.commands, expected)).toEqual(expected);
    expect(total(costs.commands) - total(expected) * sales).toBeLessThan(sharedPerSecond * seconds);
  });

  test('calls other services as often as it must', () => {
    expect(eachOf(costs.calls, expectedCalls)).toEqual(expectedCalls);
    expect(total(costs.calls) - total(expectedCalls) * sales).toBeLessThanOrEqual(callsByClockPerSecond * seconds);
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
