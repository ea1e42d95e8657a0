import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { OpenBalanceRequest, Unit } from '@vafa/contracts/ledger';
import { isProblem, type Method } from './asking.ts';
import { signedIn, type Browser } from './browser.ts';
import { fakeServices, sara, smallMembership } from './fake-services.ts';
import { fullServices } from './full-services.ts';
import { openHttpFixture, type HttpFixture } from './http-fixture.ts';
import { stepsOf } from './page-steps.ts';

const { steps, blocks } = stepsOf('opening-balances.md');
const { entry } = await fullServices().services.ledger.adjustBalance({} as never);
const booked: OpenBalanceRequest[] = [];

const ledger = {
  listUnits: () => Promise.resolve({ units: [{ unit: 'points', approvalAbove: 1_000n } as Unit] }),
  getBalances: () => Promise.resolve({ balances: [] }),
  openBalance: (request: OpenBalanceRequest) => {
    booked.push(request);
    const amount = request.lots.reduce((sum, lot) => sum + lot.amount, 0n);
    const { reference, by } = request;
    const told = { kind: 'open', amount, pending: 0n, availableAfter: amount, reason: 'opening', reference, by };
    return Promise.resolve({ entry: entry && { ...entry, ...told } });
  },
};

const membership = {
  ...smallMembership,
  getMember: ({ memberId }: { memberId: string }) => Promise.resolve({ member: { ...sara, id: memberId } }),
};

let fixture: HttpFixture;
let people: Readonly<Record<'boss' | 'other' | 'agent', Browser>>;

beforeAll(async () => {
  fixture = await openHttpFixture(fakeServices({ membership, ledger }));
  const comes = async (username: string, role: string) =>
    (await signedIn(() => fixture, { username, roles: [role] })).browser;
  people = {
    boss: await comes('boss', 'administrator'),
    other: await comes('other', 'administrator'),
    agent: await comes('agent', 'service_agent'),
  };
});
afterAll(() => fixture.close());

describe('the page about opening balances', () => {
  test('is understood as a whole', () => {
    expect(steps).toHaveLength(blocks);
    expect(steps).toHaveLength(2);
  });

  test.each(steps)('$method $path', async ({ method, path, body, status, answer }) => {
    const reply = await people.boss.ask(method as Method, path, { body: JSON.parse(body) as unknown });
    const told = JSON.parse(answer) as Record<string, unknown>;
    expect({ status: reply.status, body: reply.body }).toMatchObject({ status: Number(status), body: told });
  });

  test('what was within the limit is booked, with its lots and who decided; the rest is not', () => {
    expect(booked).toMatchObject([
      {
        lots: [
          { amount: 300n, expiresAt: new Date('2027-03-20T20:30:00Z') },
          { amount: 120n, activeAt: undefined, expiresAt: undefined },
        ],
        reference: 'Old club 20417',
        by: { role: 'administrator', approver: '' },
      },
    ]);
  });

  test('what waits is booked once somebody else has approved it, with both persons', async () => {
    const { body } = await people.other.ask('GET', '/v1/approvals');
    const [{ id = '' } = {}] = body.items as { id?: string }[];
    expect((await people.other.ask('GET', `/v1/approvals/${id}`)).body).toMatchObject({
      may_decide: true,
      before: '{"unit":"points","available":0}',
      after: '{"unit":"points","available":5000}',
    });
    const approve = `/v1/approvals/${id}/approve`;
    isProblem(await people.boss.ask('POST', approve, { body: {} }), 403, 'own_approval');
    isProblem(await people.agent.ask('POST', approve, { body: {} }), 404, 'approval_not_found');
    expect(await people.other.ask('POST', approve, { body: {} })).toMatchObject({ body: { state: 'done' } });
    expect(booked).toHaveLength(2);
    const by = booked[1]?.by;
    expect(by?.approver).not.toBe('');
    expect(by?.approver).not.toBe(by?.person);
  });

  test.each([
    ['no lots', { lots: [] }],
    ['nothing', { lots: [{ amount: 0 }] }],
    ['less than nothing', { lots: [{ amount: -5 }] }],
    ['no source', { lots: [{ amount: 5 }], reference: '' }],
    ['too many lots', { lots: Array.from({ length: 1_001 }, () => ({ amount: 1 })) }],
  ])('%s is refused', async (_what, more) => {
    const body = { reference: 'Old club 1', reason: 'moved', ...more };
    const answer = await people.boss.ask('POST', '/v1/members/mem_01sara/opening-balances', { body });
    isProblem(answer, 400, 'invalid_request');
  });

  test('a service agent brings nothing along', async () => {
    const body = { lots: [{ amount: 5 }], reference: 'Old club 1', reason: 'moved' };
    const answer = await people.agent.ask('POST', '/v1/members/mem_01sara/opening-balances', { body });
    isProblem(answer, 403, 'role_missing');
  });
});
