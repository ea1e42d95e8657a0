import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { OpenAPIObject } from '@nestjs/swagger';
import { derivedId } from '@vafa/kernel';
import type { Asking, Method } from './asking.ts';
import { asWhoeverMay } from './every-caller.ts';
import { demo, sara } from './fake-services.ts';
import { fullServices } from './full-services.ts';
import { openHttpFixture, type HttpFixture } from './http-fixture.ts';
import { ten } from './promotions.ts';

let fixture: HttpFixture;
const { services, asked } = fullServices();
let ask: Asking;

const line = { sku: 'A', quantity: 2, unit_price: '2.55' };
const member = `/v1/members/${sara.id}`;
/** What the first command about accounts makes, and the first about providers. */
const person = `/v1/staff/${derivedId('stf', `${demo.id}/c:admin:createStaff:once`)}`;

const provider = `/v1/identity-providers/${derivedId('idp', 'c:admin:createIdentityProvider:once')}`;

/** One right request of each command. */
const commands: Readonly<Record<string, readonly [Method, string, unknown?]>> = {
  createClub: ['POST', '/v1/clubs', { code: 'demo', name: 'Demo', currency: 'GBP', time_zone: 'Europe/London' }],
  changeClub: ['PATCH', '/v1/clubs/demo', { country: 'GB' }],
  changeBranch: ['PATCH', '/v1/branches/shop', { closed: true }],
  createBranch: ['POST', '/v1/branches', { code: 'shop' }],
  setTiers: ['POST', '/v1/tiers', { period_days: 365, tiers: [{ code: 'gold', name: 'Gold', spend_from: 0 }] }],
  enrolMember: ['POST', '/v1/members', { name: 'Sara' }],
  correctMember: ['PATCH', member, { card: '7' }],
  holdSession: ['POST', '/v1/sessions/a/hold', { points: 100 }],
  closeSession: ['POST', '/v1/sessions/a/close'],
  cancelSession: ['POST', '/v1/sessions/a/cancel', {}],
  returnLines: ['POST', '/v1/sessions/a/returns', { lines: [{ position: 1, quantity: 1 }] }],
  moveSale: ['POST', '/v1/sessions/a/member', { member_id: sara.id, reason: 'the wrong card' }],
  adjudicateLate: ['POST', '/v1/late-adjudications', { from: '2026-01-01T00:00:00Z', to: '2026-02-01T00:00:00Z' }],
  submitSales: [
    'POST',
    '/v1/sale-batches',
    { items: [{ branch: 'shop', till: '1', receipt: '8', at: '2026-01-01T00:00:00Z', lines: [line] }] },
  ],
  saveGoods: ['POST', '/v1/catalogue/goods', { goods: [{ sku: 'TEA', name_en: 'Tea' }] }],
  createReward: ['POST', '/v1/rewards', { code: 'tea', name: 'Tea', price_points: 100 }],
  changeReward: ['PATCH', '/v1/rewards/rwd_1', { version: 1, open: false }],
  redeemReward: ['POST', '/v1/redemptions', { member_id: sara.id, reward_id: 'rwd_1' }],
  useVoucher: ['POST', '/v1/vouchers/ABC/use', { branch: 'shop', till: '1', receipt: '7' }],
  cancelRedemption: ['POST', '/v1/redemptions/rdm_1/cancel', { reason: 'Ordered twice' }],
  publishEarningRule: ['POST', '/v1/earning-rules', { code: 'pounds', name: 'Pounds', points: 1, per_amount: 100 }],
  createPromotion: ['POST', '/v1/promotions', { code: 'ten', name: 'Ten', terms: ten }],
  copyPromotion: ['POST', '/v1/promotions/ten/copy', { code: 'ten-again' }],
  submitPromotion: ['POST', '/v1/promotions/ten/submit', {}],
  approvePromotion: ['POST', '/v1/promotions/ten/approve', { revision: 5 }],
  publishPromotion: ['POST', '/v1/promotions/ten/publish'],
  pausePromotion: ['POST', '/v1/promotions/ten/pause', {}],
  resumePromotion: ['POST', '/v1/promotions/ten/resume', {}],
  endPromotion: ['POST', '/v1/promotions/ten/end', {}],
  stopPromotions: ['POST', '/v1/promotions/stop', { reason: 'prices are wrong' }],
  createSurvey: [
    'POST',
    '/v1/surveys',
    { code: 'visit', title: 'Visit', questions: [{ id: 'nps', kind: 'nps', text: 'Recommend?' }] },
  ],
  answerSurvey: [
    'POST',
    '/v1/surveys/srv_1/responses',
    { member_id: sara.id, answers: [{ question_id: 'nps', score: 9 }] },
  ],
  openComplaint: ['POST', '/v1/complaints', { member_id: sara.id, subject: 'Tea', text: 'Cold' }],
  answerComplaint: ['POST', '/v1/complaints/cmp_1/answers', { text: 'Sorry' }],
  changeMe: ['PATCH', '/v1/me', { name: 'Sara' }],
  redeemForMe: ['POST', '/v1/me/redemptions', { reward_id: 'rwd_1' }],
  answerMySurvey: ['POST', '/v1/me/surveys/srv_1/responses', { answers: [{ question_id: 'nps', score: 9 }] }],
  openMyComplaint: ['POST', '/v1/me/complaints', { subject: 'Tea', text: 'Cold' }],
  addToMyComplaint: ['POST', '/v1/me/complaints/cmp_1/answers', { text: 'Still' }],
  createApiKey: ['POST', '/v1/api-keys', { name: 'Till', verbs: ['*'], branches: ['shop'] }],
  createStaff: ['POST', '/v1/staff', { username: 'sara', name: 'Sara', roles: ['cashier'] }],
  changeStaff: ['PATCH', person, { roles: ['cashier', 'analyst'] }],
  resetPassword: ['POST', `${person}/password`],
  createIdentityProvider: [
    'POST',
    '/v1/identity-providers',
    // Nobody listens there: what cannot be reached is told the same way twice.
    { name: 'Company', issuer: 'http://127.0.0.1:9', client_id: 'vafa', client_secret: 'told by the provider' },
  ],
  changeIdentityProvider: ['PATCH', provider, { name: 'The company' }],
  checkIdentityProvider: ['POST', `${provider}/check`],
  createTillCode: ['POST', '/v1/till-codes', { branch: 'shop', till: '1' }],
  openPractice: ['POST', '/v1/practice', {}],
  reportRefusedSale: [
    'POST',
    '/v1/refused-sales',
    { session_id: 's-1', receipt: '1', paid_at: '2026-01-01T00:00:00Z', total: 1, code: 'gone', message: 'gone' },
  ],
  settleRefusedSale: ['POST', '/v1/refused-sales/rfs_1/settle', { note: 'told again' }],
  adjustBalance: [
    'POST',
    `/v1/members/${sara.id}/adjustments`,
    { amount: 5, occasion: 'goodwill', reason: 'it was late' },
  ],
  openBalance: [
    'POST',
    `/v1/members/${sara.id}/opening-balances`,
    { lots: [{ amount: 5 }], reference: 'Old club 7', reason: 'moved' },
  ],
  settleLedgerException: ['POST', '/v1/ledger/exceptions/settle', { member_id: sara.id, key: 'e:1', into: 'club' }],
  approve: ['POST', '/v1/approvals/apr_1/approve', {}],
  reject: ['POST', '/v1/approvals/apr_1/reject', { note: 'no' }],
  withdraw: ['POST', '/v1/approvals/apr_1/withdraw'],
  replayDeadLetters: ['POST', '/v1/events/replays', {}],
  answerImport: ['POST', '/v1/imports/tsk_1/answers', { answers: { dates: 'iso' } }],
  retryTask: ['POST', '/v1/tasks/tsk_1/retry'],
};

/** What no key is needed for: a repeat finds what it asks for done. */
const byState: Readonly<Record<string, string>> = {
  createBranch: 'a branch is what its code says',
  adjudicateLate: 'each sale gets the points of each rule once',
  saveGoods: 'a good is what was said of it last; the whole has the key besides',
  submitSales: 'a sale is what its receipt says; the whole batch has the key besides',
  approve: 'it is decided once, and carried out under the key that it came with',
  reject: 'it is decided once',
  withdraw: 'it is decided once',
  replayDeadLetters: 'what is marked is marked',
  createStaff: 'an account is what its command made; a repeat gets another one-time password',
  createTillCode: 'each code counts once, and ten minutes',
  openPractice: 'a practice club is what its code says, and its key is that of the day',
  reportRefusedSale: 'a refused sale is what its session says',
  settleRefusedSale: 'it is settled once',
  changeStaff: 'an account is what it was changed to',
  createIdentityProvider: 'a provider is what its command made',
  changeIdentityProvider: 'a provider is what it was changed to',
  checkIdentityProvider: 'it is asked again',
  resetPassword: 'a repeat gives another one-time password',
  answerImport: 'an answer is what it says',
  retryTask: 'a task that is not failed is not begun again',
};

let taking: readonly string[] = [];

beforeAll(async () => {
  fixture = await openHttpFixture(services);
  ask = await asWhoeverMay(() => fixture);
  const { paths } = (await fixture.app.inject({ url: '/openapi.json' })).json<OpenAPIObject>();
  const operations = Object.values(paths).flatMap((item) =>
    [item.post, item.put, item.patch, item.delete].filter((operation) => operation !== undefined),
  );
  taking = operations
    .filter(({ parameters = [] }) =>
      parameters.some((parameter) => 'name' in parameter && parameter.name === 'Idempotency-Key'),
    )
    .map(({ operationId = '' }) => operationId);
});
afterAll(() => fixture.close());

describe('commands', () => {
  test('all of them are here; uploads compare the file', () => {
    expect(taking.filter((id) => id !== 'importSales').sort()).toEqual(Object.keys(commands).sort());
  });

  test.each(Object.entries(commands).map(([id, [method, url, body]]) => ({ id, method, url, body })))(
    '$id is asked again under the same key when its answer was lost',
    async ({ id, method, url, body }) => {
      const sent = async (): Promise<{ status: number; body: unknown; asked: unknown }> => {
        asked.clear();
        await fixture.collections.requests.deleteMany({});
        const answer = await ask(method, url, { key: 'once', body });
        // Kept nowhere, so that a repeat gets another one.
        const { one_time_password: _told, code: _code, ...told } = answer.body;
        // Another password is another revision.
        const counted = id === 'resetPassword' && { revision: 0 };
        return { status: answer.status, body: { ...told, ...counted, traceId: '' }, asked: Object.fromEntries(asked) };
      };
      const first = await sent();
      expect(await sent()).toEqual(first);
      const key = `c:${url.startsWith('/v1/me/') || url === '/v1/me' ? sara.id : 'admin'}:${id}:once`;
      const text = JSON.stringify(first.asked, (_name, value: unknown) =>
        typeof value === 'bigint' ? String(value) : value,
      );
      const isNamed = text.includes(key) || id === 'createApiKey';
      expect({ id, isNamed: isNamed || id in byState }).toEqual({ id, isNamed: true });
    },
  );

  test('two keys are never made of one command', async () => {
    await fixture.collections.apiKeys.deleteMany({});
    const make = () => ask('POST', '/v1/api-keys', { key: 'till-1', body: { name: 'Till 1', verbs: ['*'] } });
    const first = await make();
    await fixture.collections.requests.deleteMany({});
    const again = await make();
    expect(again).toMatchObject({ status: 201, body: first.body });
    expect(await fixture.collections.apiKeys.countDocuments({})).toBe(1);
    expect((await ask('GET', '/v1/members', { token: String(first.body.secret) })).status).toBe(200);
    await fixture.collections.requests.deleteMany({});
    expect(await ask('POST', '/v1/api-keys', { key: 'till-1', body: { name: 'Till 2', verbs: ['*'] } })).toMatchObject({
      status: 409,
      body: { code: 'key_reused' },
    });
  });
});
