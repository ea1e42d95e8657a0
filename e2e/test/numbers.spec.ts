import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { dayMs } from '@vafa/kernel';
import { statementOf } from '../src/figures.ts';
import type { Account, NewLine } from '@vafa/client';
import type { Rest } from '../src/rest.ts';
import { RunningClub } from '../src/running-club.ts';
import { until } from '../src/until.ts';

let club: RunningClub;
let admin: Rest;

beforeAll(async () => {
  club = await RunningClub.start({ empty: true });
  admin = club.rest();
}, 600_000);
afterAll(() => club.remove());

const settleMs = 120_000;

/** A club of its own with the branch `b` and one rule. */
const newClub = async (
  code: string,
  currency: string,
  rule: { readonly points: number; readonly per_amount: number },
): Promise<Rest> => {
  await admin.call('createClub', { body: { code, name: code, currency, time_zone: 'Europe/London' } });
  const rest = admin.of(code);
  await rest.call('createBranch', { body: { code: 'b', name: 'B' } });
  await rest.call('publishEarningRule', { body: { code: 'std', name: 'Standard', ...rule } });
  return rest;
};
const member = async (rest: Rest, name: string): Promise<string> =>
  (await rest.call('enrolMember', { body: { external_id: name } })).id;
const account = async (rest: Rest, id: string): Promise<Account | undefined> =>
  (await rest.call('getMemberAccounts', { path: { member_id: id } })).items.find(({ unit }) => unit === 'points');
const basket = (receipt: string, lines: readonly NewLine[], memberId?: string) => ({
  branch: 'b',
  till: '1',
  receipt,
  lines,
  ...(memberId !== undefined && { member_id: memberId }),
});

describe('minor units are those of ISO 4217, stored and shown', () => {
  test.each([
    ['KWD', '1.2345', 1_235, 3],
    ['IQD', '0.400', 400, 3],
    ['PKR', '599.90', 59_990, 2],
    ['HUF', '599.90', 59_990, 2],
    ['COP', '10.25', 1_025, 2],
    ['LBP', '1.50', 150, 2],
    ['IRR', '1500', 150_000, 2],
    ['JPY', '1500.5', 1_501, 0],
    ['CLF', '1.23456', 12_346, 4],
  ])('%s %s', async (currency, price, amount, digits) => {
    const rest = await newClub(`in-${currency.toLowerCase()}`, currency, { points: 1, per_amount: 100 });
    expect(
      (await admin.call('listClubs', { query: { page_size: 200 } })).items.find(({ code }) => code === rest.club),
    ).toMatchObject({
      currency_digits: digits,
    });
    const { total } = await rest.call('putSession', {
      path: { session_id: 'x' },
      query: { dry: 'true' },
      body: basket('1', [{ sku: 'A', quantity: 1, unit_price: price }]),
    });
    expect(total).toEqual({ amount, currency, digits });
  });
});

test('weighed and free goods are sold and given back; what is finer than a thousandth is refused where it stands', async () => {
  const rest = await newClub('deli', 'GBP', { points: 1, per_amount: 100 });
  const lines = [
    { sku: 'HAM', quantity: 0.35, unit_price: '12.90' },
    { sku: 'TEA', quantity: '1.500', unit_price: '2.00' },
    { sku: 'BAG', quantity: 1, unit_price: '0.00' },
  ];
  // 0.350 × 12.90 = 4.515 → 4.52, and 3.00.
  const open = await rest.call('putSession', {
    path: { session_id: 's1' },
    body: basket('1', lines, await member(rest, 'one')),
  });
  expect(open).toMatchObject({
    total: { amount: 752 },
    points: 7,
    lines: [{ quantity: 0.35, amount: { amount: 452 } }, { quantity: 1.5 }, { quantity: 1, amount: { amount: 0 } }],
  });
  await rest.call('closeSession', { path: { session_id: 's1' }, body: {} });
  const back = await rest.call('returnLines', {
    path: { session_id: 's1' },
    body: {
      lines: [
        { position: 1, quantity: '0.100' },
        { position: 3, quantity: 1 },
      ],
    },
  });
  // 0.250 × 12.90 = 3.225 → 3.23 is left.
  expect(back).toMatchObject({
    return: {
      amount: { amount: 129 },
      points_taken_back: 1,
      lines: [{ quantity: 0.1 }, { quantity: 1, amount: { amount: 0 } }],
    },
    session: { remaining_total: { amount: 623 } },
  });
  const refused = await rest.request('PUT', '/v1/sessions/s2', {
    body: basket('2', [{ sku: 'A', quantity: 0.0005, unit_price: '1' }]),
  });
  expect(refused).toMatchObject({
    status: 400,
    body: {
      code: 'invalid_request',
      errors: [{ pointer: '/lines/0/quantity', detail: 'a quantity has at most three decimal places' }],
    },
  });
});

test('what is earned and waits shows its amount in the statement, and the summary counts it', async () => {
  const rest = await newClub('waiting', 'GBP', { points: 1, per_amount: 100 });
  await rest.call('putUnit', { path: { unit: 'points' }, body: { kind: 'points', activation_days: 14 } });
  const id = await member(rest, 'one');
  await rest.call('putSession', {
    path: { session_id: 's1' },
    body: basket('1', [{ sku: 'A', quantity: 1, unit_price: '25.00' }], id),
  });
  await rest.call('closeSession', { path: { session_id: 's1' }, body: {} });
  await until('the points are pending', settleMs, async () =>
    (await account(rest, id))?.pending === 25 ? true : undefined,
  );
  expect(await statementOf(rest, id)).toMatchObject([
    { kind: 'accrue', amount: 25, available_change: 0, pending_change: 25, held_change: 0, available_after: 0 },
  ]);
  await rest.call('returnLines', { path: { session_id: 's1' }, body: { lines: [{ position: 1, quantity: '0.4' }] } });
  await until('a part is taken back', settleMs, async () =>
    (await account(rest, id))?.pending === 15 ? true : undefined,
  );
  expect((await statementOf(rest, id))[0]).toMatchObject({
    kind: 'reverse_accrual',
    amount: -10,
    pending_change: -10,
    available_after: 0,
  });
  expect(await rest.call('getSummary')).toMatchObject({
    points_accrued: 25,
    points_taken_back: 10,
    points_expired: 0,
    points_outstanding: 15,
    liability: { amount: 15, digits: 2 },
  });
});

test('sums beyond 2^53 are right to the last unit', async () => {
  const [rules, sold] = [20, 500];
  const rest = await newClub('large', 'IRR', { points: 1_000_000_000, per_amount: 1_000_000_000 });
  for (let more = 1; more < rules; more++)
    await rest.call('publishEarningRule', {
      body: {
        code: `more-${more}`,
        name: 'More',
        points: 1_000_000_000,
        per_amount: 1_000_000_000,
        valid_from: '2020-01-01T00:00:00Z',
      },
    });
  await rest.call('setTiers', {
    body: {
      period_days: 3_660,
      tiers: [
        { code: 'blue', name: 'Blue', spend_from: 0 },
        { code: 'gold', name: 'Gold', spend_from: '9007199254740993' },
      ],
    },
  });
  const id = await member(rest, 'one');
  const lines = [{ sku: 'GOLD', quantity: 1, unit_price: '10000000000' }];
  const at = new Date(Date.now() - dayMs).toISOString();
  const sales = Array.from({ length: sold }, (_, place) => ({
    branch: 'b',
    till: '1',
    receipt: String(place),
    member_id: id,
    at,
    lines,
  }));
  const outcomes = (await rest.call('submitSales', { body: { items: sales } })).items;
  expect(new Set(outcomes.map(({ status }) => status))).toEqual(new Set(['accepted']));
  const sum = (BigInt(rules * sold) * 10n ** 12n).toString();
  expect(BigInt(sum) > 2n ** 53n).toBe(true);
  await until('every point is there', settleMs, async () =>
    (await account(rest, id))?.available === sum ? true : undefined,
  );
  expect(await account(rest, id)).toMatchObject({ available: sum, lifetime_earned: sum });
  expect(await rest.call('getSummary')).toMatchObject({
    sales: sold,
    points_accrued: sum,
    points_outstanding: sum,
    liability: { amount: sum },
    best_members: [{ points: sum }],
  });
  const spent = sold * 10 ** 12;
  await until('spend is counted', settleMs, async () =>
    (await rest.call('getMemberTier', { path: { member_id: id } })).spend.amount === spent ? true : undefined,
  );
  const missing = 9_007_199_254_740_993n - BigInt(spent);
  expect(await rest.call('getMemberTier', { path: { member_id: id } })).toMatchObject({
    next: { code: 'gold', spend_from: '9007199254740993' },
    spend: { amount: spent, currency: 'IRR', digits: 2 },
    missing: { amount: Number(missing) },
  });
  expect(
    (await rest.call('getMemberStatement', { path: { member_id: id }, query: { page_size: 1 } })).items,
  ).toMatchObject([{ amount: 1_000_000_000_000, available_after: sum }]);
  expect(await rest.call('getTrialBalance')).toMatchObject({
    units: [{ books: { available: sum, issuance: `-${sum}` }, agrees: true }],
  });
  expect(await rest.call('measureLiability', { query: { cost_per_thousand: 1_000_000_000_000 } })).toMatchObject({
    units: [{ outstanding: sum, cost: { amount: `${sum}000000000` } }],
  });
  expect(await rest.call('listMemberLiabilities')).toMatchObject({ items: [{ outstanding: sum }] });
}, 600_000);
