import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { ApprovePromotionRequest } from '@vafa/contracts/promotions';
import { DomainError } from '@vafa/kernel';
import { asking, isProblem } from './asking.ts';
import { signedIn, type Browser } from './browser.ts';
import { fakeServices, smallMembership } from './fake-services.ts';
import { openHttpFixture, type HttpFixture } from './http-fixture.ts';
import { promotion } from './promotions.ts';

/** Promotions of the club, as they would be kept: what was submitted is approved by another, if one has to. */
let submittedBy = '';
let planned = promotion.budget;
const approvals: ApprovePromotionRequest[] = [];
const promotions = {
  getPromotion: () => Promise.resolve({ promotion: { ...promotion, submittedBy, budget: planned } }),
  submitPromotion: ({ by }: { by: string }) => {
    submittedBy = by;
    return Promise.resolve({ promotion });
  },
  approvePromotion: (request: ApprovePromotionRequest) => {
    if (request.bySecond && request.by === submittedBy)
      throw new DomainError('refused', 'second_person_missing', 'somebody else approves it');
    approvals.push(request);
    return Promise.resolve({ promotion });
  },
};

let fixture: HttpFixture;
const opened = (): HttpFixture => fixture;
const ask = asking(opened);

beforeAll(async () => {
  fixture = await openHttpFixture(fakeServices({ membership: smallMembership, promotions } as never));
});
afterAll(() => fixture.close());

describe('a promotion', () => {
  let marketer: Browser;
  let marketerId = '';
  let other: Browser;
  let otherId = '';
  const approve = (browser: Browser) => browser.ask('POST', '/v1/promotions/ten/approve', { body: {} });
  const settings = { rules: true, step_up_minutes: 0 };

  beforeAll(async () => {
    ({ browser: marketer, id: marketerId } = await signedIn(opened, {
      username: 'sara-marketer',
      roles: ['marketer'],
    }));
    ({ browser: other, id: otherId } = await signedIn(opened, { username: 'omid-marketer', roles: ['marketer'] }));
  });
  beforeEach(async () => {
    approvals.length = 0;
    await marketer.ask('POST', '/v1/promotions/ten/submit', { body: {} });
    await ask('PUT', '/v1/approval-settings', { body: settings });
  });
  afterAll(() => ask('PUT', '/v1/approval-settings', { body: { ...settings, rules: false } }));

  test('is approved by whoever submitted it, where the club has nothing against it', async () => {
    await ask('PUT', '/v1/approval-settings', { body: { ...settings, rules: false } });
    expect((await approve(marketer)).status).toBe(200);
    expect(approvals).toMatchObject([{ by: marketerId, bySecond: false }]);
  });

  test('waits for somebody else, where the club wants a second person', async () => {
    const { status, body } = await approve(marketer);
    expect({ status, approvals }).toEqual({ status: 202, approvals: [] });
    const { id } = body.approval as { id: string };
    isProblem(await marketer.ask('POST', `/v1/approvals/${id}/approve`, { body: {} }), 403, 'own_approval');
    expect((await other.ask('POST', `/v1/approvals/${id}/approve`, { body: {} })).body).toMatchObject({
      operation: 'approvePromotion',
      subject: 'ten',
      state: 'done',
    });
    expect(approvals).toMatchObject([{ by: otherId, bySecond: true }]);
  });

  test('that is meant to cost no more than the club has said needs nobody else', async () => {
    const { budget } = promotion;
    const put = (above: number) =>
      ask('PUT', '/v1/approval-settings', { body: { ...settings, promotions_above: above } });
    await put(Number(budget));
    expect((await approve(marketer)).status).toBe(200);
    expect(approvals).toMatchObject([{ by: marketerId, bySecond: false }]);
    await put(Number(budget) - 1);
    expect((await approve(marketer)).status).toBe(202);
    expect((await ask('PUT', '/v1/approval-settings', { body: settings })).body).toMatchObject({
      promotions_above: Number(budget) - 1,
    });
    planned = 0n;
    await put(Number(budget));
    const { status, body } = await approve(marketer);
    expect(status).toBe(202);
    // Nobody reads of it that it costs nothing.
    const { id } = body.approval as { id: string };
    const { after } = (await other.ask('GET', `/v1/approvals/${id}`)).body;
    expect(JSON.parse(String(after))).toMatchObject({ name: promotion.name, budget: null });
    planned = budget;
    await put(0);
  });

  test('is approved at once by anybody else: that is the second person', async () => {
    expect((await approve(other)).status).toBe(200);
    expect(approvals).toMatchObject([{ by: otherId, bySecond: true }]);
  });

  test('is not approved by a key alone, whoever has made it', async () => {
    expect((await ask('POST', '/v1/promotions/ten/approve', { body: {} })).status).toBe(202);
    expect(approvals).toEqual([]);
  });
});
