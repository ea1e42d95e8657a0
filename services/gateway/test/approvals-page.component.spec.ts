import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { AdjustBalanceRequest, Unit } from '@vafa/contracts/ledger';
import type { Method } from './asking.ts';
import { signedIn, type Browser } from './browser.ts';
import { fakeServices, smallMembership } from './fake-services.ts';
import { fullServices } from './full-services.ts';
import { openHttpFixture, type HttpFixture } from './http-fixture.ts';
import { Names, stepsOf } from './page-steps.ts';

const { steps, blocks } = stepsOf('approvals.md');
const names = new Names();
const { adjustBalance } = fullServices().services.ledger;
const booked: AdjustBalanceRequest[] = [];

const ledger = {
  listUnits: () => Promise.resolve({ units: [{ unit: 'points', approvalAbove: 100n } as Unit] }),
  getBalances: () =>
    Promise.resolve({
      balances: [{ unit: 'points', available: 40n, pending: 0n, held: 0n, lifetimeEarned: 40n, decimals: 0 }],
    }),
  adjustBalance: (request: AdjustBalanceRequest) => {
    booked.push(request);
    return adjustBalance(request);
  },
};

let fixture: HttpFixture;
let people: Readonly<Record<'sara' | 'omid', Browser>>;

beforeAll(async () => {
  fixture = await openHttpFixture(fakeServices({ membership: smallMembership, ledger }));
  const comes = async (username: string) =>
    (await signedIn(() => fixture, { username, roles: ['service_agent'] })).browser;
  people = { sara: await comes('sara'), omid: await comes('omid') };
});
afterAll(() => fixture.close());

describe('the page about a second person', () => {
  test('is understood as a whole', () => {
    expect(steps).toHaveLength(blocks);
    expect(steps).toHaveLength(4);
  });

  test.each(steps.map((step, at) => ({ ...step, who: at < 2 ? ('sara' as const) : ('omid' as const) })))(
    '$who: $method $path',
    async ({ who, method, path, body, status, answer }) => {
      const asked = body === '' ? {} : { body: JSON.parse(body) as unknown };
      const reply = await people[who].ask(method as Method, names.filled(path), asked);
      names.learn(JSON.parse(answer), reply.body);
      const told = JSON.parse(names.filled(answer)) as Record<string, unknown>;
      expect({ status: reply.status, body: reply.body }).toMatchObject({ status: Number(status), body: told });
    },
  );

  test('and it was booked once', () => {
    expect(booked).toMatchObject([{ amount: 500n }]);
  });
});
