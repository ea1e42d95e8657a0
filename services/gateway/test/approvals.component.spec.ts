import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { EarningRule } from '@vafa/contracts/campaigns';
import type { AdjustBalanceRequest, Unit } from '@vafa/contracts/ledger';
import { DomainError } from '@vafa/kernel';
import { asking, isProblem, type Answer } from './asking.ts';
import { Browser, goodPassword, signedIn } from './browser.ts';
import { fakeServices, sara, smallMembership } from './fake-services.ts';
import { fullServices } from './full-services.ts';
import { openHttpFixture, type HttpFixture } from './http-fixture.ts';

const { services: full } = fullServices();
const { entry } = await full.ledger.adjustBalance({} as AdjustBalanceRequest);

/** What the ledger has booked, by key; a repeat changes nothing. */
let booked = new Map<string, AdjustBalanceRequest>();
let limit: bigint | undefined;
let refusal: DomainError | undefined;
let isSlow: Promise<void> | undefined;

const rule = (await full.campaigns.listRuleVersions({} as never)).rules[0] as EarningRule;
let published: EarningRule[] = [];
const campaigns = {
  listRuleVersions: () => Promise.resolve({ rules: published.toReversed(), nextPageToken: '' }),
  publishEarningRule: ({ rule: next }: { rule: EarningRule }) => {
    published.push({ ...rule, ...next });
    return Promise.resolve({ rule: published.at(-1) });
  },
};

const ledger = {
  listUnits: () => Promise.resolve({ units: [{ unit: 'points', approvalAbove: limit } as Unit] }),
  getBalances: () =>
    Promise.resolve({
      balances: [{ unit: 'points', available: 40n, pending: 0n, held: 0n, lifetimeEarned: 40n, decimals: 0 }],
    }),
  adjustBalance: async (request: AdjustBalanceRequest) => {
    await isSlow;
    if (refusal) throw refusal;
    if (booked.has(request.key) && booked.get(request.key)?.by?.approver !== request.by?.approver)
      throw new DomainError('conflict', 'key_reused', 'another body');
    booked.set(request.key, request);
    return { entry };
  },
  putUnit: ({ unit }: { unit: Unit | undefined }) => {
    limit = unit?.approvalAbove;
    return Promise.resolve({ unit });
  },
};

let fixture: HttpFixture;
const opened = (): HttpFixture => fixture;
const ask = asking(opened);
let asker: Browser;
let askerId = '';
let second: Browser;
let secondId = '';

beforeAll(async () => {
  fixture = await openHttpFixture(fakeServices({ membership: smallMembership, ledger, campaigns } as never));
  ({ browser: asker, id: askerId } = await signedIn(opened, { username: 'asker', roles: ['service_agent'] }));
  ({ browser: second, id: secondId } = await signedIn(opened, { username: 'second', roles: ['administrator'] }));
});
afterAll(() => fixture.close());
beforeEach(() => {
  booked = new Map();
  limit = 100n;
  refusal = undefined;
  isSlow = undefined;
});

const adjustments = `/v1/members/${sara.id}/adjustments`;
const large = { amount: 500, occasion: 'goodwill', reason: 'the oven was cold' };
interface Shown {
  readonly id: string;
  readonly state: string;
}
const waiting = ({ body }: Answer): Shown => body.approval as Shown;
const held = async (browser = asker, key?: string): Promise<string> => {
  const answer = await browser.ask('POST', adjustments, { body: large, ...(key !== undefined && { key }) });
  expect({ status: answer.status, body: answer.body }).toMatchObject({ status: 202, body: { approval: {} } });
  return `/v1/approvals/${waiting(answer).id}`;
};
const approve = (browser: Browser, path: string, key?: string): Promise<Answer> =>
  browser.ask('POST', `${path}/approve`, { body: {}, ...(key !== undefined && { key }) });

describe('what is above the limit', () => {
  test('waits; what is not, or has no limit, is done', async () => {
    const path = await held();
    expect(booked.size).toBe(0);
    expect((await asker.ask('POST', adjustments, { body: { ...large, amount: -100 } })).status).toBe(201);
    limit = undefined;
    expect((await asker.ask('POST', adjustments, { body: large })).status).toBe(201);
    expect(booked.size).toBe(2);
    expect((await second.ask('GET', path)).body).toMatchObject({
      operation: 'adjustBalance',
      state: 'pending',
      subject: sara.id,
      asked_by: askerId,
      asked_by_name: 'asker',
      reason: large.reason,
      may_decide: true,
      own: false,
      before: JSON.stringify({ unit: 'points', available: 40 }),
      after: JSON.stringify({ unit: 'points', available: 540 }),
      body: JSON.stringify(large),
    });
    expect((await asker.ask('GET', path)).body).toMatchObject({ may_decide: false, own: true });
  });

  test('is carried out once when somebody else approves, for who has asked and under that key', async () => {
    const path = await held(asker, 'wanted-once');
    const done = await approve(second, path);
    expect(done).toMatchObject({ status: 200, body: { state: 'done', decided_by: secondId, code: null } });
    expect([...booked.values()]).toMatchObject([
      {
        key: `c:${askerId}:adjustBalance:wanted-once`,
        amount: 500n,
        by: { person: askerId, role: 'service_agent', approver: secondId },
      },
    ]);
    expect(JSON.parse(String(done.body.answer))).toHaveProperty('kind');
    expect((await approve(second, path)).body.state).toBe('done');
    expect(booked.size).toBe(1);
  });

  test('a repeat is answered as it stands, by another sign-in too; another body is not', async () => {
    const path = await held(asker, 'again');
    const repeat = await asker.ask('POST', adjustments, { body: large, key: 'again' });
    expect(repeat).toMatchObject({ status: 202, headers: { 'idempotency-replayed': 'true' } });
    await approve(second, path);
    const elsewhere = new Browser(opened);
    await elsewhere.signIn('asker', goodPassword);
    const later = await elsewhere.ask('POST', adjustments, { body: large, key: 'again' });
    expect({ status: later.status, state: waiting(later).state }).toEqual({ status: 202, state: 'done' });
    const other = new Browser(opened);
    await other.signIn('asker', goodPassword);
    const changed = { body: { ...large, amount: 501 }, key: 'again' };
    isProblem(await other.ask('POST', adjustments, changed), 409, 'key_reused');
    expect(booked.size).toBe(1);
  });

  test('what the ledger refuses ends it, with the code', async () => {
    const path = await held();
    refusal = new DomainError('refused', 'balance_too_low', 'the account has 40 points');
    expect((await approve(second, path)).body).toMatchObject({ state: 'failed', code: 'balance_too_low' });
    refusal = undefined;
    expect((await approve(second, path)).body).toMatchObject({ state: 'failed' });
    expect(booked.size).toBe(0);
  });
});

describe('who may decide', () => {
  test('not who has asked: in no other browser, and by no key', async () => {
    const path = await held(second);
    const elsewhere = new Browser(opened);
    await elsewhere.signIn('second', goodPassword);
    isProblem(await approve(elsewhere, path), 403, 'own_approval');
    isProblem(await elsewhere.ask('POST', `${path}/reject`, { body: { note: 'no' } }), 403, 'own_approval');
    const order = { name: 'CRM', verbs: ['*'], role: 'administrator' };
    const { body } = await second.ask('POST', '/v1/api-keys', { body: order });
    const key = { token: String(body.secret), club: null };
    isProblem(await ask('POST', `${path}/approve`, { ...key, body: {} }), 403, 'sign_in_only');
    const byKey = await ask('POST', adjustments, { ...key, body: large });
    expect(byKey).toMatchObject({ status: 202, body: { approval: { asked_by_name: 'CRM' } } });
    isProblem(await approve(second, `/v1/approvals/${waiting(byKey).id}`), 403, 'own_approval');
    expect(booked.size).toBe(0);
  });

  test('not who may not ask for it, nor who is bound to branches; they do not see it either', async () => {
    const path = await held();
    const { browser: marketer } = await signedIn(opened, { username: 'marketer', roles: ['marketer'] });
    isProblem(await approve(marketer, path), 404, 'approval_not_found');
    expect((await marketer.ask('GET', '/v1/approvals')).body.items).toEqual([]);
    const bound = { username: 'bound', roles: ['administrator'], branches: ['shop'] };
    const { browser } = await signedIn(opened, bound);
    isProblem(await approve(browser, path), 403, 'branch_bound');
    const foreign = await signedIn(opened, { username: 'abroad', roles: ['administrator'] }, 'other');
    isProblem(await approve(foreign.browser, path), 404, 'approval_not_found');
  });

  test('nothing of who may not do it any more is carried out', async () => {
    const { browser, id } = await signedIn(opened, { username: 'leaver', roles: ['service_agent'] });
    const path = await held(browser);
    await ask('PATCH', `/v1/staff/${id}`, { body: { disabled: true } });
    isProblem(await approve(second, path), 409, 'asker_may_not');
    expect(booked.size).toBe(0);
  });
});

describe('it is decided once', () => {
  test('by two who approve at once, and by a double click', async () => {
    const { browser: third } = await signedIn(opened, { username: 'third', roles: ['administrator'] });
    const path = await held();
    const answers = await Promise.all([approve(second, path), approve(third, path), approve(second, path)]);
    expect(booked.size).toBe(1);
    const [approver] = [...booked.values()].map(({ by }) => by?.approver);
    expect(answers.map(({ status }) => status).sort()).toEqual(
      approver === secondId ? [200, 200, 409] : [200, 409, 409],
    );
    const refused = answers.find(({ status }) => status === 409);
    isProblem(refused as Answer, 409, 'approval_decided');
  });

  test('a withdrawn, a rejected and an expired one stay so', async () => {
    const [withdrawn, rejected, expired] = [await held(), await held(), await held()];
    isProblem(await second.ask('POST', `${withdrawn}/withdraw`), 404, 'approval_not_found');
    expect((await asker.ask('POST', `${withdrawn}/withdraw`)).body.state).toBe('withdrawn');
    expect((await asker.ask('POST', `${withdrawn}/withdraw`)).body.state).toBe('withdrawn');
    isProblem(await second.ask('POST', `${rejected}/reject`, { body: {} }), 400, 'invalid_request');
    const no = await second.ask('POST', `${rejected}/reject`, { body: { note: 'ask the baker first' } });
    expect(no.body).toMatchObject({ state: 'rejected', note: 'ask the baker first' });
    for (const path of [withdrawn, rejected]) isProblem(await approve(second, path), 409, 'approval_decided');
    isProblem(await asker.ask('POST', `${rejected}/withdraw`), 409, 'approval_decided');
    await fixture.collections.approvals.updateMany({ state: 'pending' }, { $set: { endsAt: fixture.clock.now() } });
    isProblem(await approve(second, expired), 409, 'approval_over');
    expect((await second.ask('GET', expired)).body).toMatchObject({ state: 'expired', may_decide: false });
    const listed = async (state: string) =>
      ((await second.ask('GET', `/v1/approvals?state=${state}`)).body.items as Shown[]).map(({ id }) => id);
    expect(await listed('expired')).toContain(expired.split('/').pop());
    expect(await listed('pending')).toEqual([]);
    expect(booked.size).toBe(0);
  });

  test('a process that dies in between: whoever comes later carries it out, once', async () => {
    const [before, after] = [await held(asker, 'dies-before'), await held(asker, 'dies-after')];
    const ids = [before, after].map((path) => path.split('/').pop() ?? '');
    const at = fixture.clock.now();
    const left = {
      state: 'approved' as const,
      decision: { by: secondId, name: 'second', at },
      leaseUntil: new Date(at.getTime() + 60_000),
    };
    await fixture.collections.approvals.updateMany({ _id: { $in: ids } }, { $set: left });
    // The second died when the ledger had booked it.
    const key = `c:${askerId}:adjustBalance:dies-after`;
    booked.set(key, {
      key,
      by: { person: askerId, role: 'service_agent', approver: secondId },
    } as AdjustBalanceRequest);
    await fixture.approvals.resumeAll();
    expect((await second.ask('GET', before)).body.state).toBe('approved');
    expect((await approve(second, before)).body.state).toBe('approved');
    fixture.clock.advance(61_000);
    await Promise.all([fixture.approvals.resumeAll(), fixture.approvals.resumeAll(), approve(second, before)]);
    expect([...booked.keys()].sort()).toEqual([key, `c:${askerId}:adjustBalance:dies-before`]);
    for (const path of [before, after]) expect((await second.ask('GET', path)).body.state).toBe('done');
  });

  test('a ledger that is away leaves it to be carried out later', async () => {
    const path = await held();
    refusal = new DomainError('unavailable', 'service_unavailable', 'the ledger is away');
    isProblem(await approve(second, path, 'patient'), 503, 'service_unavailable');
    expect((await second.ask('GET', path)).body.state).toBe('approved');
    refusal = undefined;
    expect((await approve(second, path, 'patient')).body.state).toBe('done');
    expect(booked.size).toBe(1);
  });
});

describe('the limits themselves', () => {
  test('are tightened at once, and loosened by two, as long as there are two', async () => {
    const { browser: other } = await signedIn(opened, { username: 'other-boss', roles: ['administrator'] });
    const rules = { kind: 'points', approval_above: 50 };
    expect((await second.ask('PUT', '/v1/units/points', { body: rules })).status).toBe(200);
    const raised = await second.ask('PUT', '/v1/units/points', { body: { ...rules, approval_above: 5_000 } });
    expect({ status: raised.status, limit }).toEqual({ status: 202, limit: 50n });
    const again = await second.ask('PUT', '/v1/units/points', { body: { ...rules, approval_above: 5_000 } });
    expect(waiting(again).id).toBe(waiting(raised).id);
    expect((await approve(other, `/v1/approvals/${waiting(raised).id}`)).body.state).toBe('done');
    expect(limit).toBe(5_000n);
    const put = (browser: Browser, body: object) => browser.ask('PUT', '/v1/approval-settings', { body });
    expect((await put(second, { rules: true, step_up_minutes: 0 })).status).toBe(200);
    expect((await second.ask('GET', '/v1/approval-settings')).body).toMatchObject({ rules: true });
    const loosened = await put(second, { rules: false, step_up_minutes: 0 });
    expect(loosened.status).toBe(202);
    expect((await approve(other, `/v1/approvals/${waiting(loosened).id}`)).body.state).toBe('done');
    expect((await second.ask('GET', '/v1/approval-settings')).body).toMatchObject({ rules: false });
  });

  test('hold up neither who is alone nor the administrator key', async () => {
    const alone = new Browser(opened);
    await alone.signIn('abroad', goodPassword);
    const put = (body: object) => alone.ask('PUT', '/v1/approval-settings', { body });
    expect((await put({ rules: true, step_up_minutes: 0 })).status).toBe(200);
    const { body } = await alone.ask('GET', '/v1/approval-settings');
    expect(body).toEqual({
      rules: true,
      promotions_above: 0,
      step_up_minutes: 0,
      other_administrators: 0,
      revision: 2,
    });
    isProblem(await put({ rules: true, step_up_minutes: 5, revision: 1 }), 412, 'approval_settings_changed');
    expect((await put({ rules: true, step_up_minutes: 0, revision: 1 })).body).toMatchObject({ revision: 2 });
    expect((await put({ rules: false, step_up_minutes: 0 })).status).toBe(200);
    const rules = { kind: 'points', approval_above: 9_000 };
    expect((await ask('PUT', '/v1/units/points', { body: rules })).status).toBe(200);
  });
});

test('rules that may give more wait, where they are to', async () => {
  const terms = { code: 'pounds', name: 'Pounds', points: 1, per_amount: 100 };
  const publish = async (changes: object) =>
    (await second.ask('POST', '/v1/earning-rules', { body: { ...terms, ...changes } })).status;
  published = [];
  expect(await publish({})).toBe(201);
  const settings = { rules: true, step_up_minutes: 0 };
  await ask('PUT', '/v1/approval-settings', { body: settings });
  const isHeld = 202;
  const isDone = 201;
  expect(await publish({ points: 2 })).toBe(isHeld);
  expect(await publish({ per_amount: 50 })).toBe(isHeld);
  expect(await publish({ minimum_total: 1 })).toBe(isHeld);
  expect(await publish({ code: 'new' })).toBe(isHeld);
  expect(published).toHaveLength(1);
  expect(await publish({ name: 'Coins', points: 2, per_amount: 200 })).toBe(isDone);
  expect(await publish({ per_amount: 1_000 })).toBe(isDone);
  expect(await publish({ points: 9, enabled: false })).toBe(isDone);
  expect(await publish({})).toBe(isHeld);
  await ask('PUT', '/v1/approval-settings', { body: { ...settings, rules: false } });
});

test('the audit log tells of both persons, and of before and after', async () => {
  const path = await held();
  await second.ask('POST', `${path}/approve`, { body: { note: 'I was there' } });
  const entries = async (operation: string) =>
    (await ask('GET', `/v1/audit?operation=${operation}&page_size=1`)).body.items as Record<string, unknown>[];
  const [asked] = await entries('adjustBalance');
  expect(asked).toMatchObject({ actor: askerId, status: 202, reason: large.reason });
  expect(asked?.subjects).toContain(path.split('/').pop());
  const [approved] = await entries('approve');
  expect(approved).toMatchObject({ actor: secondId, status: 200, reason: 'I was there' });
  expect(approved?.subjects).toContain(sara.id);
  expect(JSON.parse(String(approved?.before))).toMatchObject({ asked_by: askerId, thing: { available: 40 } });
  expect(JSON.parse(String(approved?.after))).toMatchObject({
    state: 'done',
    decided_by: secondId,
    thing: { available: 540 },
  });
});
