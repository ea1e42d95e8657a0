import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { PromotionState, type ApprovePromotionRequest, type Promotion } from '@vafa/contracts/promotions';
import { DomainError } from '@vafa/kernel';
import { asking, isProblem, type Answer } from './asking.ts';
import { signedIn, type Browser } from './browser.ts';
import { fakeServices, smallMembership } from './fake-services.ts';
import { openHttpFixture, type HttpFixture } from './http-fixture.ts';
import { promotion, promotionVersion, ten } from './promotions.ts';

/** Promotions of the club, as they would be kept: what was submitted is approved by another, if one has to. */
let kept: Promotion = promotion;
const approvals: ApprovePromotionRequest[] = [];
const promotions = {
  getPromotion: () => Promise.resolve({ promotion: kept }),
  listPromotionVersions: () => Promise.resolve({ versions: [promotionVersion], nextPageToken: '' }),
  savePromotion: ({ by: changedBy, promotion: written }: { by: string; promotion: Promotion }) => {
    const { name, budget, terms } = written;
    const draft = PromotionState.PROMOTION_STATE_DRAFT;
    kept = { ...kept, name, budget, terms, changedBy, draft, revision: kept.revision + 1 };
    return Promise.resolve({ promotion: kept });
  },
  submitPromotion: ({ by: submittedBy }: { by: string }) => {
    const draft = PromotionState.PROMOTION_STATE_SUBMITTED;
    kept = { ...kept, submittedBy, draft, revision: kept.revision + 1 };
    return Promise.resolve({ promotion: kept });
  },
  approvePromotion: (request: ApprovePromotionRequest) => {
    if (request.revision !== kept.revision)
      throw new DomainError('conflict', 'promotion_changed', 'changed', { revision: String(kept.revision) });
    if (request.bySecond && [kept.changedBy, kept.submittedBy].includes(request.by))
      throw new DomainError('refused', 'second_person_missing', 'somebody else approves it');
    approvals.push(request);
    return Promise.resolve({ promotion: kept });
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
  const approve = (browser: Browser, revision = kept.revision, key?: string) =>
    browser.ask('POST', '/v1/promotions/ten/approve', { body: { revision }, ...(key !== undefined && { key }) });
  const submit = (browser: Browser) => browser.ask('POST', '/v1/promotions/ten/submit', { body: {} });
  const decide = (browser: Browser, { body: { approval } }: Answer) =>
    browser.ask('POST', `/v1/approvals/${(approval as { id: string }).id}/approve`, { body: {} });
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
    kept = { ...promotion, changedBy: marketerId };
    await submit(marketer);
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
    kept = { ...kept, budget: 0n };
    await put(Number(budget));
    const { status, body } = await approve(marketer);
    expect(status).toBe(202);
    // Nobody reads of it that it costs nothing.
    const { id } = body.approval as { id: string };
    const { after } = (await other.ask('GET', `/v1/approvals/${id}`)).body;
    expect(JSON.parse(String(after))).toMatchObject({ name: promotion.name, budget: null });
    await put(0);
  });

  test('is approved at once by anybody else: that is the second person', async () => {
    expect((await approve(other)).status).toBe(200);
    expect(approvals).toMatchObject([{ by: otherId, bySecond: true }]);
  });

  test('is approved as it was read: neither without a revision, nor of one that is yet to come', async () => {
    isProblem(await marketer.ask('POST', '/v1/promotions/ten/approve', { body: {} }), 400, 'invalid_request');
    isProblem(await approve(marketer, kept.revision + 2), 412, 'promotion_changed');
    isProblem(await approve(marketer, kept.revision - 1), 412, 'promotion_changed');
    expect(approvals).toEqual([]);
  });

  test('that was written anew while it waited is not approved with what waited', async () => {
    const revision = kept.revision;
    const waits = await approve(marketer, revision, 'wanted once');
    const body = { name: 'All for nothing', terms: { ...ten, effects: [] }, revision };
    expect((await marketer.ask('PUT', '/v1/promotions/ten', { body })).status).toBe(200);
    await submit(marketer);
    expect((await approve(marketer, revision, 'wanted once')).body).toEqual(waits.body);
    expect((await decide(other, waits)).body).toMatchObject({ state: 'failed', code: 'promotion_changed' });
    expect(approvals).toEqual([]);
  });

  test('shows whoever decides what runs, and what would', async () => {
    const { id } = (await approve(marketer)).body.approval as { id: string };
    const { body } = await other.ask('GET', `/v1/approvals/${id}`);
    const [before, after] = [body.before, body.after].map((json) => JSON.parse(String(json)) as object);
    const terms = JSON.stringify(ten);
    expect(before).toMatchObject({ version: 1, name: 'Ten', budget: null, terms });
    expect(after).toMatchObject({ version: 2, revision: kept.revision, name: 'Ten', budget: 10_000, terms });
  });

  test('waits when whoever has written it approves it, though somebody else has submitted it', async () => {
    kept = { ...promotion, changedBy: marketerId };
    await submit(other);
    const waits = await approve(marketer);
    expect({ status: waits.status, approvals }).toEqual({ status: 202, approvals: [] });
    expect((await decide(other, waits)).body).toMatchObject({ state: 'failed', code: 'second_person_missing' });
  });

  test.each([['submitted'], ['written']])('that a key has %s always waits for a second person', async (done) => {
    const made = await ask('POST', '/v1/api-keys', { body: { name: 'Bot', verbs: ['*'] } });
    const { id: keyId, secret: token } = made.body as { id: string; secret: string };
    const written = { ...promotion, changedBy: done === 'written' ? keyId : otherId };
    kept = { ...written, submittedBy: otherId, revision: 6 };
    if (done === 'submitted') await ask('POST', '/v1/promotions/ten/submit', { token, club: null, body: {} });
    const waits = await approve(marketer);
    expect({ status: waits.status, approvals }).toEqual({ status: 202, approvals: [] });
    expect(done === 'submitted' ? kept.submittedBy : kept.changedBy).toBe(keyId);
  });

  test('is not approved by a key alone, whoever has made it', async () => {
    expect((await ask('POST', '/v1/promotions/ten/approve', { body: { revision: kept.revision } })).status).toBe(202);
    expect(approvals).toEqual([]);
  });
});
