import { describe, expect, test } from '@jest/globals';
import { faultsOf, stages, type Stage } from '../src/console/setup/check.ts';
import { currencies, givenBack, pointsFor, toMinor, trades, type Draft } from '../src/console/setup/draft.ts';
import { plan } from '../src/console/setup/plan.ts';
import { filled, newDraft } from '../src/console/setup/templates.ts';

const words = { tiers: ['Bronze', 'Silver', 'Gold'], reward: 'A gift', branch: 'Main branch' } as const;
const draft: Draft = {
  ...newDraft('0123456789abcdef', 'fa', words),
  name: ' Naroon ',
  staff: [{ id: '0', name: 'Sara', username: 'sara', role: 'cashier' }],
};
const pounds = { currency: 'GBP', money: 'currency' } as const;

describe('money of a set-up', () => {
  test.each([
    [{ currency: 'IRR', money: 'toman' }, 200, 200_000],
    [{ currency: 'IRR', money: 'currency' }, 200, 20_000],
    [{ currency: 'GBP', money: 'currency' }, 0.02, 2],
    [{ currency: 'GBP', money: 'currency' }, 12.34, 1_234],
    [{ currency: 'IQD', money: 'currency' }, 1_000, 1_000_000],
  ] as const)('%j: %d is %d minor units', (money, amount, minor) => {
    expect(toMinor(amount, money)).toBe(minor);
  });
});

describe('what the owner is shown', () => {
  test.each([
    [{ perAmount: 10_000, points: 1, value: 200 }, 2],
    [{ perAmount: 1, points: 1, value: 0.05 }, 5],
    [{ perAmount: 3, points: 1, value: 0.01 }, 0.33],
    [{ perAmount: 0, points: 1, value: 200 }, 0],
  ])('%j gives back %d hundredths', (earning, back) => {
    expect(givenBack({ earning: { ...earning, months: 0 } })).toBe(back);
  });

  test('points count for each whole amount', () => {
    expect(pointsFor(29_999, draft)).toBe(2);
    expect(pointsFor(0, { earning: { ...draft.earning, perAmount: 0 } })).toBe(0);
  });

  test.each(trades)('a template of %s can be taken as it is, in each currency', (trade) => {
    for (const currency of Object.keys(currencies) as (keyof typeof currencies)[]) {
      const money = { currency, money: 'currency' } as const;
      const taken: Draft = { ...draft, ...money, ...filled(trade, money, words) };
      for (const stage of stages) expect([...faultsOf(stage, taken)]).toEqual([]);
      expect(givenBack(taken)).toBeGreaterThan(0);
    }
  });
});

describe('what is missing or does not fit', () => {
  test.each<[Stage, Partial<Draft>, string, string]>([
    ['club', { name: '  ' }, 'name', 'missing'],
    ['club', { code: 'Naroon' }, 'code', 'code'],
    ['club', { code: 'n' }, 'code', 'code'],
    ['branches', { branches: [] }, 'branches', 'missing'],
    ['branches', { branches: [{ id: '0', name: ' ' }] }, 'branches.0.name', 'missing'],
    [
      'branches',
      {
        branches: [
          { id: '0', name: 'North' },
          { id: '1', name: ' north' },
        ],
      },
      'branches.1.name',
      'twice',
    ],
    ['earning', { earning: { ...draft.earning, perAmount: 0 } }, 'earning.perAmount', 'above-zero'],
    ['earning', { earning: { ...draft.earning, points: 0 } }, 'earning.points', 'above-zero'],
    ['earning', { earning: { ...draft.earning, value: 0 } }, 'earning.value', 'above-zero'],
    [
      'tiers',
      {
        tiers: [
          { name: 'A', from: 0 },
          { name: 'B', from: 0 },
        ],
      },
      'tiers.1.from',
      'rising',
    ],
    ['tiers', { tiers: [{ name: '', from: 0 }] }, 'tiers.0.name', 'missing'],
    [
      'tiers',
      { tiers: Array.from({ length: 21 }, (_, at) => ({ name: `T${String(at)}`, from: at })) },
      'tiers',
      'too-many',
    ],
    ['rewards', { reward: { name: '', points: 10 } }, 'reward.name', 'missing'],
    ['staff', { staff: [{ id: '0', name: '', username: 'a', role: 'cashier' }] }, 'staff.0.name', 'missing'],
    ['staff', { staff: [{ id: '0', name: 'A', username: '', role: 'cashier' }] }, 'staff.0.username', 'missing'],
  ])('%s %j', (stage, change, field, wrong) => {
    expect([...faultsOf(stage, { ...draft, ...change })]).toEqual([[field, wrong]]);
  });

  test('a reward without a price is none, and needs no name', () => {
    expect(faultsOf('rewards', { ...draft, reward: { name: '', points: 0 } }).size).toBe(0);
  });
});

describe('what is made of the answers', () => {
  test('a chain store that counts in tomans', () => {
    expect(plan(draft)).toEqual([
      {
        id: 'club',
        subject: 'club',
        operation: 'createClub',
        body: {
          code: 'club-012345',
          name: 'Naroon',
          currency: 'IRR',
          time_zone: 'Asia/Tehran',
          point_cost: 2_000_000_000,
          point_value: 2_000_000_000,
        },
      },
      {
        id: 'look',
        subject: 'club',
        operation: 'changeClub',
        path: { club_code: 'club-012345' },
        body: { brand_colour: '#1e5b45', display_unit: 'toman', calendar: 'persian' },
      },
      {
        id: 'branch-0',
        subject: 'branches',
        operation: 'createBranch',
        body: { code: 'Main branch', name: 'Main branch' },
      },
      {
        id: 'points',
        subject: 'rule',
        operation: 'putUnit',
        path: { unit: 'points' },
        body: { kind: 'points', expiry: { model: 'after_earning', months: 12 } },
      },
      {
        id: 'rule',
        subject: 'rule',
        operation: 'publishEarningRule',
        body: { code: 'purchase', name: 'Naroon', points: 1, per_amount: 10_000_000 },
      },
      {
        id: 'tiers',
        subject: 'tiers',
        operation: 'setTiers',
        body: {
          period_days: 365,
          tiers: [
            { code: 'tier-1', name: 'Bronze', spend_from: 0 },
            { code: 'tier-2', name: 'Silver', spend_from: 15_000_000_000 },
            { code: 'tier-3', name: 'Gold', spend_from: 60_000_000_000 },
          ],
        },
      },
      {
        id: 'reward',
        subject: 'rewards',
        operation: 'createReward',
        body: { code: 'first', name: 'A gift', price_points: 500, voucher_days: 90 },
      },
      {
        id: 'staff-0',
        subject: 'staff',
        operation: 'createStaff',
        body: { username: 'sara', name: 'Sara', roles: ['cashier'] },
      },
      { id: 'till', subject: 'till', operation: 'createTillCode', body: { branch: 'Main branch', till: '1' } },
    ]);
  });

  test('pence, points that live for ever, no reward and nobody else', () => {
    const { earning, ...rest } = { ...draft, ...pounds, ...filled('food', pounds, words) };
    const steps = plan({
      ...rest,
      earning: { ...earning, months: 0 },
      reward: { name: '', points: 0 },
      staff: [],
    });
    expect(steps.map(({ id }) => id)).toEqual(['club', 'look', 'branch-0', 'points', 'rule', 'tiers', 'till']);
    expect(steps[0]?.body).toMatchObject({ currency: 'GBP', point_value: 50_000 });
    expect(steps[3]?.body).toMatchObject({ expiry: { model: 'never' } });
    expect(steps[4]?.body).toMatchObject({ points: 1, per_amount: 100 });
  });
});
