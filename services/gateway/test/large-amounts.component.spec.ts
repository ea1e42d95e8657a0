import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { OpenAPIObject } from '@nestjs/swagger';
import { Entry, type Liability } from '@vafa/contracts/ledger';
import type { Services } from '../src/adapters/grpc/services.ts';
import { asking } from './asking.ts';
import { fakeServices, sara, smallMembership } from './fake-services.ts';
import { fullServices, session } from './full-services.ts';
import { openHttpFixture, type HttpFixture } from './http-fixture.ts';

/** One more than a JSON number says exactly. */
const large = 9_007_199_254_740_993n;
const text = '9007199254740993';
const most = 2n ** 63n - 1n;
const at = new Date('2026-02-01T10:00:00Z');
const liability: Liability = {
  available: large,
  pending: large,
  held: large,
  outstanding: most,
  owed: large,
  months: [{ month: 'never', amount: large }],
  issued: large,
  expired: large,
  unposted: large,
  uncollected: large,
};
const entry: Entry = {
  ...Entry.decode(new Uint8Array()),
  key: 'k',
  kind: 'accrue',
  amount: -large,
  pending: large + 1n,
  held: large,
  availableAfter: -large,
  suspended: large,
  effectiveAt: at,
  recordedAt: at,
};
const tier = { code: 'gold', name: 'Gold', spendFrom: large };

let fixture: HttpFixture;
let spendFrom: bigint | undefined;
const ask = asking(() => fixture);
const answers =
  <T>(answer: T) =>
  (): Promise<T> =>
    Promise.resolve(answer);

const largeServices = (): Services => {
  const { services: usual } = fullServices();
  const totals = {
    accrued: large,
    burned: large,
    takenBack: large,
    expired: large,
    opened: large,
    adjusted: -large,
    inTransit: large,
    suspense: -large,
    outstanding: most,
  };
  return fakeServices({
    membership: {
      ...smallMembership,
      rankMembers: answers({ members: [{ memberId: sara.id, externalId: '9', amount: most }] }),
      getMembershipSummary: answers({ enrolled: 1n, withSale: 1n }),
      getMemberTier: answers({ tier, spend: large, periodFrom: at, next: tier, missing: most, lastSoldAt: at }),
      setTiers: (asked) => {
        spendFrom = asked.tiers.at(-1)?.spendFrom;
        return Promise.resolve({ periodDays: asked.periodDays, tiers: asked.tiers, revision: 2 });
      },
    },
    ledger: {
      getBalances: answers({
        balances: [
          { unit: 'points', available: large, pending: -large, held: large, lifetimeEarned: most, decimals: 0 },
        ],
      }),
      getStatement: answers({ entries: [entry], nextPageToken: '' }),
      getLedgerSummary: answers({ ...totals, cost: most.toString(), best: [{ memberId: sara.id, outstanding: most }] }),
    },
    ledgerBooks: {
      getTrialBalance: answers({
        asOf: at,
        units: [
          {
            unit: 'points',
            accounts: 1n,
            books: [{ book: 'issuance', balance: -most }],
            openTransfers: 1n,
            openTransfersAmount: large,
            openExceptions: 1n,
            openExceptionsAmount: -large,
            agrees: true,
          },
        ],
      }),
      measureLiability: ({ costPerThousand }) =>
        answers({
          asOf: at,
          units: [
            {
              unit: 'points',
              accounts: 1n,
              liability,
              cost: costPerThousand === 0n ? most.toString() : (most * 10n ** 9n).toString(),
              expiredMillionths: most,
            },
          ],
        })(),
      listMemberLiabilities: answers({
        asOf: at,
        members: [{ memberId: sara.id, unit: 'points', liability }],
        nextPageToken: '',
      }),
    },
    checkout: {
      getCheckoutSummary: answers({ sales: 1n, salesWithoutMember: 0n, returns: 0n, exceptions: 0n }),
      getSession: answers({
        session: {
          ...session,
          decision: {
            format: 1,
            rejections: [],
            recorded: undefined,
            effects: (session.decision?.effects ?? []).map((one) => ({
              ...one,
              basis: { base: large, points: 1n, perAmount: 100n },
              effect: { $case: 'points', value: { amount: large } },
            })),
          },
        },
      }),
    },
    rewards: { redeem: async (request) => ({ ...(await usual.rewards.redeem(request)), available: large }) },
  });
};

beforeAll(async () => {
  fixture = await openHttpFixture(largeServices());
});
afterAll(() => fixture.close());

const money = (amount: number | string) => ({ amount, currency: 'GBP', digits: 2 });

describe('amounts beyond 2^53 are decimal text, exactly', () => {
  const member = `/v1/members/${sara.id}`;
  test.each<[string, unknown]>([
    [
      '/v1/summary',
      {
        points_accrued: text,
        points_adjusted: `-${text}`,
        points_outstanding: most.toString(),
        liability: money(most.toString()),
        best_members: [{ points: most.toString() }],
        sales: 1,
      },
    ],
    [
      '/v1/ledger/liability?cost_per_thousand=1000000000000',
      {
        units: [
          {
            available: text,
            outstanding: most.toString(),
            months: [{ amount: text }],
            cost: money(`${most.toString()}000000000`),
          },
        ],
      },
    ],
    ['/v1/ledger/liability', { units: [{ cost: money(most.toString()) }] }],
    ['/v1/ledger/liability/members', { items: [{ member_id: sara.id, outstanding: most.toString() }] }],
    [
      '/v1/ledger/trial-balance',
      {
        units: [
          {
            books: { issuance: `-${most.toString()}` },
            open_transfers: { count: 1, amount: text },
            open_exceptions: { amount: `-${text}` },
          },
        ],
      },
    ],
    [`${member}/accounts`, { items: [{ available: text, pending: `-${text}`, lifetime_earned: most.toString() }] }],
    [
      `${member}/statement`,
      {
        items: [
          {
            amount: 1,
            available_change: `-${text}`,
            pending_change: '9007199254740994',
            held_change: text,
            available_after: `-${text}`,
            suspended: text,
          },
        ],
      },
    ],
    [`${member}/tier`, { tier: { spend_from: text }, spend: money(text), missing: money(most.toString()) }],
    ['/v1/sessions/a', { points: '18014398509481986', effects: [{ points: text, base: money(text) }, {}] }],
  ])('%s', async (url, shown) => {
    const { status, body } = await ask('GET', url);
    expect({ status, body }).toMatchObject({ status: 200, body: shown });
  });

  test('a redemption', async () => {
    expect(
      (await ask('POST', '/v1/redemptions', { body: { member_id: sara.id, reward_id: 'rwd_1' } })).body,
    ).toMatchObject({ points: 100, available: text });
  });
});

describe('and taken as a number or as text where they may be large', () => {
  const setTo = (value: unknown) =>
    ask('POST', '/v1/tiers', {
      body: {
        period_days: 365,
        tiers: [
          { code: 'blue', name: 'Blue', spend_from: 0 },
          { code: 'gold', name: 'Gold', spend_from: value },
        ],
      },
    });
  test.each([
    [5_000, 5_000n],
    ['5000', 5_000n],
    [text, large],
    [Number.MAX_SAFE_INTEGER, 2n ** 53n - 1n],
  ])('%p', async (value, is) => {
    expect((await setTo(value)).status).toBe(200);
    expect(spendFrom).toBe(is);
  });
  test.each([
    ['1000000000000000001', 'too_big'],
    ['1e3', 'invalid_format'],
    ['-1', 'invalid_format'],
    [-1, 'too_small'],
    [1.5, 'invalid_value'],
    [true, 'invalid_value'],
    [undefined, 'missing'],
  ])('%p is refused', async (value, code) => {
    const { status, body } = await setTo(value);
    expect({ status, errors: body.errors }).toMatchObject({
      status: 400,
      errors: [{ pointer: '/tiers/1/spend_from', code }],
    });
  });
});

test('the OpenAPI document says both kinds', async () => {
  const { components } = (await fixture.app.inject({ url: '/openapi.json' })).json<OpenAPIObject>();
  expect(components?.schemas?.WholeNumber).toMatchObject({ anyOf: [{ type: 'integer' }, { type: 'string' }] });
  expect(JSON.stringify(components?.schemas?.Money)).toContain('#/components/schemas/WholeNumber');
  expect(JSON.stringify(components?.schemas?.NewLine)).toMatch(/"anyOf":\[\{"type":"number"\},\{"type":"string"\}\]/);
});
